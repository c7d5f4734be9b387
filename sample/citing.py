"""依据栏: from the short form of ``powers/*.tsv`` to the cell that a department would print.

Short form, several joined by `` | ``::

    集贸市场管理条例(2015-09-16)#46¶1(1),46¶1(3)   places of one dated text
    小餐饮经营监督管理办法(2018-06-22)#4..11        a range of articles
    集贸市场管理条例(2015-09-16)#章4                a chapter
    商品质量计量监督条例(2018-11-08)#全文            the whole instrument
    !【法律】《…》（…）⏎    第八条：…               printed as it stands: a statute that the sample does not have
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from legal.numerals import article_name, chinese
from legal.place import Place
from sample.statutes import SampleStatute, pinpoint, quote, statutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """一处引用 of a sample statute, in short form.

    Attributes:
        places: for a range the two ends; empty for a chapter or the whole.
        chapter: its number, "" for none.
    """

    statute: SampleStatute
    places: tuple[Place, ...] = ()
    is_range: bool = False
    chapter: str = ""

    @property
    def coarse(self) -> bool:
        """A range, a chapter or the whole instrument."""
        return self.is_range or not self.places


Library = Mapping[str, SampleStatute]
"""Dated texts by their stem; where none is given, those of ``sample/laws``."""


def references(short: str, library: Library | None = None) -> tuple[Reference, ...]:
    """The linked references of a short form; what is printed as it stands has none.

    Raises:
        KeyError: no such statute in the library.
    """
    known = statutes() if library is None else library
    parts = (part for part in short.split(" | ") if part and not part.startswith("!"))
    return tuple(_reference(part, known) for part in parts)


def _reference(part: str, known: Library) -> Reference:
    stem, _, where = part.partition("#")
    statute = known[stem]
    if where == "全文":
        return Reference(statute=statute)
    if where.startswith("章"):
        return Reference(statute=statute, chapter=where.removeprefix("章"))
    places = tuple(Place.parse(place) for place in re.split(r",|\.\.", where))
    return Reference(statute=statute, places=places, is_range=".." in where)


def basis_cell(short: str, library: Library | None = None) -> str:
    """实施依据: tag, title, history, then each article with the words it quotes."""
    return "\n".join(_basis(part, library) for part in short.split(" | "))


def _basis(part: str, library: Library | None) -> str:
    if part.startswith("!"):
        return part.removeprefix("!").replace("⏎", "\n")
    (reference,) = references(part, library)
    return "\n".join((head(reference.statute), *_quoted(reference)))


def head(statute: SampleStatute) -> str:
    """【法规】《…》（…）: how lists name a statute."""
    return f"【{statute.tag}】《{statute.title}》（{statute.note}）"


def _quoted(reference: Reference) -> Iterator[str]:
    if reference.coarse:
        yield f"    {_coarse(reference)}。"
        return
    text = reference.statute.text
    for _, same in groupby(reference.places, key=lambda place: (place.article, place.paragraph)):
        places = tuple(same)
        yield f"    {pinpoint(text, places)}：{quote(text, places)}"


def _coarse(reference: Reference) -> str:
    if reference.chapter:
        return f"第{chinese(int(reference.chapter))}章"
    if reference.is_range:
        first, last = reference.places
        return f"{article_name(first.article)}至{article_name(last.article)}"
    return "全文适用"


def listed_cell(short: str) -> str:
    """责任事项依据、追责依据: tag, title, history and bare articles, nothing quoted."""
    return "\n".join(f"{head(r.statute)}\n    {_bare(r)}。" for r in references(short))


def _bare(reference: Reference) -> str:
    if reference.coarse:
        return _coarse(reference)
    text = reference.statute.text
    return "、".join(pinpoint(text, [place], bare_items=True) for place in reference.places)
