"""去向: one cited unit on its way through later texts and effects; a split makes several of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph.model.judgement import BasisState, Step
from graph.model.law import Assessment, Kind, ProvisionVersion
from graph.rules.rows_survival import worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """For whom it is asked: decides which assessment holds, and whether one is needed at all.

    Attributes:
        coarse: a coarse citation needs no assessment (3.2).
        parent: asked for a parent norm: a confirmed successor is enough (X6).
    """

    power: str = ""
    sub_item: str = ""
    coarse: bool = False
    parent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """一支去向.

    Attributes:
        unit: the last text that it is known to stand on; ``path`` all of them, the cited one first.
        deleted: its text is gone, or supports no longer.
        repealed: day of the effect that killed it; None while none has.
        uncertain: something on the way is not confirmed; ``waits`` the records to be answered.
        lost: texts cannot be followed further.
        paused: a suspension of all of it runs on the day.
        idle_parts: of the smallest parts of the unit those that are suspended on the day; ``dead_parts`` those
            that were repealed.
        applied: ids of effects that have spoken.
    """

    unit: ProvisionVersion
    path: tuple[ProvisionVersion, ...]
    steps: tuple[Step, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    kinds: tuple[Kind, ...] = ()
    waits: tuple[str, ...] = ()
    deleted: bool = False
    repealed: date | None = None
    uncertain: bool = False
    lost: bool = False
    contradicted: bool = False
    changed: bool = False
    partly: bool = False
    paused: bool = False
    idle_parts: frozenset[str] = frozenset()
    dead_parts: frozenset[str] = frozenset()
    applied: frozenset[str] = frozenset()

    @classmethod
    def start(cls, unit: ProvisionVersion) -> Branch:
        """At the cited unit."""
        return cls(unit=unit, path=(unit,))

    @property
    def dead(self) -> bool:
        """Nothing of it is in force."""
        return self.deleted or self.repealed is not None

    @property
    def moved(self) -> bool:
        """Text or number differs from the version cited, or a part of it is suspended."""
        cited, now = self.path[0], self.unit
        known = (cited.instrument, cited.place, cited.unit_hash)
        other = known != (now.instrument, now.place, now.unit_hash)
        return self.changed or other or bool(self.idle_parts)

    @property
    def parted(self) -> bool:
        """A part of it is dead, changed, uncertain or suspended."""
        return self.partly or bool(self.idle_parts)

    @property
    def state(self) -> BasisState:
        """The worst of what holds at once (3.2)."""
        living = BasisState.ALIVE_CHANGED if self.moved else BasisState.ALIVE
        found = (
            (self.dead, BasisState.DEAD),
            (self.contradicted, BasisState.ORPHANED),
            (self.paused, BasisState.SUSPENDED),
            (self.uncertain, BasisState.UNCERTAIN),
        )
        return worst(living, *(state for holds, state in found if holds))

    def noting(self, step: Step) -> Branch:
        """With one more link of the proof."""
        return replace(self, steps=(*self.steps, step))

    def doubting(self, step: Step, *waits: str) -> Branch:
        """Uncertain from here on, until the records are answered."""
        waiting = (*self.waits, *(w for w in waits if w and w not in self.waits))
        return replace(self, uncertain=True, waits=waiting, steps=(*self.steps, step))

    def at(self, unit: ProvisionVersion) -> Branch:
        """On another text."""
        return replace(self, unit=unit, path=(*self.path, unit), dead_parts=frozenset())
