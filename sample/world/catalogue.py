"""法规总目: which statutes a world has, and how many powers each gives; the shape of real lists, scaled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from random import Random

from graph.model.law import Rank
from sample.world.statutes import HOT, Plan, Template, Text, written
from sample.world.words import CLAUSES, FIELDS, OTHER_STEPS, Field

DISTRICT = 4000
"""Powers of one district; a larger world is many of them."""

LARGEST_SHARE = 0.112
"""Of all powers those that rest on the one largest statute: 67,000 of 600,000."""

LOCAL = 50
"""Powers of each of the two statutes that only one place has: equal in a world of any size."""

SPARE = 1.1
"""More templates than a place has powers, so that the lists of places differ."""

REVISED = 0.05
"""Of the ordinary statutes those that were revised after the lists were made."""

PROVINCE, PROVINCE_CODE = "沧岭省", "98"
PROCEDURE = "中华人民共和国行政办理程序法"
ACCOUNTABILITY = "中华人民共和国行政履职问责法"
LARGEST = "中华人民共和国市场活动监督管理法"

CITY = next(field for field in FIELDS if field.organ == "城市管理")

_RANKS = (
    (Rank.LAW, "中华人民共和国{m}管理法", 2),
    (Rank.ADMINISTRATIVE_REGULATION, "{m}管理条例", 7),
    (Rank.MINISTRY_RULE, "{m}管理办法", 7),
    (Rank.LOCAL_REGULATION, "沧岭省{m}条例", 4),
)
_SIZES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 8)
"""项 of penalty articles: with what else a statute grants, 2.1 powers to an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """一部法规 with its text and what can be read out of it."""

    plan: Plan
    text: Text

    @property
    def templates(self) -> list[Template]:
        """Its powers, in the order of its articles."""
        return self.text.templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """总目 of one world.

    Attributes:
        general: what every power cites for its steps and its liability.
        ordinary: places have most of their powers, not all.
    """

    general: tuple[Statute, ...]
    largest: Statute
    ordinary: tuple[Statute, ...]

    @property
    def national(self) -> tuple[Statute, ...]:
        """All that is not one place's own."""
        return (*self.general, self.largest, *self.ordinary)


def catalogue(seed: int, powers: int) -> Catalogue:
    """The statutes of a world of this many powers."""
    district = min(powers, DISTRICT)
    largest = _largest(seed, round(district * LARGEST_SHARE))
    wanted = ceil((district - len(largest.templates) - 2 * LOCAL) * SPARE)
    return Catalogue(
        general=(_procedure(), _accountability()),
        largest=largest,
        ordinary=tuple(_enough(_ordinary(seed), wanted)),
    )


def local(seed: int, place: str) -> tuple[Statute, Statute]:
    """The two statutes of one place: one is revised in its busiest article alone, the other repealed."""
    revised, repealed = (
        Plan(
            title=f"{PROVINCE}{place}{what}条例",
            rank=Rank.LOCAL_REGULATION,
            field=CITY,
            sizes=_sizes(Random(f"{seed}|{place}|{what}"), LOCAL),
            grants=0,
            territory=PROVINCE_CODE,
            revised=what == "市容风貌",
            settled=True,
        )
        for what in ("市容风貌", "公共场所")
    )
    return _statute(seed, revised), _statute(seed, repealed)


def _statute(seed: int, plan: Plan) -> Statute:
    return Statute(plan=plan, text=written(seed, plan))


def _largest(seed: int, wanted: int) -> Statute:
    plan = Plan(
        title=LARGEST,
        rank=Rank.LAW,
        field=FIELDS[0],
        sizes=_sizes(Random(f"{seed}|{LARGEST}"), wanted),
        grants=0,
        revised=True,
        settled=True,
    )
    return _statute(seed, plan)


def _sizes(rng: Random, wanted: int) -> tuple[int, ...]:
    """Sizes of penalty articles that make up ``wanted``, the busiest first; none stands for a list as a whole."""
    sizes = [min(HOT, wanted)]
    while (left := wanted - sum(sizes)) > 0:
        sizes.append(min(left, rng.choice((1, 2, 2, 3, 4))))
    return tuple(sizes)


def _ordinary(seed: int) -> Iterator[Statute]:
    """Ordinary statutes without end: each matter of each field in turn, under one rank after the other."""
    rng = Random(f"{seed}|ordinary")
    ranks = [row[:2] for row in _RANKS for _ in range(row[2])]
    rng.shuffle(ranks)
    matters = [
        (field.organ, matter)
        for n in range(8)
        for field in FIELDS
        for matter in field.matters[n : n + 1]
    ]
    seen: set[str] = set()
    number = 0
    while True:
        for organ, matter in matters:
            rank, title = ranks[number % len(ranks)]
            number += 1
            named = title.format(m=matter)
            if named not in seen:
                seen.add(named)
                yield _statute(seed, _plan(rng, rank, named, Field(organ, (matter,))))


def _plan(rng: Random, rank: Rank, title: str, field: Field) -> Plan:
    return Plan(
        title=title,
        rank=rank,
        field=field,
        sizes=tuple(rng.choice(_SIZES) for _ in range(rng.randint(5, 9))),
        grants=rng.randint(1, 4),
        territory=PROVINCE_CODE if rank is Rank.LOCAL_REGULATION else "",
        revised=rng.random() < REVISED,
    )


def _enough(statutes: Iterator[Statute], wanted: int) -> Iterator[Statute]:
    found = 0
    while found < wanted:
        statute = next(statutes)
        found += len(statute.templates)
        yield statute


def _procedure() -> Statute:
    """The statute of the steps: a chapter for each group of types, cited as a whole."""
    chapters = ("总则", "许可办理", "处罚办理", "强制办理", "检查办理", "其他事项办理", "附则")
    return _general(
        PROCEDURE, chapters, tuple(f"{step}应当遵守期限，并留存记录。" for step in OTHER_STEPS)
    )


def _accountability() -> Statute:
    articles = tuple(f"行政机关及其工作人员{c.format(t='办理')}给予处分。" for c in CLAUSES)
    return _general(ACCOUNTABILITY, ("总则", "问责情形", "附则"), articles)


def _general(title: str, chapters: tuple[str, ...], articles: tuple[str, ...]) -> Statute:
    plan = Plan(title=title, rank=Rank.LAW, field=Field("", ("行政事务",)), sizes=(), grants=0)
    text = Text(
        [f"# {title}", "", "2019年3月1日 公布", "2019年6月1日 施行", "", "<!-- INFO END -->", ""]
    )
    for chapter in chapters[:-1]:
        text.chapter(chapter)
        for article in articles:
            text.article(f"（{chapter}）{article}".replace("（总则）", ""))
    text.chapter(chapters[-1])
    text.article("本法自2019年6月1日起施行。")
    return Statute(plan=plan, text=text)
