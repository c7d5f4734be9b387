"""对职权的认定: whether the province's catalogue has a permit (P17), and a ruling on 救济途径 (R4.9); always with a document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from graph import lawbook, organs, rulings, seen
from graph.db import Tx
from graph.errors import check_version
from graph.model.actor import Role
from graph.model.plan import TaskKind
from graph.model.power import InCatalogue, Power, PowerType
from graph.model.remedy import Remedy, RemedyRuling
from graph.powers import PowerNotFound
from graph.rules.remedies import remedy_for
from graph.rulings import CatalogueRuling
from resolvers.acting import Act, Desk, Result, perform
from resolvers.answering import answered
from resolvers.findings import FindingRefused


async def record_catalogue_finding(
    desk: Desk,
    *,
    power: str,
    found: InCatalogue,
    document: str,
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """目录核对: 编办 found a listed permit in the catalogue, or did not. The list stays as it is.

    Raises:
        PowerNotFound, VersionConflict, FindingRefused: no permit, no document, or nothing found either way.
    """
    _check_document(document)
    if found is InCatalogue.UNKNOWN:
        raise FindingRefused("须写明在目录或者不在目录")

    async def work(act: Act) -> Result:
        if (await _power(act.tx, power)).type is not PowerType.PERMIT:
            raise FindingRefused("通用目录只收行政许可")
        await _check_seen(act, power, expected_version)
        ruling = CatalogueRuling(
            id=act.mint("ruling"), power=power, found=found, document=document, by=act.actor.user
        )
        await rulings.put_catalogue_ruling(act.tx, act.seq, ruling)
        if found is InCatalogue.YES:
            await answered(act, TaskKind.CATALOGUE_EXTRA, [power])
        return {"ruling": ruling.id}

    given = {"power": power, "found": found.name, "document": document}
    return await perform(
        desk,
        "recordCatalogueFinding",
        {**given, "expectedVersion": expected_version},
        work,
        roles=(Role.BB,),
        client_mutation_id=client_mutation_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRemedy:
    """救济途径的另定 for a power, or for all that an organ holds."""

    subject: str
    review: str
    court: str
    reason: str
    document: str
    since: date


async def override_remedy(
    desk: Desk, new: NewRemedy, *, expected_version: int, client_mutation_id: str | None = None
) -> Result:
    """另定救济途径: it stands in the place of the computed value from a day on, and keeps its reason (R4.9).

    Raises:
        PowerNotFound, OrganNotFound, VersionConflict, FindingRefused: no document, no reason, or a part is empty.
    """
    _check_document(new.document)
    if not (new.review.strip() and new.court.strip() and new.reason.strip()):
        raise FindingRefused("须写明复议机关、诉讼法院和理由")

    async def work(act: Act) -> Result:
        if new.subject.startswith("organ:"):
            await organs.get(act.tx, new.subject)
        else:
            await _power(act.tx, new.subject)
        await _check_seen(act, new.subject, expected_version)
        ruling = RemedyRuling(id=act.mint("ruling"), by=act.actor.user, **asdict(new))
        await rulings.put_remedy_ruling(act.tx, act.seq, ruling)
        return {"ruling": ruling.id}

    return await perform(
        desk,
        "overrideRemedy",
        {**asdict(new), "since": new.since.isoformat(), "expectedVersion": expected_version},
        work,
        roles=(Role.BB,),
        client_mutation_id=client_mutation_id,
    )


async def remedy_of(desk: Desk, power: str, on: date | None = None) -> Remedy:
    """救济途径 of a power on a day, by its holder of that day (R4.9).

    Raises:
        PowerNotFound: nobody knows it, or the list did not have it yet.
    """
    day = on or desk.today
    found = await desk.graph.read(_power, power, day)
    return remedy_for(found, day, desk.pack.remedies)


async def _check_seen(act: Act, subject: str, expected_version: int) -> None:
    (version,) = await seen.ruling_versions(act.tx, [subject])
    check_version(subject, expected_version, version)


def _check_document(document: str) -> None:
    if not document.strip():
        raise FindingRefused("须有文件")


async def _power(tx: Tx, id_: str, on: date | None = None) -> Power:
    found = await lawbook.powers(tx, [id_], on=on)
    if not found:
        raise PowerNotFound(id_)
    return found[0]
