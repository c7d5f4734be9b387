"""认定: what people find about bases: functions and groups, links of citations, opinions of 法制办."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph import citations, effects, lawbook, laws, outbox, powers, provisions, seen
from graph.errors import DomainError, check_version
from graph.lawbook import Ruling
from graph.model.actor import Role
from graph.model.law import Finding
from graph.model.law import Opinion as LegalOpinion
from graph.model.plan import TaskKind
from graph.model.power import Function, LinkMethod, Power, PowerType
from graph.powers import NewLink, PowerNotFound
from graph.rules.opinions import ASKING, question
from resolvers.acting import Act, Desk, Result, perform, permit
from resolvers.answering import answered
from resolvers.reading import scope


@dataclass(eq=False)
class FindingRefused(DomainError):
    """认定不成立."""

    reason: str

    def __str__(self) -> str:
        return f"认定不成立：{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """一处引用的功能与依据组."""

    citation: str
    function: Function
    group: str = ""


async def confirm_basis_groups(
    desk: Desk,
    *,
    power: str,
    groups: Sequence[Grouped],
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """确认依据组 of one power: functions and groups of its citations (3.2).

    Raises:
        PowerNotFound, VersionConflict, FindingRefused: a citation is not of this power.
    """

    async def work(act: Act) -> Result:
        found = await _power(act, power)
        check_version(power, expected_version, found.groups_version)
        _check_cited(found, groups)
        rulings = [_of_citation(act, power, grouped) for grouped in groups]
        await lawbook.put_rulings(act.tx, act.seq, rulings)
        await answered(act, TaskKind.CONFIRM_FUNCTIONS, [power])
        return {"power": power, "confirmed": len(rulings)}

    rows = [[g.citation, g.function.name, g.group] for g in groups]
    return await perform(
        desk,
        "confirmBasisGroups",
        {"power": power, "groups": rows, "expectedVersion": expected_version},
        work,
        roles=(Role.BB, Role.FZ),
        client_mutation_id=client_mutation_id,
    )


async def _power(act: Act, id_: str) -> Power:
    found = await lawbook.powers(act.tx, [id_])
    if not found:
        raise PowerNotFound(id_)
    return found[0]


def _check_cited(power: Power, groups: Sequence[Grouped]) -> None:
    own = {c.id for c in power.citations}
    if strange := [g.citation for g in groups if g.citation not in own]:
        raise FindingRefused(f"引用 {'、'.join(strange)} 不属于该职权")


def _of_citation(act: Act, power: str, grouped: Grouped) -> Ruling:
    return Ruling(
        id=act.mint("ruling"),
        power=power,
        citation=grouped.citation,
        provision="",
        power_type="",
        function=grouped.function,
        group=grouped.group,
        by=act.actor.user,
    )


async def confirm_function(
    desk: Desk,
    *,
    provision: str,
    power_type: PowerType,
    function: Function,
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """确认条款功能: what a provision does for every power of a type that cites it (3.2).

    Raises:
        VersionConflict, FindingRefused: no such provision.
    """

    async def work(act: Act) -> Result:
        if not await laws.instruments_of_provisions(act.tx, [provision]):
            raise FindingRefused("没有该条款")
        (version,) = await seen.function_versions(act.tx, [provision])
        check_version(provision, expected_version, version)
        ruling = Ruling(
            id=act.mint("ruling"),
            power="",
            citation="",
            provision=provision,
            power_type=power_type.name,
            function=function,
            group="",
            by=act.actor.user,
        )
        await lawbook.put_rulings(act.tx, act.seq, [ruling])
        return {"provision": provision, "ruling": ruling.id}

    given = {"provision": provision, "type": power_type.name, "function": function.name}
    return await perform(
        desk,
        "confirmProvisionFunction",
        {**given, "expectedVersion": expected_version},
        work,
        roles=(Role.BB, Role.FZ),
        client_mutation_id=client_mutation_id,
    )


async def link_citation(
    desk: Desk,
    *,
    citation: str,
    units: Sequence[str],
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """关联引用 by hand: which provision versions a printed citation quotes; a department for powers of its own only.

    Raises:
        CitationNotFound, VersionConflict, FindingRefused: the units are unknown or of several statutes.
    """

    async def work(act: Act) -> Result:
        await citations.get(act.tx, citation)
        visible = scope(act.actor)
        if visible is not None and not await citations.holders(act.tx, citation) <= {*visible}:
            raise citations.CitationNotFound(citation)
        check_version(citation, expected_version, await citations.link_version(act.tx, citation))
        found = await provisions.units(act.tx, units)
        instruments = {u.instrument for u in found.values()}
        if len(found) != len(set(units)) or len(instruments) != 1:
            raise FindingRefused("所选条款不存在，或不属于同一部法规")
        link = NewLink(
            id=act.mint("link"),
            citation=citation,
            instrument=instruments.pop(),
            units=tuple(units),
            method=LinkMethod.PERSON.name,
            by=act.actor.user,
        )
        await powers.put_links(act.tx, act.seq, [link])
        await answered(act, TaskKind.LINK_CITATION, [citation])
        return {"citation": citation, "link": link.id}

    return await perform(
        desk,
        "linkCitation",
        {"citation": citation, "units": list(units), "expectedVersion": expected_version},
        work,
        roles=(Role.DEPT, Role.STREET, Role.BB, Role.FZ),
        client_mutation_id=client_mutation_id,
    )


ANSWERED_BY_OPINION = (TaskKind.LEGAL_OPINION, TaskKind.CLEANUP, TaskKind.CONFLICT_OPINION)

OF_RULE = {
    "L5": (Finding.KEEP, Finding.REPEAL, Finding.AMEND, Finding.FORWARDED),
    "L6": (Finding.COMPETENT, Finding.INCOMPETENT, Finding.CANCEL),
    "L7": (Finding.DUTY_LEAVES, Finding.CANCEL),
    "P16": (Finding.COMPETENT, Finding.DUTY_LEAVES, Finding.CANCEL),
    "L22": (Finding.VOID, Finding.NOT_VOID),
    "X4": (Finding.VOID, Finding.NOT_VOID),
}
"""Which findings answer which hold (G22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOpinion:
    """法制办意见, always with a document (G22)."""

    rule: str
    subject: str
    finding: Finding
    document: str
    text: str
    power: str = ""


async def record_legal_opinion(
    desk: Desk, new: NewOpinion, *, expected_version: int, client_mutation_id: str | None = None
) -> Result:
    """法制办意见 closes a hold of the engine; the department still files (G22).

    Raises:
        PowerNotFound, VersionConflict, FindingRefused: the finding does not answer the rule, the document is missing,
            or nobody can be asked about the subject.
    """
    permit(desk, "recordLegalOpinion", (Role.FZ,))
    check_opinion(new.rule, new.finding, new.document)
    if new.finding is Finding.INCOMPETENT and new.subject.startswith(f"{new.rule}:"):
        raise FindingRefused("就整项职权提出的问题，请答复“有权设定”或者“同意取消”")

    async def work(act: Act) -> Result:
        await _check_asked(act, new)
        await check_opinions_seen(act, new, expected_version)
        return await opine(act, new)

    given: dict[str, Any] = {**asdict(new), "finding": new.finding.name}
    return await perform(
        desk,
        "recordLegalOpinion",
        {**given, "expectedVersion": expected_version},
        work,
        roles=(Role.FZ,),
        client_mutation_id=client_mutation_id,
    )


async def _check_asked(act: Act, new: NewOpinion) -> None:
    """The opinion speaks of what is on record: a norm, a provision, an effect, or a question about its power."""
    questions: set[str] = set()
    if new.power:
        power = await _power(act, new.power)
        subjects = (power.id, *(sub.id for sub in power.sub_items))
        questions = {question(new.rule, subject) for subject in subjects if new.rule in ASKING}
    if new.subject not in questions and not await seen.may_be_asked(act.tx, new.subject):
        raise FindingRefused(
            f"没有“{new.subject}”这一法规、条款、效力事件，或者就所填职权提出的问题"
        )


def check_opinion(rule: str, finding: Finding, document: str) -> None:
    """Whether 法制办 can answer so.

    Raises:
        FindingRefused: the finding does not answer the rule, or the document is missing.
    """
    if finding not in OF_RULE.get(rule, ()):
        raise FindingRefused(f"“{finding.value}”不是对规则 {rule} 的答复")
    if not document.strip():
        raise FindingRefused("法制办意见必须有文件")


async def check_opinions_seen(act: Act, new: NewOpinion, expected_version: int) -> None:
    """Nobody answers again what was answered since he looked, under whatever name: the norm's or the power's.

    Raises:
        VersionConflict
    """
    subjects = [new.subject, *([new.power] if new.power else [])]
    newest = max(await seen.opinion_versions(act.tx, subjects))
    check_version(new.subject, expected_version, newest)


async def opine(act: Act, new: NewOpinion) -> Result:
    """Write an opinion; the holds that asked for it are answered."""
    opinion = LegalOpinion(
        id=act.mint("opinion"),
        rule=new.rule,
        subject=new.subject,
        finding=new.finding,
        power=new.power,
    )
    await effects.put_opinion(
        act.tx,
        act.seq,
        opinion,
        document=new.document,
        text=new.text,
        by=act.actor.user,
    )
    await outbox.announce(act.tx, act.seq, "legalOpinion", opinion.id)
    subjects = [new.subject, *([new.power, f"{new.rule}:{new.power}"] if new.power else [])]
    for kind in ANSWERED_BY_OPINION:
        await answered(act, kind, subjects)
    return {"opinion": opinion.id}
