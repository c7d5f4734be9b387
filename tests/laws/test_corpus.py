"""The 111 real statutes: every count of their index, every difference explained, nothing lost.

Only names, numbers and dates of others stand here, never their text.
"""

import json
from functools import cache
from typing import Any, NamedTuple

import pytest

from importers.laws import read_statute
from legal.numerals import article_name, article_number
from legal.reading import join_parts, read_lines, unparse
from legal.statute import Severity, Statute
from tests.laws.texts import LAWS, codes, found, needs_laws

pytestmark = needs_laws


class Counts(NamedTuple):
    """How the index counts: of the text itself, without annexes."""

    articles: int
    paragraphs: int
    items: int
    last: str | None


def index() -> list[dict[str, Any]]:
    if not LAWS.is_dir():
        return []
    return json.loads((LAWS / "index.json").read_text("utf-8"))["documents"]


BY_FILE = {document["file"]: document for document in index()}
FILES = sorted(BY_FILE)


@cache
def law(file: str) -> Statute:
    return read_statute(LAWS / file)


def counts(statute: Statute) -> Counts:
    own = [article for article in statute.articles if not article.annex]
    paragraphs = [paragraph for article in own for paragraph in article.paragraphs]
    return Counts(
        len(own),
        len(paragraphs),
        sum(len(paragraph.items) for paragraph in paragraphs),
        own[-1].number if own else None,
    )


DIFFERENT = {
    "食品安全法(2015-04-24)": (Counts(154, 304, 124, "154"), "两项一行，第一百二十五条拆出一项"),
    "信访条例(2005-01-10)": (Counts(51, 77, 42, "51"), "第二十一条第三项分两行，接上后少一款"),
    "烟草专卖法实施条例(2021-11-10)": (Counts(66, 77, 30, "66"), "第七章标题两行，不是两款"),
    "烟草专卖法实施条例(2023-07-20)": (Counts(66, 77, 30, "66"), "第七章标题第二行，不是款"),
    "农民专业合作社法(2017-12-27)": (Counts(74, 113, 69, "74"), "第五十四条的“笫”已识别"),
    "刑事诉讼法(2018-10-26)": (
        Counts(308, 529, 177, "308"),
        "第一百二十八条已识别，两行标题不是款",
    ),
    "刑法": (Counts(505, 898, 263, "452"), "脚注不是款"),
    "北京市人民代表大会议事规则(2022-01-10)": (
        Counts(53, 82, 16, "53"),
        "第十六条和一项拆出，五行标题不是款",
    ),
    "国旗法(2020-10-17)": (Counts(24, 53, 21, "24"), "附件不属于末条，第五条第二项接上"),
    "宪法修正案（2018年）": (Counts(21, 37, 0, "52"), "引用的五条不是本文本的条"),
    "彭水苗族土家族自治县城乡建设管理条例(2013-05-31)": (
        Counts(75, 123, 34, "75"),
        "两处横线读作一",
    ),
    "洛阳市城市轨道交通条例(2020-08-25)": (
        Counts(64, 114, 54, "64"),
        "四行标题不是款，第三十九条补回一项",
    ),
    "飞行基本规则(2007-10-18)": (Counts(124, 124, 0, "124"), "连排的条已拆开"),
}
"""Our counts where they differ from the index, and why; the index counts the damage as it stands."""


def stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".md")


@pytest.mark.parametrize("file", FILES)
def test_the_counts_are_those_of_the_index(file: str) -> None:
    entry = BY_FILE[file]
    last = article_number(entry["last_article"]) if entry["last_article"] else None
    indexed = Counts(entry["articles"], entry["paragraphs"], entry["items"], last)

    expected, _ = DIFFERENT.get(stem(file), (indexed, ""))

    assert counts(law(file)) == expected
    assert (stem(file) in DIFFERENT) == (expected != indexed)


@pytest.mark.parametrize("file", FILES)
def test_the_title_and_the_first_article_are_those_of_the_index(file: str) -> None:
    statute, entry = law(file), BY_FILE[file]

    assert statute.title == "".join(entry["title"].split())
    if statute.articles:
        assert article_name(statute.articles[0].number) == entry["first_article"]


@pytest.mark.parametrize("file", FILES)
def test_a_date_in_force_is_the_headers_or_none(file: str) -> None:
    """Never that of the closing article."""
    statute, entry = law(file), BY_FILE[file]
    from_header = (entry["effective_date_source"] or "").split(" ")[0] == "header"
    missing_here = "missing in this file" in (entry["effective_date_source"] or "")

    if statute.effective is not None:
        assert statute.effective.isoformat() == entry["effective_date"]
    elif from_header and not missing_here:
        assert "effective_before_version" in codes(statute)


@pytest.mark.parametrize("file", FILES)
def test_no_word_is_lost_or_taken_twice(file: str) -> None:
    statute = law(file)

    assert len(unparse(statute)) > 0 or "empty_body" in codes(statute)
    assert "\n".join(statute.source) == (LAWS / file).read_text("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("file", [f for f in FILES if BY_FILE[f]["sequence_problems"]])
def test_each_break_of_the_sequence_is_mended_or_reported(file: str) -> None:
    statute = law(file)
    mended = {"article_mark", "article_split", "quoted_article", "part_only", "begins_late"}

    assert codes(statute) & mended
    assert "article_gap" not in codes(statute)


INCOMPLETE = {
    "长江保护法(2020-12-26)": "stops_early",
    "麻醉药品和精神药品管理条例(2016-02-06)": "stops_early",
    # These two are whole, but have no closing clause: a person confirms the last article.
    "刑事诉讼法(2018-10-26)": "stops_early",
    "宪法修正案（2018年）": "stops_early",
    "重庆市实施《国家赔偿法》办法(2012-09-27)": "empty_body",
}


@pytest.mark.parametrize("file", FILES)
def test_only_texts_without_an_end_or_of_one_part_are_incomplete(file: str) -> None:
    statute = law(file)
    expected = "part_only" if file.startswith("民法典/") else INCOMPLETE.get(stem(file))

    reasons = {f.code for f in statute.findings if f.severity is Severity.INCOMPLETE}

    assert reasons == ({expected} if expected else set())


@pytest.mark.parametrize("file", [f for f in FILES if not f.startswith(("民法典/", "oddities/"))])
def test_a_text_cut_off_anywhere_is_never_whole(file: str) -> None:
    statute = law(file)
    own = [article for article in statute.articles if not article.annex]
    step = max(1, len(own) // 8)

    for article in {own[-2], *own[1 : len(own) - 2 : step]}:
        assert not read_lines(statute.source[: article.line - 1]).complete, article.number


def test_a_known_last_article_makes_a_whole_text_whole() -> None:
    path = LAWS / "oddities" / "刑事诉讼法(2018-10-26).md"

    assert read_statute(path, last_article="308").complete


def test_the_eight_parts_of_the_code_are_one_law() -> None:
    code = join_parts(law(file) for file in FILES if file.startswith("民法典/"))

    assert code.complete
    assert [a.number for a in code.articles] == [str(number) for number in range(1, 1261)]
    assert [d.number for d in code.divisions if d.parent is None] == [*"1234567", ""]


@pytest.mark.parametrize(
    ("name", "code", "places"),
    [
        ("城市房地产管理法(2019-08-26)", "heading_gap", ["第二章"]),
        ("安阳市城市管理综合执法条例(2017-06-26)", "heading_gap", ["第二章"]),
        ("农民专业合作社法(2017-12-27)", "article_mark", ["54"]),
        ("刑事诉讼法(2018-10-26)", "article_mark", ["128"]),
        ("彭水苗族土家族自治县城乡建设管理条例(2013-05-31)", "article_mark", ["31", "51"]),
        ("北京市人民代表大会议事规则(2022-01-10)", "article_split", ["16"]),
        ("食品安全法(2015-04-24)", "item_split", ["125"]),
        ("洛阳市城市轨道交通条例(2020-08-25)", "item_number_lost", ["39"]),
        ("国旗法(2020-10-17)", "item_broken", ["5"]),
        ("国旗法(2020-10-17)", "annex", ["24"]),
        ("刑法", "annex", ["452", "452"]),
        ("刑法", "footnote", ["452"]),
    ],
)
def test_a_named_defect_is_reported_at_its_place(name: str, code: str, places: list[str]) -> None:
    file = next(file for file in FILES if stem(file) == name)

    assert [finding.place for finding in found(law(file), code)] == places
