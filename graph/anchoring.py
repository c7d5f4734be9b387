"""审计链核验: walks the chain of events, and compares it with what was kept outside the database. Pure.

The chain alone shows an event that was altered or taken out of its middle; only the anchored heads show a tail that
was cut off, or a chain that was written anew from some event on (``spec/model.md`` 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.audit import GENESIS, Recorded, digest


class FaultKind(StrEnum):
    """审计链的毛病."""

    ALTERED = "记录被改动"
    MISSING = "记录缺失"
    CUT_OFF = "链尾被截断"
    HEAD_LOST = "链头丢失"
    HEAD_DIFFERS = "链头与末条记录不符"
    ANCHOR_DIFFERS = "与链外的锚不符"
    ANCHOR_ALTERED = "锚被改动"
    ANCHOR_LOST = "锚丢失"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """一处毛病: which event, and what is wrong with it.

    Attributes:
        seq: number of the event; 0 where it is about the whole chain.
    """

    kind: FaultKind
    seq: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """一个锚: the hash of an event, as kept outside when it was committed.

    Attributes:
        line: where it stands in the anchor's file, from 1.
        genuine: its signature is ours, and follows the line before it.
    """

    line: int
    seq: int
    hash: str
    genuine: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """全部锚.

    Attributes:
        lost: there was a file once, and it is gone.
    """

    rows: tuple[Anchored, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """走链: how far a walk along the chain has come.

    Attributes:
        fault: the first in the chain itself; nothing after it is looked at.
        hashes: of the events that an anchor or the head speaks of.
    """

    seq: int = 0
    hash: str = GENESIS
    fault: Fault | None = None
    hashes: Mapping[int, str]


def begin() -> Walk:
    """Before the first event."""
    return Walk(hashes={})


def follow(walk: Walk, records: Iterable[Recorded], wanted: frozenset[int]) -> Walk:
    """Walk over the next records, in the order of their numbers."""
    hashes = dict(walk.hashes)
    for record in records:
        fault = walk.fault or _fault(walk, record)
        hashes |= {record.seq: record.hash} if record.seq in wanted else {}
        walk = Walk(seq=record.seq, hash=record.hash, fault=fault, hashes=hashes)
    return walk


def _fault(walk: Walk, record: Recorded) -> Fault | None:
    expected = walk.seq + 1
    if record.seq != expected:
        last = record.seq - 1
        which = f"第 {expected} 条" if last == expected else f"第 {expected} 至 {last} 条"
        return Fault(kind=FaultKind.MISSING, seq=expected, sentence=f"{which}办理记录缺失")
    if digest(record) != record.hash:
        said = f"第 {record.seq} 条办理记录（{record.name}）的内容与其摘要值不符，已被改动"
        return Fault(kind=FaultKind.ALTERED, seq=record.seq, sentence=said)
    if record.previous != walk.hash:
        said = f"第 {walk.seq} 条办理记录的摘要值与第 {record.seq} 条所承接的不符，两条之一已被改动"
        return Fault(kind=FaultKind.ALTERED, seq=max(walk.seq, 1), sentence=said)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """核验结论.

    Attributes:
        faults: the first of the chain, of its head and of the anchors, by event number; empty where all is well.
        events: number of the last event; ``anchored`` that of the last anchor.
        unanchored: events that no anchor speaks of: a crash between commit and anchor, or events older than it.
    """

    faults: tuple[Fault, ...]
    events: int
    anchored: int
    unanchored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """链头 (number, hash), read before and after the walk: others may write meanwhile."""

    before: tuple[int, str]
    after: tuple[int, str]


def conclude(walk: Walk, heads: Heads, anchors: Anchors) -> Verdict:
    """核验: the chain that was walked, its head, and the anchors."""
    found = [walk.fault, _head_fault(walk, heads), *_anchor_faults(walk, anchors)]
    faults = sorted((f for f in found if f is not None), key=lambda fault: fault.seq)
    known = {a.seq for a in anchors.rows if a.genuine}
    return Verdict(
        faults=tuple(_once(faults)),
        events=walk.seq,
        anchored=max(known, default=0),
        unanchored=walk.seq - len([seq for seq in known if seq <= walk.seq]),
    )


def _once(faults: Sequence[Fault]) -> Iterable[Fault]:
    """Each kind of fault at an event once: head and anchor may both tell of a cut-off tail."""
    found: dict[tuple[FaultKind, int], Fault] = {}
    for fault in faults:
        found.setdefault((fault.kind, fault.seq), fault)
    return found.values()


def _head_fault(walk: Walk, heads: Heads) -> Fault | None:
    (seq, hash_), (now, _) = heads.before, heads.after
    if seq > walk.seq:
        said = f"链头指向第 {seq} 条，而办理记录止于第 {walk.seq} 条：第 {walk.seq + 1} 条起被截断"
        return Fault(kind=FaultKind.CUT_OFF, seq=walk.seq + 1, sentence=said)
    if now == 0 < walk.seq:
        said = f"审计链有 {walk.seq} 条办理记录而没有链头，链头节点被删除"
        return Fault(kind=FaultKind.HEAD_LOST, seq=walk.seq, sentence=said)
    if now < walk.seq or walk.hashes.get(seq, hash_) != hash_:
        said = f"链头（第 {seq} 条）与办理记录（末条为第 {walk.seq} 条）不符，链头被改动"
        return Fault(kind=FaultKind.HEAD_DIFFERS, seq=seq, sentence=said)
    return None


def _anchor_faults(walk: Walk, anchors: Anchors) -> list[Fault | None]:
    if anchors.lost:
        return [Fault(kind=FaultKind.ANCHOR_LOST, seq=0, sentence="链外的锚文件被删除")]
    return [_forged(anchors), _cut_off(walk, anchors), _differs(walk, anchors)]


def _forged(anchors: Anchors) -> Fault | None:
    for anchor in anchors.rows:
        if not anchor.genuine:
            said = f"锚文件第 {anchor.line} 行的签名不符，该行或者其前一行被改动、增删"
            return Fault(kind=FaultKind.ANCHOR_ALTERED, seq=anchor.seq, sentence=said)
    return None


def _cut_off(walk: Walk, anchors: Anchors) -> Fault | None:
    last = max((a.seq for a in anchors.rows if a.genuine), default=0)
    if last <= walk.seq:
        return None
    said = f"锚记到第 {last} 条，而办理记录止于第 {walk.seq} 条：第 {walk.seq + 1} 条起被截断"
    return Fault(kind=FaultKind.CUT_OFF, seq=walk.seq + 1, sentence=said)


def _differs(walk: Walk, anchors: Anchors) -> Fault | None:
    """The first event that is another than the one anchored."""
    for anchor in sorted((a for a in anchors.rows if a.genuine), key=lambda a: a.seq):
        found = walk.hashes.get(anchor.seq)
        if found is not None and found != anchor.hash:
            said = f"第 {anchor.seq} 条办理记录与当时所锚的不是同一内容，链自此被改写"
            return Fault(kind=FaultKind.ANCHOR_DIFFERS, seq=anchor.seq, sentence=said)
    return None
