"""The wire format of ``quanze citations parse --json``."""

import json

import pytest

from legal.citations.wire import answer


def refs(text: str, **more: object) -> list[dict[str, object]]:
    return answer({"id": 1, "text": text, **more})["refs"]


def test_an_answer_has_exactly_the_agreed_fields() -> None:
    text = (
        "【法律】《灯塔法》（国家主席令第9号公布，2021年6月10日修正）\n第十二条之一第一款第二项："
    )

    assert answer(
        {"id": "a7", "text": text, "self_title": None, "place": None, "defined": None}
    ) == {
        "id": "a7",
        "refs": [
            {
                "title": "灯塔法",
                "doc_number": "国家主席令第9号",
                "revision": "2021-06-10",
                "article": "12-1",
                "paragraph": 1,
                "item": 2,
                "subitem": None,
                "range_end": None,
                "chapter": None,
                "section": None,
                "annex": None,
                "whole": False,
            }
        ],
    }


def test_ranges_of_articles_stay_one_and_ranges_of_items_are_spread() -> None:
    found = refs("依照《灯塔法》第十二条至第十五条、第二十条第一款第二至第四项")

    assert [(r["article"], r["range_end"], r["item"]) for r in found] == [
        ("12", "15", None),
        ("20", None, 2),
        ("20", None, 3),
        ("20", None, 4),
    ]


def test_the_place_may_be_given_as_numbers_or_texts() -> None:
    for place in ({"article": "20", "paragraph": 2, "item": None}, {"article": 20, "paragraph": 2}):
        (found,) = refs("依照前款规定", self_title="灯塔法", place=place)
        assert (found["title"], found["article"], found["paragraph"]) == ("灯塔法", "20", 1)


def test_a_place_without_an_article_is_none() -> None:
    assert (
        refs("本法第三条", place={"article": None, "paragraph": None, "item": None})[0]["article"]
        == "3"
    )


def test_the_answer_is_json() -> None:
    assert json.loads(json.dumps(answer({"id": None, "text": "附件1第9项"}), ensure_ascii=False))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"id": 3}, "text：缺少字段"),
        ({"id": 3, "text": 7}, "text：应为字符串"),
        ({"id": 3, "text": "", "place": "x"}, "place：应为对象"),
        ({"id": 3, "text": "", "place": {"article": "甲"}}, "不是条、项的编号"),
        (
            {"id": 3, "text": "", "place": {"article": "1", "paragraph": 0}},
            "place.paragraph：应为正整数",
        ),
        ({"id": 3, "text": "", "defined": []}, "defined：应为对象"),
        ({"id": 3, "text": "法" * 300_000}, "text：超过"),
    ],
)
def test_bad_input_is_answered_with_one_chinese_sentence(line: object, told: str) -> None:
    found = answer(line)

    assert found["id"] == 3
    assert told in found["error"]
    assert "refs" not in found


@pytest.mark.parametrize("line", [None, 7, "x", [], {}])
def test_what_is_no_question_is_no_crash(line: object) -> None:
    assert "error" in answer(line)
