"""效力事件办理: repeal, expiry, suspension, conflict and new grants; recorded first, confirmed by another answer.

Only a confirmed effect may kill a basis (L0); a correction supersedes, it never rewrites (T7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from graph import effects, laws
from graph.effects import Source, StoredEffect
from graph.errors import DomainError, check_version
from graph.model.actor import Role
from graph.model.law import Effect, EffectType, NewGrant, Standing
from graph.model.plan import TaskKind
from resolvers.acting import Act, Desk, Result, perform
from resolvers.aligning import align_replacement
from resolvers.answering import answered

RECORDERS = (Role.FZ, Role.BB, Role.DEPT, Role.STREET, Role.ADMIN)


@dataclass(eq=False)
class EffectRefused(DomainError):
    """效力事件不成立: the record contradicts itself or what is recorded."""

    reason: str

    def __str__(self) -> str:
        return f"效力事件不成立：{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEffect:
    """待登记的效力事件, with the decision that it comes from.

    Attributes:
        source: id of a recorded source; "" to record ``decision`` as one.
    """

    type: EffectType
    instrument: str
    effective: date
    promulgated: date
    provisions: tuple[str, ...] = ()
    until: date | None = None
    territory: str = ""
    source: str = ""
    decision: str = ""
    number: str = ""
    replaced_by: str = ""
    affecting: str = ""
    grant: NewGrant | None = None


DERIVED = (EffectType.RENUMBER, EffectType.AMEND_EDIT, EffectType.AMEND_SUBST)
"""Effects that only a confirmed correspondence makes."""


async def record_effect(
    desk: Desk, new: NewEffect, *, client_mutation_id: str | None = None
) -> Result:
    """登记效力事件: proposed, until it is confirmed.

    Recording the same effect again answers with the first one (H18).

    Returns:
        ``{"effect", "source", "created"}``.

    Raises:
        InstrumentNotFound, EffectRefused; of a replacement also NothingToConfirm, TextReadDifferently.
    """
    given = {**asdict(new), "type": new.type.name}

    async def work(act: Act) -> Result:
        return await _record(act, new)

    return await perform(
        desk,
        "recordEffect",
        given,
        work,
        roles=RECORDERS,
        client_mutation_id=client_mutation_id,
    )


async def _record(act: Act, new: NewEffect) -> Result:
    await _check(act, new)
    source = new.source or await effects.put_source(
        act.tx,
        act.seq,
        Source(
            id=act.mint("source"),
            kind="LAW",
            title=new.decision or new.type.value,
            number=new.number,
            promulgated=new.promulgated,
            effective=new.effective,
        ),
    )
    ref = act.mint("effect")
    effect = Effect(
        id=ref,
        source=source,
        type=new.type,
        instrument=new.instrument,
        provisions=new.provisions,
        promulgated=new.promulgated,
        effective=new.effective,
        until=new.until,
        territory=new.territory,
        replaced_by=new.replaced_by,
        affecting=new.affecting,
        grant=new.grant,
    )
    if (known := await effects.same_effect(act.tx, effect)) is not None:
        stored = await effects.effect(act.tx, known)
        return {"effect": known, "source": stored.effect.source, "created": False}
    stored = StoredEffect(record=ref, effect=effect, by=act.actor.user, number=1)
    await effects.put_effect(act.tx, act.seq, stored)
    kinds: dict[str, int] = {}
    if new.type is EffectType.REPEAL_REPLACED:
        kinds = await align_replacement(act, new.instrument, new.replaced_by)
    return {"effect": ref, "source": source, "created": True, "kinds": kinds}


async def _check(act: Act, new: NewEffect) -> None:
    await laws.get(act.tx, new.instrument)
    if new.type in DERIVED:
        raise EffectRefused(f"“{new.type.value}”只能由确认新旧对应产生，不能直接登记")
    if new.until is not None and new.until <= new.effective:
        raise EffectRefused("截止日期须在生效日期之后")
    if new.type is EffectType.REPEAL_PART and not new.provisions:
        raise EffectRefused("部分废止须指明条款")
    if new.type is EffectType.REPEAL_REPLACED and not new.replaced_by:
        raise EffectRefused("由新法替代的须指明新法文本")
    owners = await laws.instruments_of_provisions(act.tx, new.provisions)
    if any(owners.get(p) != new.instrument for p in new.provisions):
        raise EffectRefused("所指条款不属于该法规")


async def confirm_effect(
    desk: Desk,
    *,
    effect: str,
    expected_version: int,
    grant: NewGrant | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """确认效力事件 by 法制办; for a new provision with what it grants (L15–L17)."""
    changes = {"standing": Standing.CONFIRMED} | ({"grant": grant} if grant else {})
    given = {"grant": asdict(grant) if grant else None}
    return await _answer(
        desk, "confirmEffect", effect, expected_version, changes, given, client_mutation_id
    )


async def reject_effect(
    desk: Desk,
    *,
    effect: str,
    expected_version: int,
    reason: str,
    client_mutation_id: str | None = None,
) -> Result:
    """否定效力事件: it never counts."""
    changes = {"standing": Standing.REJECTED}
    given = {"reason": reason}
    return await _answer(
        desk, "rejectEffect", effect, expected_version, changes, given, client_mutation_id
    )


async def correct_effect(
    desk: Desk,
    *,
    effect: str,
    expected_version: int,
    corrected: Mapping[str, Any],
    reason: str,
    client_mutation_id: str | None = None,
) -> Result:
    """更正效力事件 (T7, L24): a new answer with other dates or territory; the earlier one stays readable."""
    given = {"reason": reason, "corrected": dict(corrected)}
    return await _answer(
        desk, "correctEffect", effect, expected_version, corrected, given, client_mutation_id
    )


async def _answer(
    desk: Desk,
    name: str,
    ref: str,
    expected_version: int,
    changes: Mapping[str, Any],
    given: Result,
    client_mutation_id: str | None,
) -> Result:
    async def work(act: Act) -> Result:
        stored = await effects.effect(act.tx, ref)
        check_version(ref, expected_version, stored.number)
        if stored.correspondence:
            raise EffectRefused("该事件由新旧对应确认而来，请更正对应")
        answer = replace(
            stored,
            record=act.mint("effect"),
            effect=replace(stored.effect, **changes),
            by=act.actor.user,
            number=stored.number + 1,
            correction_of=stored.record if name == "correctEffect" else "",
        )
        await effects.put_effect(act.tx, act.seq, answer)
        await answered(act, TaskKind.REVIEW_NEW_PROVISION, [ref])
        return {"effect": ref, "source": stored.effect.source}

    return await perform(
        desk,
        name,
        {"effect": ref, "expectedVersion": expected_version, **given},
        work,
        roles=(Role.FZ,),
        client_mutation_id=client_mutation_id,
    )
