"""抵触: a higher law contradicts a basis; uncertain until 法制办 answers, then void only where X4 lets it be so (L22)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.model.judgement import BasisState, Step
from graph.model.law import Effect, Finding, Rank, TextVersion
from graph.rules.branch import Branch, Inquiry
from graph.rules.frame import Frame, text_key
from graph.rules.opinions import opinions_on, since
from graph.rules.wording import day, step, unit_name


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidRow:
    """抵触无效: what the finding “void” makes of a norm.

    Attributes:
        lower: ranks of the norm; empty for any. ``own``: a 规范性文件 of the district itself.
        higher: ranks of the contradicting norm; of a norm that nobody named, the rank is not known.
        first: the norm must have come before the contradiction.
    """

    id: str
    result: BasisState
    sentence: str
    lower: frozenset[Rank] = frozenset()
    higher: frozenset[Rank] = frozenset()
    own: bool = False
    first: bool = False


NATIONAL = frozenset({Rank.LAW, Rank.ADMINISTRATIVE_REGULATION})

# fmt: off
VOID: tuple[VoidRow, ...] = (
    VoidRow(id="X3-本级", own=True, result=BasisState.DEAD, sentence="法制办认定抵触；本级规范性文件在此决定失效"),
    VoidRow(id="X4", lower=frozenset({Rank.LOCAL_REGULATION}), higher=NATIONAL, first=True, result=BasisState.DEAD, sentence="法制办认定与其后的法律、行政法规抵触，抵触的规定无效（立法法第八十二条第二款）"),
    VoidRow(id="X3", result=BasisState.ORPHANED, sentence="法制办认定抵触，意见已上报；有权机关处理前视为上位依据已失"),
)
# fmt: on
"""First row that fits."""


def contradict(branch: Branch, effect: Effect, frame: Frame, inquiry: Inquiry) -> Branch:
    """What a CONFLICT makes of the branch, by the answer so far."""
    name = unit_name(branch.unit, frame.book)
    about = frozenset({branch.unit.provision, branch.unit.instrument})
    void, proof = answer_to(effect, about, frame, inquiry.power)
    if void is None:
        return branch.doubting(unanswered(effect, name), effect.id)
    if not void:
        said = f"{name}：法制办认定不抵触"
        return branch.noting(step("L22", proof, said, effect.effective))
    same = frame.index.of_provision.get(branch.unit.provision, (branch.unit,))
    row = void_row(effect, branch.unit.instrument, frame.text(same[0].version), frame)
    noted = branch.noting(step(row.id, proof, f"{name}：{row.sentence}", effect.effective))
    if row.result is BasisState.DEAD:
        return replace(noted, repealed=branch.repealed or effect.effective)
    return replace(noted, contradicted=True)


def unanswered(effect: Effect, name: str) -> Step:
    """L22: 法制办 has not said yet."""
    said = f"{name}自{day(effect.effective)}起与上位法可能抵触，待法制办意见"
    return step("L22", effect.id, said, effect.effective)


def answer_to(
    effect: Effect, norms: frozenset[str], frame: Frame, power: str
) -> tuple[bool | None, str]:
    """The answer on the effect itself, else the opinion recorded on it, or on one of the norms when the effect was on
    record; None while there is none.
    """
    if effect.opinion is not None:
        return effect.opinion, effect.id
    about = norms | {effect.id}
    for opinion in opinions_on(about, power, frame, Finding.VOID, Finding.NOT_VOID):
        if opinion.subject == effect.id or not since(opinion, frame, {effect.id}):
            return opinion.finding is Finding.VOID, opinion.id
    return None, ""


def void_row(effect: Effect, instrument: str, first: TextVersion | None, frame: Frame) -> VoidRow:
    """The first row that fits.

    Args:
        first: the text with which the clause came, not only its statute: what was enacted after the higher law did
            not come first. None where nobody knows it.
    """
    norm = frame.book.instruments.get(instrument)
    maker = frame.rank(frame.instrument_of(effect.affecting))
    came_first = first is None or text_key(first)[0] < effect.effective
    return next(
        row
        for row in VOID
        if (not row.lower or frame.rank(instrument) in row.lower)
        and (not row.higher or maker in row.higher)
        and (not row.own or (norm is not None and norm.own))
        and (not row.first or came_first)
    )
