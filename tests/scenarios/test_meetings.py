"""What becomes of an item when the next change of law meets it (rules.md 3.8), through commit, review and a second commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.db import Graph
from sample.api import Refused
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import Entry, Row, Town, articles, cites, of, on

FIRST, SECOND = "清溪堤防管理条例", "清溪防汛条例"
GOAL = "为了保障堤防安全，制定本条例。"
DIG = "在堤防管理范围内取土的，由水务主管部门处一千元以上五千元以下的罚款。"
BLOCK = "在防汛期间堵塞防汛通道的，由水务主管部门处二千元以上一万元以下的罚款。"
HARM = "对危害堤防安全的处罚"
BLOCKING = "对堵塞防汛通道的处罚"

ASSESS = f"""
mutation($id: ID!, $version: Int!, $support: Support!) {{
  assessSupport(correspondence: $id, expectedVersion: $version, assessment: {{ support: $support }}) {{
    ... on Confirmed {{ correspondences {{ id version }} }} {documents.PROBLEM} }} }}"""


REVISE = f"""
mutation($items: [ChosenInput!]!) {{ reviseRequest(items: $items) {{ {documents.STEP} }} }}"""

RESUBMIT = f"""
mutation($item: ChosenInput!) {{
  resubmitRequest(item: $item) {{ ... on Item {{ id version state }} {documents.PROBLEM} }} }}"""


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    """One power on two statutes, in June."""

    async def play() -> Town:
        town = Town(graph)
        await town.settle()
        await town.law(FIRST, articles(GOAL, DIG))
        await town.law(SECOND, articles(GOAL, BLOCK))
        await town.list_(
            Entry(name=HARM, basis=f"{cites(FIRST, '第二条')}\n{cites(SECOND, '第二条')}")
        )
        await confirm(town)
        on(town, "2024-06-10")
        return town

    return await keep("meetings", play, tmp_path)


async def confirm(town: Town) -> None:
    """Every penalty article founds its power alone."""
    for power in await steps.powers(town.as_("bb1")):
        groups = [{"citation": c["id"], "function": "SANCTION"} for c in power["citations"]]
        await steps.confirm_groups(town.as_("fz1"), power, groups)


async def raised(town: Town, title: str, effective: str) -> str:
    """A revision that raises the fine, confirmed as still supporting: its source."""
    text = DIG.replace("五千元", "八千元") if title == FIRST else BLOCK.replace("一万元", "三万元")
    source = await town.revise(title, articles(GOAL, text), "2024-06-01", effective)
    await town.confirm(title)
    return source


async def nothing_again(town: Town, *sources: str) -> None:
    for source in sources:
        again = await steps.commit(town.as_("fz1"), source)
        assert (again["created"], again["changed"]) == (0, 0)


async def assess(town: Town, support: str) -> None:
    """Article 2 of the first statute, assessed anew."""
    fz = town.as_("fz1")
    rows = await steps.correspondences(fz, town.texts[FIRST][-1]["version"]["id"])
    (row,) = [r for r in rows if r["old"]["place"] == "2" and r["kind"] == "MODIFIED"]
    await fz.do(ASSESS, id=row["id"], version=row["version"], support=support)


async def duties(town: Town) -> list[tuple[str, list[str], str]]:
    found = (await town.as_("bb1").ask(documents.OBLIGATIONS))["obligations"]["nodes"]
    return sorted((d["kind"], d["grounds"], d["state"]) for d in found)


async def states(town: Town) -> dict[str, str]:
    return {i["id"]: i["state"] for i in await steps.requests(town.as_("bb1"))}


async def test_c4_a_draft_that_took_a_second_ground_is_known_again_and_can_be_filed(
    town: Town,
) -> None:
    first = await raised(town, FIRST, "2024-06-01")
    (before,) = await town.commit(first)
    second = await raised(town, SECOND, "2024-06-01")
    (item,) = await town.commit(second)
    assert item["id"] == before["id"]
    await nothing_again(town, first, second)
    (filed,) = await steps.step(town.as_("sw1"), documents.SUBMIT, [item])
    assert filed["state"] == "ORG_REVIEW", "its facts are those of the plan"
    await nothing_again(town, first, second)
    assert await states(town) == {item["id"]: "ORG_REVIEW"}


async def test_c4_an_earlier_change_goes_first_and_c5_what_waits_goes_on_when_it_is_refused(
    town: Town,
) -> None:
    later = await raised(town, FIRST, "2024-09-01")
    (waiting,) = await town.commit(later)
    earlier = await raised(town, SECOND, "2024-07-01")
    items = await town.commit(earlier)
    (going,) = [i for i in items if i["id"] != waiting["id"]]
    assert (going["effective"], going["state"]) == ("2024-07-01", "DRAFT")
    assert await states(town) == {going["id"]: "DRAFT", waiting["id"]: "ON_HOLD"}
    await nothing_again(town, later, earlier)

    (going,) = await steps.step(town.as_("sw1"), documents.SUBMIT, [going])
    given = {"verdict": "REJECT", "opinion": "依据不足"}
    await steps.step(town.as_("bb1"), documents.ORG_REVIEW, [going], **given)
    assert await states(town) == {going["id"]: "REJECTED", waiting["id"]: "DRAFT"}
    await nothing_again(town, later, earlier)
    assert {state for _, _, state in await duties(town)} == {"GAP", "OPEN"}


async def only_first(town: Town) -> tuple[str, Row]:
    """The second statute repealed and dealt with; then the first one raised and committed."""
    gone = await town.repeal(SECOND, "2024-06-01")
    item = of(await town.commit(gone), HARM)
    await steps.carry(town, [item], department="sw1")
    await steps.apply(town, [item])
    source = await raised(town, FIRST, "2024-06-02")
    items = await town.commit(source)
    return source, next(i for i in items if i["state"] == "DRAFT")


async def test_c2_another_outcome_takes_the_draft_to_its_own_route_envelope_and_duty(
    town: Town,
) -> None:
    source, adjust = await only_first(town)
    assert (adjust["kind"], adjust["route"]) == ("ADJUST", "B")
    await assess(town, "NO_LONGER")
    (cancel,) = [i for i in await town.commit(source) if i["state"] == "DRAFT"]
    assert cancel["id"] == adjust["id"]
    assert (cancel["kind"], cancel["grounds"], cancel["route"]) == ("CANCEL", ["6(1)"], "A")
    assert cancel["envelopeId"] != adjust["envelopeId"], "items of one envelope share a route (I4)"
    assert ("CANCEL", ["6(1)"], "OPEN") in await duties(town)
    await nothing_again(town, source)
    (filed,) = await steps.step(town.as_("sw1"), documents.SUBMIT, [cancel])
    assert filed["state"] == "ORG_REVIEW"
    await nothing_again(town, source)


async def test_c13_what_was_refused_stays_refused_when_other_facts_ask_again(town: Town) -> None:
    source, item = await only_first(town)
    (filed,) = await steps.step(town.as_("sw1"), documents.SUBMIT, [item])
    given = {"verdict": "REJECT", "opinion": "依据不足"}
    await steps.step(town.as_("bb1"), documents.ORG_REVIEW, [filed], **given)
    await nothing_again(town, source)
    before = await states(town)

    await assess(town, "NARROWER")
    await town.commit(source)
    after = await states(town)
    (new,) = set(after) - set(before)
    assert (after[item["id"]], after[new]) == ("REJECTED", "DRAFT")
    assert [d for d in await duties(town) if d[2] != "MET"] == [("ADJUST", ["7(1)"], "OPEN")]
    await nothing_again(town, source)


async def test_c1_what_nobody_has_filed_quotes_the_text_that_is_then_in_force(town: Town) -> None:
    """The same words in a later text are the same facts: a draft follows them, what was handed in does not."""
    for title in (FIRST, SECOND):
        pause = await town.effect("SUSPEND", title, "2024-07-01", until="2024-12-01")
        await town.agree(pause)
    inserted = await town.revise(FIRST, articles(GOAL, BLOCK, DIG), "2024-06-01", "2024-08-01")
    await town.confirm(FIRST)
    (draft,) = await town.commit(inserted)
    assert (draft["effective"], draft["grounds"]) == ("2024-12-01", ["7(1)"])

    other_goal = GOAL.replace("堤防安全", "堤防和行洪安全")
    again = await town.revise(FIRST, articles(other_goal, BLOCK, DIG), "2024-06-02", "2024-09-01")
    await town.confirm(FIRST)
    (renewed,) = await town.commit(again)
    assert (renewed["id"], renewed["version"]) == (draft["id"], draft["version"] + 1)
    assert renewed["contentHash"] != draft["contentHash"]
    await nothing_again(town, again, inserted)


async def test_c2_a_draft_of_two_causes_keeps_the_one_that_is_left(town: Town) -> None:
    """A revision, then a repeal of the same day, then the repeal is found to be none."""
    revised = await raised(town, FIRST, "2024-06-01")
    gone = await town.repeal(SECOND, "2024-06-01")
    (both,) = await town.commit(gone)
    assert {"L4", "L9"} <= set(both["rules"])
    await town.reject(gone)
    (left,) = await town.commit(gone)
    assert (left["id"], left["state"], left["grounds"]) == (both["id"], "DRAFT", ["7(1)"])
    assert "L4" not in left["rules"]
    await nothing_again(town, gone, revised)
    (filed,) = await steps.step(town.as_("sw1"), documents.SUBMIT, [left])
    assert filed["state"] == "ORG_REVIEW"


async def test_c2_a_cancellation_of_two_causes_becomes_what_is_left_of_it(town: Town) -> None:
    """In review it is stale first; a lawful power is not cancelled, and the change of its basis is not lost."""
    revised = await raised(town, FIRST, "2024-06-01")
    await assess(town, "NO_LONGER")
    gone = await town.repeal(SECOND, "2024-06-01")
    (cancel,) = await town.commit(gone)
    assert (cancel["kind"], cancel["route"]) == ("CANCEL", "A")
    await steps.step(town.as_("sw1"), documents.SUBMIT, [cancel])
    await town.reject(gone)
    (stale,) = await town.commit(gone)
    assert (stale["id"], stale["kind"], stale["state"]) == (cancel["id"], "ADJUST", "STALE")
    await nothing_again(town, gone, revised)
    (again,) = await steps.step(town.as_("sw1"), REVISE, [stale])
    assert again["state"] == "DRAFT"


async def test_e10_of_another_cause_a_commit_files_only_what_it_shares(graph: Graph) -> None:
    """What the first revision brings to another power is filed when that revision is committed, and not before."""
    town = Town(graph)
    await town.settle()
    await town.law(FIRST, articles(GOAL, DIG, BLOCK))
    await town.law(SECOND, articles(GOAL, BLOCK))
    both = f"{cites(FIRST, '第二条')}\n{cites(SECOND, '第二条')}"
    await town.list_(
        Entry(name=HARM, basis=both), Entry(name=BLOCKING, basis=cites(FIRST, "第三条"))
    )
    await confirm(town)
    on(town, "2024-06-10")
    text = articles(GOAL, DIG.replace("五千元", "八千元"), BLOCK.replace("一万元", "二万元"))
    revised = await town.revise(FIRST, text, "2024-06-01")
    await confirm_place(town, "2")
    gone = await town.repeal(SECOND, "2024-06-01")
    await town.commit(revised)
    (shared,) = await town.commit(gone)
    assert shared["powers"] == [{"name": HARM}]

    await confirm_place(town, "3")
    await town.reject(gone)
    (left,) = await town.commit(gone)
    assert (left["id"], left["state"]) == (shared["id"], "DRAFT")
    assert {i["powers"][0]["name"] for i in await town.commit(revised)} == {HARM, BLOCKING}


async def confirm_place(town: Town, place: str) -> None:
    """What became of one article is confirmed; the others wait."""
    fz, version = town.as_("fz1"), town.texts[FIRST][-1]["version"]["id"]
    (pair,) = [p for p in await steps.proposals(fz, version) if p["old"]["place"] == place]
    assessed = {"assessment": {"support": "SUPPORTS"}}
    answers = [{"id": pair["id"], "expectedVersion": pair["version"], **assessed}]
    await fz.do(documents.CONFIRM, answers=answers)


async def test_a_duty_ends_with_its_ground_and_is_handed_in_again_once(town: Town) -> None:
    """R5.0, R8.4: what was withdrawn is asked for as long as its ground stands."""
    gone = await town.repeal(SECOND, "2024-06-01")
    (item,) = await town.commit(gone)
    (withdrawn,) = await steps.step(town.as_("sw1"), documents.WITHDRAW, [item])
    await nothing_again(town, gone)
    assert await duties(town) == [("ADJUST", ["7(1)"], "OPEN")]
    await town.as_("sw1").do(RESUBMIT, item=steps.chosen([withdrawn])[0])
    with pytest.raises(Refused, match="NotWithdrawn"):
        await town.as_("sw1").do(RESUBMIT, item=steps.chosen([withdrawn])[0])
    (again,) = [i for i in await steps.requests(town.as_("bb1")) if i["state"] == "DRAFT"]
    await steps.step(town.as_("sw1"), documents.WITHDRAW, [again])
    await town.reject(gone)
    await steps.commit(town.as_("fz1"), gone)
    assert await duties(town) == [("ADJUST", ["7(1)"], "LAPSED")]


SEEN = f"""
query($source: ID!, $known: Int) {{
  impact(source: $source, knownAt: $known) {{
    ... on Impact {{ digest knownAt hits {{ totalCount }} }} {documents.PROBLEM} }} }}"""


async def test_t6_what_was_believed_before_the_list_changed_can_be_read_again(town: Town) -> None:
    """I7: also of a power that is on the list no more."""
    fz = town.as_("fz1")
    for title in (FIRST, SECOND):
        gone = await town.repeal(title, "2024-06-01")
    before = (await fz.ask(SEEN, source=gone))["impact"]
    (cancel,) = await town.commit(gone)
    await steps.carry(town, [cancel], department="sw1")
    await steps.apply(town, [cancel])
    known = before["knownAt"]
    assert (await fz.ask(SEEN, source=gone))["impact"]["hits"]["totalCount"] == 0
    assert (await fz.ask(SEEN, source=gone, known=known))["impact"] == before


async def test_t7_a_correction_of_any_of_its_causes_is_seen(town: Town) -> None:
    """An item of two repeals stands for both: whichever is found to be none, what was applied has lost a ground."""
    told = zip((FIRST, SECOND), ("2024-05-01", "2024-05-02"), strict=True)
    sources = [await town.repeal(title, "2024-06-01", promulgated=day) for title, day in told]
    (cancel,) = await town.commit(sources[1])
    await steps.carry(town, [cancel], department="sw1")
    await steps.apply(town, [cancel])
    (second,) = set(sources) - {cancel["causeId"]}
    await town.reject(second)
    with pytest.raises(Refused, match="T7"):
        await steps.commit(town.as_("fz1"), second)


async def test_c16_a_corrected_day_moves_an_approved_item(town: Town) -> None:
    """Its approvals stand: what was approved is the same; it may be applied from the new day on."""
    made = await town.effect("REPEAL_WHOLE", SECOND, "2024-09-01")
    gone = await town.agree(made)
    (item,) = await town.commit(gone)
    await steps.carry(town, [item], department="sw1")
    (effect,) = (await town.as_("fz1").ask(documents.EFFECTS))["effects"]["nodes"]
    given = {"effect": effect["id"], "version": effect["version"], "reason": "施行日期误录"}
    await town.as_("fz1").do(documents.CORRECT_EFFECT, **given, effective="2024-06-05")
    (moved,) = await town.commit(gone)
    assert (moved["id"], moved["effective"]) == (item["id"], "2024-06-05")
    assert {d["action"] for d in moved["decisions"]} >= {"SUBMIT", "ORG_REVIEW", "LEGALITY_REVIEW"}
    await nothing_again(town, gone)
    await steps.apply(town, [moved])
    assert (await states(town))[item["id"]] in {"APPLIED", "PUBLISHED"}
