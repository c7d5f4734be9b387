"""发现的问题: what a person should look at. None of it keeps a row out (G16)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from importers.lists import elements
from importers.lists.cells import Sheet, Spot, letters
from importers.lists.citing import CITING, faults
from importers.lists.dragfill import drag_filled
from importers.lists.headers import Field
from importers.lists.items import ListedItem, Part, Text
from importers.lists.levels import levels_in
from importers.lists.reading import ListedTable, PowerList
from importers.lists.text import Listing, split_numbered, squeeze
from importers.lists.unseen import BesideKind


@dataclass(frozen=True, slots=True)
class Finding:
    """一处问题, with its cell.

    Attributes:
        code: stable name, e.g. ``impossible_date``.
        column: the column's header, "" for a sheet as a whole.
        message: one Chinese sentence.
    """

    code: str
    at: Spot
    column: str
    value: str
    message: str


def findings(power_list: PowerList) -> tuple[Finding, ...]:
    """Everything worth a look, sheet by sheet, in the order of the file."""
    found: list[Finding] = []
    for sheet in power_list.workbook.sheets:
        found += _of_sheet(sheet)
    for table in power_list.tables:
        found += _of_table(table)
        for item in table.items:
            found += (one for check in _CHECKS for one in check(item))
        found += _drag_filled(table)
    found += _repeated(power_list.items)
    order = {sheet.name: index for index, sheet in enumerate(power_list.workbook.sheets)}
    return tuple(sorted(found, key=lambda one: (order[one.at.sheet], one.at.row, one.at.column)))


def _at(code: str, text: Text, column: Field | str, value: str, message: str) -> Finding:
    return Finding(code, text.at, text.header or str(column), value, message)


# --- sheets and tables --------------------------------------------------------------------------


def _of_sheet(sheet: Sheet) -> Iterator[Finding]:
    whole = Spot(sheet.name, 0, 0)
    if not sheet.visible and sheet.cells:
        yield Finding("hidden_sheet", whole, "", sheet.name, "工作表是隐藏的，已照常读取")
    rows = sorted({row for row, _ in sheet.cells} & sheet.hidden_rows)
    for row in rows:
        at = Spot(sheet.name, row, 0)
        yield Finding("hidden_row", at, "", str(row), f"第{row}行是隐藏行，已照常读取")
    for column in sorted({column for _, column in sheet.cells} & sheet.hidden_columns):
        at = Spot(sheet.name, 0, column)
        name = letters(column)
        yield Finding("hidden_column", at, name, name, f"{name}列是隐藏列，已照常读取")
    yield from _beside(sheet)
    if sheet.cells and not sheet.visibility_known:
        yield Finding("visibility_unknown", whole, "", "", "此文件看不出哪些行列是隐藏的")


_BESIDE = {
    BesideKind.COMMENT: ("comment", "单元格带有批注，批注文字没有导入"),
    BesideKind.TEXT_BOX: ("text_box", "工作表上有文本框，其中的文字没有导入"),
    BesideKind.PAGE: ("page_text", "页眉或者页脚有文字，没有导入"),
    BesideKind.STRUCK: ("struck_out", "本行有带删除线的文字，仍按有效内容读取，请核对是否已经取消"),
}


def _beside(sheet: Sheet) -> Iterator[Finding]:
    """What no cell holds, and rows with text that someone struck out: one finding a row."""
    struck: set[int] = set()
    for one in sheet.beside:
        cell = sheet.cells.get((one.row, one.column))
        if one.kind is BesideKind.STRUCK and (cell is None or one.row in struck):
            continue
        struck |= {one.row} if one.kind is BesideKind.STRUCK else set()
        code, message = _BESIDE[one.kind]
        value = one.text or (cell.value[:60] if cell else "")
        yield Finding(code, Spot(sheet.name, one.row, one.column), "", value, message)


def _of_table(listed: ListedTable) -> Iterator[Finding]:
    sheet = listed.table.sheet.name
    for column in listed.table.columns.values():
        used = any(column.index == at[1] for at in listed.table.sheet.cells)
        at = Spot(sheet, listed.table.first - 1, column.index)
        if column.headed and column.field is None and used:
            text = "没有对应的要素，内容随事项原样保留"
            yield Finding("unknown_header", at, column.header, column.header, text)
        if column.loose and column.field is not None:
            text = f"按字面近似认作“{column.field}”，请核对"
            yield Finding("loose_header", at, column.header, column.header, text)
    yield from _unnumbered(listed)
    for field in listed.missing:
        at = Spot(sheet, 0, 0)
        yield Finding("missing_element", at, str(field), "", f"本表没有《办法》第四条的“{field}”")
    yield from _count(listed)


def _unnumbered(listed: ListedTable) -> Iterator[Finding]:
    without = [item for item in listed.items if not item.number]
    for item in without if len(without) < len(listed.items) else []:
        message = "本行没有序号，按新的事项读取"
        yield _at("number_missing", item.name, Field.NAME, item.name.line, message)


def _count(listed: ListedTable) -> Iterator[Finding]:
    found, expected = len(listed.items) + len(listed.errors), listed.expected
    if expected is None or expected == found:
        return
    doubled = sum(len(_numbers(item.number)) - 1 for item in listed.items if _numbers(item.number))
    told = f"（另有序号一行代表多项，共多 {doubled} 项）" if doubled else ""
    yield Finding(
        "count_mismatch",
        Spot(listed.table.sheet.name, 0, 0),
        "",
        str(expected),
        f"工作表名称写明 {expected} 项，实际读到 {found} 项{told}",
    )


# --- items --------------------------------------------------------------------------------------


def _numbers(number: str) -> list[str]:
    return re.findall(r"\d+", number)


def _number(item: ListedItem) -> Iterator[Finding]:
    for text in item.said(Field.NUMBER):
        if len(_numbers(text.printed)) > 1 and re.fullmatch(r"[\d,，、\s]+", text.printed):
            yield _at("number_of_several", text, Field.NUMBER, text.line, "一行的序号代表多项")


def _inferred(item: ListedItem) -> Iterator[Finding]:
    for field in sorted(item.inferred):
        texts = item.said(field) if field is not Field.TYPE else (item.type_text,)
        value = texts[0].line if texts else ""
        at = Spot(item.sheet, item.row, 0)
        message = f"本行没有写明{field}，取自{_source(texts[0]) if texts else '表题'}“{value}”"
        yield Finding("inferred", at, str(field), value, message)


def _source(text: Text) -> str:
    return str(text.at) if text.at.row and text.at.column else "工作表或文件名称"


def _type(item: ListedItem) -> Iterator[Finding]:
    if item.type is None:
        message = "不是十类职权类型之一，已照原文保留"
        yield _at("unknown_type", item.type_text, Field.TYPE, item.type_text.line, message)
    for text in item.said(Field.TYPE):
        if item.type_text.at != text.at and squeeze(text.printed) != squeeze(
            item.type_text.printed
        ):
            message = f"与本事项的类型“{item.type_text.line}”不同"
            yield _at("type_differs", text, Field.TYPE, text.line, message)


def _elements(item: ListedItem) -> Iterator[Finding]:
    for field in (Field.BASES, Field.DUTY):
        if not item.said(field):
            at = Spot(item.sheet, item.row, 0)
            yield Finding("missing_in_row", at, str(field), "", f"本行缺少{field}")


def _outside(item: ListedItem) -> Iterator[Finding]:
    for part in item.parts:
        if part.outside is not None:
            reason = part.outside
            yield Finding("outside", reason.at, "", reason.text, f"不属于本清单：{reason.text}")


def _levels(item: ListedItem) -> Iterator[Finding]:
    for part in item.parts:
        for text in part.said(Field.LEVEL)[:1]:
            said = elements.level_said(part)
            if not said.level and not levels_in(said.authority):
                yield _at("level_unclear", text, Field.LEVEL, text.line[:40], "没有写明层级")


_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")


def _dates(item: ListedItem) -> Iterator[Finding]:
    seen: set[Spot] = set()
    for _, text in item.cells():
        if text.at not in seen:
            seen.add(text.at)
            yield from _wrong_dates(text)


def _wrong_dates(text: Text) -> Iterator[Finding]:
    for found in _DATE.finditer(squeeze(text.printed)):
        if not _is_date(*(int(part) if part else 1 for part in found.groups())):
            yield _at("impossible_date", text, "", found[0], "日期不存在")


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _numbering(item: ListedItem) -> Iterator[Finding]:
    for part in item.parts:
        for field in (Field.LIABILITY_SUBJECTS, Field.LIABILITY_CLAUSES):
            for text in part.said(field):
                listing = split_numbered(text.printed)
                if listing.entries and not listing.in_order:
                    yield _odd(text, field, _printed_numbers(listing))
        yield from _duty_numbering(part)


def _printed_numbers(listing: Listing) -> list[int]:
    return [entry.number for entry in listing.entries]


def _odd(text: Text, field: Field, numbers: list[int]) -> Finding:
    value = "、".join(map(str, numbers))
    return _at("odd_numbering", text, field, value, f"编号不连续（{value}），疑似下拉填充或漏项")


def _duty_numbering(part: Part) -> Iterator[Finding]:
    """Under a second heading the numbers may go on or start again."""
    steps = elements.duty_steps(part)
    for text in part.said(Field.DUTY):
        numbers = [step.number for step in steps if step.text.at == text.at and step.number]
        pairs = zip([0, *numbers], numbers, strict=False)
        if any(now not in (before + 1, 1) for before, now in pairs):
            yield _odd(text, Field.DUTY, numbers)


def _copies(item: ListedItem) -> Iterator[Finding]:
    for part in item.parts:
        for field, copies in part.seconds.items():
            shown = {squeeze(text.printed) for text in part.texts.get(field, ())}
            for text in copies:
                if shown and squeeze(text.printed) not in shown:
                    yield _at("copies_differ", text, field, text.line[:40], _copy_told(field))


def _copy_told(field: Field) -> str:
    if field is Field.NAME:
        return "同一行右侧另有一个职权名称，没有读作事项；如为另一事项，请改为单独一行"
    return f"“{field}”在表中有两栏且文字不同，以可见的（或左边的）一栏为准，另一栏原样保留"


def _citing(item: ListedItem) -> Iterator[Finding]:
    for field in CITING:
        for text in item.said(field):
            for code, message in faults(text.printed):
                yield _at(code, text, field, text.line[:40], message)


_CELL_LIMIT = 32_767
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|DIV/0!|VALUE!|NUM!|NULL!)|#{3,}")


def _cells(item: ListedItem) -> Iterator[Finding]:
    for text in {text.at: text for _, text in item.cells()}.values():
        if len(text.printed) >= _CELL_LIMIT:
            yield _at(
                "cell_full", text, "", text.line[:40], "达到 Excel 单元格字数上限，后文可能已丢失"
            )
        if _ERROR.fullmatch(text.printed.strip()):
            yield _at("error_value", text, "", text.printed, "单元格是公式错误值")


_CHECKS: tuple[Callable[[ListedItem], Iterable[Finding]], ...] = (
    _number,
    _inferred,
    _type,
    _elements,
    _outside,
    _levels,
    _dates,
    _numbering,
    _copies,
    _citing,
    _cells,
)


# --- across items -------------------------------------------------------------------------------


def _repeated(items: tuple[ListedItem, ...]) -> Iterator[Finding]:
    """Names are not unique (H22): the same name is told, the same row twice is a warning."""
    names = Counter(squeeze(item.name.printed) for item in items)
    identities = [_identity(item) for item in items]
    rows = Counter(identities)
    for item, identity in zip(items, identities, strict=True):
        if rows[identity] > 1:
            message = "名称、类型、主体、子项和依据都与另一行相同，疑似重复"
            yield _at("duplicate_item", item.name, Field.NAME, item.name.line, message)
        elif names[squeeze(item.name.printed)] > 1:
            message = "名称与另一行相同（依据、层级或主体不同）"
            yield _at("name_repeated", item.name, Field.NAME, item.name.line, message)


def _identity(item: ListedItem) -> tuple[str, ...]:
    fields = (Field.HOLDER, Field.SUB_ITEM, Field.BASES, Field.LEVEL)
    said = (squeeze("".join(text.printed for text in item.said(field))) for field in fields)
    return (squeeze(item.name.printed), squeeze(item.type_text.printed), *said)


def _drag_filled(listed: ListedTable) -> Iterator[Finding]:
    for field, run in drag_filled(listed):
        message = f"从第{run[0].at.row}行到第{run[-1].at.row}行逐行加一，疑似下拉填充"
        yield _at("drag_filled", run[0], field, run[0].line[:60], message)
