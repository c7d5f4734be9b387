"""不变量 at the level of the judge: I1, I6, I7, I15, I16 on generated worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.judgement import Judgement, LawBook, Survival
from graph.model.law import Correspondence, Effect, EffectType, Kind, Rank, Standing, Support
from graph.model.power import Citation, Function, How, Power
from graph.rules.pack import DEFAULT
from graph.rules.rows_survival import SURVIVAL
from graph.rules.survival import judge
from legal.place import Place
from tests.builders.law import (
    Law,
    a_book,
    a_citation,
    a_law,
    a_link,
    a_power,
    a_text,
    an_effect,
    day,
    deleted,
    duty,
    penalty,
    supports,
)

DAYS = [
    day(text) for text in ("2019-06-01", "2020-01-01", "2021-07-15", "2022-03-01", "2024-01-01")
]
PLACES = ("10", "20", "30")
RANKS = (Rank.LAW, Rank.ADMINISTRATIVE_REGULATION, Rank.MINISTRY_RULE, Rank.NORMATIVE_DOCUMENT)
TITLES = ("甲法", "乙条例", "丙规章")
CAUSES = (
    EffectType.REPEAL_WHOLE,
    EffectType.REPEAL_PART,
    EffectType.EXPIRE,
    EffectType.SUSPEND,
    EffectType.RESUME,
    EffectType.ENACT,
    EffectType.CONFLICT,
    EffectType.AMEND_SUBST,
)

# ---- generated worlds -----------------------------------------------------------------------------------------


@st.composite
def statutes(draw: st.DrawFn, title: str) -> tuple[Law, list[Correspondence]]:
    """A statute with two texts, and what people said so far of each provision that changed."""
    first = {p: draw(st.sampled_from([penalty, duty]))(f"{title}{p}") for p in PLACES}
    second = {
        p: draw(st.sampled_from([text, penalty(f"{title}改{p}")])) for p, text in first.items()
    }
    texts = (a_text("2018", first), a_text("2021", second, effective="2021-07-15"))
    law = a_law(title, *texts, rank=draw(st.sampled_from(RANKS)))
    links = [draw(link(f"{title}@2018:{p}", f"{title}@2021:{p}")) for p in PLACES]
    return law, [one for one in links if one is not None]


@st.composite
def link(draw: st.DrawFn, old: str, new: str) -> Correspondence | None:
    kind = draw(st.sampled_from(["none", "deleted", "modified", "renumbered"]))
    standing = draw(st.sampled_from([Standing.CONFIRMED, Standing.CONFIRMED, Standing.PROPOSED]))
    if kind == "none":
        return None
    if kind == "deleted":
        return deleted(old, new.rsplit(":", 1)[0], standing=standing)
    if kind == "renumbered":
        return a_link(old, new, kind=Kind.RENUMBERED, standing=standing)
    said = draw(st.sampled_from([[], [supports()], [supports(Support.NO_LONGER)]]))
    return a_link(old, new, standing=standing, assessed=said)


@st.composite
def effects(draw: st.DrawFn) -> Effect:
    title = draw(st.sampled_from(TITLES))
    named = draw(st.sampled_from([(), (f"{title}/2018:{draw(st.sampled_from(PLACES))}",)]))
    return an_effect(
        draw(st.sampled_from(CAUSES)),
        title,
        *named,
        on=draw(st.sampled_from(DAYS)),
        standing=draw(st.sampled_from([Standing.CONFIRMED, Standing.CONFIRMED, Standing.PROPOSED])),
        opinion=draw(st.sampled_from([None, True, False])),
        id_=f"e{draw(st.integers(0, 10_000))}",
    )


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    unit = f"{draw(st.sampled_from(TITLES))}@2018:{draw(st.sampled_from(PLACES))}"
    unlinked = draw(st.integers(0, 9)) == 0
    return a_citation(
        *(() if unlinked else (unit,)),
        function=draw(st.sampled_from(list(Function))),
        how=draw(st.sampled_from(list(How))),
        group=draw(st.sampled_from(["", "", "甲"])),
        unlinked="未知法规" if unlinked else "",
        id_=f"c{number}",
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Power, LawBook]:
    made = [draw(statutes(title)) for title in TITLES]
    parents = draw(
        st.lists(st.sampled_from([("乙条例", "甲法"), ("丙规章", "乙条例")]), max_size=2)
    )
    book = a_book(
        *(law for law, _ in made),
        links=[one for _, links in made for one in links],
        effects=_by_id(draw(st.lists(effects(), max_size=3))),
        parents=dict.fromkeys(parents),
    )
    cited = [draw(citations(n)) for n in range(draw(st.integers(0, 4)))]
    return a_power(*cited), book


def _by_id(found: list[Effect]) -> list[Effect]:
    return list({effect.id: effect for effect in found}.values())


def on(power: Power, book: LawBook, when: date) -> Judgement:
    return judge(power, book, when, DEFAULT)


# ---- properties ---------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(worlds(), st.sampled_from(DAYS))
def test_i1_every_mixture_lands_in_exactly_one_row(
    world: tuple[Power, LawBook], when: date
) -> None:
    power, book = world
    found = on(power, book, when)
    assert found.survival in {row.id for row in SURVIVAL}
    assert [state.citation for state in found.citations] == [c.id for c in power.citations]
    assert found.reasons[0].rule == found.survival.id
    assert (found.survival is Survival.V4) or not found.readings_differ


@settings(max_examples=50, deadline=None)
@given(worlds(), st.lists(effects(), min_size=1, max_size=3), st.sampled_from(DAYS))
def test_i7_what_is_effective_later_says_nothing_today(
    world: tuple[Power, LawBook], later: list[Effect], when: date
) -> None:
    power, book = world
    future = [replace(e, effective=when + timedelta(days=n + 1)) for n, e in enumerate(later)]
    known = {e.id for e in book.effects}
    new = tuple(e for e in _by_id(future) if e.id not in known)
    assert on(power, book, when) == on(power, replace(book, effects=(*book.effects, *new)), when)


@settings(max_examples=50, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_i6_the_order_of_recording_does_not_matter(
    world: tuple[Power, LawBook], dice: object
) -> None:
    power, book = world
    shuffled = list(book.effects)
    dice.shuffle(shuffled)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    again = replace(book, effects=tuple(shuffled))
    assert [on(power, book, d) for d in DAYS] == [on(power, again, d) for d in DAYS]


STANDING = a_law("常法", a_text("2000", {"1": penalty("常")}))


@settings(max_examples=50, deadline=None)
@given(worlds(), st.sampled_from(DAYS))
def test_i15_a_living_basis_more_never_brings_a_cancellation(
    world: tuple[Power, LawBook], when: date
) -> None:
    power, book = world
    with_more = replace(
        book,
        instruments={**book.instruments, "常法": STANDING.instrument},
        versions={**book.versions, **a_book(STANDING).versions},
        units={**book.units, **a_book(STANDING).units},
        by_provision={**book.by_provision, **a_book(STANDING).by_provision},
    )
    wider = replace(power, citations=(*power.citations, a_citation("常法@2000:1")))
    assert on(wider, with_more, when).survival is not Survival.V9
    if on(power, book, when).survival is not Survival.V9:
        assert on(power, with_more, when).survival is not Survival.V9


@settings(max_examples=50, deadline=None)
@given(worlds(), st.sampled_from(TITLES), st.sampled_from(DAYS))
def test_i15_killing_a_basis_never_takes_a_cancellation_away(
    world: tuple[Power, LawBook], title: str, when: date
) -> None:
    power, book = world
    if on(power, book, when).survival is Survival.V9:
        end = an_effect(EffectType.REPEAL_WHOLE, title, on=when, id_="zz")
        killed = replace(book, effects=(*book.effects, end))
        assert on(power, killed, when).survival is Survival.V9


def renumbered(book: LawBook, by: int) -> LawBook:
    """The same law with every article so many numbers further, in all its texts."""

    def moved(place: Place) -> Place:
        return replace(place, article=str(int(place.article) + by))

    units = {id_: replace(unit, place=moved(unit.place)) for id_, unit in book.units.items()}
    by_provision: Mapping[tuple[str, str], object] = {
        key: units[unit.id] for key, unit in book.by_provision.items()
    }
    return replace(book, units=units, by_provision=by_provision)  # pyright: ignore[reportArgumentType]


@settings(max_examples=50, deadline=None)
@given(worlds(), st.integers(1, 200), st.sampled_from(DAYS))
def test_i16_renumbering_every_article_changes_no_answer(
    world: tuple[Power, LawBook], by: int, when: date
) -> None:
    power, book = world
    before, after = on(power, book, when), on(power, renumbered(book, by), when)
    assert (before.survival, before.doubtful) == (after.survival, after.doubtful)
    assert [s.state for s in before.citations] == [s.state for s in after.citations]


def test_i16_a_text_that_only_renumbers_is_a_minor_change() -> None:
    old = {"10": penalty("甲"), "20": penalty("乙")}
    new = {"11": penalty("甲"), "21": penalty("乙")}
    law = a_law("法", a_text("2018", old), a_text("2021", new))
    power = a_power(a_citation("法@2018:10"), a_citation("法@2018:20"))
    found = on(power, a_book(law), day("2022"))
    assert (found.survival, found.doubtful) == (Survival.V3, False)
    assert {kind for state in found.citations for kind in state.kinds} == {Kind.RENUMBERED}
