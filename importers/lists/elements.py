"""要素解析: what the text of a cell enumerates: holders, offices, sub-items, duty steps, liability clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.lists.headers import Field
from importers.lists.items import Part, Text
from importers.lists.levels import split_level
from importers.lists.text import clause_key, is_nothing, joined, split_numbered, squeeze


@dataclass(frozen=True, slots=True)
class Holder:
    """行使主体: a body as printed, with the names that it also carries in brackets."""

    name: str
    aliases: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class ListedSubItem:
    """子项: one of the things that an item is split into; ``number`` as printed, "" if none."""

    number: str
    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class DutyStep:
    """责任事项的一步.

    Attributes:
        heading: “直接实施责任”, “指导监督责任”, or "" where the list has no such heading.
        stage: “受理责任” where the step names one, else "".
    """

    heading: str
    number: int
    stage: str
    wording: str
    text: Text


@dataclass(frozen=True, slots=True)
class Clause:
    """追责情形的一条: ``key`` is equal for equal clauses, so that they can be shared."""

    number: int
    wording: str
    text: Text

    @property
    def key(self) -> str:
        """The wording folded, without list number and closing punctuation."""
        return clause_key(self.wording)


@dataclass(frozen=True, slots=True)
class Liability:
    """追责情形: the fixed preamble, "" where there is none, and the clauses."""

    preamble: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class LevelSaid:
    """实施层级及权限: either may be "" ."""

    level: str
    authority: str


# --- bodies -------------------------------------------------------------------------------------

_OPEN, _CLOSE = "（(【[《〈“", "）)】]》〉”"
_SEPARATORS = "、，,；;/"
_BODY = re.compile(r".*[局委办厅部院会队站所处科室股司署中心政府公司大学法庭关社团组](?:[）)])?$")
_ALIAS = re.compile(r"(?P<name>.*?)[（(](?P<aliases>[^（）()]+)[）)]$")
_PLATE = re.compile(r"^(?:挂|加挂|对外|又称|原|简称|以下简称|并挂)+|(?:牌子|名称)$")


def bodies(text: str) -> tuple[str, ...]:
    """The bodies named in a cell: split at 、，；outside brackets and at line breaks between whole names."""
    names = (joined(line) for piece in _outside_brackets(text) for line in _whole_lines(piece))
    return tuple(dict.fromkeys(name for name in map(_unnumbered, names) if name))


def is_body(name: str) -> bool:
    """Whether a text reads like the name of one body (“市商务局”)."""
    return len(bodies(name)) == 1 and _ends_body(name) and len(squeeze(name)) <= 40


def _unnumbered(name: str) -> str:
    return re.sub(r"^\d{1,2}[.．、]\s*", "", name).strip("。. ")


def _outside_brackets(text: str) -> Iterator[str]:
    depth, piece = 0, ""
    for letter in text:
        depth = max(0, depth + (letter in _OPEN) - (letter in _CLOSE))
        if depth == 0 and letter in _SEPARATORS:
            yield piece
            piece = ""
        else:
            piece += letter
    yield piece


def _whole_lines(text: str) -> Iterator[str]:
    """Lines put together again where a break stands inside a name."""
    name = ""
    for line in text.splitlines():
        part = line.strip()
        if name and _ends_body(name) and _opens_body(part):
            yield name
            name = ""
        name += part
    yield name


def _ends_body(name: str) -> bool:
    folded = squeeze(name)
    return len(folded) >= 3 and folded.count("(") <= folded.count(")") and bool(_BODY.match(folded))


def _opens_body(part: str) -> bool:
    folded = squeeze(part)
    return len(folded) >= 3 and folded[0] not in "(" and bool(_BODY.match(folded.split("(")[0]))


def holders(part: Part) -> tuple[Holder, ...]:
    """行使主体 of a part, in order."""
    return tuple(
        Holder(name, _aliases(name), text)
        for text in part.said(Field.HOLDER)
        for name in bodies(text.printed)
    )


def plain_name(body: str) -> str:
    """The body's name without its bracketed aliases."""
    found = _ALIAS.match(body)
    return found["name"] if found and found["name"] else body


def _aliases(body: str) -> tuple[str, ...]:
    found = _ALIAS.match(body)
    if not found or not found["name"]:
        return ()
    names = (
        _PLATE.sub("", name).strip() for name in re.split(f"[{_SEPARATORS}]", found["aliases"])
    )
    return tuple(name for name in names if name)


def offices(part: Part) -> tuple[str, ...]:
    """承办机构 of a part, in order."""
    said = (name for text in part.said(Field.OFFICE) for name in bodies(text.printed))
    return tuple(dict.fromkeys(said))


# --- level --------------------------------------------------------------------------------------


def level_said(part: Part) -> LevelSaid:
    """实施层级及权限, whichever of its columns says which."""
    level, authority = "", [""]
    for text in (*part.said(Field.LEVEL), *part.said(Field.AUTHORITY)):
        if is_tick(text.printed):
            level = "、".join(filter(None, (level, text.header.rpartition("/")[2])))
            continue
        first, rest = split_level(text.printed) if not level else ("", text.printed)
        level = level or joined(first)
        authority.append(joined(rest))
    return LevelSaid(level, "\n".join(filter(None, authority)))


def is_tick(text: str) -> bool:
    """Whether a cell only ticks its column (“√” under 行使层级/市级)."""
    return squeeze(text) in ("√", "✓", "✔", "☑", "●", "★", "是", "有")


# --- enumerations -------------------------------------------------------------------------------


def sub_items(part: Part) -> tuple[ListedSubItem, ...]:
    """子项 of a part: one, or several numbered inside one cell; none for “无”."""
    return tuple(
        ListedSubItem(number, name, text)
        for text in part.said(Field.SUB_ITEM)
        for number, name in _sub_items(text.printed)
        if not is_nothing(name)
    )


def _sub_items(printed: str) -> list[tuple[str, str]]:
    listing = split_numbered(printed)
    if not listing.entries or listing.lead:
        return [("", joined(printed))]
    return [(str(entry.number), joined(entry.text)) for entry in listing.entries]


_HEADING = re.compile(
    r"(?:^|\n|(?<=[。；;]))\s*(?:[（(]?[一二三四12][）)、.．])?\s*"
    r"((?:直\s*接\s*)?实\s*施\s*责\s*任|指\s*导\s*监\s*督\s*责\s*任|监\s*督\s*指\s*导\s*责\s*任|(?:事中事后)?监管责任)\s*[：:]"
)
_STAGE = re.compile(r"^([\u4e00-\u9fff（）()]{2,10}(?:责任|阶段|环节))[：:。]")


def duty_steps(part: Part) -> tuple[DutyStep, ...]:
    """责任事项 of a part, step by step, under its headings."""
    return tuple(
        step
        for text in part.said(Field.DUTY)
        for heading, body in _headed(text.printed)
        for step in _steps(heading, body, text)
    )


def _headed(printed: str) -> Iterator[tuple[str, str]]:
    pieces = _HEADING.split(printed)
    if pieces[0].strip():
        yield "", pieces[0]
    for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
        yield squeeze(heading), body


def _steps(heading: str, body: str, text: Text) -> Iterator[DutyStep]:
    listing = split_numbered(body)
    if listing.lead and not is_nothing(listing.lead):
        yield _step(heading, 0, listing.lead, text)
    for entry in listing.entries:
        yield _step(heading, entry.number, entry.text, text)


def _step(heading: str, number: int, wording: str, text: Text) -> DutyStep:
    line = joined(wording)
    stage = _STAGE.match(line)
    return DutyStep(heading, number, stage[1] if stage else "", line, text)


def liability(part: Part) -> Liability:
    """追责情形 of a part: preamble and clauses; a text without numbers is one clause."""
    preambles: list[str] = []
    clauses: list[Clause] = []
    for text in part.said(Field.LIABILITY_CLAUSES):
        listing = split_numbered(text.printed)
        if not listing.entries:
            clauses.append(Clause(0, joined(text.printed), text))
            continue
        preambles.append(joined(listing.lead))
        clauses += [Clause(entry.number, joined(entry.text), text) for entry in listing.entries]
    return Liability(" ".join(filter(None, preambles)), tuple(clauses))


def liable_persons(part: Part) -> tuple[str, ...]:
    """追责对象范围 of a part, in order."""
    return tuple(
        line.strip("；;。：:, ")
        for text in part.said(Field.LIABILITY_SUBJECTS)
        for line in _persons(text.printed)
    )


def _persons(printed: str) -> list[str]:
    listing = split_numbered(printed)
    if not listing.entries:
        return [joined(printed)]
    return [joined(entry.text) for entry in listing.entries]
