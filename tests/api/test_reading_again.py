"""The same file again: nothing changes, unless an organ that it names was registered meanwhile (G16, G19)."""

from __future__ import annotations

import base64
from typing import Any

from sample import setting_up
from tests.api.small_world import LIST_DAY, WATER, SmallWorld
from tests.lists.books import HEADER, Page, a_row, xlsx
from tests.scenarios import steps

IMPORT = """
mutation($content: String!, $on: Date!, $level: ListLevel, $dry: Boolean! = false) {
  importListEdition(name: "更多.xlsx", content: $content, on: $on, level: $level, dryRun: $dry) {
    __typename ... on Imported { intakeId rows changed outside unknownHolders report
      cells(kinds: [LEFT_OUT_CELLS], first: 200) { totalCount nodes { reportedFor value sentence } } }
  } }"""

BLANK = "地州市粮食局"
"""What a template of the province prints for the department of any city."""


def workbook(*rows: list[Any]) -> str:
    return base64.b64encode(xlsx(Page([HEADER, *rows]))).decode()


async def imported(world: SmallWorld, content: str, **more: Any) -> dict[str, Any]:
    done = await world.as_("bb1").ask(IMPORT, content=content, on=LIST_DAY, **more)
    return done["importListEdition"]


async def compiled(world: SmallWorld) -> dict[str, Any]:
    """The edition after the first, of all that waits."""
    return await world.as_("bb1").do(
        setting_up.COMPILE, title="补编", document="青编〔2024〕2号", on=LIST_DAY
    )


async def grain(world: SmallWorld) -> str:
    """A department that has no list yet."""
    made = await world.as_("admin").do(
        setting_up.REGISTER_ORGAN,
        **{"code": "LS", "name": "青棠区粮食局", "kind": "WORK_DEPT", "from": "2020-01-01"},
    )
    return made["id"]


async def name(world: SmallWorld, organ: str, text: str) -> None:
    await world.as_("bb1").do(
        setting_up.NAME_ORGAN,
        **{
            "organ": organ,
            "text": text,
            "from": "2020-01-01",
            "to": None,
            "authority": "青编办确认",
        },
    )


async def test_a_template_blank_waits_until_someone_says_whom_it_means(world: SmallWorld) -> None:
    """G19: outside this list, kept with every cell; a registered name of an organ is a decision, not a guess."""
    organ = await grain(world)
    content = workbook(a_row(1, "粮食检查", holder=BLANK), a_row(2, "储粮检查", holder=BLANK))

    before = await imported(world, content)
    again = await imported(world, content)
    await name(world, organ, BLANK)
    after = await imported(world, content)
    once_more = await imported(world, content)

    assert (before["rows"], before["outside"], again["changed"]) == (0, 2, False)
    left_out = before["report"]["left_out_cells"]
    assert {"粮食检查", "市级", BLANK} <= {cell["value"] for cell in left_out}
    assert all("模板占位文字" in cell["reason"] for cell in left_out)
    paged = before["cells"]
    assert paged["totalCount"] == len(left_out)
    assert [cell["value"] for cell in paged["nodes"]] == [cell["value"] for cell in left_out]
    assert {cell["reportedFor"] for cell in paged["nodes"]} == {"LEFT_OUT_CELLS"}
    assert (after["rows"], after["outside"], after["changed"]) == (2, 0, True)
    assert once_more["changed"] is False
    edition = await compiled(world)
    assert edition["powers"] == 2


async def test_an_organ_that_is_registered_later_takes_the_rows_of_the_same_file(
    world: SmallWorld,
) -> None:
    """G16: an unknown department is a finding on a row that is kept; its rows replace those that waited."""
    content = workbook(
        a_row(1, "粮食检查", holder="青棠区粮食局"), a_row(2, "采砂复查", holder=WATER)
    )

    before = await imported(world, content)
    await grain(world)
    after = await imported(world, content)

    assert (before["rows"], before["unknownHolders"]) == (2, 1)
    assert (after["unknownHolders"], after["changed"]) == (0, True)
    edition = await compiled(world)
    assert edition["powers"] == 1  # the row of 水务局, listed already, is only compared
    names = [power["name"] for power in await steps.powers(world.as_("bb1"))]
    assert names.count("粮食检查") == 1


async def test_the_sender_may_say_the_level_of_the_list(world: SmallWorld) -> None:
    await grain(world)
    content = workbook(
        a_row(1, "甲项检查", holder="青棠区粮食局", level="地州市级"),
        a_row(2, "乙项检查", holder="青棠区粮食局", level="地州市级"),
        a_row(3, "丙项检查", holder="青棠区粮食局", level="县市区级"),
    )

    guessed = await imported(world, content, dry=True)
    told = await imported(world, content, dry=True, level="COUNTY")

    assert (guessed["rows"], guessed["outside"]) == (2, 1)
    assert (told["rows"], told["outside"]) == (1, 2)
