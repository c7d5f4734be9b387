"""新设职权: pass 3 of 3.3, what no listed power answers to (L15–L17, P2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.judgement import LawBook
from graph.model.law import Effect, EffectType, NewGrant, Standing
from graph.model.plan import Difference, DraftItem, DraftTask, ItemKind, TaskKind
from graph.model.power import ElementKind, PowerType
from graph.rules.cases import Bench
from graph.rules.differences import new_units
from graph.rules.digest import facts_hash, key
from graph.rules.drafts import ROUTES, Desk
from graph.rules.facts import units
from graph.rules.levels import waits
from graph.rules.tasks import a_task, of_match
from graph.rules.wording import title_of


@dataclass(frozen=True, kw_only=True)
class Added:
    """What the new grants of a cause lead to."""

    items: tuple[DraftItem, ...]
    tasks: tuple[DraftTask, ...]


def of_grants(bench: Bench, desk: Desk) -> Added:
    """ADD (5(1)), a permit proposal, a watch or a question for each new grant of the cause."""
    effects = list(_new(bench))
    found: dict[tuple[object, ...], list[Effect]] = {}
    for effect in effects:
        grant = effect.grant
        if grant is not None and not grant.power and not waits(grant):
            what = (grant.power_type, grant.organ, grant.conduct, effect.source)
            found.setdefault(what, []).append(effect)
    items = tuple(_addition(same, bench.book, desk) for same in found.values())
    tasks = tuple(task for effect in effects for task in _tasks(effect, bench))
    return Added(items=items, tasks=tasks)


def _new(bench: Bench) -> Iterator[Effect]:
    for effect in sorted(bench.book.effects, key=lambda e: e.id):
        mine = effect.id in bench.cause.effects and effect.standing is Standing.CONFIRMED
        brings = effect.type in {EffectType.ENACT, EffectType.INSERT} or effect.grant is not None
        if mine and brings and bench.reaches(effect):
            yield effect


def _addition(effects: Sequence[Effect], book: LawBook, desk: Desk) -> DraftItem:
    """One power to add, on all the provisions of one source that grant it."""
    first = min(effects, key=lambda e: (e.effective, e.id))
    grant = first.grant
    assert grant is not None
    permit = grant.power_type in {PowerType.PERMIT.value, PowerType.PERMIT.name}
    kind = ItemKind.PROPOSE_PERMIT_ADD if permit else ItemKind.ADD
    rule, grounds = ("P2", ()) if permit else ("L15", ("5(1)",))
    brought = tuple(sorted({unit for e in effects for unit in new_units(e, book)}))
    what = (grant.power_type, grant.organ, grant.conduct)
    return DraftItem(
        key=key("item", kind.name, *what, first.source),
        kind=kind,
        route=ROUTES[kind],
        grounds=grounds,
        rules=(rule,),
        cause=first.source,
        causes=(first.source,),
        effective=first.effective,
        holder=grant.organ,
        powers=(),
        differences=_of_grant(grant, brought),
        warnings=("列入目录前不得实施", "通用目录尚未导入，提出前请核对是否已有该项")
        if permit
        else (),
        incomplete="" if grant.organ else ElementKind.HOLDER.value,
        late=first.effective < desk.today,
        facts_hash=facts_hash([kind, rule, grounds, *what, desk.pack, units(brought, book)]),
    )


def _of_grant(grant: NewGrant, brought: tuple[str, ...]) -> tuple[Difference, ...]:
    return (
        Difference(element=ElementKind.NAME, value=grant.conduct),
        Difference(element=ElementKind.HOLDER, value=grant.organ),
        Difference(element=ElementKind.TYPE, value=grant.power_type),
        Difference(element=ElementKind.BASIS, renew=(("", brought),)),
    )


def _tasks(effect: Effect, bench: Bench) -> Iterator[DraftTask]:
    grant, cause = effect.grant, bench.ledger.cause_of(effect.id)
    name = title_of(effect.instrument, bench.book)
    if grant is None:
        sentence = f"请研判{name}新增条款是否设定本区部门职权"
        yield a_task(TaskKind.REVIEW_NEW_PROVISION, "L15", effect.id, sentence, cause=cause)
    elif grant.power and not grant.match_confirmed:
        yield of_match(effect, bench.book, cause, grant.power)
    elif not grant.power and waits(grant):
        sentence = f"{name}新设的“{grant.conduct}”由上级实施或者待实施规定，持续关注"
        yield a_task(TaskKind.WATCH, "L17", effect.id, sentence, cause=cause)
