"""Who is who between two readings of a list (G17)."""

from __future__ import annotations

from importers.lists.items import ListedItem
from importers.lists.recognition import Difference, diff, recognition_key
from tests.lists.books import HEADER, Value, a_row, list_of


def items(*rows: list[Value]) -> tuple[ListedItem, ...]:
    return list_of(*rows).items


def names(found: tuple[ListedItem, ...]) -> list[str]:
    return [item.name.line for item in found]


def test_numbers_places_blanks_and_width_do_not_matter() -> None:
    (first,) = items(a_row(1, "对违法采砂（含偷采）的处罚"))
    _, second = items(a_row(7, "乙"), a_row(8, "对违法\n采砂(含偷采) 的处罚"))

    one = recognition_key(first)
    other = recognition_key(second)
    assert (one.name, one.type, one.holder) == (other.name, other.type, other.holder)


def test_each_of_the_five_facts_makes_another_key() -> None:
    keys = {
        recognition_key(item)
        for item in items(
            a_row(1, "甲"),
            a_row(2, "乙"),
            a_row(3, "甲", type="行政检查"),
            a_row(4, "甲", holder="江宁市林草局"),
            a_row(5, "甲", sub="丙"),
            a_row(6, "甲", basis="《水法》第七条"),
        )
    }

    assert len(keys) == 6


def test_the_same_file_again_changes_nothing() -> None:
    rows = [a_row(1, "甲"), a_row(2, "甲"), a_row(3, "乙")]

    assert diff(items(*rows), items(*rows)) == Difference(3, (), (), (), ())


def test_rows_in_another_order_change_nothing() -> None:
    rows = [a_row(1, "甲"), a_row(2, "乙"), a_row(3, "丙")]

    assert diff(items(*rows), items(*reversed(rows))).same == 3


def test_added_removed_and_changed() -> None:
    old = items(a_row(1, "甲"), a_row(2, "乙"), a_row(3, "丙"))
    new = items(a_row(1, "甲", office="执法队"), a_row(2, "丙"), a_row(3, "丁"))

    found = diff(old, new)

    assert (names(found.added), names(found.removed)) == (["丁"], ["乙"])
    (changed,) = found.changed
    (change,) = changed.changes
    assert (change.field, change.old, change.new) == ("承办机构", "水政科", "执法队")


def test_a_changed_basis_is_still_the_same_item() -> None:
    (changed,) = diff(items(a_row(1, "甲")), items(a_row(1, "甲", basis="《水法》第七条"))).changed

    assert [change.field for change in changed.changes] == ["设立依据"]
    assert changed.recognised_by == "主体、类型、名称、子项"


def test_a_renamed_item_is_recognised_by_its_bases() -> None:
    old = items(a_row(1, "对违法采砂的处罚", basis="《水法》第七条"), a_row(2, "乙"))
    new = items(a_row(1, "对非法采砂的处罚", basis="《水法》第七条"), a_row(2, "乙"))

    (changed,) = diff(old, new).changed

    assert [change.field for change in changed.changes] == ["职权名称"]


def test_a_new_holder_is_a_change_not_a_new_item() -> None:
    (changed,) = diff(items(a_row(1, "甲")), items(a_row(1, "甲", holder="江宁市应急局"))).changed

    assert [change.field for change in changed.changes] == ["行使主体"]


def test_several_equal_candidates_are_left_to_a_person() -> None:
    """G17."""
    old = items(a_row(1, "甲", basis="一"), a_row(2, "甲", basis="二"))
    new = items(a_row(1, "甲", basis="三"), a_row(2, "甲", basis="四"))

    found = diff(old, new)

    (group,) = found.ambiguous
    assert (len(group.old), len(group.new)) == (2, 2)
    assert not found.changed
    assert not found.added


def test_equal_rows_pair_off_before_anyone_is_asked() -> None:
    old = items(a_row(1, "甲", basis="一"), a_row(2, "甲", basis="二"))
    new = items(a_row(1, "甲", basis="二"), a_row(2, "甲", basis="三"))

    found = diff(old, new)

    assert found.same == 1
    assert len(found.changed) == 1


def test_a_doubled_row_is_an_added_row() -> None:
    found = diff(items(a_row(1, "甲")), items(a_row(1, "甲"), a_row(2, "甲")))

    assert (found.same, len(found.added)) == (1, 1)


def test_a_code_recognises_an_item_whose_other_facts_changed() -> None:
    header = [*HEADER, "职权编码"]
    old = list_of([*a_row(1, "甲"), "A-1"], header=header).items
    new = list_of(
        [*a_row(1, "甲", holder="市林草局", basis="三", type="行政检查"), "A-1"], header=header
    ).items

    (changed,) = diff(old, new).changed

    assert changed.recognised_by == "职权编码和名称"


def test_a_remark_under_an_unknown_header_counts_as_a_change() -> None:
    header = [*HEADER, "办理时限"]
    old = list_of([*a_row(1, "甲"), "20日"], header=header).items
    new = list_of([*a_row(1, "甲"), "10日"], header=header).items

    (changed,) = diff(old, new).changed

    assert [change.field for change in changed.changes] == ["办理时限"]
