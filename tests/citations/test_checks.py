"""Findings: what a printed citation says wrongly, in Chinese, for a person."""

import pytest

from legal.citations import check, parse
from legal.citations.levels import Level, level


def codes(text: str) -> set[str]:
    return {finding.code for reference in parse(text) for finding in check(reference)}


@pytest.mark.parametrize(
    "text",
    [
        "【法律】《中华人民共和国灯塔法》（2012年6月29日通过）\n第三条：",
        "【法规】《灯塔条例》（国务院令第9号）\n第三条：",
        "【法规】《东海省灯塔条例》（2012年11月29日东海省第十一届人民代表大会常务委员会第三次会议通过）\n第三条：",
        "【规章】《灯塔管理规定》（航运部令2014年第3号）\n第三条：",
        "【规章】《东海省灯塔办法》（省人民政府令第46号）\n第三条：",
        "【规范性文件】《灯塔目录》（东发改规〔2019〕5号）\n全文适用",
        "【国务院决定】《国务院关于取消灯塔许可的决定》（国发〔2020〕13号）\n附件1第9项：",
        "《灯塔法》第三条",
    ],
)
def test_a_right_citation_has_no_finding(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "【规章】《灯塔条例》（国务院令第9号）\n第三条：",
        "【法规】《灯塔管理规定》（航运部令2014年第3号）\n第三条：",
        "【法律】《灯塔条例》（国务院令第9号）\n第三条：",
        "【法规】《中华人民共和国安全生产法》（2021年修正）\n第三条：",
        "【法律】《灯塔目录》（东发改规〔2019〕5号）\n第三条：",
    ],
)
def test_a_wrong_level_tag_is_found(text: str) -> None:
    assert codes(text) == {"wrong_level"}


def test_the_message_names_the_tag_and_the_level() -> None:
    (reference,) = parse("【规章】《灯塔条例》（国务院令第9号）\n第三条：")

    (finding,) = check(reference)

    assert finding.message == "《灯塔条例》标注为【规章】，按名称和文号应为行政法规"
    assert (finding.place, finding.repaired) == ("3", False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("【法律】《灯塔法》（2019年4月36日修正）\n第三条：", "impossible_date"),
        ("【法规】《灯塔条例》\n第九条第五项至第三项：", "backward_range"),
        ("【法规】《灯塔条例》\n第三十条至第二十条：", "backward_range"),
        ("【法规】《灯塔条例》\n第三条第一项至第九百项：", "long_range"),
        ("【法规】《灯塔条例》（国务院令第9号\n第三条：", "brackets"),
        ("法规】《灯塔条例》（国务院令第9号）\n第三条：", "tag_marks"),
        ("【法规】（灯塔条例》（国务院令第9号）\n第三条：", "title_marks"),
        ("【规范性文件】《灯塔通知》（东发【2023】2号）\n第三条：", "doc_number_brackets"),
        ("违反《土地承包法》第18条", "informal_title"),
        ("【法律】\n第三条：不得", "title_missing"),
    ],
)
def test_damage_is_found(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    ("title", "number", "history", "expected"),
    [
        ("中华人民共和国刑法", None, "", Level.LAW),
        ("中华人民共和国灯塔法实施条例", "国务院令第9号", "", Level.ADMINISTRATIVE_REGULATION),
        ("灯塔条例", None, "", None),
        ("东海省灯塔条例", None, "", Level.LOCAL_REGULATION),
        ("灯塔办法", "质检总局令第155号", "", Level.DEPARTMENT_RULE),
        ("灯塔办法", "自治区人民政府令第46号", "", Level.LOCAL_RULE),
        ("机关用塔条例", "中发〔2013〕13号", "", Level.PARTY_REGULATION),
        ("灯塔规范", "GBT33000-2016", "", Level.STANDARD),
        ("最高人民法院关于灯塔的解释", "法释〔2020〕1号", "", Level.JUDICIAL_INTERPRETATION),
        ("灯塔实施条例", "农业部令第1号", "", Level.ADMINISTRATIVE_REGULATION),
        (
            "中华人民共和国灯塔法实施办法",
            "国家档案局令第1号",
            "（1990年10月24日国务院批准）",
            Level.ADMINISTRATIVE_REGULATION,
        ),
        ("灯塔管理条例", "国务院、中央军事委员会令第128号", "", Level.ADMINISTRATIVE_REGULATION),
        ("灯塔规定", "劳部发〔1994〕498号", "", None),
        ("灯塔用车办法", "东党办发〔2018〕65号", "", None),
        ("灯塔条例", None, "（2006年9月国务院第9次常务会议通过）", Level.ADMINISTRATIVE_REGULATION),
    ],
)
def test_the_level_follows_from_title_and_number(
    title: str, number: str | None, history: str, expected: Level | None
) -> None:
    assert level(title, number, history) is expected
