"""影响的表: what a change touches, one line a power, as the terminal shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """影响的一行: one citation of a power.

    Attributes:
        power: what is told of the power; lines of one power follow each other.
        standing: where the citation stands.
        route: "" where nothing is to be done.
    """

    power: str
    standing: str
    survival: str
    rules: Sequence[str]
    grounds: Sequence[str]
    route: str


def table(title: str, lines: Iterable[Line], most: int | None = None) -> Table:
    """One line for each power, the first ones at most: where each citation stands, what follows, under which rows."""
    made = Table(title=title, title_justify="left", show_lines=True)
    made.add_column("职权", ratio=3, overflow="fold")  # Chinese has no spaces to break at
    made.add_column("引用与现状", ratio=4, overflow="fold")
    for head in ("存续", "规则", "事由", "路径"):
        made.add_column(head, ratio=1)
    for n, (power, of_power) in enumerate(groupby(lines, key=lambda line: line.power)):
        if most is None or n < most:
            made.add_row(*_cells(power, list(of_power)))
    return made


def _cells(power: str, lines: Sequence[Line]) -> Iterator[str]:
    yield power
    yield "\n".join(dict.fromkeys(line.standing for line in lines))
    yield lines[0].survival
    yield " ".join(dict.fromkeys(rule for line in lines for rule in line.rules))
    yield " ".join(dict.fromkeys(ground for line in lines for ground in line.grounds))
    yield " ".join(dict.fromkeys(line.route for line in lines if line.route))
