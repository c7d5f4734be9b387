"""The truth tables of ``tests/alignment/truth`` and the texts that they speak of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from importers.laws.reader import read_statute
from legal.place import Place
from legal.statute import Statute

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests" / "alignment" / "truth"


@dataclass(frozen=True, slots=True)
class Call:
    """One row, as a person decided it.

    Attributes:
        new: places that must be proposed; ``also`` may be proposed besides, because the reader doubted.
        kinds: names of the kinds that he would accept.
    """

    new: frozenset[str]
    also: frozenset[str]
    kinds: frozenset[str]
    doubt: str

    def is_met_by(self, proposed: frozenset[str]) -> bool:
        """All halves there, and nothing else."""
        return self.new <= proposed <= self.new | self.also

    def is_wronged_by(self, proposed: frozenset[str]) -> bool:
        """A pair that is none, or a successor taken for a deletion."""
        return bool(proposed - self.new - self.also) or (not proposed and bool(self.new))


@dataclass(frozen=True, slots=True)
class Truth:
    """The calls for one revision; articles that it does not name are identical in both texts."""

    name: str
    older: str
    newer: str
    articles: Mapping[str, Call]
    parts: Mapping[str, Call]

    @property
    def statute(self) -> str:
        """The unit that is left out: both revisions of one statute together."""
        return self.name.split("-")[0]


def laws() -> Path:
    """The folder of the shared texts; it may be absent."""
    return Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data" / "laws"


def read_truth() -> tuple[Truth, ...]:
    """Every table, by name."""
    return tuple(_table(path) for path in sorted(TABLES.glob("*.tsv")))


@cache
def text(name: str) -> Statute:
    """One of the shared texts."""
    return read_statute(laws() / name)


def _table(path: Path) -> Truth:
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = dict(n[2:].split(": ", 1) for n in lines if n.startswith(("# older: ", "# newer: ")))
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    calls = {row[0]: _call(row) for row in rows}
    whole = {old: call for old, call in calls.items() if Place.parse(old).paragraph is None}
    parts = {old: call for old, call in calls.items() if old not in whole}
    return Truth(path.stem, heads["older"], heads["newer"], whole, parts)


def _call(row: list[str]) -> Call:
    _, new, also, kinds, doubt = row
    return Call(frozenset(new.split()), frozenset(also.split()), frozenset(kinds.split("/")), doubt)
