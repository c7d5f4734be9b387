"""What the list said, when, and who decided it (F4, F35)."""

from __future__ import annotations

from datetime import date
from typing import LiteralString

import pytest

from graph.db import Tx
from sample import setting_up
from tests.api.small_world import PROBLEM, SAND, WASTE, Row, SmallWorld, of

BEHIND = """behind { decision { action document actorName } items { id kind grounds decisions { action actorId } } }"""

POWER_DIFF = f"""
query($power: ID!, $from: Int!, $to: Int!) {{
  powerDiff(power: $power, fromVersion: $from, toVersion: $to) {{
    ... on PowerDiff {{ statusBefore statusAfter {BEHIND}
      changes {{ element turn before after difference {{ kind text }} {BEHIND} }} }} {PROBLEM} }}
}}"""

EDITION_DIFF = f"""
query($from: Int!, $to: Int!) {{
  editionDiff(fromEdition: $from, toEdition: $to) {{
    ... on EditionDiff {{ added changed removed
      lines {{ totalCount nodes {{ turn before {{ name }} after {{ name listStatus }} {BEHIND} }} }} }} {PROBLEM} }}
}}"""

EDITION = f"""
query($number: Int!, $first: Int, $after: String) {{
  listEdition(number: $number) {{
    ... on Edition {{ intact number
      lines(first: $first, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ name version }} }} }} {PROBLEM} }}
}}"""

AS_OF = f"""
query($id: ID!, $on: Date, $known: Int) {{
  powerAsOf(id: $id, validAt: $on, knownAt: $known) {{
    ... on PowerAsOf {{ listStatus version {{ number validFrom validTo knownFrom }} elements {{ kind text }}
      power {{ citations {{ element printed }} }} judgement {{ survival legalStatus }} }} {PROBLEM} }}
}}"""

HISTORY = f"""
query($id: ID!) {{
  powerHistory(id: $id) {{ ... on PowerHistory {{ steps {{
    version {{ number validFrom validTo listStatus edition knownFrom }} {BEHIND} }} }} {PROBLEM} }}
}}"""

STAGES_B = ["SUBMIT", "ORG_REVIEW", "LEGALITY_REVIEW", "APPLY"]
STAGES_A = ["SUBMIT", "ORG_REVIEW", "LEGALITY_REVIEW", "SUBMIT_TO_GOV", "GOV_DECIDE", "APPLY"]


async def _carried(world: SmallWorld) -> None:
    """Both items of 水务局 reach the list, in two editions."""
    await world.revise()
    items = await world.commit()
    world.today = date(2024, 6, 20)
    await world.carry(of(items, SAND))
    world.today = date(2024, 7, 5)
    await world.carry(of(items, WASTE))


def _stages(behind: Row) -> list[str]:
    (item,) = behind["items"]
    return [d["action"] for d in item["decisions"]]


async def test_history_names_the_decisions_behind_each_change(world: SmallWorld) -> None:
    """F35: element by element, line by line, to the persons who decided."""
    await _carried(world)
    bb, sand, waste = world.as_("bb1"), world.powers[SAND], world.powers[WASTE]

    diff = (await bb.ask(POWER_DIFF, power=sand, **{"from": 1, "to": 2}))["powerDiff"]
    (basis,) = diff["changes"]
    assert (basis["element"], basis["turn"]) == ("BASIS", "CHANGED")
    assert "三万元以上十万元以下" in "".join(
        p["text"] for p in basis["difference"] if p["kind"] != "OLD"
    )
    assert _stages(basis["behind"][0]) == STAGES_B
    assert len({d["actorId"] for d in basis["behind"][0]["items"][0]["decisions"]}) >= 3

    cancelled = (await bb.ask(POWER_DIFF, power=waste, **{"from": 1, "to": 2}))["powerDiff"]
    assert (cancelled["statusBefore"], cancelled["statusAfter"]) == ("LISTED", "CANCELLED")
    assert _stages(cancelled["behind"][0]) == STAGES_A

    editions = (await bb.ask(EDITION_DIFF, **{"from": 1, "to": 3}))["editionDiff"]
    assert (editions["added"], editions["changed"], editions["removed"]) == (0, 1, 1)
    turns = {line["after"]["name"]: line for line in editions["lines"]["nodes"]}
    assert (turns[SAND]["turn"], turns[WASTE]["turn"]) == ("CHANGED", "REMOVED")
    assert turns[WASTE]["after"]["listStatus"] == "CANCELLED"
    assert _stages(turns[SAND]["behind"][0]) == STAGES_B
    assert _stages(turns[WASTE]["behind"][0]) == STAGES_A

    # one by one: what came with which edition
    second = (await bb.ask(EDITION_DIFF, **{"from": 1, "to": 2}))["editionDiff"]
    assert [line["after"]["name"] for line in second["lines"]["nodes"]] == [SAND]
    first = (await bb.ask(EDITION_DIFF, **{"from": 0, "to": 1}))["editionDiff"]
    assert (first["added"], first["lines"]["totalCount"]) == (4, 4)
    assert {b["decision"]["action"] for n in first["lines"]["nodes"] for b in n["behind"]} == {
        "COMPILE"
    }

    # an edition is what it was, whatever came after it
    whole = (await bb.ask(EDITION, number=1))["listEdition"]
    assert (whole["intact"], whole["lines"]["totalCount"]) == (True, 4)
    assert {line["version"] for line in whole["lines"]["nodes"]} == {1}
    newest = (await bb.ask(EDITION, number=3, first=2))["listEdition"]
    rest = await bb.ask(EDITION, number=3, first=2, after=newest["lines"]["pageInfo"]["endCursor"])
    names = [n["name"] for n in newest["lines"]["nodes"] + rest["listEdition"]["lines"]["nodes"]]
    assert newest["intact"]
    assert len(names) == len(set(names)) == 3
    assert WASTE not in names

    # the public reads the same history, without the persons
    open_ = (await world.as_("").ask(EDITION_DIFF, **{"from": 1, "to": 3}))["editionDiff"]
    shown = [b for line in open_["lines"]["nodes"] for b in line["behind"]]
    assert {(b["decision"]["action"], b["decision"]["actorName"]) for b in shown} == {("APPLY", "")}
    assert all(b["items"] == [] for b in shown)


@pytest.mark.parametrize(
    "alter",
    [
        "MATCH (v:PowerVersion {edition: 2}) SET v.contentHash = 'x'",
        "MATCH (v:PowerVersion {edition: 2}) SET v.status = 'CANCELLED'",
        "MATCH (v:PowerVersion {edition: 1}) WITH v LIMIT 1 CREATE (:PowerVersion {edition: 2, id: 'x', "
        "power: v.power, number: 9, status: 'LISTED', contentHash: v.contentHash})",
        "MATCH (v:PowerVersion {edition: 2}) SET v.edition = 3",
        "MATCH (e:ListEdition {number: 2}) SET e.digest = 'x'",
        "MATCH (e:ListEdition {number: 2}) DETACH DELETE e",
    ],
)
async def test_an_edition_stands_on_those_before_it(
    alter: LiteralString, world: SmallWorld
) -> None:
    """What was altered in the second edition shows in it and in the third; the first is as it was."""
    await _carried(world)

    async def altered(tx: Tx) -> None:
        await (await tx.run(alter)).consume()

    await world.graph.write(altered)

    told = [(await world.as_("bb1").ask(EDITION, number=n))["listEdition"] for n in (1, 2, 3)]
    assert [edition.get("intact", False) for edition in told] == [True, False, False]


async def test_a_power_is_asked_for_by_day_and_by_what_was_known(world: SmallWorld) -> None:
    """F4, T6: the law's day and the day of knowledge are two questions."""
    sand, bb = world.powers[SAND], world.as_("bb1")
    await _carried(world)

    steps = (await bb.ask(HISTORY, id=sand))["powerHistory"]["steps"]
    assert [(s["version"]["validFrom"], s["version"]["validTo"]) for s in steps] == [
        ("2024-01-01", "2024-06-20"),
        ("2024-06-20", None),
    ]
    applied = steps[1]["version"]["knownFrom"]

    async def as_of(on: str | None, known: int | None = None) -> Row:
        return (await bb.ask(AS_OF, id=sand, on=on, known=known))["powerAsOf"]

    before, from_then_on = await as_of("2024-06-19"), await as_of("2024-06-20")
    assert (before["version"]["number"], from_then_on["version"]["number"]) == (1, 2)
    # the text changed on 2024-06-01; the list followed on 2024-06-20
    assert (await as_of("2024-05-31"))["judgement"]["legalStatus"] == "ALIVE"
    assert before["judgement"]["legalStatus"] == "ALIVE_CHANGED"
    assert from_then_on["judgement"]["legalStatus"] == "ALIVE"
    # before the apply was recorded, nobody knew of version 2, nor, earlier, of the new text
    unknown = await as_of("2024-06-20", applied - 1)
    assert (unknown["version"]["number"], unknown["version"]["validTo"]) == (1, None)
    at_first = await as_of("2024-06-20", steps[0]["version"]["knownFrom"])
    assert at_first["judgement"]["legalStatus"] == "ALIVE"

    # what the list said is public; what the organs make of it is not
    shown = (await world.as_("").ask(AS_OF, id=sand, on="2024-06-19", known=None))["powerAsOf"]
    assert (shown["version"], shown["judgement"]) == (before["version"], None)

    never = await as_of("2020-01-01")
    assert (never["listStatus"], never["version"], never["elements"]) == ("NOT_LISTED", None, [])
    assert (await as_of("2024-06-20", 1))["code"] == "PowerNotFound"


async def test_what_does_not_exist_is_refused_by_name(world: SmallWorld) -> None:
    bb, sand = world.as_("bb1"), world.powers[SAND]

    diff = await bb.ask(POWER_DIFF, power=sand, **{"from": 1, "to": 9})
    edition = await bb.ask(EDITION, number=9)
    reversed_ = await bb.ask(EDITION_DIFF, **{"from": 1, "to": 0})

    assert diff["powerDiff"]["code"] == "PowerVersionNotFound"
    assert edition["listEdition"]["code"] == "EditionNotFound"
    assert reversed_["editionDiff"]["code"] == "EditionsReversed"
    for given, sentence in (
        ({"first": 1000}, "1 至 200"),
        ({"after": "drivel"}, "游标“drivel”无效"),
    ):
        with pytest.raises(AssertionError, match=sentence):
            await bb.ask(EDITION, number=1, **given)


UNITS = 'query($v: ID!) { node(id: $v) { ... on TextVersion { provisions(place: "8") { nodes { provisionId } } } } }'
TEXTS = """query($p: ID!, $after: String) { provisionHistory(provision: $p, first: 1, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { text textVersion { promulgated } } } }"""


async def test_a_provision_is_told_text_by_text_as_they_were_promulgated(world: SmallWorld) -> None:
    """Ids count the acts before them: by their letters the hundredth came before the ninetieth."""
    (unit,) = (await world.as_("").ask(UNITS, v=await _first_text(world)))["node"]["provisions"][
        "nodes"
    ]
    admin = world.as_("admin")
    for n in range(80):
        term = {"from": f"20{n // 12 + 11}-{n % 12 + 1:02}-01", "to": "2018-01-01"}
        await admin.do(setting_up.BIND_ROLE, role="MD", organ=world.organs["JW"], **term)
    await world.revise()

    old = (await world.as_("").ask(TEXTS, p=unit["provisionId"]))["provisionHistory"]
    new = await world.as_("").ask(TEXTS, p=unit["provisionId"], after=old["pageInfo"]["endCursor"])

    assert (old["totalCount"], old["pageInfo"]["hasNextPage"]) == (2, True)
    told = (*old["nodes"], *new["provisionHistory"]["nodes"])
    assert [unit["textVersion"]["promulgated"][:4] for unit in told] == ["2015", "2024"]


async def _first_text(world: SmallWorld) -> str:
    document = "query($i: ID!) { instrument(id: $i) { textVersions { nodes { id } } } }"
    found = await world.as_("").ask(document, i=world.instrument)
    return found["instrument"]["textVersions"]["nodes"][0]["id"]
