"""Other cities: the same items printed in any layout are read as the same items."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.lists import elements
from importers.lists.headers import Field
from importers.lists.items import ListedItem
from importers.lists.reading import read_list
from importers.lists.reconcile import reconcile
from importers.lists.types import type_of
from tests.lists.books import Corners, Page, Value, book_of
from tests.lists.test_headers import SYNONYMS

TYPES = ("行政许可", "行政处罚", "行政检查", "其他行政权力")
COLUMNS = (
    Field.CODE, Field.TYPE, Field.HOLDER, Field.OFFICE, Field.TARGET, Field.BASES, Field.DUTY,
    Field.DUTY_BASIS, Field.LIABILITY_CLAUSES, Field.LIABILITY_BASIS, Field.SUPERVISION, Field.REMEDY,
)  # fmt: skip
UNKNOWN = ("办理时限", "收费标准", "流程图")
TITLES = (["附件1"], ["江宁市权责清单"], ["单位：江宁市水务局", "", "2024年"])


@dataclass(frozen=True)
class Thing:
    """One item, as its author thinks of it."""

    name: str
    kind: str
    subs: tuple[str, ...]
    height: int
    said: dict[Field, str] = field(default_factory=dict[Field, str])


@dataclass(frozen=True)
class Layout:
    """How a city prints its list."""

    columns: tuple[Field | str, ...]
    words: dict[Field, str]
    titles: int
    numbered: bool
    merged: bool
    sections: bool
    page: int


def texts(start: str) -> st.SearchStrategy[str]:
    letters = st.text(
        st.sampled_from("河道采砂取水防洪堤坝水库渔业航运管护巡查"), min_size=2, max_size=12
    )
    return letters.map(lambda middle: start + middle)


@st.composite
def things(draw: st.DrawFn) -> Thing:
    said = {
        Field.CODE: draw(st.integers(100000, 999999).map(str)),
        Field.HOLDER: draw(st.sampled_from(["江宁市水务局", "江宁市水务局、江宁市林草局"])),
        Field.OFFICE: draw(st.sampled_from(["水政科", "水政科\n河湖科", ""])),
        Field.TARGET: draw(st.sampled_from(["企业", "", "无"])),
        Field.BASES: draw(texts("《水法》第七条：")),
        Field.DUTY: draw(texts("1.受理责任：")) + "\n2.审查责任：审查材料。",
        Field.DUTY_BASIS: draw(st.sampled_from(["第五章、第六章", ""])),
        Field.LIABILITY_CLAUSES: "应当承担责任：\n1.不受理的；\n2.滥用职权的。",
        Field.LIABILITY_BASIS: draw(st.sampled_from(["《公务员法》第九条", ""])),
        Field.SUPERVISION: draw(st.sampled_from(["12345", "0871-1234567"])),
        Field.REMEDY: "行政复议或者行政诉讼",
    }
    subs = draw(st.lists(texts("办理"), max_size=3, unique=True))
    return Thing(
        name=draw(texts("关于")),
        kind=draw(st.sampled_from(TYPES)),
        subs=tuple(subs) if len(subs) > 1 else (),
        height=draw(st.integers(1, 3)),
        said=said,
    )


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    sections = draw(st.booleans())
    kept = [column for column in COLUMNS if not (sections and column is Field.TYPE)]
    extra = draw(st.lists(st.sampled_from(UNKNOWN), unique=True))
    middle = draw(st.permutations([*kept, Field.NAME, Field.SUB_ITEM, *extra]))
    words = {f: draw(st.sampled_from(said.split())) for f, said in SYNONYMS.items()}
    broken = {
        f: word[:2] + draw(st.sampled_from(["", "\n"])) + word[2:] for f, word in words.items()
    }
    numbered = draw(st.booleans())
    return Layout(
        columns=(*((Field.NUMBER,) if numbered else ()), *middle),
        words=broken,
        titles=draw(st.integers(0, 3)),
        numbered=numbered,
        merged=draw(st.booleans()),
        sections=sections,
        page=draw(st.integers(2, 9)),
    )


class Printer:
    """Prints things by a layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows: list[list[Value]] = [list(row) for row in TITLES[: layout.titles]]
        self.merges: list[Corners] = []

    def page(self, things: list[Thing]) -> Page:
        ordered = sorted(things, key=lambda t: t.kind) if self.layout.sections else things
        self._header()
        for number, thing in enumerate(ordered, 1):
            if number % self.layout.page == 0 and not self.layout.sections:
                self._header()
            if self.layout.sections and (number == 1 or ordered[number - 2].kind != thing.kind):
                self._section(thing.kind)
            self._thing(number, thing)
        return Page(self.rows, merges=self.merges)

    def _header(self) -> None:
        words = self.layout.words
        self.rows.append([words[c] if isinstance(c, Field) else c for c in self.layout.columns])

    def _section(self, kind: str) -> None:
        self.rows.append([f"一、{kind}"])
        at = len(self.rows)
        self.merges.append((at, 1, at, len(self.layout.columns)))

    def _thing(self, number: int, thing: Thing) -> None:
        for index, sub in enumerate(thing.subs or ("",)):
            first = index == 0
            head = {Field.NUMBER: str(number), Field.NAME: thing.name} if first else {}
            said = head | {Field.TYPE: thing.kind, Field.SUB_ITEM: sub} | thing.said
            self._row(said, thing.height)

    def _row(self, said: dict[Field, str], height: int) -> None:
        columns = self.layout.columns
        self.rows.append([said.get(c, "") if isinstance(c, Field) else "另有规定" for c in columns])
        top = len(self.rows)
        self.rows.extend([""] * len(columns) for _ in range(height - 1))
        if self.layout.merged and height > 1:
            self.merges += [(top, c, top + height - 1, c) for c in range(1, len(columns) + 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(things(), min_size=1, max_size=6, unique_by=lambda thing: thing.name), layouts())
def test_any_layout_is_read_as_the_same_items(printed: list[Thing], layout: Layout) -> None:
    power_list = read_list(book_of(Printer(layout).page(printed)))

    assert not power_list.errors
    expected = sorted((t.name, str(type_of(t.kind)), t.subs, wanted(t)) for t in printed)
    assert sorted(map(read_back, power_list.items)) == expected
    assert reconcile(power_list).balanced
    assert reconcile(power_list).share_in_fields >= 0.98


def wanted(thing: Thing) -> tuple[str, ...]:
    return tuple("" if text == "无" else text for text in (thing.said[f] for f in thing.said))


def read_back(item: ListedItem) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    subs = tuple(sub.name for part in item.parts for sub in elements.sub_items(part))
    first = item.parts[0]
    said = tuple(
        "".join(text.printed for text in first.said(f)) for f in COLUMNS if f is not Field.TYPE
    )
    return item.name.line, str(item.type), subs, said
