"""行文中的引用: references in running statute text, resolved with the place where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

from legal.citations import history, positions, titles
from legal.citations.model import Fault, Kind, Position, Reference
from legal.citations.names import LAWS, SELF
from legal.citations.positions import Level, Reading
from legal.citations.text import B, N, closing, fold, number, squeeze, unescape
from legal.place import Place, article_key

_LAW_NAMES = "|".join(sorted(map(re.escape, LAWS), key=len, reverse=True))
_GUARD = r"(?!律|规|官|院|庭|人|治|学|制|定|案|修正案)"
_OF_IT = r"及其(?P<derived>实施(?:条例|细则|办法|规定))"
_RELATIVE = rf"前(?P<count>{N}|几)?{B}(?P<before>条(?!例)|款|项)|[本该](?P<same>条(?!例|列)|款|项(?!目)|目(?!录|的))"
_SCOPE = r"本(?:编|章|节)(?=第)"
_HEAD = re.compile(
    rf"(?P<title>《)|(?P<quote>“)|(?P<derived_from>{_OF_IT})|(?P<self>{SELF}|{_SCOPE})|(?P<relative>{_RELATIVE})"
    rf"|(?P<that>该(?:法(?!院|律|人)|条例|办法|规定(?=第)|细则|解释|决定(?=第)))|(?P<position>第{B}(?=[(〇零一二两三四五六七八九十百千\d]))"
    rf"|(?P<law>(?:中华人民共和国)?(?:{_LAW_NAMES}){_GUARD}(?P<below>实施(?:条例|细则|办法|规定))?)"
)
_GLUE = re.compile(
    rf"{B}(?:第?(?:原|的|中|之|修改后的?|规定的|所列|所附的?)){{0,2}}{B}(?=第|前{N}|附|\(|原)"
)
_BRACKET = re.compile(rf"{B}[(]")
_ABBREVIATION = re.compile(r"(?:以下|下)?(?:统|简)?称(?:为|作)?[:“《]*([^》”()]{2,40})")
_SAME_HEAD = re.compile(r"^(?:之|的)?(?:有关|相关)?规定(?:以及|及|和|与|、|或者|或)+$")
_UNMARKED = re.compile(
    r"[一-龥]{2,40}(?:法|法典|条例|规定|办法|细则|规则|解释|决定|规范|规程|通则|章程)$"
)
_BOUNDARY = re.compile(
    r"依照|按照|根据|依据|适用|违反|不?符合|属于|参照|执行|触犯|或者|以及|对于|关于执行|规定的|[除对在由和及与或有将的按经是为了于、从把被即称受]"
)
_NEW = re.compile(r"^[^。]{0,20}作为$")
_RELATIVE_HERE = re.compile(_RELATIVE)
_SELF_BEFORE = re.compile(rf"(?:{SELF})$")
_ISSUER = re.compile(
    r"[一-龥、]{2,40}(?:法院|检察院|国务院|厅|办|室|委员会|人民政府|大会|部|局|委|署)$"
)
_PREPOSITION = re.compile(r"^(?:.*(?:根据|依照|依据|按照|违反|执行)|[在对将由按和及与、])")
_AMENDED = re.compile(r"《([^《》]+(?:《[^《》]+》)?[^《》]*)》")


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
        resolved, faults = (
            positions.resolve(reading.steps, context) if reading else ((context,), ())
        )
        end = reading.end if reading else end
        for position in resolved:
            self.found.append(
                Reference(
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
            )
        self.head, self.end = head, end
        return end


def references(
    text: str,
    *,
    self_title: str | None = None,
    place: Place | None = None,
    defined: Mapping[str, str] | None = None,
) -> tuple[Reference, ...]:
    """Every reference of a running text in order."""
    text = unescape(text)
    scanner = Scanner(text, self_title, place, dict(defined or {}), fold(text))
    at = 0
    while found := _next(scanner, at):
        at = max(_HANDLERS[found.lastgroup or ""](scanner, found), found.start() + 1)
    return tuple(scanner.found)


def _next(scanner: Scanner, at: int) -> re.Match[str] | None:
    found = _HEAD.search(scanner.folded, at)
    names = _defined_names(frozenset(scanner.defined))
    other = names.search(scanner.folded, at) if names else None
    if other and (found is None or other.start() <= found.start()):
        return other
    return found


@lru_cache(maxsize=256)
def _defined_names(names: frozenset[str]) -> re.Pattern[str] | None:
    usable = sorted((re.escape(name) for name in names if len(name) > 2), key=len, reverse=True)
    return re.compile(rf"(?P<defined>{'|'.join(usable)}){_GUARD}") if usable else None


def _on_title(scanner: Scanner, found: re.Match[str]) -> int:
    title = titles.marked(scanner.text, scanner.folded, found.start())
    if title is None:
        return found.end()
    name, informal = titles.customary(scanner.defined.get(title.name, title.name))
    name = _with_issuer(scanner, name, found.start())
    head = Head(name, Kind.TITLED, found.start(), title.faults + informal)
    return _behind(
        scanner,
        head,
        title.end,
        whole=titles.is_instrument(title.name) or title.name in scanner.defined,
    )


def _behind(scanner: Scanner, head: Head, end: int, *, whole: bool) -> int:
    """Brackets, then positions behind a title or a name; ``whole``: without a position it is a reference too."""
    head, at = _brackets(scanner, head, end)
    glue = _GLUE.match(scanner.folded, at)
    reading = positions.read(scanner.folded, glue.end() if glue else at)
    if reading or whole:
        return scanner.add(head, reading, Position(), at if reading else end)
    return end


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
            noted = history.read(inside)
            head = replace(
                head,
                history=head.history + scanner.text[opening.start() : close].strip(),
                doc_number=head.doc_number or noted.doc_number,
                revision=noted.revision or head.revision,
                faults=head.faults + noted.faults,
            )
        at = close
    return head, at


def _with_issuer(scanner: Scanner, name: str, start: int) -> str:
    """最高人民法院《关于……》: a title that begins with 关于 lacks its issuer; it stands before it or in our own title."""
    if not name.startswith("关于"):
        return name
    issuer = _ISSUER.search(scanner.text, max(0, start - 40), start)
    if issuer:
        return f"{_PREPOSITION.sub('', issuer[0])}{name}"
    before, _, rest = (scanner.self_title or "").partition("关于")
    return f"{before}{name}" if before and f"《{name}》" in rest else name


def _on_self(scanner: Scanner, found: re.Match[str]) -> int:
    head = Head(scanner.self_title, Kind.SELF, found.start())
    glue = _GLUE.match(scanner.folded, found.end())
    at = glue.end() if glue else found.end()
    if relative := _RELATIVE_HERE.match(scanner.folded, at):
        return _on_relative(scanner, relative, found.start())
    reading = positions.read(scanner.folded, at)
    return scanner.add(head, reading, Position(), at) if reading else found.end()


def _on_relative(scanner: Scanner, found: re.Match[str], start: int | None = None) -> int:
    head = Head(scanner.self_title, Kind.RELATIVE, found.start() if start is None else start)
    if found["same"]:
        return _on_same(scanner, found, head)
    level = positions.UNITS[found["before"]]
    here = scanner.here
    resolved = _earlier(here, level, found["count"])
    if resolved is None:
        faulty = replace(head, faults=((Fault.UNRESOLVED, found[0]),))
        context = _only(here, Level(level - 1)) if level > Level.ARTICLE else Position()
        return scanner.add(
            faulty, positions.read(scanner.folded, found.end()), context, found.end()
        )
    reading = positions.read(scanner.folded, found.end())
    if reading and reading.level > level:
        return scanner.add(head, reading, resolved[-1], found.end())
    for position in resolved:
        scanner.add(head, None, position, found.end())
    return found.end()


def _only(at: Position, deepest: Level) -> Position:
    return Position(**{name: getattr(at, name) for name in positions.FIELDS[: deepest + 1]})


def _earlier(here: Position, level: Level, count: str | None) -> tuple[Position, ...] | None:
    """前三款 from 款 4 are 1 to 3; 前五条 one range; None where the place does not tell."""
    value = getattr(here, positions.FIELDS[level])
    if value is None:
        return None
    if level is Level.ARTICLE and "-" in str(value):
        stem, _, inserted = str(value).rpartition("-")
        previous = int(inserted) - 1
        return (Position(article=f"{stem}-{previous}" if previous else stem),)
    last = article_key(str(value))[0] - 1
    if last < 1:
        return None
    reach = last if count == "几" else number(count or "一") or 1
    first = max(1, last - reach + 1)
    if level is Level.ARTICLE:
        return (Position(article=str(first), range_end=str(last) if last > first else None),)
    base = _only(here, Level(level - 1))
    return tuple(positions.put(base, level, str(n)) for n in range(first, last + 1))


def _on_same(scanner: Scanner, found: re.Match[str], head: Head) -> int:
    """本条第二款, 该条第二款; 本条 alone points at itself and is no reference."""
    level = positions.UNITS[found["same"]]
    reading = positions.read(scanner.folded, found.end())
    if found[0].startswith("本"):
        if before := _RELATIVE_HERE.match(scanner.folded, found.end()):
            return _on_relative(scanner, before, found.start()) if before["before"] else found.end()
        return (
            scanner.add(head, reading, _only(scanner.here, level), found.end())
            if reading
            else found.end()
        )
    if not scanner.found or scanner.head is None:
        return found.end()
    last = scanner.found[-1]
    head = replace(scanner.head, kind=Kind.RELATIVE, start=found.start())
    return scanner.add(head, reading, _only(last, level), found.end())


def _on_that(scanner: Scanner, found: re.Match[str]) -> int:
    """该法第三条: the statute named last."""
    if scanner.head is None:
        return found.end()
    head = replace(scanner.head, kind=Kind.RELATIVE, start=found.start())
    return _behind(scanner, head, found.end(), whole=False)


def _on_derived(scanner: Scanner, found: re.Match[str]) -> int:
    """及其实施条例: the regulation made under the law just named."""
    base = scanner.head.title if scanner.head and scanner.end == found.start() else None
    if base is None and _SELF_BEFORE.search(
        scanner.folded, max(0, found.start() - 8), found.start()
    ):
        base = scanner.self_title
    if base is None:
        return found.end()
    head = Head(f"{base}{found['derived']}", Kind.RELATIVE, found.start())
    return _behind(scanner, head, found.end(), whole=True)


def _on_name(scanner: Scanner, found: re.Match[str]) -> int:
    name = scanner.defined.get(found[0], found[0])
    return _behind(scanner, Head(name, Kind.SHORT_NAME, found.start()), found.end(), whole=True)


def _on_quote(scanner: Scanner, found: re.Match[str]) -> int:
    """Quoted words are the words of another text."""
    return closing(scanner.folded, found.start()) or found.end()


def _on_position(scanner: Scanner, found: re.Match[str]) -> int:
    start = found.start()
    reading = positions.read(scanner.folded, start)
    if reading is None:
        return found.end()
    if name := _unmarked_before(scanner, start):
        return scanner.add(name, reading, Position(), start)
    if reading.level >= Level.PARAGRAPH:
        return _on_inner_position(scanner, reading)
    gap = scanner.folded[scanner.end : start]
    if scanner.head and scanner.found and (_SAME_HEAD.match(gap) or _NEW.match(gap)):
        return scanner.add(replace(scanner.head, start=start), reading, Position(), start)
    return scanner.add(Head(_own(scanner.self_title), Kind.BARE, start), reading, Position(), start)


def _on_inner_position(scanner: Scanner, reading: Reading) -> int:
    """第二款, 第（四）项 without a 条: of the article just cited in this sentence, else of the place itself."""
    if scanner.head and scanner.goes_on(reading.start, over="。；;") and scanner.found[-1].article:
        last = scanner.found[-1]
        return scanner.add(scanner.head, reading, _only(last, Level.ITEM), reading.start)
    here = scanner.here
    if reading.level is Level.ITEM and here.item is None and (here.paragraph or 0) > 1:
        here = replace(
            here, paragraph=(here.paragraph or 0) - 1
        )  # the 款 that has the list stands before
    kind = Kind.RELATIVE if reading.level is Level.PARAGRAPH else Kind.BARE
    return scanner.add(
        Head(_own(scanner.self_title), kind, reading.start), reading, here, reading.start
    )


def _own(self_title: str | None) -> str | None:
    """The statute that 第三条 means: our own, or the one that our own amends or interprets (刑法修正案, 确定罪名)."""
    title = self_title or ""
    if "修正案" in title:
        return title.partition("修正案")[0] or self_title
    amended = _AMENDED.search(title) if re.search(r"关于修改|确定罪名", title) else None
    return amended[1] if amended else self_title


def _unmarked_before(scanner: Scanner, start: int) -> Head | None:
    """A name without marks right before a position, its beginning cut at the last word that governs it."""
    window = scanner.folded[max(scanner.end, start - 45) : start].rstrip(" ")
    if window.endswith(")") and "(" in window:
        window = window[: window.rindex("(")]
    named = _UNMARKED.search(window)
    if named is None:
        return None
    cuts = [m.end() for m in _BOUNDARY.finditer(named[0]) if m.end() < len(named[0]) - 1]
    name = named[0][cuts[-1] if cuts else 0 :]
    if len(name) < 3 or re.match(r"[本该其前]|上述|有关|相关|规定|法律", name):
        return None
    return Head(scanner.defined.get(name, name), Kind.SHORT_NAME, start - len(name))


_HANDLERS: dict[str, Callable[[Scanner, re.Match[str]], int]] = {
    "title": _on_title,
    "quote": _on_quote,
    "derived_from": _on_derived,
    "self": _on_self,
    "relative": _on_relative,
    "that": _on_that,
    "position": _on_position,
    "law": _on_name,
    "defined": _on_name,
}
