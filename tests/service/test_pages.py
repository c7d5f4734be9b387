"""清单的分页: however a page is sought, it holds what reading every power would find, in one order."""

from __future__ import annotations

from typing import Any

import pytest

from graph import organs, pages, powers
from graph.cards import Beside
from graph.db import Graph
from graph.model.actor import Actor, Role
from graph.model.listing import PowerContent
from graph.model.organ import OrgKind, OrgUnit
from graph.model.power import PowerType
from graph.pages import PowerFilter, PowerOrder
from graph.powers import NewPower
from resolvers import reading
from resolvers.acting import Act, Desk, perform
from resolvers.laws import sort_key

NAMES = (
    "对未建立渡口台账的处罚", "对台账、记录造假的处罚", "渡口、台账检查", "台账", "账台", "台账（2024版）检查", "LNG加注站许可", "A类渡船许可",
    "渡船A类许可", "渡 船许可", "对“渡船”超载的处罚", "渡船许可", "渡船许可", "㐀字渡船许可",
)  # fmt: skip
TEXTS = (
    "台账",
    "渡船许可",
    "账",
    "渡",
    "A类",
    "类许可",
    "账、记",
    "、台账",
    "渡船”",
    '"',
    "\\",
    "NG",
    "LNG",
    "船 许",
    "㐀字",
    "没有",
    "",
)


CODES = ("C", "A1", "A")
"""Of the three departments: another order than that of their ids, and one the beginning of another."""


@pytest.fixture
async def listed(graph: Graph) -> Graph:
    made = [
        NewPower(
            id=f"power:{n:02d}",
            code=f"{100 - n:08d}",
            sort_key=sort_key(name),
            recognition="",
            content=PowerContent(
                name=name,
                type=(PowerType.PENALTY, PowerType.PERMIT)[n % 2],
                holder=f"organ:{n % 3}",
                elements=(),
            ),
        )
        for n, name in enumerate(NAMES)
    ]
    await graph.write(powers.put_powers, 1, made)
    for n, code in enumerate(CODES):
        organ = OrgUnit(id=f"organ:{n}", code=code, name=f"机构{code}", kind=OrgKind.WORK_DEPT)
        await graph.write(organs.put, 1, organ)
    return graph


def _key(order: PowerOrder, n: int) -> tuple[str, ...]:
    name = sort_key(NAMES[n])
    return {
        PowerOrder.NAME: (name,),
        PowerOrder.CODE: (f"{100 - n:08d}",),
        PowerOrder.DEPARTMENT: (CODES[n % 3], name),
    }[order]


def _expected(wanted: PowerFilter, order: PowerOrder = PowerOrder.NAME) -> list[str]:
    found = [
        (_key(order, n), f"power:{n:02d}")
        for n, name in enumerate(NAMES)
        if (wanted.text is None or wanted.text in name)
        and (wanted.holders is None or f"organ:{n % 3}" in wanted.holders)
        and (wanted.types is None or ("PENALTY", "PERMIT")[n % 2] in wanted.types)
        and (wanted.statuses is None or "NOT_LISTED" in wanted.statuses)
    ]
    return [id_ for _, id_ in sorted(found)]


async def _walked(
    graph: Graph, wanted: PowerFilter, size: int, order: PowerOrder = PowerOrder.NAME
) -> list[str]:
    """All pages, one after the other; each tells the same total."""
    found: list[str] = []
    after, more = ("", ""), True
    while more:
        given = (wanted, order, Beside())
        page = (await graph.read(pages.powers, *given, size=size, after=after)).page
        assert page.total == len(_expected(wanted))
        found += page.ids
        after, more = (page.rows[-1] if page.rows else after), page.more
    return found


@pytest.mark.parametrize("order", PowerOrder)
@pytest.mark.parametrize("size", [1, 5, 50])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"holders": ("organ:1",)},
        {"types": ("PERMIT",)},
        {"holders": ()},
        {"types": ("PERMIT", "PENALTY")},
        {"types": ("PERMIT",), "statuses": ("NOT_LISTED",)},
        {"statuses": ("LISTED",)},
        {"types": ()},
        {"types": ("PERMIT",), "text": "A类"},
    ],
    ids=str,
)
async def test_the_pages_together_are_the_list(
    listed: Graph, given: dict[str, Any], size: int, order: PowerOrder
) -> None:
    wanted = PowerFilter(**given)

    assert await _walked(listed, wanted, size, order) == _expected(wanted, order)


async def test_a_page_that_many_turn_is_as_of_the_last_act(listed: Graph) -> None:
    desk = Desk(graph=listed, actor=Actor(roles=((Role.ADMIN, "organ:0"),)))

    async def shown() -> list[str]:
        page = await reading.power_page(desk, PowerFilter(), Beside(), size=50, after=("", ""))
        return page.page.ids

    async def add(act: Act) -> dict[str, str]:
        content = PowerContent(
            name="新的检查", type=PowerType.INSPECTION, holder="organ:0", elements=()
        )
        power = NewPower(
            id="power:99",
            code="99",
            sort_key=sort_key(content.name),
            recognition="",
            content=content,
        )
        await powers.put_powers(act.tx, act.seq, [power])
        return {}

    before = await shown()
    await perform(desk, "add", {}, add, roles=(Role.ADMIN,))

    assert sorted(await shown()) == sorted([*before, "power:99"])


@pytest.mark.parametrize("text", TEXTS)
async def test_a_name_is_found_by_any_of_its_words(listed: Graph, text: str) -> None:
    """The index holds pairs of Chinese characters: what it cannot find as it stands is sought by reading."""
    assert await _walked(listed, PowerFilter(text=text), 3) == _expected(PowerFilter(text=text))
    of_two = PowerFilter(text=text, holders=("organ:0", "organ:2"), types=("PENALTY",))
    assert await _walked(listed, of_two, 3) == _expected(of_two)
