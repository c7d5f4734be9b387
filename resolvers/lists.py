"""清单办理: stage what a file states, and compile the first edition.

Importing changes no line of the list. The first edition is a decision of 编办; after it only ``apply`` changes a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from graph import citations, history, intakes, lists, organs, outbox, powers
from graph.errors import DomainError
from graph.lists import StagedRow
from graph.model.actor import Role
from graph.model.listing import Edition, PowerContent, SubItemContent
from graph.model.organ import Axis, Mode, Tenure
from graph.model.power import ListStatus, PowerType
from graph.model.request import Action
from graph.powers import NewLink, NewPower, NewVersion
from graph.workflow import Forbidden
from resolvers import linking
from resolvers.acting import Act, Desk, Result, perform
from resolvers.deciding import decide
from resolvers.editions import digest_of
from resolvers.laws import sort_key


@dataclass(eq=False)
class NothingStaged(DomainError):
    """没有待编制的清单行."""

    def __str__(self) -> str:
        return "没有待编制的清单行，请先导入清单"


@dataclass(eq=False)
class AlreadyListed(DomainError):
    """部门已有清单: a later file gives differences and drafts, never a second first edition (I13)."""

    organs: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{'、'.join(self.organs)}已有清单，首次编制不得重复；"
            "清单变动须按《办法》第八条、第九条办理"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """待导入的一行: where it stands in the file, how it is recognised (G17), what it says."""

    place: str
    recognition: str
    content: PowerContent


SENDERS = (Role.DEPT, Role.STREET, Role.BB, Role.ADMIN)
"""Who sends a list: a department its own (《办法》第三条第一款), 编办 any."""


def _check_own(act: Act, rows: Sequence[StageRow]) -> None:
    own = act.actor.organs(Role.DEPT, Role.STREET)
    if {row.content.holder for row in rows} - {*own} and not act.actor.has(Role.BB, Role.ADMIN):
        raise Forbidden("导入其他部门的清单", (Role.BB,))


async def stage_list(
    desk: Desk,
    *,
    name: str,
    digest: str,
    on: date,
    rows: Sequence[StageRow],
    report: str,
    client_mutation_id: str | None = None,
) -> Result:
    """导入清单: keep the rows of one file until 编办 compiles them.

    Args:
        digest: SHA-256 of the file. The same file twice changes nothing; if its rows mean something else by now
            (an organ was registered meanwhile), those that still wait are replaced.
        on: the list's day: citations are linked as of it (G15).
        report: of the reader, as JSON.

    Returns:
        intake, rows, linked, unlinked, ``compared`` (rows of holders that are listed already), ``changed``.
    """
    given = {"name": name, "digest": digest, "on": on.isoformat(), "report": report}

    async def work(act: Act) -> Result:
        _check_own(act, rows)
        found = await intakes.intake_of(act.tx, digest)
        if found is not None and found.lines == _lines(rows):
            return {"intake": found.id, "rows": len(rows), "changed": False}
        await intakes.replace_staged(act.tx, digest)
        intake = act.mint("intake")
        told = {"digest": digest, "name": name, "report": report, "on": on.isoformat()}
        await intakes.put_intake(act.tx, act.seq, id_=intake, rows=len(rows), **told)
        _, made = await stage(act, intake, rows, on)
        linked = sum(1 for one in made if one.units)
        compared = await _compared(act, intake, rows)
        counts = {"rows": len(rows), "linked": linked, "unlinked": len(made) - linked}
        return {"intake": intake, "changed": True, "compared": compared, **counts}

    return await perform(
        desk,
        "importListEdition",
        {**given, "rows": [asdict(row) for row in rows]},
        work,
        roles=SENDERS,
        client_mutation_id=client_mutation_id,
    )


async def _compared(act: Act, intake: str, rows: Sequence[StageRow]) -> int:
    """How many of these rows are of holders that are listed already: those are compared, not compiled."""
    listed = await lists.holders_listed(act.tx, {row.content.holder for row in rows})
    return await lists.mark_compared(act.tx, intake, listed)


async def stage(
    act: Act, intake: str, rows: Sequence[StageRow], on: date
) -> tuple[list[StagedRow], list[NewLink]]:
    """Keep rows of an import, and link what they cite as of the list's day (G15)."""
    staged = [_staged(act, intake, row) for row in rows]
    await lists.put_rows(act.tx, act.seq, staged)
    hashes = {e.hash for row in rows for _, e in row.content.all_elements()}
    return staged, await linking.link(act, await citations.never_linked(act.tx, hashes), on)


def _lines(rows: Iterable[StageRow]) -> list[tuple[str, str, str]]:
    return sorted((row.place, row.recognition, row.content.hash) for row in rows)


def _staged(act: Act, intake: str, row: StageRow) -> StagedRow:
    return StagedRow(
        id=act.mint("row"),
        intake=intake,
        recognition=row.recognition,
        place=row.place,
        content=row.content,
    )


async def compile_list_edition(
    desk: Desk,
    *,
    title: str,
    document: str,
    on: date,
    intakes: Sequence[str] | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """编制清单: the first edition, or the first of departments that had none (《办法》第二条、第四条).

    Args:
        intakes: imports to take up; None: all that wait.

    Raises:
        NothingStaged, AlreadyListed.
    """
    given = {"title": title, "document": document, "on": on.isoformat()}

    async def work(act: Act) -> Result:
        rows = await lists.staged(act.tx, intakes)
        if not rows:
            raise NothingStaged
        await _refuse_second_time(act, rows)
        decision = await decide(act, Action.COMPILE, opinion=title, document=document, on=on)
        last = await lists.last_edition(act.tx)
        edition = number_after(last)
        made = await take_up(act, rows, decision=decision, edition=edition, on=on)
        await put_edition(act, last, title=title, decision=decision, on=on)
        return {"edition": edition, "powers": len(made), "decision": decision}

    return await perform(
        desk,
        "compileListEdition",
        {**given, "intakes": list(intakes) if intakes is not None else None},
        work,
        roles=(Role.BB,),
        client_mutation_id=client_mutation_id,
    )


async def _refuse_second_time(act: Act, rows: Iterable[StagedRow]) -> None:
    holders = {row.content.holder for row in rows}
    if listed := await lists.holders_listed(act.tx, holders):
        names = {o.id: o.name for o in await organs.everyone(act.tx)}
        raise AlreadyListed(tuple(sorted(names[o] for o in listed)))


async def take_up(
    act: Act, rows: Sequence[StagedRow], *, decision: str, edition: int, on: date
) -> list[NewPower]:
    """Make powers of staged rows, in their order, with their first versions and holders."""
    made = await _put_powers(act, rows, decision=decision, edition=edition, on=on)
    await _put_tenures(act, made, on, decision)
    pairs = [(row.id, power.id) for row, power in zip(rows, made, strict=True)]
    await lists.mark_compiled(act.tx, pairs)
    return made


def number_after(last: Edition | None) -> int:
    """Number of the edition that comes next."""
    return last.number + 1 if last else 1


async def put_edition(
    act: Act, last: Edition | None, *, title: str, decision: str, on: date
) -> str:
    """清单版次: what was made of the list under the next number, on top of the edition before."""
    number = number_after(last)
    edition = Edition(
        id=act.mint("edition"),
        number=number,
        on=on,
        decision=decision,
        title=title,
        lines=(last.lines if last else 0) + await history.net(act.tx, number),
        digest=await digest_of(act.tx, number, last.digest if last else ""),
        seq=act.seq,
    )
    await lists.put_edition(act.tx, edition)
    await outbox.announce(act.tx, act.seq, "listChanged", edition.id)
    return edition.id


TYPE_NUMBERS = {type_: number for number, type_ in enumerate(PowerType, start=1)}


async def _put_powers(
    act: Act, rows: Sequence[StagedRow], *, decision: str, edition: int, on: date
) -> list[NewPower]:
    counter = await lists.power_count(act.tx)
    made = [_new_power(act, row, counter + n) for n, row in enumerate(rows, start=1)]
    await powers.put_powers(act.tx, act.seq, made)
    versions = [
        NewVersion(
            id=act.mint("powerversion"),
            power=power.id,
            number=1,
            valid_from=on,
            decision=decision,
            edition=edition,
            status=ListStatus.LISTED,
            content=power.content,
            sort_key=power.sort_key,
        )
        for power in made
    ]
    await powers.put_versions(act.tx, act.seq, versions)
    return made


def _new_power(act: Act, row: StagedRow, number: int) -> NewPower:
    """A power with a code of our own (G17): two digits of the type, six of a running number."""
    subs = tuple(
        SubItemContent(id=act.mint("subitem"), name=sub.name, elements=sub.elements)
        for sub in row.content.sub_items
    )
    content = replace(row.content, sub_items=subs)
    return NewPower(
        id=act.mint("power"),
        code=f"{TYPE_NUMBERS[content.type]:02d}{number:06d}",
        sort_key=sort_key(content.name),
        recognition=row.recognition,
        content=content,
    )


async def _put_tenures(act: Act, made: Iterable[NewPower], on: date, decision: str) -> None:
    tenures = [
        Tenure(
            id=act.mint("tenure"),
            power=power.id,
            organ=organ,
            mode=Mode.JOINT if power.content.joint else Mode.OWN,
            axis=axis,
            valid_from=on,
            to=None,
            cause=decision,
        )
        for power in made
        for organ in (power.content.holder, *power.content.joint)
        for axis in Axis
    ]
    await organs.put_tenures(act.tx, act.seq, tenures)
