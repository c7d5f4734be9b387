"""文号: one number however it is printed, and whose number it is."""

from __future__ import annotations

import pytest

from legal.citations import is_number_key, normalise_title, number_key, own_numbers, parse
from legal.reading import read_lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国务院令第406号", "中华人民共和国国务院令第四百零六号"),
        ("国务院令第406号", "国务院令 第４０６号"),
        ("清溪政发〔2019〕12号", "清溪政发[2019]12号"),
        ("清溪政发〔2019〕12号", "清溪政发【2019】第12号"),
        ("水利部令2020年第3号", "水利部令2020年第三号"),
    ],
)
def test_a_number_is_the_same_however_it_is_printed(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)
    assert is_number_key(number_key(one))


def test_other_numbers_and_titles_are_others() -> None:
    keys = {number_key(n) for n in ("国务院令第406号", "国务院令第460号", "水利部令第406号")}

    assert len(keys) == 3
    assert not is_number_key(normalise_title("文号管理办法"))
    assert number_key("") == ""


def test_a_citation_may_print_its_number_alone() -> None:
    (found,) = parse("依据国务院令第406号第三十一条规定")

    assert (found.title, found.article) == (None, "31")
    assert number_key(found.doc_number or "") == number_key("国务院令第406号")


def test_a_statute_has_the_number_of_its_promulgation_and_not_of_its_amendment() -> None:
    """The amending order is a text of its own, and often amends many statutes."""
    header = (
        "# 河道采砂管理条例",
        "2004年4月30日 中华人民共和国国务院令第406号公布",
        "2012年11月9日 《国务院关于修改和废止部分行政法规的决定》（国务院令第628号）修订",
        "2023年7月20日 国务院令第764号修订",
        "<!-- INFO END -->",
        "第一条 本条例自2004年7月1日起施行。",
    )

    assert own_numbers(read_lines(header).history) == ("国务院令第406号",)


@pytest.mark.parametrize(
    ("above", "number"),
    [
        (("中华人民共和国国务院令", "第４０６号"), "国务院令第406号"),
        (("清溪市人民政府关于印发采砂办法的通知", "清政规〔2022〕3号"), "清政规〔2022〕3号"),
    ],
)
def test_a_number_may_stand_on_lines_of_its_own(above: tuple[str, ...], number: str) -> None:
    notice = "现将《采砂办法》印发给你们。"
    lines = (*above, notice, "2022年4月8日", "采砂办法", "第一条 本办法自2022年5月1日起施行。")

    (found,) = own_numbers(read_lines(lines).history)

    assert number_key(found) == number_key(number)
