"""Versions compared without a database: what came, went and changed, and on which days a version held."""

from __future__ import annotations

from datetime import date

from graph.history import ends, in_force
from graph.model.listing import Element, PowerContent, PowerVersion, SubItemContent
from graph.model.plan import Route
from graph.model.power import ElementKind, ListStatus, PowerType
from graph.rules.tables import RULES
from resolvers.history import Turn, compare
from resolvers.interpretations import INTERPRETATIONS, behind

NAMES = {"organ:1": "水务局", "organ:2": "城管局"}


def version(number: int, valid_from: date) -> PowerVersion:
    return PowerVersion(
        id=f"powerversion:{number}",
        power="power:1",
        number=number,
        valid_from=valid_from,
        decision="decision:1",
        edition=number,
        status=ListStatus.LISTED,
        content_hash=str(number),
        seq=number,
    )


def content(*elements: Element, subs: tuple[SubItemContent, ...] = (), **said: str) -> PowerContent:
    return PowerContent(
        name=said.get("name", "对擅自采砂的处罚"),
        type=PowerType.PENALTY,
        holder=said.get("holder", "organ:1"),
        elements=elements,
        sub_items=subs,
    )


def text(kind: ElementKind, said: str, header: str = "") -> Element:
    return Element(kind=kind, text=said, header=header)


def test_a_version_holds_until_the_next_one_begins() -> None:
    rows = [version(1, date(2024, 1, 1)), version(2, date(2024, 6, 1))]

    assert ends(rows) == [date(2024, 6, 1), None]
    assert in_force(rows, date(2023, 12, 31)) is None
    assert in_force(rows, date(2024, 5, 31)) == rows[0]
    assert in_force(rows, date(2024, 6, 1)) == rows[1]


def test_a_version_that_a_later_one_overtook_held_on_no_day() -> None:
    """Decided later, in force earlier: the newest version speaks from its own day on (G13)."""
    rows = [
        version(1, date(2024, 1, 1)),
        version(2, date(2024, 6, 20)),
        version(3, date(2024, 6, 5)),
    ]

    assert ends(rows) == [date(2024, 6, 5), date(2024, 6, 20), None]
    assert in_force(rows, date(2024, 6, 10)) == rows[2]
    assert in_force(rows, date(2024, 6, 30)) == rows[2]


def test_elements_come_go_and_change_each_on_their_own() -> None:
    before = content(text(ElementKind.BASIS, "第十二条"), text(ElementKind.REMARK, "旧注"))
    after = content(text(ElementKind.BASIS, "第十三条"), text(ElementKind.REMEDY, "复议"))

    found = {c.element: (c.turn, c.before, c.after) for c in compare(before, after, NAMES)}

    assert found == {
        ElementKind.BASIS: (Turn.CHANGED, "第十二条", "第十三条"),
        ElementKind.REMARK: (Turn.REMOVED, "旧注", None),
        ElementKind.REMEDY: (Turn.ADDED, None, "复议"),
    }


def test_of_several_columns_of_one_kind_only_the_changed_one_is_told() -> None:
    kind = ElementKind.REMAINDER
    before = content(text(kind, "甲", "流程"), text(kind, "乙", "收费"))
    after = content(text(kind, "甲", "流程"), text(kind, "丙", "收费"))

    (change,) = compare(before, after, NAMES)

    assert (change.header, change.before, change.after) == ("收费", "乙", "丙")


def test_holder_and_name_are_told_in_words() -> None:
    found = compare(content(), content(name="对违法采砂的处罚", holder="organ:2"), NAMES)

    assert [(c.element, c.before, c.after) for c in found] == [
        (ElementKind.NAME, "对擅自采砂的处罚", "对违法采砂的处罚"),
        (ElementKind.HOLDER, "水务局", "城管局"),
    ]


def test_a_sub_item_that_leaves_takes_its_elements_with_it() -> None:
    sub = SubItemContent(
        id="subitem:1", name="夜间采砂", elements=(text(ElementKind.BASIS, "第十四条"),)
    )

    found = compare(content(subs=(sub,)), content(), NAMES)

    assert [(c.element, c.sub_name, c.turn) for c in found] == [
        (ElementKind.NAME, "夜间采砂", Turn.REMOVED),
        (ElementKind.BASIS, "夜间采砂", Turn.REMOVED),
    ]


def test_nothing_is_told_of_what_stayed() -> None:
    same = content(text(ElementKind.BASIS, "第十二条"))

    assert compare(same, same, NAMES) == []


def test_interpretations_speak_of_rows_that_exist() -> None:
    known = {rule.id for rule in RULES}

    assert {rule for note in INTERPRETATIONS for rule in note.rules} <= known
    assert {n.id for n in behind(["E9"], (), [Route.C_LITE], on_behalf=True)} >= {"G4", "G6"}
    assert behind(["L27"], (), [Route.N], on_behalf=False) == []
