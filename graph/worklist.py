"""待办理: what waits for one person, items at his step and questions for his role, by the day on which the ground takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph import applications, looking_up, workflow
from graph.db import Tx, listed
from graph.model.plan import Route
from graph.model.request import Action, Item, State
from graph.pages import Page, page_of


@dataclass(frozen=True, slots=True)
class Awaited:
    """等待的环节: items of a route in a state, for an act.

    Attributes:
        holders: of these departments; None: of every department.
    """

    route: Route
    state: State
    action: Action
    holders: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """等待什么.

    Attributes:
        user: has not decided another stage of the item himself (I14).
        roles: whose questions; those of a department only where powers of ``holders`` wait.
        held: items that others keep from being applied.
    """

    user: str
    steps: tuple[Awaited, ...]
    roles: tuple[str, ...]
    holders: tuple[str, ...]
    held: tuple[str, ...] = ()


# Most agreed items stand alone: only these have to be looked at together with others.
MAYBE_HELD: LiteralString = (
    """
MATCH (i:Item)
WHERE i.state IN $decided AND i.effective <= date($today)
  AND (i.incomplete <> '' OR i.behind <> '' OR i.pair <> ''
    OR EXISTS { MATCH (i)-[:CONCERNS]->(:Power)<-[:CONCERNS]-(o:Item) WHERE o.pair <> '' })
WITH i ORDER BY i.sequence
RETURN collect("""
    + applications.COLUMNS
    + ") AS rows"
)


async def maybe_held(tx: Tx, today: date) -> list[Item]:
    """Agreed items whose day has come and that an element or another item may keep from being applied."""
    decided = [state.name for state in workflow.DECIDED]
    given = {"decided": sorted(decided), "today": today.isoformat()}
    row = await (await tx.run(MAYBE_HELD, given)).single(strict=True)
    return [applications.item_of(r) for r in row["rows"]]


_ITEMS = """
  UNWIND $steps AS step
  MATCH (i:Item {state: step[1]})
  WHERE i.route = step[0] AND (step[3] IS NULL OR i.holder IN step[3])
    AND (step[2] <> 'APPLY' OR i.effective <= date($today) AND NOT i.id IN $held)
    AND NOT (step[2] IN $deciding AND EXISTS {
      MATCH (d:Decision {actor: $user})-[:DECIDES]->(i) WHERE d.action IN $deciding AND d.action <> step[2] })
  RETURN toString(i.effective) AS day, i.id AS id
"""

_TASKS: LiteralString = (
    """
  MATCH (t:Task {state: 'OPEN'})
  WHERE t.role IN $roles AND (NOT t.role IN $departments
    OR EXISTS { MATCH (t)-[:CONCERNS]->(p:Power) WHERE """
    + looking_up.SEEN
    + """ })
  OPTIONAL MATCH (s:Source {id: t.cause})
  RETURN coalesce(toString(s.effective), '') AS day, t.id AS id
"""
)

WORKLIST: LiteralString = (
    "CALL () {"
    + _ITEMS
    + "UNION"
    + _TASKS
    + """}
WITH day, id ORDER BY day, id
WITH collect([day, id]) AS found
RETURN size(found) AS total,
  [row IN found WHERE $id = '' OR row[0] > $key OR (row[0] = $key AND row[1] > $id)][..$take] AS rows
"""
)


async def page(
    tx: Tx, wanted: Waiting, today: date, *, size: int, after: tuple[str, str] = ("", "")
) -> Page:
    """Ids of items and tasks that wait for this person, the earliest ground first."""
    given = {
        "user": wanted.user,
        "steps": [_step(step) for step in wanted.steps],
        "roles": list(wanted.roles),
        "holders": list(wanted.holders),
        "held": list(wanted.held),
        "departments": [role.name for role in workflow.DEPT],
        "deciding": [action.name for action in workflow.DECIDING],
        "today": today.isoformat(),
        "key": after[0],
        "id": after[1],
        "take": size + 1,
    }
    row = await (await tx.run(WORKLIST, given)).single(strict=True)
    return page_of(row["rows"], row["total"], size)


def _step(step: Awaited) -> Sequence[object]:
    holders = listed(step.holders)
    return [step.route.name, step.state.name, step.action.name, holders]
