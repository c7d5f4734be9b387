"""不属于本清单的行 (G19): rows of another level, and rows that hold a template's placeholder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from importers.lists import elements
from importers.lists.headers import Field
from importers.lists.items import ListedItem, Outside, OutsideReason, Part
from importers.lists.levels import Level, holder_level, is_placeholder, level_in_name, levels_in


def usual_level(items: Iterable[ListedItem]) -> Level | None:
    """The level that most rows print; without any the province, if most holders are provincial; else None."""
    every = [(item, part) for item in items for part in item.parts]
    printed = Counter(level for item, part in every for level in levels_in(_said(item, part)))
    if printed:
        return printed.most_common(1)[0][0]
    named = [holder_level(h.name) for _, part in every for h in elements.holders(part)]
    return Level.PROVINCE if named.count(Level.PROVINCE) * 2 > len(named) else None


def placed(
    item: ListedItem, own: Level | None, registered: frozenset[str] = frozenset()
) -> ListedItem:
    """The item with each part marked that does not belong to a list of this level.

    Args:
        registered: names that 编办 gave to an organ: a template's blank among them means that organ.
    """
    outside = (_outside(item, part, own, registered) for part in item.parts)
    return replace(
        item, parts=tuple(replace(p, outside=o) for p, o in zip(item.parts, outside, strict=True))
    )


def _said(item: ListedItem, part: Part) -> str:
    """The level that a part prints, else its item, else the name of the sheet."""
    own = elements.level_said(part).level or elements.level_said(item.parts[0]).level
    return own or "、".join(sorted(level_in_name(item.sheet)))


def _outside(
    item: ListedItem, part: Part, own: Level | None, registered: frozenset[str]
) -> OutsideReason | None:
    """Why a part is of another level or only a template; its own words count before the item's."""
    said = _said(item, part)
    levels = levels_in(said)
    if own is not None and levels and own not in levels:
        at = next(iter(part.said(Field.LEVEL) or item.said(Field.LEVEL)), item.name).at
        return OutsideReason(Outside.OTHER_LEVEL, f"实施层级为“{said}”，本清单为{own}", at)
    for text in item.effective(part, Field.HOLDER):
        names = elements.bodies(text.printed)
        if names and all(is_placeholder(name) and name not in registered for name in names):
            reason = f"行使主体“{text.line}”是模板占位文字，没有登记为任何机构的名称"
            return OutsideReason(Outside.PLACEHOLDER, reason, text.at)
        above = {holder_level(name) for name in names}
        if names and not levels and None not in above and own not in above:
            reason = f"行使主体“{text.line}”属于{'、'.join(filter(None, above))}"
            return OutsideReason(Outside.OTHER_LEVEL, reason, text.at)
    return None
