"""Cells of published lists: every printed form that was seen, with statutes of our own invention."""

import pytest

from legal.citations import Fault, Kind, parse
from tests.citations.forms import FORMS, OTHER_LISTS
from tests.citations.printing import told


@pytest.mark.parametrize(("text", "expected"), OTHER_LISTS)
def test_lists_of_other_cities_are_read(text: str, expected: list[str]) -> None:
    assert told(parse(text)) == expected


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_printed_form_is_read(text: str, expected: list[str]) -> None:
    assert told(parse(text)) == expected


def test_a_cell_whose_statute_stands_in_another_column_is_bare() -> None:
    found = parse("第二十条第一、三款：禁止擅自采摘。", self_title="东海市茶山条例")

    assert told(found) == ["东海市茶山条例 20¶1", "东海市茶山条例 20¶3"]
    assert {reference.kind for reference in found} == {Kind.BARE}


DAMAGED = [
    (
        "法律】《中华人民共和国灯塔法》（2021年修正）\n第六条：",
        "中华人民共和国灯塔法 6",
        Fault.TAG_MARKS,
    ),
    (
        "【 法律】《 中华人民共和国灯塔法》（ 2021年修正）\n第六条：",
        "中华人民共和国灯塔法 6",
        Fault.TAG_MARKS,
    ),
    (
        "【法规】《报废渔船回收办法》》（2019年4月22日国务院令第716号发布）\n第六条：",
        "报废渔船回收办法 6",
        Fault.TITLE_MARKS,
    ),
    (
        "【规章】《报废渔船回收办法》实施细则》（渔业部令2020年第2号）\n第六条：",
        "报废渔船回收办法实施细则 6",
        Fault.TITLE_MARKS,
    ),
    (
        "【规范性文件】东海省关于推行公示制度的指导意见》（东办发〔2018〕9号）\n全文适用",
        "东海省关于推行公示制度的指导意见 全文",
        Fault.TITLE_MARKS,
    ),
    (
        "【规章】《东海省实施<灯塔条例>办法（2012年2月23日省人民政府令第177号公布）\n第六条：",
        "东海省实施<灯塔条例>办法 6",
        Fault.TITLE_MARKS,
    ),
    (
        "【法律】《灯塔法》《灯塔法》（2011年4月22日修正）\n第六条：",
        "灯塔法 6",
        Fault.TITLE_REPEATED,
    ),
    (
        "【规章】《渡口管理规定》（航运部令2014年第3号\n第六条第（八）项 ：",
        "渡口管理规定 6(8)",
        Fault.BRACKETS,
    ),
    (
        "【规章】《渡口管理规定》（2013年1月23日航运部发布 根据2023年11月10日修正》\n第六条：",
        "渡口管理规定 6",
        Fault.BRACKETS,
    ),
    (
        "【法规】《渡船证管理办法》（东政发【2020】53号）文第三章第十条：",
        "渡船证管理办法 章310",
        Fault.DOC_NUMBER_BRACKETS,
    ),
    ("【法规】《渡船条例》（2019年4月36日修正）\n第六条：", "渡船条例 6", Fault.IMPOSSIBLE_DATE),
    ("【法规】《渡船条例》\n第六条第五项至第三项：", "渡船条例 6(5)", Fault.BACKWARD_RANGE),
]


@pytest.mark.parametrize(("text", "expected", "fault"), DAMAGED)
def test_damage_is_read_through_and_kept_as_a_fault(text: str, expected: str, fault: Fault) -> None:
    found = parse(text)

    assert told(found)[0] == expected
    assert fault in {kind for kind, _ in found[0].faults}


QUOTED = [
    "【规章】《灯塔法细则》（2010年公布）\n第三条：违反本规定，依照《渡口法》第五条、第六条的规定处罚。\n《渡船证》记载信息变更的，应当备案。\n前款第二项行为，依照《渡口法》第九条处罚。",
    "【规章】《灯塔法细则》\n第三条：建立免疫档案的，依照【法规】《渡口法》第三十八条处罚。",
    "【规章】《灯塔法细则》\n第三条：违反《渡口条例》\n第七十七条的规定，给予处罚。",
    "《灯塔法细则》第三条　第五条规定的人员，违反第六条第二款规定的，依照《渡口法》处罚。",
]


@pytest.mark.parametrize("text", QUOTED)
def test_quoted_articles_cite_nothing(text: str) -> None:
    assert told(parse(text)) == ["灯塔法细则 3"]


def test_each_article_keeps_the_text_that_follows_it() -> None:
    found = parse(
        "【法律】《灯塔法》（2010年通过）\n第三条：不得遮光。\n违者处罚。\n第五条 不得灭灯。第六条：不得移灯。"
    )

    assert [(r.article, r.printed) for r in found] == [
        ("3", "不得遮光。\n违者处罚。"),
        ("5", "不得灭灯。"),
        ("6", "不得移灯。"),
    ]


def test_a_paragraph_on_a_line_of_its_own_belongs_to_the_article_above() -> None:
    found = parse("【法律】《灯塔法》\n第七条第一款：不得。\n第三款：违者处罚。")

    assert told(found) == ["灯塔法 7¶1", "灯塔法 7¶3"]


def test_lines_broken_inside_words_are_joined() -> None:
    found = parse(
        "【法律】《 中华\n人民共和国灯\n塔法》\n（2001 年3月\n17日通\n过，根据2021\n年1月22 日\n修订）\n  第五章、第\n六章。"
    )

    assert told(found) == ["中华人民共和国灯塔法 章5", "中华人民共和国灯塔法 章6"]
    assert found[0].revision == "2021-01-22"


def test_a_list_may_leave_out_small_words() -> None:
    found = parse(
        "【法律】《灯塔法》\n第三十条、三十二条、第三十八、第四十条，第六十条至第六十三条。"
    )

    assert told(found) == [f"灯塔法 {n}" for n in ("30", "32", "38", "40", "60~63")]


def test_an_inserted_article_has_its_own_number() -> None:
    assert told(parse("【法律】《灯塔法》\n第十七条之一第二款：不得。")) == ["灯塔法 17-1¶2"]


def test_chapters_may_print_their_headings() -> None:
    found = parse(
        "【规章】《估茶机构管理办法》（2013年茶务部令第14号）\n第二章机构资质核准、第三章分支机构的设立。"
    )

    assert told(found) == ["估茶机构管理办法 章2", "估茶机构管理办法 章3"]


NUMBERS = [
    ("（2001年5月8日主席令第三十号颁布，2014年11月4日予以修改）", "主席令第三十号", "2014-11-04"),
    ("（国务院令第257号发布 2021年7月国务院令第744号第三次修订）", "国务院令第257号", "2021-07"),
    ("（2019修正）", None, "2019"),
    ("（2012年6月29日通过，自2013年1月1日起施行）", None, None),
    ("（2004年5月1日起施行，2012年12月28日修正）", None, "2012-12-28"),
    (
        "（2018年10月26日，第十三届全国人民代表大会常务委员会第六次会议通过，修改《灯塔法》。）",
        None,
        "2018-10-26",
    ),
    ("（2017年9月14日商务部令2017年第3号修订）", "商务部令2017年第3号", "2017-09-14"),
    ("（商务部令〔2012〕第11号）", "商务部令〔2012〕第11号", None),
    ("（2004年1月，盐务部第41号令发布）", "盐务部令第41号", None),
    ("（2008年7月15日东档发[2008]26号）", "东档发〔2008〕26号", None),
    ("（东政发〔 2013 〕82号）（2013年8月26日）", "东政发〔2013〕82号", None),
    ("（2021年茶务委员会、商务部令第47号）", "茶务委员会、商务部令第47号", None),
    ("（GBT33001-2016）", "GBT33001-2016", None),
    ("（2019年4月36日修正）", None, None),
]


@pytest.mark.parametrize(("printed", "number", "revision"), NUMBERS)
def test_the_bracket_tells_number_and_revision(
    printed: str, number: str | None, revision: str | None
) -> None:
    (found,) = parse(f"【法规】《灯塔条例》{printed}\n第三条：不得。")

    assert (found.doc_number, found.revision) == (number, revision)
