"""下拉填充: what a spreadsheet does to a date when a cell is dragged down: 4月24日, 25日 … 36日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.lists.headers import Field
from importers.lists.items import Text
from importers.lists.reading import ListedTable

_LONG_ENOUGH = 3
_COUNTED = re.compile(r"\d+(?=[年月日.．、])")


def drag_filled(listed: ListedTable) -> Iterator[tuple[Field, list[Text]]]:
    """Runs of three and more rows where a date or a list number grows by one in an otherwise equal text.

    Other numbers may well count up in earnest (“《目录》第20项”, “第21项”).
    """
    for field in sorted(listed.table.fields - {Field.NUMBER, Field.CODE}):
        run: list[Text] = []
        for item in listed.items:
            text = next(iter(item.said(field)), None)
            if run and text is not None and _grew(run[-1], text):
                run.append(text)
                continue
            if len(run) >= _LONG_ENOUGH:
                yield field, run
            run = [text] if text is not None else []
        if len(run) >= _LONG_ENOUGH:
            yield field, run


def _grew(before: Text, now: Text) -> bool:
    if _COUNTED.sub("#", before.printed) != _COUNTED.sub("#", now.printed):
        return False
    pairs = zip(_COUNTED.findall(before.printed), _COUNTED.findall(now.printed), strict=True)
    changed = [(int(a), int(b)) for a, b in pairs if a != b]
    return len(changed) == 1 and changed[0][1] == changed[0][0] + 1
