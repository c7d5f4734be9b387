"""What holds for every revision, whatever was done to the text."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from legal.alignment import Alignment, Kind, align
from legal.alignment.normal import words
from legal.numerals import article_name
from legal.statute import Statute
from tests.alignment.worlds import Words, numbered

WHO = ("养犬人", "诊疗机构", "寄养场所经营者", "犬只销售者", "物业服务企业", "养殖场", "训犬机构")
WHAT = (
    "登记",
    "免疫",
    "病历",
    "消毒",
    "隔音",
    "检疫",
    "牵引",
    "收容",
    "领养",
    "运输",
    "火化",
    "展览",
)
HOW = (
    "每年向公安机关报告",
    "建立台账并保存三年",
    "公示收费标准",
    "接受农业农村部门抽查",
    "投保责任险",
)


@dataclass(frozen=True)
class Rule:
    """One article before it has a number: its sentence, and the rule it refers to (by position), if any."""

    sentence: str
    refers_to: int | None


SENTENCES = [f"{who}应当就{what}事项{how}" for who in WHO for what in WHAT for how in HOW]


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=14, unique=True))
    last = len(sentences) - 1
    refers = st.one_of(st.none(), st.integers(0, last))
    return [Rule(sentence, draw(refers)) for sentence in sentences]


def printed(order: list[int | str], known: list[Rule]) -> Statute:
    """The rules in this order, numbered from 1; a text stands for a new article."""
    at = {rule: number for number, rule in enumerate(order, 1) if isinstance(rule, int)}
    return numbered(*(_body(entry, at, known) for entry in order))


def _body(entry: int | str, at: dict[int, int], known: list[Rule]) -> tuple[Words, ...]:
    if isinstance(entry, str):
        return (entry,)
    rule = known[entry]
    referred = at.get(rule.refers_to) if rule.refers_to is not None else None
    tail = f"，适用本条例{article_name(str(referred))}的规定。" if referred else "。"
    return (f"{rule.sentence}{tail}",)


NEW = ["犬只名称由饲养人自行确定，不得使用侮辱性文字。", "本市设立犬只基因样本库，样本保存十年。"]


@given(rules(), st.data())
@settings(max_examples=40, deadline=None)
def test_a_consistent_renumbering_confirms_every_article(
    known: list[Rule], data: st.DataObject
) -> None:
    order: list[int | str] = list(range(len(known)))
    for text in NEW:
        order.insert(data.draw(st.integers(0, len(order))), text)

    found = align(printed(list(range(len(known))), known), printed(order, known))

    assert all(row.confirmed for row in found)
    assert {row.kind for row in found} <= {Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL}
    assert {str(place) for place in found.new_only} == {str(order.index(text) + 1) for text in NEW}


@given(rules(), st.data())
@settings(max_examples=40, deadline=None)
def test_a_new_order_confirms_every_article(known: list[Rule], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(known))))

    found = align(printed(list(range(len(known))), known), printed(list(order), known))

    assert all(row.confirmed for row in found)
    assert [str(row.new[0]) for row in found] == [
        str(order.index(at) + 1) for at in range(len(known))
    ]


@given(rules(), st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_was_changed_the_table_is_whole_and_nothing_is_confirmed_that_differs(
    known: list[Rule], data: st.DataObject
) -> None:
    kept: list[int | str] = data.draw(
        st.lists(st.sampled_from(range(len(known))), min_size=1, unique=True)
    )
    old = printed(list(range(len(known))), known)
    new = printed([*kept, *data.draw(st.lists(st.sampled_from(NEW), unique=True))], known)

    found = align(old, new)

    assert_whole(found, old, new)
    assert_honest(found, old, new)


@given(rules())
@settings(max_examples=20, deadline=None)
def test_a_text_is_always_its_own_successor(known: list[Rule]) -> None:
    text = printed(list(range(len(known))), known)

    assert all(row.confirmed and row.kind is Kind.SAME for row in align(text, text))


@given(rules(), st.data())
@settings(max_examples=10, deadline=None)
def test_the_same_question_has_the_same_answer(known: list[Rule], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(known))))
    old, new = printed(list(range(len(known))), known), printed(list(order), known)

    assert align(old, new) == align(old, new)


def assert_whole(found: Alignment, old: Statute, new: Statute) -> None:
    """Every old article once; every new one is a target or new; only split and merger share."""
    assert [row.old for row in found] == [article.place for article in old.articles]
    targets = [place for row in found for place in row.new]
    places = {article.place for article in new.articles}
    assert set(targets) | set(found.new_only) == places
    assert not set(targets) & set(found.new_only)
    own = [row.new[0] for row in found if row.kind not in (Kind.SPLIT, Kind.MERGED, Kind.DELETED)]
    assert len(own) == len(set(own))
    assert all((row.kind is Kind.DELETED) == (not row.new) for row in found)
    assert all(0 <= row.confidence <= 1 for row in found)


def assert_honest(found: Alignment, old: Statute, new: Statute) -> None:
    """What is confirmed has the same words, but for the numbers it refers to."""
    texts = {article.place: article.text for article in new.articles}
    for row, article in zip(found, old.articles, strict=True):
        if row.confirmed:
            assert words(article.text)[:12] == words(texts[row.new[0]])[:12]
        assert row.confirmed or row.confidence < 1
