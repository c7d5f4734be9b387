"""登记机构变动: the decision document of a reform with its pieces; what cannot be planned is refused here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph import effects, organs, people, reorganisations
from graph.db import LATEST
from graph.effects import Source
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.organ import OrgUnit
from graph.model.reorganisation import OrgChange, OrgChangeKind, ReorgEvent
from graph.organs import OrganNotFound
from graph.reorganisations import HeldAt, Level, Piece, PowerTerm
from graph.rules.receivers import other_row
from graph.rules.reorganisation import plan_reorganisation
from graph.rules.tables import not_built, row
from resolvers.acting import Act, Desk, Result, perform
from resolvers.reorganising import KEEPERS, open_source


@dataclass(eq=False)
class PieceRefused(DomainError):
    """机构变动有误."""

    reason: str

    def __str__(self) -> str:
        return f"机构变动不能登记：{self.reason}"


@dataclass(eq=False)
class LevelTooLow(DomainError):
    """决定层级不足: 设立、撤销、合并、更名 are decided one level up (机构编制条例 9)."""

    subject: str

    def __str__(self) -> str:
        return (
            f"“{self.subject}”须经上一级人民政府批准，本区的文件不足为据"
            "（《地方各级人民政府机构设置和编制管理条例》第九条）"
        )


@dataclass(eq=False)
class SameDayReform(DomainError):
    """同日另有改革: all pieces of one day are one plan (O18)."""

    effective: date
    source: str

    def __str__(self) -> str:
        return (
            f"{self.effective.isoformat()}已登记机构改革（{self.source}），"
            "同一天的各项变动须并入同一方案（O18）"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPiece:
    """待登记的一项机构变动; see ``graph.reorganisations.Piece``."""

    kind: OrgChangeKind
    target: str
    sources: tuple[str, ...] = ()
    name: str = ""
    chosen: tuple[PowerTerm, ...] = ()
    but: tuple[PowerTerm, ...] = ()
    handover: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReform:
    """待登记的机构改革.

    Attributes:
        title, number, level, decided: of the decision document.
        event: id of the reform of the same day that these pieces join; "" for a new one.
    """

    title: str
    number: str
    level: Level
    decided: date
    effective: date
    pieces: tuple[NewPiece, ...]
    event: str = ""


async def record(desk: Desk, new: NewReform, *, client_mutation_id: str | None = None) -> Result:
    """登记机构变动: the decision document with its pieces. Returns ``{"source": id, "pieces": [ids]}``.

    Raises:
        PieceRefused, LevelTooLow, SameDayReform, ReformCommitted, OrganNotFound, SourceNotFound, RowNotBuilt.
    """

    async def work(act: Act) -> Result:
        pieces = tuple(_piece(act, new, piece) for piece in new.pieces)
        await _check(act, new, pieces)
        source = await _source(act, new, {o for p in pieces for o in (*p.sources, p.target)})
        await reorganisations.put_pieces(act.tx, act.seq, source, pieces)
        return {"source": source, "pieces": [piece.id for piece in pieces]}

    given = {"title": new.title, "number": new.number, "level": new.level.name, "event": new.event}
    given |= {"decided": new.decided.isoformat(), "effective": new.effective.isoformat()}
    told = [_told(piece) for piece in new.pieces]
    return await perform(
        desk,
        "recordOrgChange",
        {**given, "pieces": told},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


def _told(piece: NewPiece) -> Result:
    terms = {
        key: [[list(t.powers), list(t.types), t.name, list(t.instruments)] for t in rows]
        for key, rows in (("chosen", piece.chosen), ("but", piece.but))
    }
    handover = piece.handover.isoformat() if piece.handover else None
    plain = {"kind": piece.kind.name, "sources": list(piece.sources), "target": piece.target}
    return {**plain, "name": piece.name, "handover": handover, **terms}


def _piece(act: Act, new: NewReform, piece: NewPiece) -> Piece:
    return Piece(
        id=act.mint("organchange"),
        kind=piece.kind,
        sources=piece.sources,
        target=piece.target,
        document=f"{new.title}（{new.number}）" if new.number else new.title,
        level=new.level,
        name=piece.name.strip(),
        chosen=piece.chosen,
        but=piece.but,
        handover=piece.handover,
    )


async def _check(act: Act, new: NewReform, pieces: Sequence[Piece]) -> None:
    if not pieces:
        raise PieceRefused("没有任何一项机构变动")
    kinds = [OrgChange(id=p.id, kind=p.kind, sources=(), target="") for p in pieces]
    probe = ReorgEvent(id="", effective=new.effective, changes=tuple(kinds))
    plan_reorganisation(probe, (), (), act.pack)  # refuses kinds that are not built yet
    known = {organ.id: organ for organ in await organs.everyone(act.tx)}
    for piece in pieces:
        _check_piece(piece, new.effective, known)
        await _check_named(act, piece, new.effective)
    await _check_actors(act, {s for p in pieces for s in closing(p)})


def closing(piece: Piece) -> set[str]:
    """The organs that cease to be by this piece."""
    return set(piece.sources) - {piece.target} if piece.kind is OrgChangeKind.MERGE else set()


def _check_piece(piece: Piece, effective: date, known: Mapping[str, OrgUnit]) -> None:
    for organ in (*piece.sources, piece.target):
        if organ not in known:
            raise OrganNotFound(organ)
        closed = known[organ].closed
        if closed and closed <= effective:
            raise PieceRefused(f"“{known[organ].name}”自{closed.isoformat()}起已不再保留")
    if piece.level is Level.DISTRICT and piece.kind is not OrgChangeKind.PARTIAL_TRANSFER:
        raise LevelTooLow(piece.kind.value)
    if reason := _fault(piece, effective):
        raise PieceRefused(reason)
    check_receiver(known[piece.target], [known[o] for o in piece.sources], piece.level)


def check_receiver(receiver: OrgUnit, givers: Iterable[OrgUnit], level: Level) -> None:
    """What goes to a sub-district, up to a superior, or to an organ whose powers come from elsewhere is no 7(3).

    Raises:
        PieceRefused: U4, without the province nothing is devolved to a sub-district.
        RowNotBuilt: U2, U3, U6, U9, O10, O14, O19.
    """
    for giver in (organ for organ in givers if organ.id != receiver.id):
        rule = other_row(giver.kind, receiver.kind)
        if rule == "U3" and level in (Level.DISTRICT, Level.CITY):
            raise PieceRefused(f"{row('U4').sentence}（U4，{row('U4').source}）")
        if rule:
            raise not_built(rule)


async def _check_named(act: Act, piece: Piece, effective: date) -> None:
    """A power that is named must be there to be handed over: it is never left out in silence."""
    named = {power for term in (*piece.chosen, *piece.but) for power in term.powers}
    if not named:
        return
    held = HeldAt(organs=frozenset(piece.sources), on=effective, known=LATEST)
    found = await reorganisations.chosen(act.tx, held, [PowerTerm(powers=tuple(named))])
    if missing := sorted(named - found):
        raise PieceRefused(f"职权 {'、'.join(missing)} 不由移交机构行使，或者不在清单内")


def _fault(piece: Piece, effective: date) -> str:
    """What is wrong with a piece, or ""."""
    if piece.kind is OrgChangeKind.RENAME:
        return "" if piece.name and not piece.sources else "更名须写明新名称，且只涉及一个机构"
    if not piece.sources:
        return f"{piece.kind.value}须写明移交的机构"
    if piece.kind is OrgChangeKind.PARTIAL_TRANSFER and not piece.chosen:
        return "部分划转须写明所划转的职权"
    if set(piece.sources) <= {piece.target}:
        return "移交和承接的是同一机构"
    if piece.handover and piece.handover < effective:
        return "交接日不得早于改革之日"
    return ""


async def _check_actors(act: Act, gone: set[str]) -> None:
    """O15: an organ that plays a role in this procedure cannot close yet."""
    for binding in await people.bindings(act.tx):
        if binding.organ in gone and binding.role not in (Role.DEPT, Role.STREET):
            raise not_built("O15")


async def _source(act: Act, new: NewReform, concerned: set[str]) -> str:
    """The reform that the pieces belong to: a new one, or the open one of the same day that they join."""
    if new.event:
        joined = await open_source(act.tx, new.event)
        if joined.effective != new.effective:
            raise PieceRefused("并入同一方案的各项变动须在同一天生效")
        return joined.id
    for other in await reorganisations.of_day(act.tx, new.effective):
        # Beside a committed one there is no end state of the day any more that a plan could be checked on.
        if not (other.committed and concerned.isdisjoint(other.organs)):
            raise SameDayReform(new.effective, other.source)
    minted = act.mint("source")
    source = Source(
        id=minted,
        kind="ORGANS",
        title=new.title,
        number=new.number,
        promulgated=new.decided,
        effective=new.effective,
    )
    stored = await effects.put_source(act.tx, act.seq, source)
    if stored != minted:
        day = (await open_source(act.tx, stored)).effective.isoformat()
        raise PieceRefused(f"同一文件已登记（{stored}，{day}生效），各项变动须并入其中，另定交接日")
    return stored
