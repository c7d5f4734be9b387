"""疑似重复 (O4): however they are looked for, each two of one type, one receiver and two departments are compared."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from graph.model.power import Power
from graph.model.reorganisation import PairDecision
from graph.rules.duplicates import Likeness, candidates, same_groups
from tests.rules.worlds import a_power, cites

LIKENESS = Likeness(units={}, catalogue={}, similar=70)

NAMED = st.tuples(
    st.text("对擅自设置广告牌的处罚", min_size=1, max_size=9),
    st.sampled_from(("甲局", "乙局", "丙局")),
    st.sampled_from(("", "a", "b")),
)


def _powers(told: list[tuple[str, str, str]]) -> list[Power]:
    return [
        a_power(f"p{n:02d}", cites(f"c{n}", *([unit] if unit else [])), holder=holder, name=name)
        for n, (name, holder, unit) in enumerate(told)
    ]


@given(st.lists(NAMED, max_size=12))
def test_candidates_are_those_that_a_comparison_two_by_two_finds(
    told: list[tuple[str, str, str]],
) -> None:
    powers = _powers(told)
    to = dict.fromkeys((power.id for power in powers), "丁局")
    expected = [
        (one.id, other.id, round(fuzz.ratio(one.name, other.name)), same)
        for one, other in combinations(powers, 2)
        if one.holder != other.holder
        for same in [bool(LIKENESS.grant(one)) and LIKENESS.grant(one) == LIKENESS.grant(other)]
        if same or fuzz.ratio(one.name, other.name) >= LIKENESS.similar
    ]

    found = candidates(powers, to, LIKENESS, (), ())

    assert [(*c.powers, c.percent, c.same_grant) for c in found] == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_what_is_one_with_the_same_is_one(pairs: list[tuple[int, int]]) -> None:
    """O3: sets that share a member are one, in whatever order people said so."""
    powers = _powers([(f"职权{n}", f"{n}局", "") for n in range(10)])
    to = dict.fromkeys((power.id for power in powers), "丁局")
    said = [PairDecision(powers=(f"p{a:02d}", f"p{b:02d}"), same=True) for a, b in pairs if a != b]

    groups = same_groups(powers, to, LIKENESS, said)

    joined = [{g.survivor, *g.absorbed} for g in groups]
    assert all(any(set(d.powers) <= ids for ids in joined) for d in said)
    assert sum(map(len, joined)) == len({id_ for d in said for id_ in d.powers})
    assert joined == [
        {g.survivor, *g.absorbed} for g in same_groups(powers, to, LIKENESS, said[::-1])
    ]
