"""抵触: a higher law contradicts a basis; uncertain until 法制办 answers, then void only where X4 lets it be so (L22)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.model.judgement import BasisState
from graph.model.law import Effect, Finding, Rank
from graph.rules.branch import Branch, Inquiry
from graph.rules.frame import Frame, text_key
from graph.rules.opinions import opinions_on
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
    answer, proof = _answer(branch, effect, frame, inquiry)
    if answer is None:
        said = f"{name}自{day(effect.effective)}起与上位法可能抵触，待法制办意见"
        return branch.doubting(step("L22", effect.id, said, effect.effective), effect.id)
    if not answer:
        said = f"{name}：法制办认定不抵触"
        return branch.noting(step("L22", proof, said, effect.effective))
    row = next(row for row in VOID if _fits(row, branch, effect, frame))
    noted = branch.noting(step(row.id, proof, f"{name}：{row.sentence}", effect.effective))
    if row.result is BasisState.DEAD:
        return replace(noted, repealed=branch.repealed or effect.effective)
    return replace(noted, contradicted=True)


def _answer(
    branch: Branch, effect: Effect, frame: Frame, inquiry: Inquiry
) -> tuple[bool | None, str]:
    """The answer on the effect itself, else the opinion recorded on it or on the norm."""
    if effect.opinion is not None:
        return effect.opinion, effect.id
    about = frozenset({effect.id, branch.unit.provision, branch.unit.instrument})
    for opinion in opinions_on(about, inquiry.power, frame, Finding.VOID, Finding.NOT_VOID):
        return opinion.finding is Finding.VOID, opinion.id
    return None, ""


def _fits(row: VoidRow, branch: Branch, effect: Effect, frame: Frame) -> bool:
    norm = frame.book.instruments.get(branch.unit.instrument)
    lower = not row.lower or frame.rank(branch.unit.instrument) in row.lower
    higher = not row.higher or frame.rank(frame.instrument_of(effect.affecting)) in row.higher
    own = not row.own or (norm is not None and norm.own)
    return lower and higher and own and (not row.first or _came_first(branch, effect, frame))


def _came_first(branch: Branch, effect: Effect, frame: Frame) -> bool:
    """The clause itself, not only its statute: what was enacted after the higher law did not come first."""
    same = frame.index.of_provision.get(branch.unit.provision, (branch.unit,))
    text = frame.text(same[0].version)
    return text is None or text_key(text)[0] < effect.effective
