"""新旧条文对应: what the alignment of two texts of a statute says, as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from legal.place import Place


class Kind(StrEnum):
    """对应关系 of an old unit with the new text."""

    SAME = "未变"
    RENUMBERED = "仅条号变化"
    EDITORIAL = "文字性修改"
    MODIFIED = "实质修改"
    SPLIT = "拆分"
    MERGED = "合并"
    DELETED = "删除"
    NEW = "新增"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """款项目的对应: what became of one 款, 项 or 目 of an old article.

    Attributes:
        new: places in the new text, in order; several for SPLIT, none for DELETED.
        confirmed: the same words by rule, in an article or alone.
    """

    old: Place
    new: tuple[Place, ...]
    kind: Kind
    confidence: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """依据: why this pair was proposed.

    Attributes:
        similarity: of the two texts, weighted by how rare their words are in this statute (0–1).
        old_covered, new_covered: how much of one text stands in the other, weighted likewise.
        crossing: how many places the pair lies outside the gap that its anchored neighbours leave; 0 keeps the order.
        gap: size of that gap, old × new articles; 1 is a slot pinned by both neighbours.
        references: references to other articles, as resolved ("31→39").
    """

    similarity: float = 0.0
    old_covered: float = 0.0
    new_covered: float = 0.0
    crossing: int = 0
    gap: int = 0
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """次优: the next best new article and how sure it would have been."""

    new: Place
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """条的对应: one old article and its correspondents.

    Attributes:
        new: articles of the new text, the main one first; empty for DELETED.
        confidence: calibrated: of the proposals with this figure, that share was right.
        confirmed: by rule, because the text is the same; never by a score.
        runner_up: only where it is close.
        parts: every 款, 项 and 目 of the old article, in order.
    """

    old: Place
    new: tuple[Place, ...]
    kind: Kind
    confidence: float
    confirmed: bool
    evidence: Evidence
    runner_up: RunnerUp | None = None
    parts: tuple[Part, ...] = ()

    @property
    def only_deletions(self) -> bool:
        """Whether some parts were deleted and nothing else changed (``rules.md`` 3.2, coarse citation)."""
        untouched = {Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL, Kind.DELETED}
        kinds = {part.kind for part in self.parts}
        return self.kind is Kind.MODIFIED and Kind.DELETED in kinds and kinds <= untouched


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """一次修订的对应: every old article exactly once, and what is new.

    Attributes:
        map: in the order of the old text.
        new_only: new articles that nothing corresponds to, in order.
    """

    map: tuple[Correspondence, ...]
    new_only: tuple[Place, ...]

    def of(self, old: Place) -> Correspondence | None:
        """The correspondence of the article in which ``old`` stands."""
        return next((row for row in self.map if row.old == old.whole_article), None)

    def __iter__(self) -> Iterator[Correspondence]:
        return iter(self.map)
