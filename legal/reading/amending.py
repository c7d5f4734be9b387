"""引文: amendment texts quote whole articles as lines of their own; these are words, not articles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legal.reading import marks
from legal.reading.source import Line
from legal.reading.state import successors

_ANNOUNCES = re.compile(
    r"(?:(?P<change>修改为|改为|表述为|作为第[^。；]{1,20}|增加[^。；]{0,30}[条款项节章])|如下[^。；]{0,8})"
    r"\s*[：:]\s*(?P<mark>[“\"「『])?"
)
_CLAUSE = re.compile(r"[一二三四五六七八九十百]+、")


@dataclass(slots=True)
class Quote:
    """Whether the lines being read are quoted.

    Attributes:
        open: "" outside, "mark" until the closing mark, "colon" until the text's own numbering goes on.
    """

    open: str = ""

    def holds(self, line: Line, last: str) -> bool:
        """Whether this line stands inside the quotation; ends it where the text's own words go on."""
        if not self.open:
            return False
        start = marks.article(line.text)
        own = start is not None and bool(last) and start.number in successors(last)
        if own or line.depth or _CLAUSE.match(line.text):
            self.open = ""
        return bool(self.open)

    def follow(self, line: Line, following: Line | None, last: str) -> None:
        """Note whether this line opens or closes a quotation."""
        if self.open == "mark" and line.text.rfind("”") > line.text.rfind("“"):
            self.open = ""
        announced = list(_ANNOUNCES.finditer(line.text))
        if self.open or not announced:
            return
        if announced[-1]["mark"] and line.text.rfind("“") > line.text.rfind("”"):
            self.open = "mark"
        elif announced[-1].end() == len(line.text):
            change = announced[-1]["change"] is not None
            self.open = "colon" if _foreign(following, last, change) else ""


def _foreign(line: Line | None, last: str, change: bool) -> bool:
    """Whether a line opens an article or a heading that is not the text's own next one."""
    if line is None or line.depth:
        return False
    start = marks.article(line.text)
    if start is not None:
        return start.number not in successors(last) or (change and not last)
    return bool(last) and marks.heading(line.text, marked=False) is not None
