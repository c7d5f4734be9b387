"""No text makes the reader crash or hang; every span lies in the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.citations import check, parse
from legal.place import Place

PIECES = [
    "第", "条", "款", "项", "目", "章", "节", "一", "二", "十", "百", "12", "之一", "（", "）", "(", ")", "《", "》", "〈", "〉", "【", "】", "“", "”",
    "、", "和", "至", "，", "。", "；", "：", " ", "\n", "　", "法律", "规章", "灯塔法", "条例", "办法", "前款", "前几款", "本法", "本条", "该条", "及其实施条例", "附件",
    "全文适用", "国务院令", "号", "2019年4月36日", "修正", "以下简称", "GB5-1", "5.1.1", "〔2020〕", "&#40;", "&#99999999;", "实施", "关于", "根据", "\x00", "𠀀",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.booleans())
def test_any_order_of_the_pieces_is_read(text: str, placed: bool) -> None:
    for reference in parse(text, self_title="灯塔法", place=Place("3", 2) if placed else None):
        assert 0 <= reference.start <= reference.end <= len(text)
        check(reference)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    parse(text)


HOSTILE = [
    "第" * 20_000,
    "第一" * 10_000,
    "第一、" * 8_000,
    "第一条、" * 6_000,
    "一" * 20_000 + "条",
    "第" + "（一）" * 6_000,
    "第一" + " " * 20_000 + "条",
    "《" * 10_000,
    "《甲" * 6_000 + "法》第一条",
    "》" * 10_000,
    "【法律】" * 5_000,
    "【法律】《" * 4_000,
    "（" * 20_000,
    "《法》" + "（" * 15_000,
    "《灯塔法》（" * 3_000,
    "前款" * 8_000,
    "2019年" * 5_000,
    "【法律】《灯塔法》（" + "2019年修正" * 3_000 + "）",
    "令" * 15_000,
    "【规章】" + "甲" * 20_000,
    "\n" * 20_000,
    "\n第一条" * 5_000,
    "\n《灯塔法》" * 4_000,
    " " * 20_000 + "《",
    "。 《灯塔法》第一条" * 2_000,
    "实施《灯塔法》办法" * 2_500,
    "，《灯塔法》第三条" * 2_500,
    "&" * 20_000,
    "“" * 20_000,
    "甲法" * 10_000 + "第一条",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_takes_no_time(text: str) -> None:
    begun = time.process_time()

    parse(text, self_title="灯塔法", place=Place("3", 2))
    parse(text)

    assert time.process_time() - begun < 10
