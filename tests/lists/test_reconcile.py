"""No cell is lost: read = placed + kept in the remainder + reported."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from importers.lists.reading import read_list
from importers.lists.reconcile import reconcile
from tests.lists.books import HEADER, Page, a_row, book_of, list_of, more

WORDS = ["", "", "无", "1", "2,3", "行政处罚", "市水务局", "市级", "1.甲；2.乙", "对违法采砂的处罚", "备注：附", "合计", "权力名称"]  # fmt: skip
HEADS = ["序号", "权力名称", "权力类别", "实施主体", "子项", "设定依据", "追责情形", "办理时限", "", "行使层级", "权力名称"]  # fmt: skip

grids = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=11), max_size=12)
headers = st.one_of(st.permutations(HEADS), st.just(HEADS), st.just(["随便", "什么"]))


def merge_of(corner: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    top, left, height, width = corner
    return top, left, top + height, left + width


merges = st.tuples(st.integers(1, 10), st.integers(1, 9), st.integers(0, 3), st.integers(0, 2)).map(
    merge_of
)


def apart(corners: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Merges that do not overlap, as Excel demands."""
    taken: set[tuple[int, int]] = set()
    kept: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in corners:
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if not places & taken and len(places) > 1:
            taken |= places
            kept.append((top, left, bottom, right))
    return kept


@given(titles=st.lists(st.sampled_from(["附件", "市水务局权责清单"]), max_size=2), header=headers,
       rows=grids, corners=st.lists(merges, max_size=5))  # fmt: skip
def test_no_cell_is_lost_whatever_the_sheet_looks_like(
    titles: list[str],
    header: list[str],
    rows: list[list[str]],
    corners: list[tuple[int, int, int, int]],
) -> None:
    above = [[title] for title in titles]
    book = book_of(Page([*above, header, *rows], merges=apart(corners)))

    balance = reconcile(read_list(book))

    assert balance.lost == ()
    assert balance.balanced
    assert balance.read == book.cell_count


def test_each_cell_is_counted_once_and_by_sheet() -> None:
    book = book_of(
        Page([["说明"]], "封面"), Page([["清单"], HEADER, a_row(1, "甲")], merges=[(1, 1, 1, 15)])
    )
    power_list = read_list(book)

    whole, cover = reconcile(power_list), reconcile(power_list, "封面")

    assert (whole.read, whole.placed, whole.reported) == (29, 28, 1)
    assert (cover.read, cover.placed, cover.reported) == (1, 0, 1)


def test_cells_under_unknown_headers_are_the_remainder() -> None:
    header = [*HEADER, "办理时限"]

    balance = reconcile(list_of([*a_row(1, "甲"), "20日"], header=header))

    assert balance.remainder == 1
    assert balance.share_in_fields == 1.0


def test_cells_of_a_refused_row_are_reported() -> None:
    balance = reconcile(list_of(a_row(1, "甲"), a_row(2, "")))

    assert balance.reported == 12
    assert balance.balanced
    assert balance.share_in_fields < 0.98


def test_a_cell_shared_by_a_kept_and_a_refused_row_is_placed() -> None:
    rows = [a_row(1, "甲"), a_row(2, "", holder="")]

    balance = reconcile(list_of(*rows, merges=[(2, 6, 3, 6)]))

    assert balance.balanced


def test_continuation_rows_lose_nothing() -> None:
    rows = [
        a_row(1, "甲"),
        more(cases="3.丙"),
        more(sub="1.乙", basis="《水法》"),
        more(holder="市局"),
    ]

    assert reconcile(list_of(*rows)).share_in_fields == 1.0
