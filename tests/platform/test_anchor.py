"""The head of the audit chain, kept outside: what it shows that the chain alone cannot (spec/model.md 9)."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path
from threading import Barrier

import pytest

from graph import anchoring
from graph.anchoring import Anchored, Anchors, FaultKind, Heads, Verdict
from graph.audit import GENESIS, Recorded, digest
from server.anchor import LINES, PRIVATE, PUBLIC, FileAnchor


def chain(length: int, **changes: str) -> list[Recorded]:
    """Events 1 to ``length``; ``changes`` gives the third another input, hashed anew from there on."""
    records: list[Recorded] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        given = changes.get("given", "{}") if seq == 3 else "{}"
        record = Recorded(
            seq=seq,
            at="2024-01-02T02:00:00+00:00",
            actor="bb1",
            actor_name="编办一",
            name="registerOrgUnit",
            given=given,
            minted=(f"organ:{seq}-1",),
            result="{}",
            previous=previous,
            hash="",
        )
        record = replace(record, hash=digest(record))
        previous = record.hash
        records.append(record)
    return records


def anchors(records: list[Recorded]) -> Anchors:
    rows = [Anchored(line=n, seq=r.seq, hash=r.hash) for n, r in enumerate(records, start=1)]
    return Anchors(rows=tuple(rows))


def verify(records: list[Recorded], kept: Anchors, head: tuple[int, str] | None = None) -> Verdict:
    """As the use case does: pages of two events."""
    last = head or (records[-1].seq, records[-1].hash)
    wanted = frozenset({last[0], *(a.seq for a in kept.rows)})
    walk = anchoring.begin()
    for start in range(0, len(records), 2):
        walk = anchoring.follow(walk, records[start : start + 2], wanted)
    return anchoring.conclude(walk, Heads(before=last, after=last), kept)


def found(verdict: Verdict) -> list[tuple[FaultKind, int]]:
    return [(fault.kind, fault.seq) for fault in verdict.faults]


def test_an_untouched_chain_is_intact() -> None:
    records = chain(5)

    assert verify(records, anchors(records)) == Verdict(
        faults=(), events=5, anchored=5, unanchored=0
    )


def test_an_event_that_no_anchor_speaks_of_yet_is_no_fault() -> None:
    """A crash between commit and anchor loses the anchor, not the event."""
    records = chain(5)

    verdict = verify(records, anchors(records[:4]))

    assert (verdict.faults, verdict.anchored, verdict.unanchored) == ((), 4, 1)


CHANGED: dict[str, object] = {
    "at": "2024-01-03T02:00:00+00:00",
    "actor": "bb2",
    "actor_name": "编办二",
    "name": "nameOrgUnit",
    "given": '{"name":"另一个"}',
    "minted": ("organ:3-2",),
    "result": '{"organ":"organ:3-2"}',
    "previous": "f" * 64,
    "hash": "f" * 64,
    "mutation_key": "bb1\n一",
    "foreign": (("note", "另记"),),
}


def test_every_field_of_an_event_is_tried_here() -> None:
    assert {f.name for f in fields(Recorded)} == CHANGED.keys() | {"seq"}


@pytest.mark.parametrize("seq", [1, 3, 5])
@pytest.mark.parametrize("name", CHANGED)
def test_whatever_is_changed_in_any_event_is_named(name: str, seq: int) -> None:
    """I10: the first, one in the middle, the last."""
    true = chain(5)
    records = [replace(r, **{name: CHANGED[name]}) if r.seq == seq else r for r in true]  # pyright: ignore[reportArgumentType]

    assert found(verify(records, anchors(true)))[0] == (FaultKind.ALTERED, seq)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 4), (4, 5)])
def test_two_events_that_changed_places_are_named(one: int, other: int) -> None:
    """I10: each under the number of the other; hashing them anew does not help, the next one or the anchor knows."""
    true = chain(5)
    swapped = {one: replace(true[other - 1], seq=one), other: replace(true[one - 1], seq=other)}
    records = [swapped.get(r.seq, r) for r in true]
    rehashed = [replace(r, hash=digest(r)) for r in records]

    assert found(verify(records, anchors(true)))[0] == (FaultKind.ALTERED, one)
    assert found(verify(rehashed, anchors(true)))[0][1] in (one, one - 1)


def test_an_event_hashed_anew_is_named_by_the_one_after_it_and_by_its_anchor() -> None:
    true = chain(5)
    forged = replace(true[2], given='{"name":"另一个"}')
    records = [*true[:2], replace(forged, hash=digest(forged)), *true[3:]]

    assert found(verify(records, anchors(true))) == [
        (FaultKind.ALTERED, 3),
        (FaultKind.ANCHOR_DIFFERS, 3),
    ]


def test_a_chain_written_anew_from_some_event_on_is_seen_only_by_the_anchors() -> None:
    true, forged = chain(5), chain(5, given='{"name":"另一个"}')

    assert found(verify(forged, Anchors())) == []
    assert found(verify(forged, anchors(true))) == [(FaultKind.ANCHOR_DIFFERS, 3)]


@pytest.mark.parametrize("gone", [1, 2, 3, 4])
def test_an_event_taken_out_of_the_chain_is_named(gone: int) -> None:
    records = chain(5)
    left = [record for record in records if record.seq != gone]

    assert found(verify(left, anchors(records)))[0] == (FaultKind.MISSING, gone)


def test_a_tail_that_was_cut_off_with_its_head_is_seen_only_by_the_anchors() -> None:
    records = chain(5)

    assert found(verify(records[:3], Anchors())) == []
    assert found(verify(records[:3], anchors(records))) == [(FaultKind.CUT_OFF, 4)]


def test_a_tail_that_was_cut_off_is_seen_by_the_head() -> None:
    records = chain(5)

    head = (5, records[-1].hash)

    assert found(verify(records[:3], Anchors(), head)) == [(FaultKind.CUT_OFF, 4)]


def test_a_lost_and_a_changed_head_are_named() -> None:
    records = chain(5)

    assert found(verify(records, Anchors(), (0, GENESIS))) == [(FaultKind.HEAD_LOST, 5)]
    assert found(verify(records, Anchors(), (4, records[3].hash))) == [(FaultKind.HEAD_DIFFERS, 4)]
    assert found(verify(records, Anchors(), (5, "f" * 64))) == [(FaultKind.HEAD_DIFFERS, 5)]


# ---- the file --------------------------------------------------------------------------------------


def kept(folder: Path, records: list[Recorded]) -> FileAnchor:
    anchor = FileAnchor(folder)
    for record in records:
        anchor.keep(record)
    return anchor


def test_the_file_gives_back_what_was_kept(tmp_path: Path) -> None:
    records = chain(3)

    anchor = kept(tmp_path, records)

    assert anchor.kept() == anchors(records)
    assert FileAnchor(tmp_path).kept() == anchors(records), "another process reads the same"


def test_the_private_key_is_the_owners_alone(tmp_path: Path) -> None:
    kept(tmp_path, chain(1))

    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([LINES, PRIVATE, PUBLIC])


def _edit(folder: Path, *lines: str) -> None:
    (folder / LINES).write_text("".join(f"{line}\n" for line in lines), "utf-8")


@pytest.mark.parametrize(
    ("order", "seq"),
    [((0, 2), 3), ((1, 0, 2), 2), ((0, 1, 1, 2), 2)],
    ids=["a line taken out", "two lines changed places", "a line doubled"],
)
def test_a_file_that_was_tampered_with_is_named(
    tmp_path: Path, order: tuple[int, ...], seq: int
) -> None:
    records = chain(3)
    anchor = kept(tmp_path, records)
    lines = (tmp_path / LINES).read_text("utf-8").splitlines()

    _edit(tmp_path, *(lines[n] for n in order))

    assert (FaultKind.ANCHOR_ALTERED, seq) in found(verify(records, anchor.kept()))


def test_a_line_that_was_rewritten_is_named(tmp_path: Path) -> None:
    """Whoever changes database and file alike lacks the key."""
    true, forged = chain(3), chain(3, given='{"name":"另一个"}')
    anchor = kept(tmp_path, true)
    lines = (tmp_path / LINES).read_text("utf-8").splitlines()
    lines[2] = lines[2].replace(true[2].hash, forged[2].hash)

    _edit(tmp_path, *lines)

    assert found(verify(forged, anchor.kept())) == [(FaultKind.ANCHOR_ALTERED, 3)]


def test_a_deleted_file_and_deleted_keys_are_named(tmp_path: Path) -> None:
    records = chain(2)
    anchor = kept(tmp_path, records)

    (tmp_path / PUBLIC).unlink()
    assert anchor.kept() == anchors(records), "the private key knows the public one"
    (tmp_path / PRIVATE).unlink()
    assert (FaultKind.ANCHOR_ALTERED, 1) in found(verify(records, anchor.kept()))

    anchor = kept(tmp_path / "other", records)
    (tmp_path / "other" / LINES).unlink()
    assert found(verify(records, anchor.kept())) == [(FaultKind.ANCHOR_LOST, 0)]


@pytest.mark.parametrize("attempt", range(5))
def test_many_writers_keep_one_file(tmp_path: Path, attempt: int) -> None:
    """Commits come in their own order; anchors of several threads may come in another. Each first use makes keys."""
    records = chain(40)
    desks = [FileAnchor(tmp_path) for _ in range(8)]
    start = Barrier(8)

    def keep(desk: FileAnchor, own: list[Recorded]) -> None:
        start.wait()
        for record in own:
            desk.keep(record)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, desks, [records[n::8] for n in range(8)]))

    verdict = verify(records, FileAnchor(tmp_path).kept())
    assert (verdict.faults, verdict.unanchored) == ((), 0), attempt
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([LINES, PRIVATE, PUBLIC])


def test_a_crash_between_the_two_keys_heals(tmp_path: Path) -> None:
    """The private key is there, the public one is not, and a part file is left over."""
    records = chain(3)
    anchor = kept(tmp_path, records[:1])
    (tmp_path / PUBLIC).unlink()
    (tmp_path / PUBLIC).with_suffix(".part").write_bytes(b"-----BEGIN")

    anchor.keep(records[1])

    assert (tmp_path / PUBLIC).exists()
    assert found(verify(records[:2], anchor.kept())) == []
    (tmp_path / PRIVATE).unlink()
    assert found(verify(records[:2], anchor.kept())) == [], (
        "the public key alone is enough to check"
    )


def test_a_lost_private_key_leaves_what_it_signed_to_be_checked(tmp_path: Path) -> None:
    """Only what comes after it is named: it was signed by somebody else's key."""
    records = chain(3)
    anchor = kept(tmp_path, records[:2])
    (tmp_path / PRIVATE).unlink()

    anchor.keep(records[2])

    assert found(verify(records, anchor.kept())) == [(FaultKind.ANCHOR_ALTERED, 3)]


def test_a_line_torn_by_a_crash_is_no_fault_and_the_next_one_stands_whole(tmp_path: Path) -> None:
    """Its event is in the chain, with no anchor of its own; the next anchor speaks for both."""
    records = chain(4)
    anchor = kept(tmp_path, records[:2])
    with (tmp_path / LINES).open("ab") as file:
        file.write(f"3 {records[2].hash} 12ab".encode())

    assert anchor.kept() == anchors(records[:2])
    anchor.keep(records[3])

    verdict = verify(records, anchor.kept())
    assert (verdict.faults, verdict.anchored, verdict.unanchored) == ((), 4, 1)


def test_nothing_was_ever_kept(tmp_path: Path) -> None:
    assert FileAnchor(tmp_path / "new").kept() == Anchors()
