"""What confirms itself, and what does not."""

from dataclasses import replace

import pytest

from legal.alignment import Kind, align
from legal.numerals import article_name
from legal.place import Place
from legal.statute import Statute
from tests.alignment.kennel import REGULATION
from tests.alignment.worlds import Words, article, news, numbered, part, row, statute

OLD = numbered(*REGULATION)


def test_a_text_is_its_own_successor() -> None:
    found = align(OLD, OLD)

    assert {(one.kind, one.confirmed, one.confidence) for one in found} == {(Kind.SAME, True, 1.0)}
    assert found.new_only == ()
    assert all(part.confirmed for one in found for part in one.parts)


def test_a_new_article_in_front_renumbers_all_and_changes_none() -> None:
    new = numbered(("养犬管理坚持政府监管、养犬人自律的原则。",), *_moved(REGULATION, by=1))

    found = align(OLD, new)

    assert all(one.confirmed for one in found)
    assert [news(one) for one in found] == [[str(at + 1)] for at in range(1, 19)]
    assert [str(place) for place in found.new_only] == ["1"]


def test_words_that_only_follow_a_renumbering_are_editorial() -> None:
    new = numbered(("养犬管理坚持政府监管、养犬人自律的原则。",), *_moved(REGULATION, by=1))

    found = align(OLD, new)

    assert row(found, 11).kind is Kind.RENUMBERED
    assert row(found, 12).kind is Kind.EDITORIAL
    assert row(found, 12).evidence.references == ("4→5",)


def test_the_same_words_that_now_point_elsewhere_wait_for_a_person() -> None:
    """The new article stands fourth; the penalty still says 第四条, and means another duty."""
    bodies = list(REGULATION)
    bodies.insert(3, ("犬只养殖场应当建立系谱档案，并向农业农村部门报送年度数据。",))
    new = numbered(*bodies)

    found = row(align(OLD, new), 12)

    assert news(found) == ["13"]
    assert not found.confirmed
    assert found.kind is Kind.MODIFIED


def test_an_article_waits_while_the_renumbered_article_it_refers_to_waits() -> None:
    bodies = [("养犬管理坚持政府监管、养犬人自律的原则。",), *_moved(REGULATION, by=1)]
    bodies[4] = (
        "饲养犬只应当自取得之日起十五日内，向住所地公安派出所办理登记，领取犬牌。",
        "犬牌遗失的，应当在十日内申请补发。",
    )

    found = align(OLD, numbered(*bodies))

    assert row(found, 4).kind is Kind.MODIFIED
    assert (row(found, 12).kind, row(found, 12).confirmed) == (Kind.EDITORIAL, False)


def test_a_reference_that_kept_its_number_stands_though_the_referent_was_amended() -> None:
    new = _with(4, "饲养犬只应当自取得之日起十五日内，向住所地公安派出所办理登记，领取犬牌。")

    found = align(OLD, new)

    assert (row(found, 12).kind, row(found, 12).confirmed) == (Kind.SAME, True)
    assert not row(found, 4).confirmed


def test_articles_that_refer_to_each_other_confirm_each_other() -> None:
    first = ("依照本条例第二条登记的犬场，适用第三条的检疫规定。",)
    second = ("犬场登记适用本条例第一条的豁免，并每年复核圈舍面积。",)
    third = ("检疫合格证有效期一年，期满前三十日重新申领。",)
    old = numbered(first, second, third)
    new = numbered(("总则性原则。",), *_moved((first, second, third), by=1))

    assert [one.confirmed for one in align(old, new)] == [True, True, True]


@pytest.mark.parametrize(
    "other",
    [
        "公安机关负责养犬登记和犬只伤人事件的查处",
        "公安机关 负责养犬登记，和犬只伤人事件的查处。",
        "公安机关负责养犬登记和犬只伤人事件的查处．",
    ],
)
def test_width_space_and_punctuation_are_no_change(other: str) -> None:
    new = _with(3, other, "农业农村部门负责犬只免疫和疫病监测。")

    assert (row(align(OLD, new), 3).kind, row(align(OLD, new), 3).confirmed) == (Kind.SAME, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处1.5倍罚款并公告违法事实", "处15倍罚款并公告违法事实"),
        ("犬只饲养密度每平方米不超过5%", "犬只饲养密度每平方米不超过5"),
        ("应当公告并登报", "可以公告并登报"),
    ],
)
def test_what_carries_meaning_is_compared(old: str, new: str) -> None:
    first = numbered((old,), *REGULATION)
    second = numbered((new,), *REGULATION)

    assert not row(align(first, second), 1).confirmed


def test_another_organ_is_another_competence() -> None:
    new = _with(
        3, "城市管理部门负责养犬登记和犬只伤人事件的查处。", "农业农村部门负责犬只免疫和疫病监测。"
    )

    found = row(align(OLD, new), 3)

    assert (found.kind, found.confirmed) == (Kind.MODIFIED, False)


def test_an_alias_makes_another_name_the_same_organ() -> None:
    new = _with(
        15,
        "违反本条例第八条规定，未及时清除犬只粪便的，由县级以上人民政府综合执法部门责令改正，处五十元以上二百元以下的罚款。",
    )

    found = row(align(OLD, new, aliases={"城市管理部门": "综合执法部门"}), 15)

    assert (found.kind, found.confirmed) == (Kind.EDITORIAL, True)


def test_an_alias_does_not_hide_another_level() -> None:
    new = _with(
        15,
        "违反本条例第八条规定，未及时清除犬只粪便的，由设区的市级人民政府综合执法部门责令改正，处五十元以上二百元以下的罚款。",
    )

    assert not row(align(OLD, new, aliases={"城市管理部门": "综合执法部门"}), 15).confirmed


def test_the_same_words_in_other_paragraphs_are_not_confirmed() -> None:
    new = _with(3, "公安机关负责养犬登记和犬只伤人事件的查处。农业农村部门负责犬只免疫和疫病监测。")

    found = row(align(OLD, new), 3)

    assert (found.kind, found.confirmed) == (Kind.EDITORIAL, False)


def test_two_articles_of_equal_words_do_not_confirm_one_survivor() -> None:
    twin = ("具体办法由市人民政府另行制定，报市人民代表大会常务委员会备案。",)

    found = align(numbered(twin, *REGULATION, twin), numbered(*_moved(REGULATION, by=0), twin))

    assert not any(row(found, at).confirmed for at in (1, 20))


def test_an_unchanged_paragraph_of_a_changed_article_confirms_itself() -> None:
    new = _with(
        9,
        "从事犬只诊疗活动应当备案，诊疗废弃物交由有资质的单位集中处置。",
        "诊疗机构应当保存病历不少于三年。",
    )

    found = align(OLD, new)

    assert (part(found, "9¶2").kind, part(found, "9¶2").confirmed) == (Kind.SAME, True)
    assert (part(found, "9¶1").kind, part(found, "9¶1").confirmed) == (Kind.MODIFIED, False)


def test_an_item_is_not_the_same_when_the_lead_above_it_changed() -> None:
    conditions = (
        "有固定住所且独户居住；",
        "犬只已经接种狂犬病疫苗并植入电子标识；",
        "犬种不属于烈性犬名录。",
    )
    new = _with(5, ("单位饲养犬只应当符合下列条件之一：", conditions))

    found = align(OLD, new)

    assert part(found, "5¶1(2)").kind is Kind.MODIFIED
    assert news(part(found, "5¶1(2)")) == ["5¶1(2)"]


CONDUCTS = ("遛犬不牵犬绳；", "犬只进入候车室")


def test_an_item_is_not_the_same_when_the_tail_below_its_list_changed() -> None:
    """The sentence goes on below the list, and there stands the fine."""
    old: Words = ("有下列行为之一的：", CONDUCTS)
    tail = "，由公安机关处{}元以下罚款。"

    found = align(
        numbered(*REGULATION, (old, tail.format("二百"))),
        numbered(*REGULATION, (old, tail.format("二千"))),
    )

    assert [part(found, at).kind for at in ("19¶1", "19¶1(1)", "19¶1(2)")] == [Kind.MODIFIED] * 3
    assert not any(part(found, at).confirmed for at in ("19¶1", "19¶1(1)", "19¶1(2)"))
    assert [one.old for one in row(found, 19).parts] == [
        Place.parse(at) for at in ("19¶1", "19¶1(1)", "19¶1(2)", "19¶2")
    ]


def test_a_paragraph_of_its_own_below_a_list_leaves_the_items_alone() -> None:
    old: Words = ("有下列行为之一的，处五百元以下罚款：", ("遛犬不牵犬绳；", "犬只进入候车室。"))
    own = "前款规定的罚款由公安机关{}决定。"

    found = align(
        numbered(*REGULATION, (old, own.format("当场"))),
        numbered(*REGULATION, (old, own.format("书面"))),
    )

    assert part(found, "19¶1(1)").confirmed
    assert not part(found, "19¶2").confirmed


def test_an_inserted_article_number_is_a_number_like_any_other() -> None:
    new = replace(
        OLD,
        articles=(
            *OLD.articles[:4],
            article("4-1", "犬牌式样由市公安机关统一制定。"),
            *OLD.articles[4:],
        ),
    )

    found = align(OLD, new)

    assert all(one.confirmed and one.kind is Kind.SAME for one in found)
    assert [str(place) for place in found.new_only] == ["4-1"]


def test_nothing_can_be_said_of_a_text_without_articles() -> None:
    found = align(OLD, statute())

    assert all(
        one.kind is Kind.DELETED and not one.confirmed and one.confidence == 0 for one in found
    )


def _with(number: int, *body: Words) -> Statute:
    bodies = list(REGULATION)
    bodies[number - 1] = body
    return numbered(*bodies)


def _moved(bodies: tuple[tuple[Words, ...], ...], by: int) -> list[tuple[Words, ...]]:
    """The same articles with every 第N条 raised."""
    return [tuple(_raised(words, by) for words in body) for body in bodies]


def _raised(words: Words, by: int) -> Words:
    if isinstance(words, str):
        for at in range(18, 0, -1):
            words = words.replace(article_name(str(at)), f"⟦{at + by}⟧")
        for at in range(1, 40):
            words = words.replace(f"⟦{at}⟧", article_name(str(at)))
        return words
    return _raised(words[0], by), words[1]  # pyright: ignore[reportReturnType]


def test_an_article_without_words_is_no_anchor() -> None:
    empty = replace(OLD, articles=(*OLD.articles, article(19)))

    found = align(empty, OLD)

    assert (row(found, 19).kind, row(found, 19).parts) == (Kind.DELETED, ())
    assert all(row(found, at).confirmed for at in range(1, 19))
    assert all(one.confirmed or one.old.article == "19" for one in align(empty, empty))


def test_a_chapter_is_the_same_if_its_heading_is() -> None:
    body: tuple[Words, ...] = ("犬只收容的程序适用本条例第二章的规定。",)
    raised: tuple[Words, ...] = ("犬只收容的程序适用本条例第三章的规定。",)
    old = _in_chapters(body, "总则", "登记", "罚则")
    moved = _in_chapters(raised, "总则", "职责", "登记", "罚则")
    stale = _in_chapters(body, "总则", "职责", "登记", "罚则")

    followed, unfollowed = row(align(old, moved), 1), row(align(old, stale), 1)

    assert (followed.kind, followed.confirmed) == (Kind.EDITORIAL, True)
    assert (unfollowed.kind, unfollowed.confirmed) == (Kind.MODIFIED, False)


def _in_chapters(first: tuple[Words, ...], *chapters: str) -> Statute:
    return replace(numbered(first, *REGULATION), divisions=statute(chapters=chapters).divisions)
