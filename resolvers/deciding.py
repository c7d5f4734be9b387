"""作出决定: one act of one person, kept beside the items that it decides; whatever changes the list names it (R8.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph import decisions
from graph.model.actor import Role
from graph.model.request import Action, Decision, Item, Verdict
from resolvers.acting import Act


async def decide(
    act: Act,
    action: Action,
    items: Sequence[Item] = (),
    *,
    seat: tuple[Role, str] | None = None,
    verdict: Verdict = Verdict.AGREE,
    opinion: str = "",
    document: str = "",
    on: date | None = None,
) -> str:
    """Write the decision of whoever acts on these items, as they now stand. Returns its id.

    Args:
        seat: in which role and for which organ he decides; not given, as 编办.
        on: its day; not given, today.
    """
    role, organ = seat or (Role.BB, act.actor.organs(Role.BB)[0])
    decision = Decision(
        id=act.mint("decision"),
        action=action,
        verdict=verdict,
        actor=act.actor.user,
        actor_name=act.actor.name,
        role=role.name,
        organ=organ,
        opinion=opinion,
        document=document,
        on=on or act.today,
    )
    rows = [(i.id, i.revision, i.draft.facts_hash, i.content_hash) for i in items]
    await decisions.put_decision(act.tx, act.seq, decision, rows)
    return decision.id
