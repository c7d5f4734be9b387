"""行文中的引用: references in running statute text, resolved with the place where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from legal.citations import history, positions, relative, titles
from legal.citations.model import Kind, Position, Reference
from legal.citations.names import CUSTOMARY, LAWS, SELF
from legal.citations.positions import Level, Reading
from legal.citations.scanner import GLUE, Head, Scanner, behind
from legal.citations.text import B, N, closing, fold, unescape
from legal.place import Place

_SPOKEN = {name for name in CUSTOMARY if len(name) > 3}
_LAW_NAMES = "|".join(sorted(map(re.escape, LAWS | _SPOKEN), key=len, reverse=True))
_GUARD = r"(?!律|规|官|院|庭|人|治|学|制|定|案|修正案)"
_OF_IT = r"及其(?P<derived>实施(?:条例|细则|办法|规定))"
_SCOPE = r"本(?:编|章|节)(?=第)"
_HEAD = re.compile(
    rf"(?P<title>《)|(?P<quote>“)|(?P<derived_from>{_OF_IT})|(?P<self>{SELF}|{_SCOPE})|(?P<relative>{relative.RELATIVE})"
    rf"|(?P<that>[该同](?:法(?!院|律|人)|条例|办法|规定(?=第)|细则|解释|决定(?=第)))|(?P<position>(?:附(?:件|表|录){B}(?:{N})?{B})?第{B}(?=[(〇零一二两三四五六七八九十百千\d]))"
    rf"|(?P<law>(?:中华人民共和国)?(?:{_LAW_NAMES}){_GUARD}(?P<below>实施(?:条例|细则|办法|规定))?)"
)
_SAME_HEAD = re.compile(r"^(?:之|的)?(?:有关|相关)?规定(?:以及|及|和|与|、|或者|或)+$")
_NEXT_CLAUSE = re.compile(r"^(?:之|的)?(?:有关|相关)?规定[,;。、 \n]+$")
_UNMARKED = re.compile(
    r"[一-龥]{2,40}(?:法|法典|条例|规定|办法|细则|规则|解释|决定|规范|规程|通则|章程)$"
)
_GOVERNING = re.compile(
    r"依照|按照|根据|依据|适用|违反|不?符合|属于|参照|触犯|或者|以及|对于|规定的|(?<!关于)执行|(?:第.{1,9}[条款项]|法|条例)[和及与或]"
)
_PARTICLE = re.compile(
    r"^(?:对(?!外)|在(?!线|建)|除|由|按|将|以|因|和|及|与|或|有|经(?!济|营)|是|为)"
)
_EXCEPT = re.compile(r"不(?:含|包括)[ ]*+\Z")
_NEW = re.compile(r"^[^。]{0,20}作为$")
_ISSUER = re.compile(
    r"[一-龥、]{0,40}(?:法院|检察院|国务院|厅|办|室|委员会|人民政府|大会|部|局|委|署)$"
)
_PREPOSITION = re.compile(r"^(?:.*(?:根据|依照|依据|按照|违反|执行)|[在对将由按和及与、])")
_IMPLEMENTING = re.compile(
    r"[一-龥]{0,40}(?:实施|关于(?:印发|公布|发布|转发|下达|修改|废止|贯彻落实))\Z"
)
_MADE_FOR_IT = r"(?:实施)?(?:若干)?(?:办法|细则|条例|规定|方案)"
_OF = r"的(?:通知|决定|公告|意见|批复|函)"
_IMPLEMENTED = re.compile(rf"(?:{_MADE_FOR_IT}(?:{_OF})?+|{_OF})(?=[ ]*+(?:第|\(|的|,|。|、|$))")
_AMENDED = re.compile(r"《([^《》]+(?:《[^《》]+》)?[^《》]*)》")


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
    """The names that the document defines; one of two signs (解释) only right before a position."""
    usable = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    spoken = [re.escape(name) + ("" if len(name) > 2 else "(?=第)") for name in usable]
    return re.compile(rf"(?P<defined>{'|'.join(spoken)}){_GUARD}") if spoken else None


def _on_title(scanner: Scanner, found: re.Match[str]) -> int:
    title = titles.marked(scanner.text, scanner.folded, found.start())
    if title is None:
        return found.end()
    name, informal = titles.customary(scanner.defined.get(title.name, title.name))
    name = _with_issuer(scanner, name, found.start())
    end, start = title.end, found.start()
    if longer := _unmarked_around(scanner, title):
        name, start, end = longer
    number = history.number_before(scanner.folded, start) if start > scanner.end else None
    head = Head(name, Kind.TITLED, start, title.faults + informal, doc_number=number)
    return behind(
        scanner,
        head,
        end,
        whole=titles.is_instrument(title.name) or title.name in scanner.defined,
    )


def _unmarked_around(scanner: Scanner, title: titles.Title) -> tuple[str, int, int] | None:
    """本市实施《水法》办法第九条: the outer title has no marks."""
    before = _IMPLEMENTING.search(scanner.folded, max(scanner.end, title.start - 48), title.start)
    behind_it = _IMPLEMENTED.match(scanner.folded, title.end)
    if before is None or behind_it is None:
        return None
    start = before.start() + _name_begins(before[0])
    return scanner.text[start : behind_it.end()], start, behind_it.end()


def _name_begins(words: str) -> int:
    """Where a name without marks begins: behind the last word that governs it."""
    governing = [
        found.end() for found in _GOVERNING.finditer(words) if found.end() < len(words) - 1
    ]
    begin = governing[-1] if governing else 0
    particle = _PARTICLE.match(words[begin:])
    return begin + (particle.end() if particle else 0)


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
    glue = GLUE.match(scanner.folded, found.end())
    at = glue.end() if glue else found.end()
    if earlier := relative.HERE.match(scanner.folded, at):
        return relative.on_relative(scanner, earlier, found.start())
    reading = positions.read(scanner.folded, at)
    return scanner.add(head, reading, Position(), at) if reading else found.end()


def _on_name(scanner: Scanner, found: re.Match[str]) -> int:
    name, informal = titles.customary(scanner.defined.get(found[0], found[0]))
    head = Head(name, Kind.SHORT_NAME, found.start(), informal)
    return behind(scanner, head, found.end(), whole=True)


def _on_quote(scanner: Scanner, found: re.Match[str]) -> int:
    """Quoted words are the words of another text; a text in quotation marks from end to end is not."""
    end = closing(scanner.folded, found.start())
    if end is None or not (scanner.folded[: found.start()] + scanner.folded[end:]).strip():
        return found.end()
    return end


def _on_position(scanner: Scanner, found: re.Match[str]) -> int:
    start = found.start()
    reading = positions.read(scanner.folded, start)
    if reading is None:
        return found.end()
    if scanner.place is None and _EXCEPT.search(scanner.folded, max(0, start - 6), start):
        return reading.end
    if name := _unmarked_before(scanner, start):
        return scanner.add(name, reading, Position(), start)
    if reading.level >= Level.PARAGRAPH:
        return _on_inner_position(scanner, reading)
    return scanner.add(_head_before(scanner, start), reading, Position(), start)


def _head_before(scanner: Scanner, start: int) -> Head:
    """国发〔2016〕9号第五条, 《A》的有关规定和第五条, 第五条: what stands before a position without a name.

    A text that stands in no statute has none that a bare 第五条 could mean but the one named before.
    """
    if number := history.number_before(scanner.folded, start):
        return Head(None, Kind.SHORT_NAME, start, doc_number=number)
    gap = scanner.folded[scanner.end : start]
    same = _SAME_HEAD.match(gap) or _NEW.match(gap)
    if not scanner.self_title:
        same = same or _NEXT_CLAUSE.match(gap)
    if scanner.head and scanner.found and same:
        return replace(scanner.head, start=start)
    return Head(_own(scanner.self_title), Kind.BARE, start)


def _on_inner_position(scanner: Scanner, reading: Reading) -> int:
    """第二款, 第（四）项 without a 条: of the article just cited in this sentence, else of the place itself."""
    last = scanner.found[-1] if scanner.found else None
    if last and scanner.head and _belongs(scanner, last, reading):
        return scanner.add(scanner.head, reading, relative.only(last, Level.ITEM), reading.start)
    here = scanner.here
    if reading.level is Level.ITEM and here.item is None and (here.paragraph or 0) > 1:
        here = replace(
            here, paragraph=(here.paragraph or 0) - 1
        )  # the 款 that has the list stands before
    kind = Kind.RELATIVE if reading.level is Level.PARAGRAPH else Kind.BARE
    return scanner.add(
        Head(_own(scanner.self_title), kind, reading.start), reading, here, reading.start
    )


def _belongs(scanner: Scanner, last: Reference, reading: Reading) -> bool:
    """Whether the position goes on with the reference before: its article, or without a place its document."""
    if not scanner.goes_on(reading.start, over="。；;"):
        return False
    listed = scanner.place is None and reading.level is Level.ITEM and bool(last.title)
    return bool(last.article) or listed


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
    name = named[0][_name_begins(named[0]) :]
    if len(name) < 3 or re.match(r"[本该其前]|上述|有关|相关|规定|法律", name):
        return None
    return Head(scanner.defined.get(name, name), Kind.SHORT_NAME, start - len(name))


_HANDLERS: dict[str, Callable[[Scanner, re.Match[str]], int]] = {
    "title": _on_title,
    "quote": _on_quote,
    "derived_from": relative.on_derived,
    "self": _on_self,
    "relative": relative.on_relative,
    "that": relative.on_that,
    "position": _on_position,
    "law": _on_name,
    "defined": _on_name,
}
