"""一条答复: what a person says of one proposed correspondence, with its parts, and the effect that follows (rules.md 3.1).

Each answer is a new record that supersedes the earlier one; a correction rewrites no history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph import correspondences, effects, law_texts, provisions
from graph.correspondences import Method, Proposal
from graph.effects import StoredEffect
from graph.errors import DomainError, check_version
from graph.model.law import (
    Assessment,
    Correspondence,
    Effect,
    EffectType,
    Kind,
    ProvisionVersion,
    Standing,
)
from graph.model.plan import TaskKind
from legal.alignment.normal import words
from resolvers.acting import Act
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


@dataclass(eq=False)
class WrongAnswer(DomainError):
    """答复不成立: the units are not of the new text, or their number does not fit the kind."""

    ref: str
    reason: str

    def __str__(self) -> str:
        return f"对应“{self.ref}”的答复不成立：{self.reason}"


async def settle(act: Act, answer: Answer) -> list[str]:
    """Write one answer, with the parts that it agrees to and the effects that it makes. Returns what was confirmed.

    Raises:
        CorrespondenceNotFound, VersionConflict, WrongAnswer.
    """
    proposal = await correspondences.get(act.tx, answer.ref)
    check_version(answer.ref, answer.expected_version, proposal.number)
    rows = [await _answered(act, proposal, answer)]
    if answer.parts and proposal.correspondence.whole == answer.ref:
        for part in await _parts(act, proposal.correspondence, rows[0].correspondence):
            as_proposed = replace(answer, ref=part.correspondence.id, kind=None, new=None)
            rows.append(await _answered(act, part, as_proposed))
    await correspondences.put(act.tx, act.seq, rows)
    for row in rows:
        await _effect_of(act, row)
    refs = [row.correspondence.id for row in rows]
    await answered(act, TaskKind.CONFIRM_CORRESPONDENCE, refs)
    assessed = [r.correspondence.id for r in rows if r.correspondence.assessments]
    await answered(act, TaskKind.ASSESS_SUPPORT, assessed)
    return refs


async def _parts(act: Act, asked: Correspondence, said: Correspondence) -> list[Proposal]:
    """The open proposals for the parts of a 条 that an answer for the 条 agrees to as well.

    Whoever corrects the 条 has not agreed to what was proposed for its parts: only what lies where he put the 条 follows.
    """
    siblings = await correspondences.of_version(act.tx, asked.to_version)
    parts = [
        p
        for p in siblings
        if p.correspondence.whole == asked.id
        and p.correspondence.id != asked.id
        and p.correspondence.standing is Standing.PROPOSED
    ]
    if (said.kind, said.new) == (asked.kind, asked.new):
        return parts
    units = await provisions.units(
        act.tx, {*said.new, *(u for p in parts for u in p.correspondence.new)}
    )
    named = {units[u].article for u in said.new}
    return [p for p in parts if _lies_there(p.correspondence, said.kind, named, units)]


def _lies_there(
    part: Correspondence, kind: Kind, named: set[str], units: Mapping[str, ProvisionVersion]
) -> bool:
    if kind is Kind.DELETED:
        return not part.new
    return bool(part.new) and {units[u].article for u in part.new} <= named


NEEDS = {Kind.DELETED: (0, 0), Kind.SPLIT: (2, None), Kind.NEW: (1, None)}
"""How many new units a kind takes: (at least, at most); one for every other."""

UNTOUCHED = (Kind.SAME, Kind.RENUMBERED)


async def _answered(act: Act, proposal: Proposal, answer: Answer) -> Proposal:
    c = proposal.correspondence
    kind = answer.kind or c.kind
    new = c.new if answer.new is None else answer.new
    if kind is Kind.DELETED and answer.new is None:
        new = ()
    changed = (kind, new) != (c.kind, c.new)
    if changed:
        await _check(act, proposal, kind, new)
    assessments = c.assessments
    if answer.assessment is not None:
        assessments = with_assessment(assessments, answer.assessment)
    return replace(
        proposal,
        record=act.mint("correspondence"),
        method=Method.PERSON if changed else proposal.method,
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


async def _check(act: Act, proposal: Proposal, kind: Kind, new: tuple[str, ...]) -> None:
    """A correction names units of the new text, as many as the kind takes, and calls nothing the same that is not."""
    c = proposal.correspondence
    if proposal.method is Method.RULE:
        raise WrongAnswer(c.id, "两文本文字相同，条款依规则延续，不能改作其他对应")
    least, most = NEEDS.get(kind, (1, 1 if kind in UNTOUCHED else None))
    if len(new) < least or (most is not None and len(new) > most):
        raise WrongAnswer(c.id, f"“{kind.value}”与所选新条文的数目（{len(new)}）不符")
    units = await provisions.units(act.tx, {c.old, *new})
    if any(i not in units or units[i].version != c.to_version for i in new):
        raise WrongAnswer(c.id, "所选条文不在新文本中")
    if kind in UNTOUCHED and words(units[c.old].text) != words(units[new[0]].text):
        raise WrongAnswer(c.id, f"两文本文字不同，不能答复为“{kind.value}”")


def with_assessment(known: tuple[Assessment, ...], given: Assessment) -> tuple[Assessment, ...]:
    """支持评估 added; one for the same power and sub-item gives way."""
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
    """The effect that a confirmed correspondence is, confirmed with it (rules.md 3.1, 2); corrected with it, too."""
    c = row.correspondence
    ref = f"effect-of:{c.id}"
    before = next(iter(await effects.effects(act.tx, refs=[ref])), None)
    effect = await _changes(act, c, ref) if c.kind in EFFECT_OF else None
    if effect is None and before is not None:
        effect = replace(before.effect, standing=Standing.REJECTED)
    if effect is None or await effects.same_effect(act.tx, effect) not in (None, ref):
        return  # somebody recorded that very effect before (H18)
    corrects = before is not None and before.effect != effect
    await effects.put_effect(
        act.tx,
        act.seq,
        StoredEffect(
            record=act.mint("effect"),
            effect=effect,
            by=row.by,
            number=row.number,
            correspondence=c.id,
            correction_of=before.record if before and corrects else "",
        ),
    )


async def _changes(act: Act, c: Correspondence, ref: str) -> Effect | None:
    """What the correspondence does to the old provision; nothing while nobody knows from when."""
    old = (await provisions.units(act.tx, [c.old]))[c.old]
    texts_ = (await law_texts.versions(act.tx, [old.instrument]))[old.instrument]
    target = next((t for t in texts_ if t.version.id == c.to_version), None)
    if target is None or target.version.effective is None:
        return None
    return Effect(
        id=ref,
        source=target.source,
        type=EFFECT_OF[c.kind],
        instrument=old.instrument,
        provisions=(old.provision,),
        promulgated=target.version.promulgated,
        effective=target.version.effective,
        standing=Standing.CONFIRMED,
        affecting=c.to_version,
    )
