"""Numerals of statutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal import numerals


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一〇五", 105),
        ("一百一十", 110),
        ("一百十", 110),
        ("两百", 200),
        ("一千二百六十", 1260),
        ("一千零一", 1001),
        ("二〇二一", 2021),
        ("廿三", 23),
        ("卅一", 31),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_a_numeral_is_read(printed: str, value: int) -> None:
    assert numerals.to_int(printed) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "条",
        "一般",
        "百",
        "十十",
        "一百五",
        "一二",
        "一二三",
        "1百2",
        "五十－",
        "-1",
        "1.5",
        "²",
    ],
)
def test_what_is_no_numeral_or_has_two_readings_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        numerals.to_int(text)


@given(st.integers(min_value=0, max_value=9999))
def test_every_number_comes_back(n: int) -> None:
    assert numerals.to_int(numerals.chinese(n)) == n


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("第十二条", "12"),
        ("第 十二 条", "12"),
        ("十二", "12"),
        ("第十二条之一", "12-1"),
        ("第十二之一条", "12-1"),
        ("第一百二十条之二", "120-2"),
        ("第十二条之一之二", "12-1-2"),
        ("第12条之1", "12-1"),
        ("12-1", "12-1"),
        ("第８７条", "87"),
    ],
)
def test_an_article_number_has_one_key(printed: str, number: str) -> None:
    assert numerals.article_number(printed) == number


@pytest.mark.parametrize("text", ["", "第条", "第十二条第一款", "第十二条之", "总则"])
def test_what_is_no_article_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="article number"):
        numerals.article_number(text)


@given(
    st.integers(min_value=1, max_value=1300),
    st.lists(st.integers(min_value=1, max_value=20), max_size=2),
)
def test_an_article_name_comes_back(first: int, inserted: list[int]) -> None:
    number = "-".join(map(str, (first, *inserted)))

    assert numerals.article_number(numerals.article_name(number)) == number


def test_a_dash_is_read_as_one_only_on_request() -> None:
    assert numerals.repair("五十－") == "五十一"


def test_a_negative_number_is_not_written() -> None:
    with pytest.raises(ValueError, match="nought"):
        numerals.chinese(-1)
