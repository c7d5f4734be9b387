"""审计链: one chain of events, each with its full input and every id that it minted.

A write takes the one head of the chain first, so writers stand in a queue: the sequence number is the order of
commit, and knowledge time can be asked by it (``spec/model.md`` 4, 9).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from graph.canonical import canonical
from graph.db import LATEST, Tx
from graph.errors import DomainError
from graph.model.actor import Actor

GENESIS = "0" * 64
"""The hash before the first event."""


@dataclass(eq=False)
class MutationReused(DomainError):
    """重复的 clientMutationId: the same id came with another input."""

    client_mutation_id: str

    def __str__(self) -> str:
        return f"clientMutationId “{self.client_mutation_id}” 已用于另一次不同内容的操作，请换一个"


@dataclass(eq=False)
class MomentUnknown(DomainError):
    """没有这个时点: no event has this number, or not yet."""

    sent: int
    last: int

    def __str__(self) -> str:
        return f"没有第 {self.sent} 条办理记录；所知的时点（knownAt）须为 1 至 {self.last}"


@dataclass(slots=True)
class Event:
    """办理记录: one act in the making. Ids minted by it are its number and a counter, so replay mints the same.

    Attributes:
        at: UTC time of the server, for people; order is by ``seq`` alone.
    """

    seq: int
    previous: str
    actor: Actor
    name: str
    given: str
    at: datetime
    today: date
    mutation_key: str = ""
    minted: list[str] = field(default_factory=list)

    @property
    def head(self) -> tuple[int, str]:
        """The head of the chain that it stands on, as ``head`` tells it."""
        return self.seq - 1, self.previous

    def mint(self, kind: str) -> str:
        """A new id, such as ``item:42-3``."""
        identity = f"{kind}:{self.seq}-{len(self.minted) + 1}"
        self.minted.append(identity)
        return identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """一条已存的办理记录, as the chain keeps it.

    Attributes:
        mutation_key: who retries under it hears ``result``; "" where the client gave none.
        foreign: what else stands on the node; the service writes nothing there, so it breaks the hash.
    """

    seq: int
    at: str
    actor: str
    actor_name: str
    name: str
    given: str
    minted: tuple[str, ...]
    result: str
    previous: str
    hash: str
    mutation_key: str = ""
    foreign: tuple[tuple[str, str], ...] = ()


def digest(record: Recorded) -> str:
    """The hash of an event over everything that it holds and the hash before it."""
    facts = {f.name: getattr(record, f.name) for f in fields(record) if f.name != "hash"}
    return sha256(canonical(["v2", facts]).encode()).hexdigest()


# The SET takes the lock on the head before anything is read: whoever comes second waits here.
TAKE_HEAD = """
MERGE (h:AuditHead {id: 'head'})
ON CREATE SET h.seq = 0, h.hash = $genesis
SET h.seq = h.seq + 1
RETURN h.seq AS seq, h.hash AS previous
"""

# A retry is no event: the number goes back.
GIVE_BACK = "MATCH (h:AuditHead {id: 'head'}) SET h.seq = h.seq - 1"

EARLIER = """
MATCH (e:AuditEvent {mutationKey: $key})
RETURN e.given AS given, e.name AS name, e.result AS result
"""


async def begin(
    tx: Tx,
    actor: Actor,
    name: str,
    given: Any,
    *,
    at: datetime,
    today: date,
    client_mutation_id: str | None = None,
) -> Event | str:
    """Start an act: take the head of the chain; nobody else writes until this transaction ends.

    Returns:
        The event to act under; or, for a retry with the same ``client_mutation_id``, the stored result of the first.

    Raises:
        MutationReused: the id came before with another input.
    """
    result = await tx.run(TAKE_HEAD, {"genesis": GENESIS})
    head = await result.single(strict=True)
    text = canonical(given)
    key = f"{actor.user}\n{client_mutation_id}" if client_mutation_id else ""
    if key:
        found = await (await tx.run(EARLIER, {"key": key})).single()
        if found is not None:
            if (found["name"], found["given"]) != (name, text):
                raise MutationReused(client_mutation_id or "")
            await tx.run(GIVE_BACK)
            return str(found["result"])
    return Event(head["seq"], head["previous"], actor, name, text, at, today, key)


WRITE = """
MATCH (h:AuditHead {id: 'head'})
CREATE (:AuditEvent {
  seq: $seq, at: $at, actor: $actor, actorName: $actorName, name: $name, given: $given, minted: $minted,
  result: $result, previous: $previous, hash: $hash, mutationKey: $mutationKey
})
SET h.hash = $hash
"""


async def finish(tx: Tx, event: Event, result: Any) -> Recorded:
    """Write the event; it becomes the head of the chain."""
    record = Recorded(
        seq=event.seq,
        at=event.at.isoformat(),
        actor=event.actor.user,
        actor_name=event.actor.name,
        name=event.name,
        given=event.given,
        minted=tuple(event.minted),
        result=canonical(result),
        previous=event.previous,
        hash="",
        mutation_key=event.mutation_key,
    )
    record = replace(record, hash=digest(record))
    await tx.run(WRITE, _properties(record))
    return record


_NAMES = {f.name: f.name for f in fields(Recorded) if f.name != "foreign"} | {
    "actor_name": "actorName",
    "mutation_key": "mutationKey",
}
"""Each field of an event and its property on the node."""


def _properties(record: Recorded) -> dict[str, Any]:
    told = {property_: getattr(record, name) for name, property_ in _NAMES.items()}
    # The key is unique by constraint: an event without one leaves it out.
    told["mutationKey"] = record.mutation_key or None
    return told | {"minted": list(record.minted)}


def _recorded(node: dict[str, Any]) -> Recorded:
    """An event as it stands now, whatever was done to its node."""
    told: dict[str, Any] = {name: node.get(property_) for name, property_ in _NAMES.items()}
    minted = told["minted"]
    told["minted"] = tuple(minted) if isinstance(minted, list) else (str(minted),)
    told["mutation_key"] = told["mutation_key"] or ""
    foreign = sorted((name, str(node[name])) for name in node.keys() - _NAMES.values())
    return Recorded(**told, foreign=tuple(foreign))


PAGE = """
MATCH (e:AuditEvent) WHERE e.seq > $after
WITH e ORDER BY e.seq LIMIT $limit
RETURN collect(properties(e)) AS rows
"""


async def page(tx: Tx, after: int, limit: int) -> list[Recorded]:
    """Events after a sequence number, oldest first, ``limit`` at most."""
    row = await (await tx.run(PAGE, {"after": after, "limit": limit})).single(strict=True)
    return [_recorded(node) for node in row["rows"]]


HEAD = """
OPTIONAL MATCH (h:AuditHead {id: 'head'})
RETURN coalesce(h.seq, 0) AS seq, coalesce(h.hash, $genesis) AS hash
"""


async def head(tx: Tx) -> tuple[int, str]:
    """Number and hash of the newest event; (0, zeros) for an empty chain."""
    row = await (await tx.run(HEAD, {"genesis": GENESIS})).single(strict=True)
    return row["seq"], row["hash"]


async def moment(tx: Tx, known: int | None) -> int:
    """所知的时点 as an event number; None is now.

    Raises:
        MomentUnknown
    """
    if known is None:
        return LATEST
    last, _ = await head(tx)
    if not 1 <= known <= last:
        raise MomentUnknown(known, last)
    return known
