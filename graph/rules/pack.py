"""规则包: everything of the rules that a lawyer would check or a province would set otherwise, as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.rules.rows_competence import CAPS, MATRIX, SUBJECTS
from graph.rules.rows_functions import GUESSES, TESTS
from graph.rules.rows_remedy import REMEDIES, RemedyRow
from graph.rules.rows_survival import OPINIONS, SURVIVAL, SurvivalRow
from graph.rules.rows_words import WORDS
from graph.rules.terms import (
    CompetenceRow,
    FineCap,
    GuessRow,
    OpinionRow,
    SubjectRow,
    TextTest,
    Thresholds,
    WordRow,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RulePack:
    """规则包 of one district, itself and no other: what was found out with it may be remembered by it.

    Attributes:
        territory: administrative division code of the district; effects elsewhere do not reach it (L1).
        matrix, subjects, caps: who may set what (M1–M5).
        words: by which words a text names a penalty or a measure.
        powers_at_once: so many powers are read for one analysis; one that touches more is not complete (I11).
        remedies: 复议机关 and 诉讼法院 by kind of holder (E6).
        tests, guesses: how a text narrows the readings of a citation, and which one is inferred.
    """

    id: str
    version: str
    valid_from: date
    territory: str
    name: str = ""
    matrix: tuple[CompetenceRow, ...] = MATRIX
    subjects: tuple[SubjectRow, ...] = SUBJECTS
    caps: tuple[FineCap, ...] = CAPS
    words: tuple[WordRow, ...] = WORDS
    tests: tuple[TextTest, ...] = TESTS
    guesses: tuple[GuessRow, ...] = GUESSES
    opinions: tuple[OpinionRow, ...] = OPINIONS
    survival: tuple[SurvivalRow, ...] = SURVIVAL
    remedies: tuple[RemedyRow, ...] = REMEDIES
    thresholds: Thresholds = field(default_factory=Thresholds)
    powers_at_once: int = 20_000


DEFAULT = RulePack(
    id="西山区",
    version="1",
    valid_from=date(2018, 3, 20),
    territory="530112",
    name="昆明市西山区权力清单和责任清单动态管理规则包",
)
"""西山区, under 西政发〔2018〕6号."""
