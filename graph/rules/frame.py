"""范围: the law as it counts for one district on one day, in the order of T11.

Half-open intervals (T1): what is effective on the day counts, what is effective after it does not exist (I7).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum
from functools import cached_property, lru_cache

from graph.model.judgement import LawBook
from graph.model.law import (
    Correspondence,
    Effect,
    EffectType,
    ProvisionVersion,
    Rank,
    Standing,
    TextVersion,
)

ENDING = frozenset(
    {
        EffectType.REPEAL_WHOLE,
        EffectType.REPEAL_PART,
        EffectType.REPEAL_REPLACED,
        EffectType.EXPIRE,
    }
)
"""Effects that speak of the text in force before their day."""

_RANKS = {rank: place for place, rank in enumerate(Rank)}
_NOT_WORDS = re.compile(r"[\W_]+")


class Phase(IntEnum):
    """Order inside one day: the old text ends, the new one begins, then what holds for it. A revival comes last,
    so that the end of the day does not depend on the order of recording (T11, I6).
    """

    ENDS = 0
    TEXT = 1
    HOLDS = 2
    REVIVES = 3


_PHASES = {EffectType.RESUME: Phase.REVIVES, EffectType.ENACT: Phase.REVIVES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """事件: a text that came into force, or an effect, on its day."""

    on: date
    text: TextVersion | None = None
    effect: Effect | None = None


class Scope(Enum):
    """Whether something that holds in a territory holds in the district (L1)."""

    NOWHERE = "不适用于本区"
    PART = "适用于本区的一部分"
    EVERYWHERE = "适用于本区"


def scope(territory: str, district: str) -> Scope:
    """属地: division codes by prefix; "" is the whole country."""
    there, here = _stem(territory), _stem(district)
    if here.startswith(there):
        return Scope.EVERYWHERE
    return Scope.PART if there.startswith(here) else Scope.NOWHERE


def _stem(code: str) -> str:
    """530000 → 53, 530100 → 5301, 530112000 → 530112."""
    head, tail = code[:6], code[6:].rstrip("0")
    if tail:
        return head + code[6:].removesuffix("000")
    while len(head) > 2 and head.endswith("00"):
        head = head[:-2]
    return head


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ at most in punctuation, width and white space."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text))


def text_key(text: TextVersion) -> tuple[date, date, str]:
    """Order of the texts of one instrument; one without a day stands at its promulgation."""
    return (text.effective or text.promulgated, text.promulgated, text.id)


@dataclass(frozen=True, eq=False)
class Index:
    """索引 of one law book, built once however many powers are judged by it."""

    book: LawBook

    @cached_property
    def texts(self) -> Mapping[str, TextVersion]:
        """Text versions by id."""
        return {text.id: text for texts in self.book.versions.values() for text in texts}

    @cached_property
    def effects(self) -> Mapping[str, tuple[Effect, ...]]:
        """Confirmed effects by instrument; the others never change a state (L0), nor does one that was corrected (L24)."""
        found: dict[str, list[Effect]] = defaultdict(list)
        confirmed = [e for e in self.book.effects if e.standing is Standing.CONFIRMED]
        wrong = {e.affecting for e in confirmed if e.type is EffectType.CORRECT}
        for effect in confirmed:
            if effect.id not in wrong:
                found[effect.instrument].append(effect)
        return {instrument: tuple(effects) for instrument, effects in found.items()}

    @cached_property
    def granted(self) -> Mapping[str, tuple[Effect, ...]]:
        """Confirmed effects that grant what a listed power does already, by its id (L16)."""
        found: dict[str, list[Effect]] = defaultdict(list)
        for effect in (e for effects in self.effects.values() for e in effects):
            if effect.grant is not None and effect.grant.power:
                found[effect.grant.power].append(effect)
        return {power: tuple(effects) for power, effects in found.items()}

    @cached_property
    def articles(self) -> Mapping[str, tuple[ProvisionVersion, ...]]:
        """The 条 of each text version, in order."""
        found: dict[str, list[ProvisionVersion]] = defaultdict(list)
        for unit in self.book.units.values():
            if unit.article == unit.id:
                found[unit.version].append(unit)
        return {v: tuple(sorted(units, key=lambda u: u.order)) for v, units in found.items()}

    @cached_property
    def inside(self) -> Mapping[str, tuple[ProvisionVersion, ...]]:
        """The 款, 项 and 目 of each 条, by its id."""
        found: dict[str, list[ProvisionVersion]] = defaultdict(list)
        for unit in self.book.units.values():
            if unit.article != unit.id:
                found[unit.article].append(unit)
        return {article: tuple(units) for article, units in found.items()}

    @cached_property
    def of_provision(self) -> Mapping[str, tuple[ProvisionVersion, ...]]:
        """All units of each provision, oldest text first."""
        found: dict[str, list[ProvisionVersion]] = defaultdict(list)
        for unit in self.book.units.values():
            found[unit.provision].append(unit)
        return {p: tuple(sorted(units, key=self._age)) for p, units in found.items()}

    @cached_property
    def succeeded(self) -> frozenset[tuple[str, str]]:
        """(instrument, text version) pairs between which a person confirmed that a provision lives on (X6)."""
        return frozenset(
            (self.book.units[link.old].instrument, link.to_version)
            for link in self.book.onward.values()
            if link.standing is Standing.CONFIRMED and link.new and link.old in self.book.units
        )

    def _age(self, unit: ProvisionVersion) -> tuple[date, date, str]:
        text = self.texts.get(unit.version)
        return text_key(text) if text else (date.max, date.max, unit.version)


class _Handle:
    """A law book by identity: mappings have no hash."""

    __slots__ = ("book",)

    def __init__(self, book: LawBook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Handle) and other.book is self.book


@lru_cache(maxsize=8)
def _indexed(handle: _Handle) -> Index:
    return Index(handle.book)


@dataclass(frozen=True, eq=False)
class Frame:
    """范围: book, day and district of one judgement.

    Attributes:
        excluded: ids of records (effects, correspondences, texts, opinions, citations) to judge without.
    """

    book: LawBook
    on: date
    district: str
    excluded: frozenset[str] = frozenset()

    @cached_property
    def index(self) -> Index:
        """Shared by all judgements of one book."""
        return _indexed(_Handle(self.book))

    def text(self, version: str) -> TextVersion | None:
        """A text version by id, if it is in the book."""
        return self.index.texts.get(version)

    def link(self, unit: str, version: str) -> Correspondence | None:
        """What became of a unit in a later text; a rejected correspondence is none."""
        link = self.book.onward.get((unit, version))
        if link is None or link.id in self.excluded or link.standing is Standing.REJECTED:
            return None
        return link

    def rank(self, instrument: str) -> Rank:
        """Rank of an instrument; unknown where it is not in the book."""
        known = self.book.instruments.get(instrument)
        return known.rank if known else Rank.UNKNOWN

    def scope(self, effect: Effect) -> Scope:
        """Where an effect holds: its own territory, and that of the norm that makes it."""
        maker = self.book.instruments.get(self.instrument_of(effect.affecting))
        made = scope(maker.territory, self.district) if maker else Scope.EVERYWHERE
        held = scope(effect.territory, self.district)
        return Scope.NOWHERE if Scope.NOWHERE in (made, held) else held

    def instrument_of(self, norm: str) -> str:
        """The instrument of an instrument's or a provision's id; "" where it is unknown."""
        if norm in self.book.instruments:
            return norm
        units = self.index.of_provision.get(norm)
        return units[0].instrument if units else ""

    def effects(self, instrument: str) -> Iterable[Effect]:
        """Confirmed effects in force by the day that reach the district."""
        for effect in self.index.effects.get(instrument, ()):
            due = effect.effective <= self.on and effect.id not in self.excluded
            if due and self.scope(effect) is not Scope.NOWHERE:
                yield effect

    def effects_in_order(self, instrument: str) -> list[Effect]:
        """The same by day, in the order of T11."""
        found = (Event(on=e.effective, effect=e) for e in self.effects(instrument))
        return [e.effect for e in sorted(found, key=self._stack) if e.effect is not None]

    def later_texts(self, unit: ProvisionVersion) -> Iterable[TextVersion]:
        """Texts of its instrument after its own, in force by the day, oldest first."""
        own = self.text(unit.version)
        for text in sorted(self.book.versions.get(unit.instrument, ()), key=text_key):
            dated = text.effective is not None and text.effective <= self.on
            if dated and text.id not in self.excluded and own and text_key(text) > text_key(own):
                yield text

    def undated_texts(self, unit: ProvisionVersion) -> Iterable[TextVersion]:
        """Later texts of its instrument whose effective day nobody gave."""
        own = self.text(unit.version)
        for text in self.book.versions.get(unit.instrument, ()):
            open_ = text.effective is None and text.promulgated <= self.on
            later = own is not None and text.promulgated > own.promulgated
            if open_ and later and text.id not in self.excluded:
                yield text

    def events(self, unit: ProvisionVersion) -> list[Event]:
        """What happened to a unit's instrument from its own text on, by day (T11)."""
        own = self.text(unit.version)
        since = own.effective if own and own.effective else date.min
        found = [Event(on=t.effective or t.promulgated, text=t) for t in self.later_texts(unit)]
        for effect in self.effects(unit.instrument):
            if effect.type not in ENDING or effect.effective > since:
                found.append(Event(on=effect.effective, effect=effect))
        return sorted(found, key=self._stack)

    def _stack(self, event: Event) -> tuple[date, int, int, date, str]:
        if event.text is not None:
            return (event.on, Phase.TEXT, 0, event.text.promulgated, event.text.id)
        effect = event.effect
        assert effect is not None
        ends = Phase.ENDS if effect.type in ENDING else _PHASES.get(effect.type, Phase.HOLDS)
        rank = _RANKS[self.rank(self.instrument_of(effect.affecting))]
        return (event.on, ends, rank, effect.promulgated, effect.id)

    def now_of(self, unit: ProvisionVersion) -> ProvisionVersion | None:
        """The same provision in the text in force on the day; None where it is in none."""
        texts = [t for t in self.book.versions.get(unit.instrument, ()) if self._in_force(t)]
        for text in sorted(texts, key=text_key, reverse=True)[:1]:
            return self.book.by_provision.get((unit.provision, text.id))
        return None

    def _in_force(self, text: TextVersion) -> bool:
        dated = text.effective is not None and text.effective <= self.on
        return dated and text.id not in self.excluded
