"""行文扫描: the state while one running text is read from left to right."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace

from legal.citations import entries, heads, history, positions, resolving, titles
from legal.citations.model import Fault, Kind, Position, Reference
from legal.citations.positions import Reading
from legal.citations.text import B, N, closing, fold, squeeze
from legal.place import Place

GLUE = re.compile(
    rf"{B}(?:原|的|中|之|总则|分则|[一-龥]{{2,4}}编|修改后的?|规定的|所列的?|所附的?){{0,2}}{B}(?=第|前{N}|附|\(|原)"
)
_BRACKET = re.compile(rf"{B}(?:\(|[〔\[〈](?=[^()\d]{{0,12}}\d{{4}}))")
_STRAY = re.compile(rf"{B}[)》](?={B}(?:第{B}[\d〇零一二三四五六七八九十百]|[(]\d{{4}}))")
_ABBREVIATION = re.compile(r"(?:以下|下)?(?:统|简)?称(?:为|作)?[:“《]*([^》”()]{2,40})")


@dataclass(frozen=True, slots=True)
class Head:
    """What a position belongs to."""

    title: str | None
    kind: Kind
    start: int
    faults: tuple[tuple[Fault, str], ...] = ()
    doc_number: str | None = None
    revision: str | None = None
    history: str = ""


@dataclass(slots=True)
class Scanner:
    """State while one text is read from left to right."""

    text: str
    self_title: str | None
    place: Place | None
    defined: dict[str, str]
    folded: str
    found: list[Reference] = field(default_factory=list[Reference])
    head: Head | None = None
    end: int = 0

    @property
    def here(self) -> Position:
        """The place where the text stands."""
        at = self.place
        return (
            Position()
            if at is None
            else Position(article=at.article, paragraph=at.paragraph, item=at.item)
        )

    def goes_on(self, start: int, *, over: str) -> bool:
        """Whether the last reference stands before ``start`` with none of the marks ``over`` between."""
        return bool(self.found) and not any(mark in self.folded[self.end : start] for mark in over)

    def add(self, head: Head, reading: Reading | None, context: Position, end: int) -> int:
        """Keep what was read under ``head``: one reference a position, or one to the statute as a whole."""
        resolved, faults = (context,), ()
        if reading is not None:
            resolved, faults = resolving.resolve(reading.steps, context)
            end = reading.end
        self.found.extend(_reference(head, position, end, faults) for position in resolved)
        self.head, self.end = head, end
        return end


def _reference(
    head: Head, position: Position, end: int, faults: tuple[tuple[Fault, str], ...]
) -> Reference:
    return Reference(
        **asdict(position),
        title=head.title,
        kind=head.kind,
        start=head.start,
        end=end,
        doc_number=head.doc_number,
        revision=head.revision,
        history=head.history,
        faults=head.faults + faults,
    )


def behind(scanner: Scanner, head: Head, end: int, *, whole: bool) -> int:
    """Brackets, then positions behind a title or a name; ``whole``: without a position it is a reference too."""
    head, end = _stray(scanner, head, end)
    head, at = _brackets(scanner, head, end)
    if reading := _position(scanner.folded, at):
        return scanner.add(head, reading, Position(), at)
    if reading := _position(scanner.folded, heads.unbracketed(scanner.folded, at)):
        return scanner.add(_noted(head, scanner.text[at : reading.start]), reading, Position(), at)
    if titles.without_articles(head.title or "") and (cited := entries.section(scanner.folded, at)):
        return scanner.add(head, None, cited.positions[0], cited.end)
    if whole:
        scanner.add(head, None, Position(), end)
        scanner.end = at  # what stands in the brackets is told; 及其实施条例 may follow them
    return at


def _position(folded: str, at: int) -> Reading | None:
    glue = GLUE.match(folded, at)
    return positions.read(folded, glue.end() if glue else at)


def _stray(scanner: Scanner, head: Head, at: int) -> tuple[Head, int]:
    """A closing mark without an opening one between a title and its position: 《A》)第三条, A》第三条."""
    found = _STRAY.match(scanner.folded, at)
    if found is None:
        return head, at
    fault = (Fault.TITLE_MARKS, scanner.text[head.start : found.end()].strip())
    return replace(head, faults=(*head.faults, fault)), found.end()


def _noted(head: Head, printed: str) -> Head:
    """The head with what its 沿革 says: its number, its last revision and what is damaged."""
    noted = history.read(printed)
    return replace(
        head,
        history=head.history + printed.strip(),
        doc_number=head.doc_number or noted.doc_number,
        revision=noted.revision or head.revision,
        faults=head.faults + noted.faults,
    )


def _brackets(scanner: Scanner, head: Head, at: int) -> tuple[Head, int]:
    """Skip (以下简称X) and (国务院令第1号), keeping what they say."""
    while (opening := _BRACKET.match(scanner.folded, at)) and (
        close := closing(scanner.folded, opening.end() - 1)
    ):
        inside = scanner.text[opening.end() : close - 1]
        if positions.read(scanner.folded, opening.end()):
            return head, opening.end()
        if (short := _ABBREVIATION.search(fold(inside))) and head.title:
            scanner.defined[squeeze(short[1])] = head.title
        else:
            head = _noted(head, scanner.text[opening.start() : close])
        at = close
    return head, at
