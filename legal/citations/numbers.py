"""文号: order and document numbers as keys, and those under which a statute itself was promulgated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from legal.citations import history
from legal.numerals import NUMBER, to_int
from legal.statute import Event

_PREFIX = "文号:"
"""No title begins so: one index holds both."""

_OPEN, _CLOSE = re.compile(r"[\[(【〔﹝]"), re.compile(r"[\])】〕﹞]")
_COUNT = re.compile(rf"第?(?P<number>{NUMBER})号")
_PROMULGATED = re.compile(r"公布|发布|颁布|印发")
_AMENDED = re.compile(r"修订|修正|修改|决定|废止|批准")


def number_key(doc_number: str) -> str:
    """For comparing only: 中华人民共和国国务院令第四百零六号 and 国务院令第406号 are one number; "" for none."""
    folded = "".join(unicodedata.normalize("NFKC", doc_number).split())
    folded = _CLOSE.sub("〕", _OPEN.sub("〔", folded)).replace("中华人民共和国", "")
    return f"{_PREFIX}{_COUNT.sub(_counted, folded)}" if folded else ""


def is_number_key(key: str) -> bool:
    """Whether a key is a number's and no title's."""
    return key.startswith(_PREFIX)


def _counted(found: re.Match[str]) -> str:
    try:
        return f"第{to_int(found['number'])}号"
    except ValueError:
        return found[0]


def own_numbers(events: Iterable[Event]) -> tuple[str, ...]:
    """Numbers of the orders that promulgated the statute, by its 沿革.

    That of an amendment is the number of the amending decision: it names another text, often of many statutes.
    """
    told = [*events]
    read = [history.read(e.text).doc_number for e in told if _promulgates(e.text)]
    read += [_standing_alone(told[at : at + 2]) for at in range(len(told))]
    return tuple(dict.fromkeys(number for number in read if number))


def _promulgates(text: str) -> bool:
    return bool(_PROMULGATED.search(text)) and not _AMENDED.search(text)


def _standing_alone(lines: Sequence[Event]) -> str | None:
    """A line that is nothing but a number, as above a decree or below a notice; 令 and 第N号 may stand on two."""
    for text in ("".join(e.text for e in lines if e.day is None), lines[0].text):
        words = "".join(unicodedata.normalize("NFKC", text).split())
        number = history.read(words).doc_number
        if number and number_key(number) == number_key(words):
            return number
    return None
