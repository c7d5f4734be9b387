"""未定的引用: what of the printed citations is linked to nothing or doubtfully, department by department, for a person to settle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import loads

from graph import law_texts, laws, organs, provisions, statistics, unsettled
from graph.db import Tx
from graph.law_texts import StoredText
from graph.model.law import ProvisionVersion
from graph.model.power import LinkMethod as Method
from graph.unsettled import Unsettled
from legal.citations import candidates
from resolvers.acting import Desk
from resolvers.linking import UNKNOWN_STATUTE, is_quotation, standing
from resolvers.looking_up import within


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedPage:
    """一页未关联的引用.

    Attributes:
        like: title as printed → (known title, instrument id, likeness from 0 to 100), best first.
        stands: citation → the units whose words it quotes, though it prints another place.
    """

    rows: Sequence[Unsettled]
    stands: Mapping[str, Sequence[ProvisionVersion]]
    like: Mapping[str, Sequence[tuple[str, str, float]]]
    holder_names: Mapping[str, str]
    total: int
    more: bool


async def unlinked(
    desk: Desk,
    *,
    holders: Sequence[str] | None,
    reason: str | None,
    size: int,
    after: tuple[str, str],
) -> UnlinkedPage:
    """未关联的引用; for a title that nobody registered, the registered ones that are like it."""

    async def work(tx: Tx) -> UnlinkedPage:
        allowed = within(desk, holders)
        rows, more = await unsettled.unlinked(tx, allowed, reason, size=size, after=after)
        counts = await statistics.unlinked_counts(tx, allowed)
        total = sum(count for (_, why), count in counts if reason in (None, why))
        known = await laws.titles(tx)
        strange = {row.title for row in rows if row.reason == UNKNOWN_STATUTE and row.title}
        like = {
            title: [(name, known[name], score) for name, score in candidates(title, known)]
            for title in strange
        }
        return UnlinkedPage(
            rows=rows,
            like=like,
            stands=await _stands(tx, rows),
            holder_names=await organs.current_names(tx),
            total=total,
            more=more,
        )

    return await desk.graph.read(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPage:
    """一页存疑的引用.

    Attributes:
        texts: instrument id → its texts, oldest first: among them the person chooses.
        stands: as of ``UnlinkedPage``.
    """

    rows: Sequence[Unsettled]
    stands: Mapping[str, Sequence[ProvisionVersion]]
    texts: Mapping[str, Sequence[StoredText]]
    holder_names: Mapping[str, str]
    total: int
    more: bool


async def doubtful(
    desk: Desk, *, holders: Sequence[str] | None, size: int, after: tuple[str, str]
) -> DoubtfulPage:
    """存疑的引用, each with the texts that it may quote."""

    async def work(tx: Tx) -> DoubtfulPage:
        allowed = within(desk, holders)
        rows, more = await unsettled.doubtful(tx, allowed, size=size, after=after)
        counts = await statistics.doubtful_counts(tx, allowed)
        cited = {row.instrument for row in rows}
        return DoubtfulPage(
            rows=rows,
            texts=await law_texts.versions(tx, cited),
            stands=await _stands(tx, rows),
            holder_names=await organs.current_names(tx),
            total=sum(count for _, count in counts),
            more=more,
        )

    return await desk.graph.read(work)


async def _stands(tx: Tx, rows: Iterable[Unsettled]) -> dict[str, list[ProvisionVersion]]:
    """旧条号: where the quoted words stand in the newest text that has them, whatever number the cell prints."""
    quoting = [r for r in rows if r.instrument and r.quoted and r.method != Method.QUOTED_TEXT.name]
    found: dict[str, list[ProvisionVersion]] = {}
    for texts in (await law_texts.versions(tx, {row.instrument for row in quoting})).values():
        for text in reversed(texts):
            waiting = [r for r in quoting if r.citation not in found]
            waiting = [r for r in waiting if r.instrument == text.version.instrument]
            units = await provisions.units_of_version(tx, text.version.id) if waiting else []
            hits = ((row.citation, standing(row.quoted, units)) for row in waiting)
            found |= {citation: units for citation, units in hits if units}
    return found


def doubt(row: Unsettled, texts: Iterable[StoredText]) -> str:
    """存疑的原因: which of the three pieces of evidence disagree (G15)."""
    revision = loads(row.reference).get("revision")
    known = [t.version.promulgated.isoformat() for t in texts]
    noted = [day for day in known if revision and day.startswith(revision)]
    if row.method == Method.QUOTED_TEXT.name:
        return f"所印条文与所关联的文本相同，但该文本不是所印修正日期（{revision}）的文本"
    if is_quotation(row.quoted):
        where = f"所印修正日期（{revision}）的文本" if noted else "清单之日有效的文本"
        return f"所印条文与已录入的各文本都不同，暂按{where}关联"
    if noted:
        return f"所印修正日期（{revision}）对应 {len(noted)} 个文本，暂按最后一个关联"
    return f"没有录入所印修正日期（{revision}）的文本，暂按清单之日有效的文本关联"
