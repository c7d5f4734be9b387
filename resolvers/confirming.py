"""确认新旧对应: a person answers what the aligner proposed, and assesses what changed (rules.md 3.1).

Each answer is a new record that supersedes the earlier one; confirming one makes its effect, confirmed with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from graph import correspondences, effects, law_texts, provisions
from graph.correspondences import Proposal
from graph.effects import StoredEffect
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.law import Assessment, Effect, EffectType, Kind, Standing
from graph.model.plan import TaskKind
from graph.process import check_version
from resolvers.acting import Act, Desk, Result, perform
from resolvers.aligning import NothingToConfirm
from resolvers.answering import answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """一条答复 to a proposed correspondence.

    Attributes:
        kind, new: None: as proposed; else corrected (ids of units of the new text).
        assessment: needed for MODIFIED, SPLIT and MERGED before the citation counts as anything but UNCERTAIN.
        parts: confirm the parts of this 条 with it, as proposed.
    """

    ref: str
    expected_version: int
    kind: Kind | None = None
    new: tuple[str, ...] | None = None
    assessment: Assessment | None = None
    parts: bool = True


async def confirm_correspondences(
    desk: Desk, answers: Iterable[Answer], *, client_mutation_id: str | None = None
) -> Result:
    """确认新旧对应 (F8), one by one or many at once. Returns ``{"confirmed": [refs]}``.

    Raises:
        CorrespondenceNotFound, VersionConflict, WrongAnswer.
    """
    rows = tuple(answers)
    given = {"answers": [_given(row) for row in rows]}

    async def work(act: Act) -> Result:
        confirmed: list[str] = []
        for row in rows:
            confirmed += await _confirm(act, row)
        return {"confirmed": confirmed}

    return await perform(
        desk,
        "confirmCorrespondence",
        given,
        work,
        roles=(Role.FZ,),
        client_mutation_id=client_mutation_id,
    )


async def confirm_above(
    desk: Desk,
    *,
    version: str,
    line: float,
    assessment: Assessment | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """确认某线以上的全部建议: the person draws the line; the engine never does (rules.md 3.1).

    Args:
        line: confidence, 0 to 1; every article's proposal at or above it is agreed to, with its parts.
    """
    given = {
        "version": version,
        "line": line,
        "assessment": _assessed(assessment) if assessment else None,
    }

    async def work(act: Act) -> Result:
        rows = await correspondences.of_version(act.tx, version)
        confirmed: list[str] = []
        for row in rows:
            c = row.correspondence
            if c.standing is Standing.PROPOSED and c.whole == c.id and c.confidence >= line:
                answer = Answer(ref=c.id, expected_version=row.number, assessment=assessment)
                confirmed += await _confirm(act, answer)
        return {"confirmed": confirmed}

    return await perform(
        desk,
        "confirmCorrespondencesAbove",
        given,
        work,
        roles=(Role.FZ,),
        client_mutation_id=client_mutation_id,
    )


def _given(answer: Answer) -> Result:
    a = answer.assessment
    return {
        "ref": answer.ref,
        "expectedVersion": answer.expected_version,
        "kind": answer.kind.name if answer.kind else None,
        "new": list(answer.new) if answer.new is not None else None,
        "assessment": _assessed(a) if a else None,
        "parts": answer.parts,
    }


def _assessed(a: Assessment) -> Result:
    return {**asdict(a), "support": a.support.name, "changes": sorted(c.name for c in a.changes)}


@dataclass(eq=False)
class WrongAnswer(DomainError):
    """答复不成立: the units are not of the new text, or their number does not fit the kind."""

    ref: str
    reason: str

    def __str__(self) -> str:
        return f"对应“{self.ref}”的答复不成立：{self.reason}"


async def _confirm(act: Act, answer: Answer) -> list[str]:
    proposal = await correspondences.get(act.tx, answer.ref)
    check_version(answer.ref, answer.expected_version, proposal.number)
    targets = [(proposal, answer)]
    if answer.parts and proposal.correspondence.whole == answer.ref:
        siblings = await correspondences.of_version(act.tx, proposal.correspondence.to_version)
        targets += [
            (p, replace(answer, ref=p.correspondence.id, kind=None, new=None))
            for p in siblings
            if p.correspondence.whole == answer.ref
            and p.correspondence.id != answer.ref
            and p.correspondence.standing is Standing.PROPOSED
        ]
    rows = [await _answered(act, p, a) for p, a in targets]
    await correspondences.put(act.tx, act.seq, rows)
    for row in rows:
        await _effect_of(act, row)
    refs = [row.correspondence.id for row in rows]
    await answered(act, TaskKind.CONFIRM_CORRESPONDENCE, refs)
    assessed = [r.correspondence.id for r in rows if r.correspondence.assessments]
    await answered(act, TaskKind.ASSESS_SUPPORT, assessed)
    return refs


NEEDS = {Kind.DELETED: (0, 0), Kind.SPLIT: (2, None), Kind.NEW: (1, None)}
"""How many new units a kind takes: (at least, at most); one for every other."""


async def _answered(act: Act, proposal: Proposal, answer: Answer) -> Proposal:
    c = proposal.correspondence
    kind = answer.kind or c.kind
    new = c.new if answer.new is None else answer.new
    if kind is Kind.DELETED and answer.new is None:
        new = ()
    least, most = NEEDS.get(kind, (1, 1 if kind in (Kind.SAME, Kind.RENUMBERED) else None))
    if len(new) < least or (most is not None and len(new) > most):
        raise WrongAnswer(answer.ref, f"“{kind.value}”与所选新条文的数目（{len(new)}）不符")
    units = await provisions.units(act.tx, new)
    if any(i not in units or units[i].version != c.to_version for i in new):
        raise WrongAnswer(answer.ref, "所选条文不在新文本中")
    assessments = c.assessments
    if answer.assessment is not None:
        assessments = _with(assessments, answer.assessment)
    changed = (kind, new) != (c.kind, c.new)
    return replace(
        proposal,
        record=act.mint("correspondence"),
        method="PERSON" if changed else proposal.method,
        by=act.actor.user,
        number=proposal.number + 1,
        correspondence=replace(
            c,
            kind=kind,
            new=tuple(new),
            standing=Standing.CONFIRMED,
            assessments=assessments,
            only_deletions=c.only_deletions and not changed,
        ),
    )


def _with(known: tuple[Assessment, ...], given: Assessment) -> tuple[Assessment, ...]:
    scope = (given.power, given.sub_item)
    return (*(a for a in known if (a.power, a.sub_item) != scope), given)


EFFECT_OF = {
    Kind.RENUMBERED: EffectType.RENUMBER,
    Kind.EDITORIAL: EffectType.AMEND_EDIT,
    Kind.MODIFIED: EffectType.AMEND_SUBST,
    Kind.SPLIT: EffectType.AMEND_SUBST,
    Kind.MERGED: EffectType.AMEND_SUBST,
    Kind.DELETED: EffectType.REPEAL_PART,
}


async def _effect_of(act: Act, row: Proposal) -> None:
    """The effect that a confirmed correspondence is, confirmed with it (rules.md 3.1, 2)."""
    c = row.correspondence
    if c.kind not in EFFECT_OF:
        return
    old = (await provisions.units(act.tx, [c.old]))[c.old]
    texts_ = (await law_texts.versions(act.tx, [old.instrument]))[old.instrument]
    target = next((t for t in texts_ if t.version.id == c.to_version), None)
    if target is None or target.version.effective is None:
        return
    effect = Effect(
        id=f"effect-of:{c.id}",
        source=target.source,
        type=EFFECT_OF[c.kind],
        instrument=old.instrument,
        provisions=(old.provision,),
        promulgated=target.version.promulgated,
        effective=target.version.effective,
        standing=Standing.CONFIRMED,
        affecting=c.to_version,
    )
    await effects.put_effect(
        act.tx,
        act.seq,
        StoredEffect(
            record=act.mint("effect"),
            effect=effect,
            by=row.by,
            number=row.number,
            correspondence=c.id,
        ),
    )


async def assess_support(
    desk: Desk,
    *,
    ref: str,
    expected_version: int,
    assessment: Assessment,
    client_mutation_id: str | None = None,
) -> Result:
    """支持评估 of a confirmed change, for all citations or overriding for one power or sub-item.

    Raises:
        CorrespondenceNotFound, VersionConflict, NothingToConfirm: it is not confirmed yet.
    """
    given = {"ref": ref, "expectedVersion": expected_version, "assessment": _assessed(assessment)}

    async def work(act: Act) -> Result:
        proposal = await correspondences.get(act.tx, ref)
        check_version(ref, expected_version, proposal.number)
        c = proposal.correspondence
        if c.standing is not Standing.CONFIRMED:
            raise NothingToConfirm(f"对应“{ref}”尚未确认，不能评估其是否仍支持")
        row = replace(
            proposal,
            record=act.mint("correspondence"),
            by=act.actor.user,
            number=proposal.number + 1,
            correspondence=replace(c, assessments=_with(c.assessments, assessment)),
        )
        await correspondences.put(act.tx, act.seq, [row])
        await answered(act, TaskKind.ASSESS_SUPPORT, [ref])
        return {"correspondence": ref}

    return await perform(
        desk,
        "assessSupport",
        given,
        work,
        roles=(Role.FZ, Role.BB),
        client_mutation_id=client_mutation_id,
    )
