"""说明理由: why a power is touched, what survives of its bases, which rules decided, and what an item waits for (F18).

An item is explained by the plan that made it: made again as known then, and recognised by its facts hash (T6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph import batches, effects, lawbook, looking_up
from graph.applications import ItemNotFound
from graph.db import LATEST, Tx
from graph.effects import Source
from graph.errors import DomainError
from graph.model.plan import DraftItem, DraftTask, HitRow
from graph.model.power import Power
from graph.model.request import Item
from graph.powers import PowerNotFound
from graph.rules.pack import RulePack
from graph.rules.row import RuleRow
from graph.rules.tables import RULES
from resolvers import impact, interpretations, reorganising
from resolvers.acting import Desk
from resolvers.evidence import Evidence, gather
from resolvers.impact import Impact
from resolvers.interpretations import Interpretation
from resolvers.reading import ItemPage, may_see, scope, with_context
from resolvers.tray import base_key
from resolvers.waiting import Waiting, waits


@dataclass(eq=False)
class NothingToExplain(DomainError):
    """说明的对象不明: neither an item, nor a power and a source."""

    missing: str

    def __str__(self) -> str:
        return f"请指明调整事项，或者同时指明职权和变动来源（缺少{self.missing}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """说明.

    Attributes:
        known: event number of the knowledge that it was made from; None: of now.
        reproduced: the plan gives the very facts that the item rests on; always so without an item.
    """

    evidence: Evidence
    pack: RulePack
    known: int | None
    reproduced: bool
    rules: Sequence[RuleRow]
    notes: Sequence[Interpretation]
    drafts: Sequence[DraftItem] = ()
    tasks: Sequence[DraftTask] = ()
    item: ItemPage | None = None
    waits: Sequence[Waiting] = ()


async def explain(
    desk: Desk, *, item: str | None, power: str | None, source: str | None, on: date | None
) -> Explanation:
    """说明 one item, or what a source means for a power, on a day.

    Raises:
        NothingToExplain, ItemNotFound, PowerNotFound, SourceNotFound, RowNotBuilt; Forbidden: another department's power.
    """
    if item is not None:
        return await desk.graph.read(_of_item, desk, item)
    if power is None or source is None:
        raise NothingToExplain("变动来源" if power else "职权")
    return await desk.graph.read(_of_power, desk, power, source, on)


async def _of_power(tx: Tx, desk: Desk, power: str, source: str, on: date | None) -> Explanation:
    one = await _power(tx, power)
    await may_see(tx, desk, "explain", power)
    made = await impact.assemble(tx, desk.pack, source, desk.today)
    found = await impact.seen(tx, desk, made)
    hits = [row for row in found.plan.hits if row.power == power]
    drafts = [draft for draft in found.plan.items if power in draft.powers]
    day = on or (hits[0].effective if hits else found.source.effective)
    rules = {rule for row in (*hits, *drafts) for rule in row.rules}
    rules |= {"L1"} if power in found.plan.excluded else set()
    rules |= {rule for d in drafts for rule in _time_rules(d, found.source, desk.today)}
    return Explanation(
        evidence=await gather(tx, desk.pack, found, [one], hits, day),
        pack=desk.pack,
        known=None,
        reproduced=True,
        rules=_rows(rules),
        notes=_notes(rules, drafts, on_behalf=False),
        drafts=drafts,
        tasks=[task for task in found.plan.tasks if power in task.powers],
    )


async def _power(tx: Tx, id_: str) -> Power:
    found = await lawbook.powers(tx, [id_])
    if not found:
        raise PowerNotFound(id_)
    return found[0]


async def _of_item(tx: Tx, desk: Desk, id_: str) -> Explanation:
    items = await looking_up.items(tx, [id_], scope(desk.actor))
    if not items:
        raise ItemNotFound(id_)
    (item,) = items
    made = await _plan_of(tx, desk, item)
    hits = [row for row in made.impact.plan.hits if _hit_by(row, item)]
    rules = {*item.draft.rules, *(rule for row in hits for rule in row.rules)}
    rules |= _time_rules(item.draft, made.impact.source, desk.today)
    powers = [made.impact.powers[p] for p in item.draft.powers if p in made.impact.powers]
    evidence = await gather(
        tx, desk.pack, made.impact, powers, hits, item.draft.effective, made.known
    )
    return Explanation(
        evidence=evidence,
        pack=desk.pack,
        known=None if made.known == LATEST else made.known,
        reproduced=made.reproduced,
        rules=_rows(rules),
        notes=_notes(rules, [item.draft], on_behalf=item.on_behalf),
        item=await with_context(tx, items, total=1, more=False),
        waits=await waits(tx, item, desk.today),
    )


def _hit_by(row: HitRow, item: Item) -> bool:
    return row.item == base_key(item.draft.key) or (
        row.power in item.draft.powers
        and row.effective == item.draft.effective
        and row.sub_item == item.draft.sub_item
        and not row.item
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    impact: Impact
    known: int
    reproduced: bool


async def _plan_of(tx: Tx, desk: Desk, item: Item) -> _Made:
    """The plan that gives the item its facts: the one of now, else of an earlier run, newest first."""
    source = await effects.source(tx, item.draft.cause)
    if source.kind == "ORGANS":
        return await _reform_of(tx, desk, item)
    runs = await batches.runs(tx, item.draft.cause)
    tried: list[_Made] = []
    for known in (LATEST, *(run.seq for run in runs)):
        found = await _planned(tx, desk, item, known)
        draft = next((d for d in found.plan.items if d.key == base_key(item.draft.key)), None)
        same = draft is not None and draft.facts_hash == item.draft.facts_hash
        made = _Made(impact=found, known=known, reproduced=same)
        if same:
            return made
        tried += [made] if draft is not None or not tried else []
    return tried[-1]


async def _reform_of(tx: Tx, desk: Desk, item: Item) -> _Made:
    """A change of organs hits no citation: what it says of the item is its rules, proofs and decisions."""
    reform = await reorganising.assemble(tx, desk.pack, item.draft.cause, desk.today)
    hashes = {draft.key: draft.facts_hash for draft in reform.plan.items}
    found = await _planned(tx, desk, item, LATEST)
    same = hashes.get(base_key(item.draft.key)) == item.draft.facts_hash
    return _Made(impact=found, known=LATEST, reproduced=same)


async def _planned(tx: Tx, desk: Desk, item: Item, known: int) -> Impact:
    """The plan of the item's cause as known then, over all powers that may share its facts and over its own."""
    cause = item.draft.cause
    source = await effects.source(tx, cause)
    own = await effects.effects(tx, source=cause, known=known)
    reason = await impact.cause_of(tx, cause, own, known)
    touched = await impact.instruments_touched(tx, reason, own, known)
    ids = {*await lawbook.citing(tx, touched, known), *item.draft.powers}
    powers = await lawbook.powers(tx, ids, known)
    return await impact.plan_for(tx, desk.pack, source, reason, powers, touched, desk.today, known)


# ---- 规则与解释 ------------------------------------------------------------------------------------


def _rows(ids: Iterable[str]) -> list[RuleRow]:
    """The rows of these ids, in the order of the tables."""
    wanted = set(ids)
    return [row for row in RULES if row.id in wanted]


def _time_rules(draft: DraftItem, source: Source, today: date) -> set[str]:
    """T3, T4, T5: which rules of time the item stands under."""
    at_once = {"T4"} if draft.effective == source.promulgated else set[str]()
    if draft.late:
        return at_once | {"T5"}
    return at_once | ({"T3"} if draft.effective > today else set())


def _notes(
    rules: set[str], drafts: Sequence[DraftItem], *, on_behalf: bool
) -> list[Interpretation]:
    grounds = {ground for draft in drafts for ground in draft.grounds}
    routes = {draft.route for draft in drafts}
    return interpretations.behind(rules, grounds, routes, on_behalf=on_behalf)
