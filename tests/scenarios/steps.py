"""What people of the district do again and again in the scenarios, through GraphQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sample import setting_up
from sample.api import Api
from sample.build import build_workbooks
from sample.statutes import statutes
from tests.scenarios import documents
from tests.scenarios.world import World

LIST_DAY = "2024-01-01"
Row = dict[str, Any]


async def people(world: World) -> dict[str, str]:
    """Organs, roles and users of the sample district."""
    return await setting_up.set_up_people(await world.found())


async def statute(world: World, stem: str) -> tuple[str, Row]:
    """One statute with one text: (instrument, what recording it answered)."""
    fz, one = world.as_("fz1"), statutes()[stem]
    instrument = await setting_up.register_statute(fz, one)
    return instrument, await setting_up.record_text(fz, instrument, one)


async def revision(world: World, instrument: str, stem: str) -> Row:
    """A further text of a statute."""
    return await setting_up.record_text(world.as_("fz1"), instrument, statutes()[stem])


async def lists(world: World, folder: Path, *departments: str) -> None:
    """The lists of these departments, imported and compiled into the first edition."""
    bb = world.as_("bb1")
    for path in build_workbooks(folder):
        if any(name in path.name for name in departments):
            await setting_up.import_list(bb, path, LIST_DAY)
    await setting_up.compile_edition(bb, LIST_DAY)


async def proposals(api: Api, version: str) -> list[Row]:
    """Every correspondence into a text that still waits for a person."""
    return await _pages(api, documents.CORRESPONDENCES, version=version, standing="PROPOSED")


async def correspondences(api: Api, version: str) -> list[Row]:
    """Every correspondence into a text."""
    return await _pages(api, documents.CORRESPONDENCES, version=version)


async def _pages(api: Api, document: str, **variables: Any) -> list[Row]:
    rows: list[Row] = []
    after: str | None = None
    while True:
        (page,) = (await api.ask(document, after=after, **variables)).values()
        rows += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return rows
        after = page["pageInfo"]["endCursor"]


CHANGED = ("MODIFIED", "SPLIT", "MERGED")


async def confirm_all(api: Api, version: str, **changes: list[str]) -> list[Row]:
    """Agree to everything that the aligner proposed; what changed is assessed as still supporting.

    Args:
        changes: old place as a name (``p63``) → further changes that the person noted.
    """
    rows = await proposals(api, version)
    wholes = [row for row in rows if row["wholeId"] == row["id"]]
    covered = {row["id"] for row in wholes}
    lone = [row for row in rows if row["wholeId"] not in covered]
    answers = [_answer(row, changes.get(f"p{row['old']['place']}", [])) for row in [*wholes, *lone]]
    return (await api.do(documents.CONFIRM, answers=answers))["correspondences"]


def _answer(row: Row, changes: list[str]) -> Row:
    # A whole that was only deleted may have parts that moved elsewhere: these are assessed with it.
    assessment = {"support": "SUPPORTS", "changes": changes}
    return {"id": row["id"], "expectedVersion": row["version"], "assessment": assessment}


async def link(api: Api, citation: Row, *units: Row) -> Row:
    """A citation is linked by hand, as it was read."""
    given = {"citation": citation["id"], "units": [unit["id"] for unit in units]}
    return await api.do(documents.LINK, **given, version=citation["version"])


async def confirm_groups(api: Api, power: Row, groups: list[Row]) -> Row:
    """Functions and groups of a power, as it was read."""
    given = {"power": power["id"], "groups": groups, "version": power["groupsVersion"]}
    return await api.do(documents.CONFIRM_GROUPS, **given)


async def confirm_function(api: Api, unit: Row, function: str) -> Row:
    """What a provision does for every penalty that cites it, as it was read."""
    given = {"provision": unit["provisionId"], "version": unit["functionsVersion"]}
    return await api.do(documents.CONFIRM_FUNCTION, function=function, **given)


async def impact(api: Api, source: str) -> Row:
    """The impact of a source, simulated."""
    return (await api.ask(documents.IMPACT, source=source))["impact"]


async def commit(api: Api, source: str) -> Row:
    """Simulate and commit."""
    digest = (await impact(api, source))["digest"]
    return await api.do(documents.COMMIT, source=source, digest=digest)


async def requests(api: Api, **where: Any) -> list[Row]:
    """Items as this user sees them."""
    return (await api.ask(documents.REQUESTS, where=where))["requests"]["nodes"]


def chosen(items: list[Row]) -> list[Row]:
    """Items with the version that the user was looking at."""
    return [{"id": i["id"], "expectedVersion": i["version"]} for i in items]


async def step(api: Api, act: str, items: list[Row], **variables: Any) -> list[Row]:
    """One act on these items; answers with them as they now are."""
    done = await api.do(act, items=chosen(items), **variables)
    return done["items"]


async def carry(world: World, items: list[Row], *, department: str) -> list[Row]:
    """Carry items along their route to APPROVED, each stage by another person."""
    route = items[0]["route"]
    items = await step(world.as_(department), documents.SUBMIT, items)
    items = await step(world.as_("bb1"), documents.ORG_REVIEW, items)
    items = await step(world.as_("fz1"), documents.LEGALITY_REVIEW, items)
    if route == "A":
        items = await step(world.as_("bb2"), documents.SUBMIT_TO_GOV, items)
        items = await step(
            world.as_("gov1"), documents.GOV_DECIDE, items, document="青政复〔2024〕8号"
        )
    return items


async def apply(world: World, items: list[Row]) -> Row:
    """编办 applies items as they stand, with their agreed hash."""
    now = {i["id"]: i for i in await requests(world.as_("bb1"))}
    rows = [now[i["id"]] for i in items]
    given = [
        {"id": r["id"], "expectedVersion": r["version"], "expectedHash": r["contentHash"]}
        for r in rows
    ]
    return await world.as_("bb1").do(documents.APPLY, items=given)


async def powers(api: Api, **where: Any) -> list[Row]:
    """Powers of the list."""
    return (await api.ask(documents.POWERS, where=where))["powers"]["nodes"]
