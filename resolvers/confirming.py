"""确认新旧对应: a person answers what the aligner proposed, and assesses what changed (rules.md 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from graph import correspondences
from graph.errors import check_version
from graph.model.actor import Role
from graph.model.law import Assessment, Standing
from graph.model.plan import TaskKind
from graph.rules.texts import REWRITTEN
from resolvers.acting import Act, Desk, Result, perform
from resolvers.aligning import NothingToConfirm
from resolvers.answering import answered
from resolvers.answers import Answer, settle, with_assessment


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
            confirmed += await settle(act, row)
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

    Raises:
        NothingToConfirm: the text has no correspondences at all.
    """
    given = {
        "version": version,
        "line": line,
        "assessment": _assessed(assessment) if assessment else None,
    }

    async def work(act: Act) -> Result:
        rows = await correspondences.of_version(act.tx, version)
        if not rows:
            raise NothingToConfirm(f"文本“{version}”没有新旧对应")
        confirmed: list[str] = []
        for row in rows:
            c = row.correspondence
            if c.standing is Standing.PROPOSED and c.whole == c.id and c.confidence >= line:
                answer = Answer(ref=c.id, expected_version=row.number, assessment=assessment)
                confirmed += await settle(act, answer)
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


async def assess_support(
    desk: Desk,
    *,
    ref: str,
    expected_version: int,
    assessment: Assessment,
    client_mutation_id: str | None = None,
) -> Result:
    """支持评估 of a confirmed change, for all citations or overriding for one power or sub-item.

    By 法制办 alone, as the confirmation that carries the same assessment: it can end a power (《办法》第三条第四款).

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
        if c.kind not in REWRITTEN:
            raise NothingToConfirm(f"对应“{ref}”为“{c.kind.value}”，没有需要评估的变化")
        row = replace(
            proposal,
            record=act.mint("correspondence"),
            by=act.actor.user,
            number=proposal.number + 1,
            correspondence=replace(c, assessments=with_assessment(c.assessments, assessment)),
        )
        await correspondences.put(act.tx, act.seq, [row])
        await answered(act, TaskKind.ASSESS_SUPPORT, [ref])
        return {"correspondence": ref}

    return await perform(
        desk,
        "assessSupport",
        given,
        work,
        roles=(Role.FZ,),
        client_mutation_id=client_mutation_id,
    )
