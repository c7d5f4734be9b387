"""Running statute text: references resolved with the place where they stand."""

import pytest

from legal.citations import Kind, parse, references_in_statute
from legal.place import Place
from tests.citations.printing import told

SELF = "灯塔法实施条例"
PLACE = Place("20", 3)


def in_statute(text: str, place: Place | None = PLACE, **more: object) -> list[str]:
    return told(parse(text, self_title=SELF, place=place, **more))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照《灯塔法》第四十八条的规定处罚。", ["灯塔法 48"]),
        ("违反本条例第十四条第二款第三项规定的", [f"{SELF} 14¶2(3)"]),
        ("违反第十五条规定，擅自灭灯的", [f"{SELF} 15"]),
        ("有前款第三项、第五项行为之一的", [f"{SELF} 20¶2(3)", f"{SELF} 20¶2(5)"]),
        ("有前款第三项至第五项行为之一的", [f"{SELF} 20¶2({n})" for n in (3, 4, 5)]),
        ("履行前两款规定的义务", [f"{SELF} 20¶1", f"{SELF} 20¶2"]),
        ("依照前条规定处罚", [f"{SELF} 19"]),
        ("本条例前五条规定的行为", [f"{SELF} 15~19"]),
        ("依照本条第一款、第二款规定", [f"{SELF} 20¶1", f"{SELF} 20¶2"]),
        ("有第一款（二）、（五）项行为", [f"{SELF} 20¶1(2)", f"{SELF} 20¶1(5)"]),
        ("享有第十二条至第十七条之一所规定的豁免", [f"{SELF} 12~17-1"]),
        ("犯本节第二十三条至第二十九条之一规定之罪的", [f"{SELF} 23~29-1"]),
        ("适用本条例第二章第一节至第五节的规定", [f"{SELF} 章2节1~5"]),
        ("适用本条例第二章至第四章的规定", [f"{SELF} 章2~4"]),
        ("本条例第一条所列第2项事项", [f"{SELF} 1(2)"]),
        ("违反本条列第四十九条第三项规定", [f"{SELF} 49(3)"]),
        (
            "违反第三十九条第一款第一项、第四项至七项规定的",
            [f"{SELF} 39¶1({n})" for n in (1, 4, 5, 6, 7)],
        ),
        ("依照刑法第三百零七条之一前三款定罪", [f"刑法 307-1¶{n}" for n in (1, 2, 3)]),
        ("依照民事诉讼法第二百条第（五）项", ["民事诉讼法 200(5)"]),
        ("根据行政诉讼法的有关规定确定管辖", ["行政诉讼法"]),
        ("适用《灯塔法》及其实施细则第九条", ["灯塔法", "灯塔法实施细则 9"]),
        ("依照《灯塔法》（以下简称《塔法》）第三条，《塔法》第五条", ["灯塔法 3", "灯塔法 5"]),
        ("根据《灯塔法》（以下简称《塔法》），制定本条例。", ["灯塔法"]),
        ("依照《灯塔法》第三条的规定和第五条的规定", ["灯塔法 3", "灯塔法 5"]),
        (
            "在最高人民法院《关于适用〈灯塔法〉的解释》第二十四条增加一款，作为该条第二款",
            [
                "最高人民法院关于适用〈灯塔法〉的解释 24",
                "最高人民法院关于适用〈灯塔法〉的解释 24¶2",
            ],
        ),
        ("将《灯塔法》第三条改为第四条。该法第九条废止。", ["灯塔法 3", f"{SELF} 4", f"{SELF} 9"]),
        ("违反《土地承包法》第18条和《土地管理法》第4条", ["农村土地承包法 18", "土地管理法 4"]),
        ("违反第十条至第十五条第二款规定的", [f"{SELF} 10~15"]),
        ("违反第三章第十条、第五章规定的", [f"{SELF} 章310", f"{SELF} 章5"]),
        ("依照国有土地上灯塔征收与补偿条例第九条的规定", ["国有土地上灯塔征收与补偿条例 9"]),
        ("对灯塔对外开放条例第九条规定的事项", ["灯塔对外开放条例 9"]),
        ("依照灯塔法和渡口管理条例第九条的规定", ["渡口管理条例 9"]),
        (
            "《灯塔办法》、东海省经济和信息化委员会关于印发《灯塔检查方案》的通知(东经信〔2011〕6号)",
            ["灯塔办法", "东海省经济和信息化委员会关于印发《灯塔检查方案》的通知"],
        ),
        ("依照上款规定", [f"{SELF} 20¶2"]),
        ("有前款规定的第一项、第二项情形", [f"{SELF} 20¶2(1)", f"{SELF} 20¶2(2)"]),
        ("依照刑法分则第三章第一节的规定", ["刑法 章3节1"]),
        ("依照《灯塔法》第三条处罚，适用同法第九条", ["灯塔法 3", "灯塔法 9"]),
        ("《刑法》第二百六十四条（盗窃罪）、第二百六十六条（诈骗罪）", ["刑法 264", "刑法 266"]),
        ("依照国务院《关于灯塔安全的特别规定》第八条", ["国务院关于灯塔安全的特别规定 8"]),
        ("依照东海市实施《灯塔法》办法第九条", ["东海市实施《灯塔法》办法 9"]),
        ("依照本条例附件1第三项", [f"{SELF} 附1(3)"]),
        ("依照《灯塔法》第五十条及其实施细则第九条", ["灯塔法 50", "灯塔法实施细则 9"]),
        ("违反第八十七条、八十八条规定", [f"{SELF} 87", f"{SELF} 88"]),
        ("经东海省灯塔管理条例第九条规定的部门批准", ["东海省灯塔管理条例 9"]),
    ],
)
def test_a_reference_is_resolved(text: str, expected: list[str]) -> None:
    assert in_statute(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本条例没有规定的，从其规定。",
        "领取《灯塔执业许可证》，并在《东海日报》上公告。",
        "第一审案件由第二十三次会议决定，编号第174号。",
        "本法院的第一项目和第三条件，依法办理。",
        "合同法律关系、公司法人、统计法规和宪法律令",
        "停止该条款的执行，依照各该条的规定处罚。",
        "负有“依照《灯塔法》第三条报告职责”的人员",
        "有下列情形之一的，在第一时间和第二次通知时",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert in_statute(text) == []


def test_items_named_without_an_article_are_those_of_the_paragraph_before() -> None:
    found = parse(
        "第（四）项、第（五）项规定的活动；第（五）项还应当", self_title=SELF, place=Place("45", 2)
    )

    assert told(found) == [f"{SELF} 45¶1(4)", f"{SELF} 45¶1(5)", f"{SELF} 45¶1(5)"]
    assert {reference.kind for reference in found} == {Kind.BARE}


def test_an_item_refers_to_its_own_paragraph() -> None:
    at = Place("14", 1, "3")

    assert in_statute("符合前项规定的", at) == [f"{SELF} 14¶1(2)"]
    assert in_statute("且符合本项第6目规定的", at) == [f"{SELF} 14¶1(3).6"]


def test_the_article_before_an_inserted_one_is_its_stem() -> None:
    assert in_statute("依照前条规定", Place("12-1", 1)) == [f"{SELF} 12"]
    assert in_statute("依照前条规定", Place("12-3", 1)) == [f"{SELF} 12-2"]


def test_a_relative_reference_without_a_place_says_so() -> None:
    (found,) = parse("依照前款规定处罚")

    assert (found.paragraph, [fault.value for fault, _ in found.faults]) == (None, ["unresolved"])


def test_names_that_the_document_defines_are_replaced_by_their_titles() -> None:
    defined = {"解释": "关于灯塔案件的解释", "塔法": "中华人民共和国灯塔法", "《条例》": "x"}

    assert told(parse("将《解释》原第八条改为修改后《解释》第十三条", defined=defined)) == [
        "关于灯塔案件的解释 8",
        "关于灯塔案件的解释 13",
    ]
    assert told(parse("依照塔法第九条", defined=defined)) == ["中华人民共和国灯塔法 9"]


def test_an_amending_act_speaks_of_the_act_that_it_amends() -> None:
    found = parse(
        "二、在刑法第一百三十三条之一后增加一条，作为第一百三十三条之二",
        self_title="中华人民共和国刑法修正案（十一）",
    )

    assert told(found) == ["刑法 133-1", "刑法 133-2"]


def test_the_store_gets_spans_of_references_to_the_same_statute_only() -> None:
    text = "违反本法第九条、《渡口法》第三条或者前款规定，以及第十一条之一第二款"

    found = references_in_statute(text, Place("20", 2))

    assert told(found) == ["? 9", "? 20¶1", "? 11-1¶2"]
    assert [text[r.start : r.end] for r in found] == ["本法第九条", "前款", "第十一条之一第二款"]
    assert [str(r.place) for r in found] == ["9", "20¶1", "11-1¶2"]
