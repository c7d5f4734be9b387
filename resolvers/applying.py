"""调整清单: the one place where the list changes after its first edition (《办法》第八条, I13).

Applying is an act of 编办 on its day, with the agreed hash; the decisions that it needs are checked in the same
transaction. What is not in order is refused for that item alone, and the answer says which and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import (
    citations,
    law_texts,
    laws,
    lists,
    organs,
    powers,
    process,
    provisions,
    successions,
    workflow,
)
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.listing import PowerContent, PrintedCitation
from graph.model.organ import Axis, Mode, Tenure
from graph.model.plan import DraftItem, ItemKind, Route
from graph.model.power import ElementKind, ListStatus
from graph.model.request import Action, Decision, Item, State, Verdict
from graph.powers import NewLink, NewVersion
from graph.rules import conflicts
from resolvers import adding, filing, freshness, linking, open_work, redrafting, requests
from resolvers.acting import Act, Desk, Result, perform
from resolvers.laws import sort_key
from resolvers.lists import next_edition_number, put_edition
from resolvers.open_work import Handed
from resolvers.redrafting import Library
from resolvers.requests import Opinion


@dataclass(eq=False)
class NotDue(DomainError):
    """未到生效日: an approved item waits for its day and cannot be applied early (G9, T3)."""

    item: str
    effective: date

    def __str__(self) -> str:
        return f"事项“{self.item}”自 {self.effective.isoformat()} 起方可调整清单，不得提前"


@dataclass(eq=False)
class HashDiffers(DomainError):
    """内容不一致: what is to be applied is not what was decided (R8.5)."""

    item: str

    def __str__(self) -> str:
        return f"事项“{self.item}”的内容与各环节所审定的内容不一致，不得调整清单"


@dataclass(eq=False)
class DecisionMissing(DomainError):
    """缺少决定: a stage of the route has no agreement by a person of its own (I13, I14)."""

    item: str
    action: Action

    def __str__(self) -> str:
        return (
            f"事项“{self.item}”缺少“{self.action.value}”环节的同意决定，或该环节与其他环节为同一人"
        )


@dataclass(eq=False)
class PairOpen(DomainError):
    """成对事项未齐: a linked item may not be applied without its pair (C15)."""

    item: str

    def __str__(self) -> str:
        return f"事项“{self.item}”与另一事项成对，须两项均获同意后一并调整清单"


@dataclass(eq=False)
class Waits(DomainError):
    """须待前项: an earlier item on the same power has not come to rest (C5, C8)."""

    item: str
    first: str

    def __str__(self) -> str:
        return f"事项“{self.item}”排在事项“{self.first}”之后，须待其办结"


@dataclass(eq=False)
class ElementMissing(DomainError):
    """要素缺失 (INCOMPLETE_ELEMENT): an element would be left empty (E3, 权责一致)."""

    item: str
    element: str

    def __str__(self) -> str:
        return f"事项“{self.item}”将使“{self.element}”缺失，须先指明替代内容（权责一致）"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToApply:
    """一件待调整的事项, with the hash that was agreed."""

    item: str
    expected_version: int
    expected_hash: str


NEEDED = {
    Route.A: (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW, Action.GOV_DECIDE),
    Route.B: (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW),
}
"""Decisions that must exist, each by another person (《办法》第八条; 法制办 审查 and 区政府 审定)."""


async def apply_requests(
    desk: Desk, chosen: Sequence[ToApply], *, client_mutation_id: str | None = None
) -> Result:
    """调整清单 for one or many approved items; each answers for itself.

    Returns:
        ``{"items": [{"item", "state", "version", "problem"?, "message"?}], "edition": number or None}``.
    """
    given = {"items": [[c.item, c.expected_version, c.expected_hash] for c in chosen]}

    async def work(act: Act) -> Result:
        return await _apply(act, chosen)

    return await perform(
        desk,
        "applyRequest",
        given,
        work,
        roles=(Role.BB,),
        client_mutation_id=client_mutation_id,
    )


async def _apply(act: Act, chosen: Sequence[ToApply]) -> Result:
    wanted = {c.item: c for c in chosen}
    items = {i.id: i for i in await process.items(act.tx, ids=list(wanted))}
    told: list[Result] = [_missing(c) for c in chosen if c.item not in items]
    decided = await process.decisions(act.tx, items)
    fresh = await freshness.hashes(act, list(items.values()))
    good: list[Item] = []
    for id_, item in items.items():
        try:
            await _check(act, item, wanted[id_], decided.get(id_, []), items)
        except DomainError as problem:
            told.append(refused(item, problem))
        else:
            good.append(item)
    stale = [
        replace(i, state=State.STALE, version=i.version + 1) for i in good if _is_stale(i, fresh)
    ]
    good = [item for item in good if not _is_stale(item, fresh)]
    await process.put_items(act.tx, act.seq, stale)
    await requests.follow(act, stale)
    told += [requests.told(item) for item in stale]
    edition = await _write(act, good) if good else None
    told += [requests.told(_applied(item)) for item in good]
    return {"items": told, "edition": edition}


def _is_stale(item: Item, fresh: dict[str, str | None]) -> bool:
    return fresh.get(item.id) != item.draft.facts_hash


def _missing(chosen: ToApply) -> Result:
    problem = process.ItemNotFound(chosen.item)
    return {"item": chosen.item, "problem": type(problem).__name__, "message": str(problem)}


def refused(item: Item, problem: DomainError) -> Result:
    """An item that was not applied, and why."""
    return {**requests.told(item), "problem": type(problem).__name__, "message": str(problem)}


async def _check(
    act: Act,
    item: Item,
    wanted: ToApply,
    decided: Sequence[Decision],
    together: dict[str, Item],
) -> None:
    process.check_version(item.id, wanted.expected_version, item.version)
    requests.check_may(act, item, Action.APPLY, Opinion(), decided)
    if item.draft.effective > act.today:
        raise NotDue(item.id, item.draft.effective)
    check_decisions(item, decided)
    if wanted.expected_hash != item.content_hash:
        raise HashDiffers(item.id)
    if item.draft.incomplete:
        raise ElementMissing(item.id, item.draft.incomplete)
    await _check_pair(act, item, together)
    await _check_behind(act, item)


async def _check_behind(act: Act, item: Item) -> None:
    """C8: an item that is scheduled after another waits until that one has come to rest."""
    if not item.behind:
        return
    around = await process.items_on(act.tx, item.draft.powers)
    first = [i for i in around if filing.base_key(i.draft.key) == item.behind]
    due = (
        item.draft.kind is ItemKind.CANCEL
    )  # C18: a CANCEL whose day has come waits for no adjustment
    if not due and any(i.state not in workflow.CLOSED for i in first):
        raise Waits(item.id, first[0].id)


def check_decisions(item: Item, decided: Sequence[Decision]) -> None:
    """The decisions of the route exist for this revision, of different persons, on this content.

    Raises:
        DecisionMissing, HashDiffers.
    """
    of_revision = [d for d in decided if d.revision == item.revision]
    persons: set[str] = set()
    for action in NEEDED[item.draft.route]:
        agreed = [d for d in of_revision if d.action is action and d.verdict is Verdict.AGREE]
        if not agreed or agreed[-1].actor in persons:
            raise DecisionMissing(item.id, action)
        persons.add(agreed[-1].actor)
        if agreed[-1].content_hash != item.content_hash:
            raise HashDiffers(item.id)


async def _check_pair(act: Act, item: Item, together: dict[str, Item]) -> None:
    if not item.draft.pair:
        return
    other = await process.items(act.tx, keys=[item.draft.pair])
    ready = other and (
        other[0].state is State.APPLIED
        or (other[0].id in together and other[0].state in workflow.DECIDED)
        or other[0].draft.route not in workflow.BUILT
    )
    if not ready:
        raise PairOpen(item.id)


def _applied(item: Item) -> Item:
    return replace(item, state=State.APPLIED, version=item.version + 1)


async def _write(act: Act, items: Sequence[Item]) -> int:
    """Write the new versions of all powers that these items change, as one edition, each kind of node in one query."""
    decision = await _decision(act, items)
    number = await next_edition_number(act)
    await successions.name_organs_of_day(act.tx, act.today)
    contents = await lists.contents(act.tx, {p for i in items for p in i.draft.powers})
    givers = {power: content.holder for power, content in contents.items()}
    library = await _library(act, items, contents)
    numbers = await lists.numbers(act.tx, contents)
    items = await adding.begin(act, items, contents, numbers)
    quotes: dict[str, tuple[str, ...]] = {}
    versions: list[tuple[Item, NewVersion]] = []
    for item in items:
        for power, content in _changed(item, contents, library, quotes):
            contents[power], numbers[power] = content, numbers[power] + 1
            made = _version(act, item, power, content, numbers[power], decision, number)
            versions.append((item, made))
    elements = [e for _, v in versions for _, e in v.content.all_elements()]
    await powers.put_elements(act.tx, act.seq, elements)
    await _link(act, quotes, library)
    written = await citations.never_linked(act.tx, {e.hash for e in elements})
    await linking.link(act, written, act.today)
    await powers.put_versions(act.tx, act.seq, [version for _, version in versions])
    await _move_tenures(act, versions)
    await adding.put_tenures(act, items, contents)
    await _close_absorbed(act, versions)
    applied = [_applied(item) for item in items]
    await process.put_items(act.tx, act.seq, applied)
    moved = [*applied, *await _superseded(act, applied), *await _rebased(act, applied)]
    await requests.follow(act, moved)
    await open_work.follow(act, _handed(items, givers))
    title = f"第{number}版（{act.today.isoformat()}调整）"
    await put_edition(act, number=number, title=title, decision=decision, on=act.today)
    return number


def _handed(items: Sequence[Item], givers: Mapping[str, str]) -> dict[str, Handed]:
    """Powers whose holder the applied items change (O16)."""
    to = {
        i.id: d.value for i in items for d in i.draft.differences if d.element is ElementKind.HOLDER
    }
    return {
        power: Handed(giver=givers[power], receiver=to[item.id])
        for item in items
        for power in item.draft.powers
        if power in givers and to.get(item.id, "") not in ("", givers[power])
    }


def _changed(
    item: Item,
    contents: Mapping[str, PowerContent],
    library: Library,
    quotes: dict[str, tuple[str, ...]],
) -> Iterator[tuple[str, PowerContent]]:
    """Each power of an item with its new content; the absorbed ones of a merger keep theirs."""
    survivor, *absorbed = item.draft.powers
    made = redrafting.redraft(contents[survivor], item.draft.differences, library)
    quotes.update(made.quotes)
    yield survivor, _without_sub_item(item, made.content)
    for power in absorbed:
        yield power, contents[power]


def _version(
    act: Act,
    item: Item,
    power: str,
    content: PowerContent,
    number: int,
    decision: str,
    edition: int,
) -> NewVersion:
    """The next version of a power, valid from the later of the effective day and the decision (G13)."""
    absorbed = power != item.draft.powers[0]
    status = STATUS.get(item.draft.kind, ListStatus.LISTED)
    return NewVersion(
        id=act.mint("powerversion"),
        power=power,
        number=number,
        valid_from=max(item.draft.effective, item.decided or act.today),
        decision=decision,
        edition=edition,
        status=ListStatus.MERGED if absorbed else status,
        content=content,
        sort_key=sort_key(content.name),
    )


async def _superseded(act: Act, applied: Sequence[Item]) -> list[Item]:
    """C18: once a CANCEL is applied, the open adjustments of the same power are superseded."""
    cancels = [item for item in applied if item.draft.kind is ItemKind.CANCEL]
    around = await process.items_on(act.tx, {p for i in cancels for p in i.draft.powers})
    live = [i for i in around if i.state not in workflow.CLOSED]
    over = {
        e.open
        for cancel in cancels
        for e in conflicts.cancel_due(
            filing.as_open(replace(cancel, state=State.APPROVED)),
            [filing.as_open(i) for i in live],
            act.today,
        )
    }
    gone = [
        replace(i, state=State.SUPERSEDED, version=i.version + 1, note="C18")
        for i in live
        if filing.base_key(i.draft.key) in over
    ]
    await process.put_items(act.tx, act.seq, gone)
    return gone


async def _rebased(act: Act, applied: Sequence[Item]) -> list[Item]:
    """C5: what was held behind an applied item is planned anew on the list as it now is, and becomes a draft."""
    keys = {filing.base_key(item.draft.key) for item in applied}
    around = await process.items_on(act.tx, {p for i in applied for p in i.draft.powers})
    held = [i for i in around if i.behind in keys and i.state is State.ON_HOLD]
    moved: list[Item] = []
    for cause in sorted({i.draft.cause for i in held}):
        planned = await freshness.drafts(act, cause)
        moved += [_rebase(i, planned) for i in held if i.draft.cause == cause]
    await process.put_items(act.tx, act.seq, moved)
    return moved


def _rebase(item: Item, planned: Mapping[str, DraftItem]) -> Item:
    draft = planned.get(filing.base_key(item.draft.key))
    state = State.LAPSED if draft is None else State.DRAFT
    content = draft or item.draft
    return replace(
        item,
        draft=content,
        content_hash=filing.content_hash(content),
        state=state,
        behind="",
        version=item.version + 1,
        note="C5",
    )


async def _decision(act: Act, items: Sequence[Item]) -> str:
    decision = Decision(
        id=act.mint("decision"),
        action=Action.APPLY,
        verdict=Verdict.AGREE,
        actor=act.actor.user,
        actor_name=act.actor.name,
        role=Role.BB.name,
        organ=act.actor.organs(Role.BB)[0],
        opinion="",
        document="",
        on=act.today,
    )
    rows = [(i.id, i.revision, i.draft.facts_hash, i.content_hash) for i in items]
    await process.put_decision(act.tx, act.seq, decision, rows)
    return decision.id


STATUS = {
    ItemKind.CANCEL: ListStatus.CANCELLED,
    ItemKind.DEVOLVE: ListStatus.DEVOLVED,
}
"""What a power becomes; every other kind leaves it LISTED."""


def _without_sub_item(item: Item, content: PowerContent) -> PowerContent:
    if item.draft.kind is not ItemKind.CANCEL_SUB_ITEM:
        return content
    kept = tuple(sub for sub in content.sub_items if sub.id != item.draft.sub_item)
    return replace(content, sub_items=kept)


async def _library(
    act: Act, items: Sequence[Item], contents: Mapping[str, PowerContent]
) -> Library:
    differences = [d for item in items for d in item.draft.differences]
    ids = {u for d in differences for _, units in d.renew for u in units}
    units = await provisions.units(act.tx, ids)
    instruments = {u.instrument for u in units.values()}
    texts = await law_texts.versions(act.tx, instruments)
    holders = {d.value for d in differences if d.element is ElementKind.HOLDER and d.value}
    names = {o.id: o.name for o in await organs.everyone(act.tx)} if holders else {}
    return Library(
        units=units,
        versions={t.version.id: t.version for rows in texts.values() for t in rows},
        instruments=await laws.get_many(act.tx, instruments),
        organs=names,
        citations=dict(_citations(contents[p] for i in items for p in i.draft.powers[1:])),
    )


def _citations(contents: Iterable[PowerContent]) -> Iterator[tuple[str, PrintedCitation]]:
    """What absorbed powers cite, by id: the survivor takes over what it lacks (O3)."""
    for content in contents:
        for _, element in content.all_elements():
            for index, citation in enumerate(element.citations):
                yield element.citation_id(index), citation


async def _link(act: Act, quotes: Mapping[str, tuple[str, ...]], library: Library) -> None:
    links = [
        NewLink(
            id=act.mint("link"),
            citation=citation,
            instrument=library.units[units[0]].instrument,
            units=units,
            method="DECISION",
            by=act.actor.user,
        )
        for citation, units in quotes.items()
    ]
    await powers.put_links(act.tx, act.seq, links)


async def _move_tenures(act: Act, versions: Sequence[tuple[Item, NewVersion]]) -> None:
    """The list axis follows the decision: a new holder, or the end of a power (``spec/model.md`` 5)."""
    newest = {version.power: (item, version) for item, version in versions}
    known = await organs.tenures(act.tx, newest, Axis.LIST)
    gone: list[str] = []
    written: list[Tenure] = []
    for power, (item, version) in newest.items():
        held = [t for t in known if t.power == power and t.to is None]
        if not _holder_moves(version, held):
            continue
        gone += [t.id for t in held]
        written += _ended(act, held, version.valid_from)
        if version.status is ListStatus.LISTED:
            written.append(_tenure(act, item, version))
    await organs.supersede_tenures(act.tx, act.seq, gone)
    await organs.put_tenures(act.tx, act.seq, written)


async def _close_absorbed(act: Act, versions: Sequence[tuple[Item, NewVersion]]) -> None:
    """O3: an absorbed id ends on both axes and says what it became part of."""
    closed = {v.power: (i, v) for i, v in versions if v.status is ListStatus.MERGED}
    rows = [(p, i.draft.powers[0], v.valid_from) for p, (i, v) in closed.items()]
    await successions.merge_into(act.tx, act.seq, rows)
    known = await organs.tenures(act.tx, closed, Axis.LAW)
    held = [t for t in known if t.to is None]
    ended = [e for t in held for e in _ended(act, [t], closed[t.power][1].valid_from)]
    await organs.supersede_tenures(act.tx, act.seq, [t.id for t in held])
    await organs.put_tenures(act.tx, act.seq, ended)


def _holder_moves(version: NewVersion, held: Sequence[Tenure]) -> bool:
    content = version.content
    stays = {t.organ for t in held} == {content.holder, *content.joint}
    return version.status is not ListStatus.LISTED or not stays


def _ended(act: Act, held: Sequence[Tenure], on: date) -> list[Tenure]:
    return [replace(t, id=act.mint("tenure"), to=on) for t in held if t.valid_from < on]


def _tenure(act: Act, item: Item, version: NewVersion) -> Tenure:
    return Tenure(
        id=act.mint("tenure"),
        power=version.power,
        organ=version.content.holder,
        mode=Mode.OWN,
        axis=Axis.LIST,
        valid_from=version.valid_from,
        to=None,
        cause=item.draft.cause,
    )
