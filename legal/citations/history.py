"""沿革: what the bracket behind a title says: order number, document number, date of the last revision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from legal.citations.model import Fault
from legal.citations.text import B, N, fold, squeeze

_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d\d){B}年?{B}(?:(?P<month>\d{{1,2}}){B}[月.]{B}(?:(?P<day>\d{{1,2}}){B}[日号]?)?)?"
)
_QUOTED = re.compile(r"《[^《》]*+(?:《[^《》]*+》[^《》]*+)*+》|〈[^〈〉]*(?:法|例|定|法规)〉")
_REVISED = re.compile(r"修\s?正|修\s?订|修\s?改")
_OTHER_EVENT = re.compile(rf"(?:公布|发布|颁布|通过|印发|起?施行|起?实施|生效){B}[,，。;)]")
_START_DATE = re.compile(rf"{B}起?{B}(?:施行|实施|执行|生效)")
_OF_ORDER = re.compile(rf"{B}[〕】\])]?{B}第?{B}{N}{B}号")
_ORDER = re.compile(
    rf"(?P<issuer>[一-龥、〈〉]{{0,60}}?(?:令|公告|通告)){B},?{B}(?P<year>(?:[〔\[【(]?{B}\d{{4}}{B}[〕\]】)]?){B}年?{B})?(?:第{B})?(?P<number>{N}){B}号"
    rf"|(?P<signed>第{N}号(?:中华人民共和国)?[一-龥]{{0,12}}令)|(?P<late>[一-龥]{{2,40}}第?{N}号令)"
)
_DOCUMENT = re.compile(
    rf"(?P<issuer>[^\s\d〔\[【(《》）),，。;；:：、日年号〈〉■]{{1,20}}){B}(?P<open>[〔\[【(]){B}(?P<year>(?:19|20)\d\d){B}[〕\]】)]{B}(?P<number>第?{B}\d{{1,5}}){B}号"
)
_STANDARD = re.compile(
    r"(?P<number>\b(?:GB|JGJ|CJJ|JTG|DB|DL|SL|HJ|AQ|JT|GA|WS|NY|LY|TSG|CJ|JG|YY|SB|MZ|MH|TB|DZ|QX|CH|YD)[/A-Z]{0,4}\s?[\d.]+(?:-\d{2,4})?)"
)


@dataclass(frozen=True, slots=True)
class History:
    """What was read in the bracket."""

    doc_number: str | None
    revision: str | None
    faults: tuple[tuple[Fault, str], ...]


def read(printed: str) -> History:
    """The order or document number, the revision's date, and what is damaged."""
    folded = fold(printed)
    open_text = _QUOTED.sub("■", folded.replace("\n", ""))
    doc_number, wrong_brackets = _doc_number(open_text)
    impossible = tuple(
        (Fault.IMPOSSIBLE_DATE, squeeze(m[0])) for m in _DATE.finditer(open_text) if _impossible(m)
    )
    return History(doc_number, _revision(open_text), wrong_brackets + impossible)


def number_before(folded: str, end: int) -> str | None:
    """国务院令第591号《…》, 国发〔2016〕9号文件第五条: the number that stands right before ``end``."""
    words = _BEFORE.search(folded, max(0, end - 40), end)
    return read(words["printed"]).doc_number if words else None


_BEFORE = re.compile(
    rf"(?P<printed>[^《》。;\n]{{2,36}}{N}{B}号)(?:文件?|令)?(?:中|的|公布的|发布的)?[ ]*+\Z"
)


def _doc_number(text: str) -> tuple[str | None, tuple[tuple[Fault, str], ...]]:
    found = [(m.start(), reader(m)) for pattern, reader in _NUMBERS for m in pattern.finditer(text)]
    if not found:
        return None, ()
    return min(found)[1]


def _of_order(found: re.Match[str]) -> tuple[str, tuple[tuple[Fault, str], ...]]:
    turned = found["signed"] or found["late"]
    if turned is None:
        behind = squeeze(found[0][len(found["issuer"]) :]).lstrip(",")
        return _clean(found["issuer"]) + behind, ()
    digits = re.search(rf"第?{N}号", turned)
    issuer = turned.replace(digits[0], "") if digits else turned
    return _clean(f"{issuer}{digits[0] if digits else ''}"), ()


def _of_document(found: re.Match[str]) -> tuple[str, tuple[tuple[Fault, str], ...]]:
    issuer, digits = _clean(found["issuer"]), squeeze(found["number"])
    faults = () if found["open"] == "〔" else ((Fault.DOC_NUMBER_BRACKETS, squeeze(found[0])),)
    return f"{issuer}〔{found['year']}〕{digits}号", faults if found["open"] == "【" else ()


def _of_standard(found: re.Match[str]) -> tuple[str, tuple[tuple[Fault, str], ...]]:
    return squeeze(found["number"]), ()


_NUMBERS = ((_ORDER, _of_order), (_DOCUMENT, _of_document), (_STANDARD, _of_standard))
_LEAD = re.compile(
    r"^(?:.*(?:通过|公布|发布|颁布|讨论|修订|修正|签署|施行|根据|依据|会议|[日月年以]))?(?:[以由原的号]|经(?!济))?(?:中华人民共和国)?"
)


def _clean(issuer: str) -> str:
    """The issuer without 中华人民共和国 and without the words of the sentence before it."""
    short = squeeze(issuer)
    return _LEAD.sub("", short, count=1) or short


def _impossible(found: re.Match[str]) -> bool:
    if not found["month"]:
        return False
    try:
        date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return True
    return False


def _revision(text: str) -> str | None:
    """The date of the last 修正, 修订 or 修改 outside quoted titles."""
    dated = [day for m in _REVISED.finditer(text) if (day := _date_before(text, m.start()))]
    complete = [day for day in dated if day]
    return max(complete) if complete else None


def _of_another_event(between: str) -> bool:
    """Whether the words between a date and 修正 end another event: 公布， but not 通过，修改."""
    event = _OTHER_EVENT.search(between)
    return event is not None and len(between[event.end() :].strip(" \n,。;)")) > 2


def _date_before(text: str, end: int) -> str | None:
    """The nearest date before a revision that is neither a start of force nor cut off by another event."""
    nearest: re.Match[str] | None = None
    for found in _DATE.finditer(text, max(0, end - 400), end):
        weak = nearest is not None and _OF_ORDER.match(text, found.end())
        if not weak and not _START_DATE.match(text, found.end()):
            nearest = found
    if nearest is None or _impossible(nearest) or _of_another_event(text[nearest.end() : end]):
        return None
    parts = [
        nearest["year"],
        *(f"{int(nearest[name]):02d}" for name in ("month", "day") if nearest[name]),
    ]
    return "-".join(parts)
