"""法规变动的分页: sources and effects, each one Cypher for a page with its total."""

from __future__ import annotations

from typing import LiteralString

from graph.db import Tx, narrowest
from graph.effects import Source, source_of
from graph.model.law import Standing
from graph.pages import Page, page_of

SOURCES_PAGE = """
MATCH (s:Source)
WITH s ORDER BY s.seq DESC, s.id DESC
WITH collect(s) AS found
WITH size(found) AS total,
  [s IN found WHERE $before IS NULL OR s.seq < $before OR (s.seq = $before AND s.id < $id)][..$take] AS page
RETURN total, [s IN page | [s.seq, [s.id, s.kind, s.title, s.number, s.promulgated, s.effective]]] AS rows
"""


async def sources(
    tx: Tx, *, size: int, before: tuple[int | None, str] = (None, "")
) -> tuple[list[tuple[int, Source]], int, bool]:
    """((event, source) rows newest first, total, whether more follows)."""
    given = {"before": before[0], "id": before[1], "take": size + 1}
    row = await (await tx.run(SOURCES_PAGE, given)).single(strict=True)
    found = [(seq, source_of(told)) for seq, told in row["rows"]]
    return found[:size], row["total"], len(found) > size


_EFFECT_PAGE = """
WHERE e.superseded IS NULL AND ($source IS NULL OR e.source = $source)
  AND ($instrument IS NULL OR e.instrument = $instrument) AND ($standing IS NULL OR e.standing = $standing)
WITH e ORDER BY e.effective, e.ref
WITH collect([toString(e.effective), e.ref]) AS found
RETURN size(found) AS total,
  [row IN found WHERE $id = '' OR row[0] > $key OR (row[0] = $key AND row[1] > $id)][..$take] AS rows
"""

# A filter that may be null uses no index: each way in has a text of its own, the rest is the same.
EFFECTS_PAGE = "MATCH (e:Effect)" + _EFFECT_PAGE
EFFECTS_PAGE_OF_SOURCE = "MATCH (e:Effect {source: $source}) WITH e" + _EFFECT_PAGE
EFFECTS_PAGE_OF_INSTRUMENT = "MATCH (e:Effect {instrument: $instrument}) WITH e" + _EFFECT_PAGE
EFFECTS_PAGE_STANDING = "MATCH (e:Effect {standing: $standing}) WITH e" + _EFFECT_PAGE

_EFFECTS_BY: dict[str, LiteralString] = {
    "source": EFFECTS_PAGE_OF_SOURCE,
    "instrument": EFFECTS_PAGE_OF_INSTRUMENT,
    "standing": EFFECTS_PAGE_STANDING,
}


async def effects(
    tx: Tx,
    *,
    source: str | None,
    instrument: str | None,
    standing: Standing | None,
    size: int,
    after: tuple[str, str] = ("", ""),
) -> Page:
    """效力事件 by effective day: their refs."""
    given = {
        "source": source,
        "instrument": instrument,
        "standing": None if standing is None else standing.name,
        "key": after[0],
        "id": after[1],
        "take": size + 1,
    }
    query = narrowest(_EFFECTS_BY, given) or EFFECTS_PAGE
    row = await (await tx.run(query, given)).single(strict=True)
    return page_of(row["rows"], row["total"], size)
