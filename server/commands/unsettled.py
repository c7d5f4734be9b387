"""未定的引用 for the command line: one page, as the API tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from json import loads
from typing import TYPE_CHECKING, Any

from graph.model.power import ElementKind
from graph.unsettled import Unsettled
from legal.place import Place
from resolvers import unsettled
from resolvers.redrafting import told
from resolvers.unsettled import DoubtfulPage, UnlinkedPage
from schema.paging import check_size, cursor, opened

if TYPE_CHECKING:
    from resolvers.acting import Desk

Told = tuple[str, Iterable[str]]
"""Reason and candidates."""


async def page(
    desk: Desk,
    *,
    doubtful: bool,
    holders: Sequence[str] | None,
    reason: str | None,
    first: int,
    after: str,
) -> dict[str, Any]:
    """Unlinked citations, or doubtful links, department by department.

    Raises:
        PageTooLarge, BadCursor.
    """
    size, start = check_size(first), opened(after)
    if doubtful:
        found = await unsettled.doubtful(desk, holders=holders, size=size, after=start)
        return _page(found, lambda row: _doubt(row, found))
    waiting = await unsettled.unlinked(desk, holders=holders, reason=reason, size=size, after=start)
    return _page(waiting, lambda row: _likes(row, waiting))


def _page(found: UnlinkedPage | DoubtfulPage, say: Callable[[Unsettled], Told]) -> dict[str, Any]:
    last = found.rows[-1] if found.more else None
    return {
        "total": found.total,
        "next": cursor(f"{last.holder} {last.title}", last.citation) if last else None,
        "citations": [_told(row, found, *say(row)) for row in found.rows],
    }


def _told(
    row: Unsettled, found: UnlinkedPage | DoubtfulPage, reason: str, candidates: Iterable[str]
) -> dict[str, Any]:
    return {
        "citation": row.citation,
        "department": found.holder_names.get(row.holder, row.holder),
        "element": ElementKind[row.element].value,
        "powers": [{"id": id_, "name": name} for id_, name in row.powers],
        "printed": row.printed,
        "place": _place(row.reference),
        "reason": reason,
        "candidates": list(candidates),
    }


def _place(reference: str) -> str:
    """Which of the places that the printed words name; "" for a 章, an annex or the whole."""
    read = loads(reference)
    if not read.get("article") or "." in read["article"]:
        return ""
    names = ("article", "paragraph", "item", "subitem")
    return told([Place(**{name: read.get(name) for name in names})])


def _likes(row: Unsettled, found: UnlinkedPage) -> Told:
    titles = [f"《{title}》" for title, _, _ in found.like.get(row.title, ())]
    return row.reason, [*titles, *_places(row, found)]


def _places(row: Unsettled, found: UnlinkedPage | DoubtfulPage) -> list[str]:
    """Where the quoted words stand."""
    return [f"所印条文见{told([unit.place])}" for unit in found.stands.get(row.citation, ())]


def _doubt(row: Unsettled, found: DoubtfulPage) -> Told:
    texts = found.texts.get(row.instrument, ())
    days = (text.version.promulgated.isoformat() for text in texts)
    return unsettled.doubt(row, texts), [*(f"{day} 的文本" for day in days), *_places(row, found)]
