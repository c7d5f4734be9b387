"""读到哪里: what the reader knows while it goes through the body, a line at a time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter

from legal.numerals import article_name
from legal.reading import marks
from legal.reading.drafts import DraftArticle, DraftDivision, freeze_divisions
from legal.reading.source import Line
from legal.statute import Article, Division, Finding, Severity


@dataclass(slots=True)
class State:
    """The reader's memory.

    Attributes:
        lines, at: the body, and the line that is being read.
        open: the article that takes the next words; None under a fresh heading or in loose text.
        last: number of the last article of the text itself; "" before the first.
        annex: as in ``Place.annex``; "" in the text itself.
        annex_style: which mark opens an item of this annex; "" until the first.
        unnumbered: indices of headings whose number was lost.
        depths: number of # of each heading.
        under_heading: nothing was read since the last heading.
        digits: lines of the articles whose number stands in Arabic digits.
        starts: line index and number of each article that stands cleanly at the start of a line.
    """

    lines: list[Line]
    at: int = 0
    open: DraftArticle | None = None
    last: str = ""
    annex: str = ""
    annex_style: str = ""
    under_heading: bool = False
    articles: list[DraftArticle] = field(default_factory=list[DraftArticle])
    divisions: list[DraftDivision] = field(default_factory=list[DraftDivision])
    unnumbered: list[int] = field(default_factory=list[int])
    depths: list[int] = field(default_factory=list[int])
    preamble: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    loose: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    findings: list[Finding] = field(default_factory=list[Finding])
    taken: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    digits: set[int] = field(default_factory=set[int])
    starts: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])

    def __post_init__(self) -> None:
        found = ((index, marks.article(line.text)) for index, line in enumerate(self.lines))
        self.starts = [
            (index, start.number) for index, start in found if start and not start.damage
        ]

    @property
    def next(self) -> Line | None:
        """The line after this one."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    @property
    def goes_on(self) -> bool:
        """Whether the next article to be read is the one that follows the last."""
        at = bisect_right(self.starts, self.at, key=itemgetter(0))
        return at < len(self.starts) and self.starts[at][1] in successors(self.last)

    def stands_below(self, number: str) -> bool:
        """Whether a clean start of this article comes soon: then a damaged one before it is a citation."""
        at = bisect_right(self.starts, self.at, key=itemgetter(0))
        return number in (each for _, each in self.starts[at : at + 3])

    @property
    def where(self) -> str:
        """The nearest place, printed."""
        if self.open is not None:
            return str(self.open.place)
        return self.divisions[-1].title if self.under_heading else self.last

    def freeze(self) -> tuple[tuple[Article, ...], tuple[Division, ...]]:
        """The records: the text's own articles, annex items after them; and 编章节."""
        own = tuple(draft.freeze() for draft in self.articles if not draft.annex)
        annexes = tuple(draft.freeze() for draft in self.articles if draft.annex)
        return own + annexes, freeze_divisions(self.divisions, own)

    def set_aside(self, line: Line) -> None:
        """Keep words that belong to no article."""
        aside = self.loose if self.articles else self.preamble
        aside.append((line.number, line.text))

    def mended(self, code: str, line: Line, message: str, place: str = "") -> None:
        """Report a defect that a safe rule repaired."""
        self._report(code, Severity.NOTE, line, message, place, repaired=True)

    def noted(self, code: str, line: Line, message: str) -> None:
        """Report something a person should know, which is no fault."""
        self._report(code, Severity.NOTE, line, message)

    def warned(self, code: str, line: Line, message: str, place: str = "") -> None:
        """Report a defect that stays."""
        self._report(code, Severity.WARNING, line, message, place)

    def _report(
        self,
        code: str,
        severity: Severity,
        line: Line,
        message: str,
        place: str = "",
        *,
        repaired: bool = False,
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                line=line.number,
                place=place or self.where,
                message=message,
                repaired=repaired,
            )
        )


def successors(number: str) -> frozenset[str]:
    """The numbers that may follow: 120 → 120-1, 121; 120-1 → 120-1-1, 120-2, 121; before the first only 1."""
    if not number:
        return frozenset({"1"})
    parts = [int(part) for part in number.split("-")]
    following = [[*parts, 1]]
    following += [[*parts[:depth], parts[depth] + 1] for depth in range(len(parts))]
    return frozenset("-".join(map(str, each)) for each in following)


def name(number: str) -> str:
    """The article as a person calls it: 第十二条之一."""
    return article_name(number)
