"""条款项目的读法: 第十二条之一第二款第（三）、（五）项至第七项 as positions, lists and ranges included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from legal.citations.text import B, N, misspelt, number


class Level(IntEnum):
    """层级, outermost first."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    PARAGRAPH = 5
    ITEM = 6
    SUBITEM = 7


FIELDS = ("annex", "part", "chapter", "section", "article", "paragraph", "item", "subitem")
UNITS = {
    "编": Level.PART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "条": Level.ARTICLE,
    "款": Level.PARAGRAPH,
    "项": Level.ITEM,
    "目": Level.SUBITEM,
    "小项": Level.SUBITEM,
    "部分": Level.SECTION,
}
TEXTUAL = {Level.ANNEX, Level.ARTICLE, Level.ITEM}
"""Levels whose number is a text, because 之一 can be added to it."""

_UNIT = (
    r"小项|部分(?=第)|条(?!件|线|令|约(?!定)|目)|款(?!项|式|待)|项(?!目(?!录)|下(?!放)|链)|目(?!标|的|录|前)"
    r"|章(?!程)|节(?!能|约|日|假|目|水|点|余|庆)|编(?!制|号|办|写|码|委|外|者|入)"
)
_ONE = rf"(?:\({B}{N}{B}\)|{N}(?:\.\d++)*+)"
_INNER = r"(?:至|到|[-—–~]{1,2}|[、,和及与/])"
_GROUP = re.compile(
    rf"(?P<opening>第{B})?(?P<numbers>{_ONE}(?:{B}{_INNER}{B}(?:第{B})?{_ONE}|{B}(?:第{B})?\({B}{N}{B}\)){{0,99}}+)"
    rf"{B}(?P<unit>{_UNIT})(?P<inserted>(?:之{N})*+)"
)
_LONE_ITEMS = re.compile(
    rf"(?P<numbers>\({B}{N}{B}\)(?:{B}(?:{_INNER}{B})?\({B}{N}{B}\)){{0,60}}+)(?={B}(?:[:、,;。]|第|$|\n))"
)
_DOTTED = re.compile(
    rf"(?:第{B}(?P<number>\d++(?:\.\d++)++)|(?P<bare>\d++(?:\.\d++)++){B}条){B}条?"
)
_BEFORE = re.compile(rf"前(?P<count>{N})?{B}(?P<unit>款|项)")
_ANNEX = re.compile(
    rf"附(?:件|表|录)(?:目录|清单)?{B}(?P<number>{N})?{B}:?{B}(?:\((?:{N}|[^()\d\n]{{2,40}})\){B})?(?:《[^《》]{{1,80}}+》|[一-龥]{{2,24}}?(?:目录|清单|表|事项|项目))?(?={B}第{B}\(?{N})"
)
_ASIDE = re.compile(rf"{B}\((?!{N}\))[^()\d]{{1,30}}+\)(?={B}(?:[、,和及与至]|以及|或))")
_JOINER = re.compile(
    rf"{B}(?P<word>至|到|[-—–~]{{1,2}}|[、,;/]|以及|及|和|与|或者|或){B}(?P<more>[、,和及或]{B})?"
)
_SENTENCE = re.compile(rf"{B}(?:规定|所|的|之规)")
_WITHOUT_FIRST_WORD = re.compile(rf"(?P<number>{N}){B}条(?={B}:)")
_HEADING = re.compile(r"[ ]*+(?![第至到和及与或以])[一-龥]{2,20}+(?=[、,。;]|[ ]*+(?:\n|$))")
_FILLER = re.compile(rf"{B}(?:所列的?|规定的|中的?|的|之){B}(?=第)")
_COLON = re.compile(rf"{B}:{B}(?=第{B}\({B}{N}{B}\){B}项(?![、规所至和或]))")
_BLANKS = re.compile(B)
_RANGE_WORDS = re.compile(r"[至到—–~-]{1,2}")
_NUMERAL = re.compile(N)
_NUMBER_OR_JOINER = re.compile(rf"(?P<number>{N}(?:\.\d++)*+)|(?P<word>[至到—–~-]{{1,2}})")


@dataclass(frozen=True, slots=True)
class Step:
    """One printed unit: 第一、三款 is (PARAGRAPH, 1, 3), 第二至第七项 is (ITEM, 2–7).

    Attributes:
        joiner: "" if it follows the unit before directly, "list" or "range" by the word between.
        damaged: a misspelt numeral as printed (六一), "" if none.
    """

    level: Level
    spans: tuple[tuple[str, str | None], ...]
    joiner: str
    start: int
    end: int
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Positions that stand together, with their span and what is damaged in them."""

    steps: tuple[Step, ...]
    start: int
    end: int

    @property
    def level(self) -> Level:
        """Of the first unit: decides what is taken over from the context."""
        return self.steps[0].level


def read(text: str, start: int, *, named: bool = False, most: int = 500) -> Reading | None:
    """The positions that begin at ``start`` of the folded text; None if none does.

    Args:
        named: a 章 or 节 may print its heading before the list goes on (第二章资质核准、第三章监督管理).
        most: units that are read at most.
    """
    steps: list[Step] = _without_first_word(text, start) if named else []
    at = steps[-1].end if steps else start
    while len(steps) < most:
        joiner, begin = _joiner(text, at) if steps else ("", at)
        step = _step(text, begin, joiner, steps) or _inside(text, at, steps, named=named)
        if step is None or (steps and _of_quoted_text(text, at, steps[-1], step)):
            break
        steps.append(step)
        at = _behind_heading(text, step) if named else step.end
    return Reading(tuple(steps), start, at) if steps else None


def _joiner(text: str, at: int) -> tuple[str, int]:
    aside = _ASIDE.match(text, at)  # 第二百六十四条（盗窃罪）、第二百六十六条
    found = _JOINER.match(text, aside.end() if aside else at)
    if found is None:
        return "", _end_of_blanks(text, at)
    return "range" if _RANGE_WORDS.fullmatch(found["word"]) else "list", found.end()


def _of_quoted_text(text: str, at: int, before: Step, step: Step) -> bool:
    """第三条　第五条规定的人员…: behind a blank, the article's own text begins with a reference."""
    apart = not step.joiner and step.start > at and step.level <= before.level
    return apart and _SENTENCE.match(text, step.end) is not None


def _without_first_word(text: str, start: int) -> list[Step]:
    """三十八条：… at the start of a line: 第 was left out."""
    found = _WITHOUT_FIRST_WORD.match(text, start)
    article = number(found["number"]) if found else None
    if found is None or article is None:
        return []
    return [Step(Level.ARTICLE, ((str(article), None),), "", start, found.end())]


def _behind_heading(text: str, step: Step) -> int:
    found = _HEADING.match(text, step.end) if step.level in (Level.CHAPTER, Level.SECTION) else None
    return found.end() if found else step.end


def _inside(text: str, at: int, before: Sequence[Step], *, named: bool) -> Step | None:
    """第一条所列第二项, in cells also 第一条：第（七）项: words or a mark between a unit and a deeper one."""
    filler = _FILLER.match(text, at) or (_COLON.match(text, at) if named else None)
    step = _group(text, filler.end(), "", before) if filler and before else None
    return step if step is not None and step.level > before[-1].level else None


def _end_of_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _step(text: str, at: int, joiner: str, before: Sequence[Step]) -> Step | None:
    for reader in (_annex, _dotted, _group, _lone_items, _before):
        step = reader(text, at, joiner, before)
        if step is not None:
            return step
    return None


def _annex(text: str, at: int, joiner: str, _: Sequence[Step]) -> Step | None:
    found = _ANNEX.match(text, at)
    if found is None:
        return None
    key = str(number(found["number"])) if found["number"] else "0"
    return Step(Level.ANNEX, ((key, None),), joiner, at, found.end())


def _dotted(text: str, at: int, joiner: str, _: Sequence[Step]) -> Step | None:
    found = _DOTTED.match(text, at)
    if found is None:
        return None
    return Step(Level.ARTICLE, ((found["number"] or found["bare"], None),), joiner, at, found.end())


def _group(text: str, at: int, joiner: str, before: Sequence[Step]) -> Step | None:
    found = _GROUP.match(text, at)
    if found is None or not _may_open(found, joiner, before):
        return None
    spans = tuple(_spans(found["numbers"]))
    if not spans:
        return None
    end = found.end()
    if found["inserted"] and UNITS[found["unit"]] in TEXTUAL:
        if UNITS[found["unit"]] is Level.ITEM and text[end : end + 1] == "的":
            end = found.start("inserted")  # 第一款第二项之一的: one of them, not 项之一
        else:
            spans = (*spans[:-1], _inserted(spans[-1], found["inserted"]))
    damaged = next(filter(misspelt, _NUMERAL.findall(found["numbers"])), "")
    return Step(UNITS[found["unit"]], spans, joiner, at, end, damaged)


def _may_open(found: re.Match[str], joiner: str, before: Sequence[Step]) -> bool:
    """第 may be missing only in a list or range that goes on, or before a bracket: （三）、（四）项."""
    if found["opening"]:
        return True
    if found["numbers"].startswith("("):
        # 第四十六条（一）、第五十二条: the bracket is an item of its own
        return bool(before) and ("第" not in found["numbers"] or UNITS[found["unit"]] >= Level.ITEM)
    return bool(before) and joiner != ""


def _inserted(span: tuple[str, str | None], printed: str) -> tuple[str, str | None]:
    suffix = "".join(f"-{number(part)}" for part in printed.split("之")[1:])
    first, last = span
    return (first + suffix, None) if last is None else (first, last + suffix)


def _lone_items(text: str, at: int, joiner: str, before: Sequence[Step]) -> Step | None:
    """第四十条（一）（二）: items without their unit."""
    found = _LONE_ITEMS.match(text, at)
    if found is None or not before or before[-1].level < Level.ARTICLE:
        return None
    spans = tuple(_spans(found["numbers"]))
    return Step(Level.ITEM, spans, joiner, at, found.end()) if spans else None


def _before(text: str, at: int, joiner: str, before: Sequence[Step]) -> Step | None:
    """前三款 right after an article: its first three."""
    found = _BEFORE.match(text, at)
    if found is None or not before or joiner or not found["count"]:
        return None
    count = number(found["count"]) or 1
    return Step(UNITS[found["unit"]], (("1", str(count)),), joiner, at, found.end())


def _spans(printed: str) -> Iterator[tuple[str, str | None]]:
    first: str | None = None
    ranging = False
    for found in _NUMBER_OR_JOINER.finditer(printed):
        if found["word"]:
            ranging = first is not None
            continue
        key = found["number"] if "." in found["number"] else number(found["number"])
        if key is None:
            continue
        if ranging:
            yield first or "", str(key)
            first, ranging = None, False
            continue
        if first is not None:
            yield first, None
        first = str(key)
    if first is not None:
        yield first, None
