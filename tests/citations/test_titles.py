"""Titles are compared after folding, and misspelt ones get candidates, never a silent correction."""

import pytest

from legal.citations import candidates, normalise_title
from legal.citations.titles import is_instrument


@pytest.mark.parametrize(
    "printed",
    ["中华人民共和国 灯塔法", "灯塔法", "《灯塔法》", "灯　塔\n法", "中华人民共和国灯塔法"],
)
def test_spellings_of_one_title_are_equal(printed: str) -> None:
    assert normalise_title(printed) == "灯塔法"


def test_inner_marks_and_widths_do_not_count() -> None:
    assert normalise_title("东海省实施<灯塔法>办法(试行)") == normalise_title(
        "东海省实施〈灯塔法〉办法（试行）"
    )


def test_a_misspelt_title_gets_its_candidates_best_first() -> None:
    known = ["灯塔重大危险源监督管理规定", "渡口管理规定", "灯塔重大危险源登记办法"]

    found = candidates("灯塔重大危险源督管理规定", known)

    assert found[0][0] == "灯塔重大危险源监督管理规定"
    assert all(score <= found[0][1] for _, score in found)
    assert "渡口管理规定" not in [name for name, _ in found]


@pytest.mark.parametrize(
    "name",
    [
        "灯塔法",
        "灯塔条例（试行）",
        "负面清单（2021年版）",
        "关于灯塔的通知",
        "灯塔法实施〈细则〉规定",
    ],
)
def test_instruments(name: str) -> None:
    assert is_instrument(name)


@pytest.mark.parametrize(
    "name", ["灯塔许可证", "东海日报", "处罚决定书", "航行日志", "申请表", "油类记录簿"]
)
def test_certificates_forms_and_newspapers_are_no_instruments(name: str) -> None:
    assert not is_instrument(name)
