"""引用关联: from a printed citation to the provision versions that it quotes (G15).

Identical quoted text > printed revision note > the version in force on the list's day; disagreement is a finding.
What cannot be linked stays as text with its reason; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from json import loads
from typing import Any

from graph import citations, law_texts, laws, powers, provisions
from graph.citations import Waiting
from graph.law_texts import StoredText
from graph.model.law import ProvisionVersion
from graph.model.power import LinkMethod as Method
from graph.powers import NewLink
from legal.alignment.normal import words
from legal.citations import is_number_key
from legal.place import Place, article_key
from resolvers.acting import Act

UNKNOWN_STATUTE = "法规未入库"
NO_TEXT = "法规尚无文本"
NO_PLACE = "文本中没有该条款"
NO_TITLE = "引用未写明法规名称"
UNKNOWN_NUMBER = "引用只写明文号，没有登记该文号的法规"
SHARED_NUMBER = "引用只写明文号，不止一部法规有该文号"
NOT_AN_ARTICLE = "引用的位置不是条、款、项、目或章节"
INCOMPLETE = "文本不完整，该条在缺失部分"
WHICH_PARAGRAPH = "该条不止一款有这一项，引用未写明是哪一款"
SHORTEST_QUOTATION = 10
"""Signs of the shortest quotation that tells one text from another."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """一个文本 with what linking asks of it."""

    stored: StoredText
    units: Mapping[Place, ProvisionVersion]
    divisions: Sequence[citations.Division]

    @cached_property
    def articles(self) -> list[ProvisionVersion]:
        """Its 条 in order, annexes left out."""
        whole = [u for u in self.units.values() if u.place.parent is None and not u.place.annex]
        return sorted(whole, key=lambda unit: unit.order)

    @cached_property
    def items(self) -> Mapping[Place, Sequence[ProvisionVersion]]:
        """Place without its 款 → every unit there: which 款 has a 项 is often not printed."""
        found: dict[Place, list[ProvisionVersion]] = defaultdict(list)
        for place, unit in self.units.items():
            found[replace(place, paragraph=None)].append(unit)
        return found


Texts = Mapping[str, Sequence[Text]]
"""Instrument id → its texts, oldest first."""


async def relink(act: Act, keys: Iterable[str]) -> int:
    """A text came in: link the citations that waited for its title or number. Returns how many were linked."""
    waiting = await citations.waiting_for(act.tx, keys)
    made = await link(act, waiting, act.today)
    return sum(1 for one in made if one.units)


async def link(act: Act, waiting: Iterable[Waiting], on: date) -> list[NewLink]:
    """Link these citations as of a list's day, and write the links."""
    rows = list(waiting)
    keys = {row.title_key for row in rows if row.title_key}
    instruments = await _instruments(act, keys)
    texts = await _texts(act, (id_ for ids in instruments.values() for id_ in ids))
    made = [_link(row, instruments, texts, on, act.mint("link")) for row in rows]
    await powers.put_links(act.tx, act.seq, made)
    return made


async def _instruments(act: Act, keys: Iterable[str]) -> dict[str, list[str]]:
    """Title or document number → the instruments that bear it: of a title one, of a number perhaps several."""
    numbers = {key for key in keys if is_number_key(key)}
    titled = await laws.ids_by_key(act.tx, {*keys} - numbers)
    return {key: [id_] for key, id_ in titled.items()} | await laws.by_numbers(act.tx, numbers)


async def _texts(act: Act, instruments: Iterable[str]) -> dict[str, list[Text]]:
    stored = await law_texts.versions(act.tx, instruments)
    ids = [row.version.id for rows in stored.values() for row in rows]
    units = await provisions.units_of_versions(act.tx, ids)
    divisions = await citations.divisions(act.tx, ids)

    def text(row: StoredText) -> Text:
        id_ = row.version.id
        by_place = {u.place: u for u in units.get(id_, ())}
        return Text(stored=row, units=by_place, divisions=divisions.get(id_, ()))

    return {instrument: [text(row) for row in rows] for instrument, rows in stored.items()}


def _link(
    row: Waiting, instruments: Mapping[str, Sequence[str]], texts: Texts, on: date, id_: str
) -> NewLink:
    found = instruments.get(row.title_key, ())
    instrument = found[0] if len(found) == 1 else ""
    reason = "" if instrument else _unknown(row.title_key, found)
    known = texts.get(instrument, ())
    if reason or not known:
        return NewLink(
            id=id_,
            citation=row.id,
            instrument=instrument,
            units=(),
            method=Method.NONE.name,
            reason=reason or NO_TEXT,
        )
    reference = loads(row.reference)
    choice = choose(row, reference, known, on)
    units = place_units(reference, choice.text)
    return NewLink(
        id=id_,
        citation=row.id,
        instrument=instrument,
        units=tuple(unit.id for unit in units),
        method=choice.method.name,
        reason="" if units else why(reference, choice.text),
        doubtful=choice.doubtful,
        stale=choice.stale,
    )


def _unknown(key: str, found: Sequence[str]) -> str:
    """Why a key names no instrument, or not one."""
    if not key:
        return NO_TITLE
    if not is_number_key(key):
        return UNKNOWN_STATUTE
    return SHARED_NUMBER if found else UNKNOWN_NUMBER


def why(reference: Mapping[str, Any], text: Text) -> str:
    """Why a place is not in a text."""
    article = reference.get("article")
    if not article:
        return NOT_AN_ARTICLE
    last = text.articles[-1].place.article if text.articles else "0"
    if not text.stored.version.complete and _after(article, last):
        return INCOMPLETE
    if _after(article, last):
        return f"该文本只到第{last}条"
    return WHICH_PARAGRAPH if len(_with_item(reference, text)) > 1 else NO_PLACE


def _after(article: str, last: str) -> bool:
    try:
        return article_key(article) > article_key(last)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """所引文本的判断: which text, how it was found, whether the evidence disagrees."""

    text: Text
    method: Method
    doubtful: bool
    stale: bool


def choose(row: Waiting, reference: Mapping[str, Any], texts: Sequence[Text], on: date) -> Choice:
    """哪一个文本被引用 (G15).

    Args:
        texts: at least one, oldest first.
    """
    in_force = _in_force(texts, on)
    noted = _noted(reference, texts)
    quoted = [t for t in texts if row.quoted and _quotes(row.quoted, reference, t)]
    if quoted:
        best = next((t for t in (in_force, *noted) if t in quoted), quoted[-1])
        disagrees = bool(reference.get("revision")) and best not in noted
        return _chosen(best, Method.QUOTED_TEXT, in_force, doubtful=disagrees)
    unmatched = is_quotation(row.quoted)
    if noted:
        best = in_force if in_force in noted else noted[-1]
        several = len(noted) > 1 and best is not in_force
        return _chosen(best, Method.REVISION_NOTE, in_force, doubtful=unmatched or several)
    unknown = bool(reference.get("revision"))
    return _chosen(in_force, Method.IN_FORCE, in_force, doubtful=unmatched or unknown)


def standing(quoted: str, units: Iterable[ProvisionVersion]) -> list[ProvisionVersion]:
    """The 条 and 款 of a text that begin with the quoted words, or with which these begin: where an old number leads."""
    told = _unnumbered(quoted)
    if not is_quotation(quoted):
        return []
    return [u for u in units if u.place.item is None and _agree(told, _unnumbered(u.text))]


def _agree(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= SHORTEST_QUOTATION
    return long_enough and (one.startswith(other) or other.startswith(one))


def is_quotation(quoted: str) -> bool:
    """Whether the words behind a citation are long enough to tell one text from another."""
    return len(words(quoted)) >= SHORTEST_QUOTATION


def _chosen(text: Text, method: Method, in_force: Text, *, doubtful: bool) -> Choice:
    return Choice(text=text, method=method, doubtful=doubtful, stale=text is not in_force)


def _in_force(texts: Sequence[Text], on: date) -> Text:
    """The newest text in force on the day; the oldest where none was yet."""
    living = [
        t
        for t in texts
        if t.stored.version.effective is not None and t.stored.version.effective <= on
    ]
    return living[-1] if living else texts[0]


def _noted(reference: Mapping[str, Any], texts: Sequence[Text]) -> list[Text]:
    """The texts that the printed revision note fits, oldest first; a note of a year alone may fit several."""
    revision = reference.get("revision")
    if not revision:
        return []
    return [t for t in texts if t.stored.version.promulgated.isoformat().startswith(revision)]


def _quotes(quoted: str, reference: Mapping[str, Any], text: Text) -> bool:
    """Whether the quoted words stand in this text at the cited place; a cell may leave the end out."""
    told = _unnumbered(quoted)
    units = place_units(reference, text)
    return len(told) >= SHORTEST_QUOTATION and any(
        _unnumbered(part.text).startswith(told) or told.startswith(_unnumbered(part.text))
        for unit in units
        for part in (unit, text.units[unit.place.whole_article])
        if part.text
    )


_NUMBER_OF_ITEM = re.compile(r"[（(](?:[一二三四五六七八九十百]+|\d+)[）)]")


def _unnumbered(text: str) -> str:
    """The bare words: a cell prints （三） before an item, a unit's text leaves it out or writes it in digits."""
    return words(_NUMBER_OF_ITEM.sub("", text))


def place_units(reference: Mapping[str, Any], text: Text) -> list[ProvisionVersion]:
    """The units that a reference covers: one for a place, several for a range, a chapter or the whole."""
    if reference.get("annex") is not None or reference.get("article"):
        return _articles(reference, text)
    if reference.get("chapter") or reference.get("section") or reference.get("part"):
        return _division(reference, text)
    return text.articles if _is_whole(reference) else []


def _is_whole(reference: Mapping[str, Any]) -> bool:
    """全文适用, or a statute named without a place."""
    places = ("article", "paragraph", "item", "chapter", "section", "part", "annex")
    return bool(reference.get("whole")) or not any(reference.get(name) for name in places)


def _articles(reference: Mapping[str, Any], text: Text) -> list[ProvisionVersion]:
    first, last = reference.get("article"), reference.get("range_end")
    if last and first:
        low, high = article_key(first), article_key(last)
        return [u for u in text.articles if low <= article_key(u.place.article) <= high]
    annex = reference.get("annex")
    article, item = (reference.get("item"), None) if annex else (first, reference.get("item"))
    if not article:
        return []
    place = Place(
        article,
        reference.get("paragraph") if not annex else None,
        item,
        reference.get("subitem") if not annex else None,
        annex=annex or "",
    )
    return [found] if (found := _at(place, text)) is not None else []


def _at(place: Place, text: Text) -> ProvisionVersion | None:
    """The unit at a place; 第十二条第三项 names no 款 where the article has only one with that 项."""
    if place.item is not None and place.paragraph is None:
        fits = _of_item(place, text)
        return fits[0] if len(fits) == 1 else None
    return text.units.get(place)


def _of_item(place: Place, text: Text) -> Sequence[ProvisionVersion]:
    """Every unit of this 项 of the article, whichever 款 has it."""
    return text.items.get(replace(place, paragraph=None), ())


def _with_item(reference: Mapping[str, Any], text: Text) -> Sequence[ProvisionVersion]:
    if not reference.get("item") or reference.get("paragraph") or reference.get("annex"):
        return ()
    return _of_item(
        Place(reference["article"], None, reference["item"], reference.get("subitem")), text
    )


def _division(reference: Mapping[str, Any], text: Text) -> list[ProvisionVersion]:
    chapter, section = reference.get("chapter"), reference.get("section")
    level = "SECTION" if section else ("CHAPTER" if chapter else "PART")
    number = section or chapter or reference.get("part")
    end = reference.get("range_end") or number
    return [
        unit
        for division in text.divisions
        if division.level == level and _within(division.number, number, end)
        for unit in text.articles
        if division.first
        and article_key(division.first)
        <= article_key(unit.place.article)
        <= article_key(division.last)
    ]


def _within(number: str, first: Any, last: Any) -> bool:
    return number.isdigit() and int(first) <= int(number) <= int(last)
