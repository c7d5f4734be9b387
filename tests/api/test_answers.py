"""What a person answers to proposed correspondences, through GraphQL: agreed to, corrected, corrected again; nothing rewritten."""

from __future__ import annotations

from typing import Any

import pytest

from graph import law_texts
from graph.db import Graph, Tx
from legal.numerals import article_name
from resolvers.recording_texts import DatesDiffer, NewText, record_text
from sample import setting_up
from sample.api import Refused
from tests.scenarios import documents, steps
from tests.scenarios.documents import PROBLEM
from tests.scenarios.town import Row, Town

TITLE = "清溪水域管理规定"

DUTIES = (
    "为了规范水域管理，保护水源，制定本规定。",
    "在水域内垂钓应当使用一人一杆，在划定的区域进行。\n垂钓结束后应当带走钓线、饵料包装等垃圾。",
    "禁止在水源保护区内游泳、洗涤衣物或者清洗车辆。",
    "水务局应当在水源保护区边界设置界桩和警示牌。",
    "违反本规定第三条的，由水务局责令停止违法行为，处一百元以上三百元以下的罚款。",
)
LATER = (
    DUTIES[0],
    "垂钓实行分区管理，在划定的区域内每人限用一竿一钩。\n垂钓结束后应当把钓线和饵料包装等垃圾分类投放。",
    "水源保护区内不得放生外来鱼种，放生活动应当提前报告。",
    *DUTIES[2:],
)
"""The second article was reworded, a new third put in; the penalty still says 第三条 and now means another duty."""


def _text(*bodies: str, short: bool = False) -> str:
    closed = bodies if short else (*bodies, "本规定自2015年5月1日起施行。")
    lines = (f"{article_name(str(at))}　{body}" for at, body in enumerate(closed, 1))
    return f"# {TITLE}\n\n<!-- INFO END -->\n\n" + "\n\n".join(lines) + "\n"


ROWS = """
query($version: ID!) {
  correspondences(version: $version, first: 200) {
    nodes { id version kind standing method confirmedBy wholeId old { place text } new { id place text }
      runnerUp { place } difference { kind text } }
  }
}"""

EFFECTS = """
query($instrument: ID!) {
  effects(instrument: $instrument, first: 200) { nodes { id version type standing correspondenceId } }
}"""

ABOVE = f"""
mutation($version: ID!, $line: Float!) {{
  confirmCorrespondencesAbove(version: $version, confidence: $line) {{
    ... on Confirmed {{ correspondences {{ id }} }} {PROBLEM} }}
}}"""

RECORD = f"""
mutation($instrument: ID!, $text: String!, $promulgated: Date!, $last: String!) {{
  recordText(instrument: $instrument, text: $text, promulgated: $promulgated, effective: $promulgated, lastArticle: $last) {{
    ... on TextRecorded {{ version {{ id complete findings {{ code severity }} }} }} {PROBLEM} }}
}}"""


@pytest.fixture
async def town(graph: Graph) -> Town:
    """法制办 of a town, the statute and its revision."""
    town = Town(graph)
    await town.settle()
    await town.law(TITLE, _text(*DUTIES))
    await town.revise(TITLE, _text(*LATER), "2024-06-01")
    return town


async def _rows(town: Town) -> dict[str, Row]:
    version = town.texts[TITLE][-1]["version"]["id"]
    nodes = (await town.as_("fz1").ask(ROWS, version=version))["correspondences"]["nodes"]
    return {row["old"]["place"]: row for row in nodes}


async def _effects(town: Town) -> dict[str, Row]:
    found = await town.as_("fz1").ask(EFFECTS, instrument=town.laws[TITLE])
    return {e["correspondenceId"]: e for e in found["effects"]["nodes"] if e["correspondenceId"]}


async def _answer(town: Town, row: Row, **answer: Any) -> list[Row]:
    given = {"id": row["id"], "expectedVersion": row["version"], **answer}
    return (await town.as_("fz1").do(documents.CONFIRM, answers=[given]))["correspondences"]


async def test_a_proposal_has_both_texts_and_their_difference(town: Town) -> None:
    rows = await _rows(town)

    moved, reworded = rows["3"], rows["2"]
    assert (moved["kind"], moved["standing"], moved["method"]) == (
        "RENUMBERED",
        "CONFIRMED",
        "RULE",
    )
    assert (reworded["kind"], reworded["standing"]) == ("MODIFIED", "PROPOSED")
    for side, kinds in (("old", ("SAME", "OLD")), ("new", ("SAME", "NEW"))):
        said = "".join(p["text"] for p in reworded["difference"] if p["kind"] in kinds)
        assert said == (reworded["old"] if side == "old" else reworded["new"][0])["text"]


async def test_a_correction_agrees_to_no_part_that_lies_elsewhere(town: Town) -> None:
    """The person puts 第二条 elsewhere: what was proposed for its 款 is then nobody's word."""
    rows = await _rows(town)
    (other,) = rows["4"]["new"]

    done = await _answer(town, rows["2"], kind="MODIFIED", new=[other["id"]])

    assert [row["id"] for row in done] == [rows["2"]["id"]]
    parts = [r for place, r in (await _rows(town)).items() if place.startswith("2¶")]
    assert {part["standing"] for part in parts} == {"PROPOSED"}
    assert len(parts) == 2


async def test_an_effect_follows_its_correspondence_through_every_correction(town: Town) -> None:
    """The words of the penalty are the same: a person finds them changed, then the same after all."""
    penalty = (await _rows(town))["5"]
    assert (penalty["kind"], penalty["standing"]) == ("MODIFIED", "PROPOSED")

    await _answer(town, penalty)
    agreed = (await _effects(town))[penalty["id"]]
    with pytest.raises(Refused, match="VersionConflict"):
        await _answer(town, penalty, kind="RENUMBERED")
    await _answer(town, (await _rows(town))["5"], kind="RENUMBERED")
    renumbered = (await _effects(town))[penalty["id"]]
    await _answer(town, (await _rows(town))["5"], kind="SAME")
    rejected = (await _effects(town))[penalty["id"]]

    assert (agreed["type"], agreed["standing"]) == ("AMEND_SUBST", "CONFIRMED")
    assert (renumbered["type"], renumbered["standing"]) == ("RENUMBER", "CONFIRMED")
    assert rejected["standing"] == "REJECTED"
    now = (await _rows(town))["5"]
    assert (now["kind"], now["version"], now["method"]) == ("SAME", 4, "PERSON")


async def test_what_differs_is_never_answered_as_the_same(town: Town) -> None:
    rows = await _rows(town)

    with pytest.raises(Refused, match="文字不同"):
        await _answer(town, rows["2"], kind="SAME")
    with pytest.raises(Refused, match="依规则延续"):
        await _answer(town, rows["3"], kind="DELETED")
    with pytest.raises(Refused, match="没有新旧对应"):
        await town.as_("fz1").do(ABOVE, version="version:none", line=0.5)


async def test_above_a_line_only_what_stands_above_it(town: Town) -> None:
    before = await _rows(town)
    wholes = {p: r for p, r in before.items() if r["id"] == r["wholeId"]}
    version = town.texts[TITLE][-1]["version"]["id"]

    await town.as_("fz1").do(ABOVE, version=version, line=0.86)

    now = await _rows(town)
    assert now["2"]["standing"] == "CONFIRMED"
    assert now["2"]["confirmedBy"] == "fz1"
    assert now["5"]["standing"] == "PROPOSED", "equal words that lead elsewhere are below it"
    assert {p for p, r in wholes.items() if r["method"] == "RULE"} == {"1", "3", "4", "6"}


async def test_a_header_that_lacks_the_last_amendment_is_not_believed(town: Town) -> None:
    """The file's name knows of an amendment that the header does not."""
    new = NewText(
        instrument=town.laws[TITLE],
        lines=tuple(_text(*LATER).replace("<!--", "2020年5月6日 修正\n\n<!--").split("\n")),
        name=f"{TITLE}(2024-09-01).md",
    )
    desk = town.desk(await town.actor("fz1"))

    with pytest.raises(DatesDiffer, match=r"2020-05-06.*2024-09-01"):
        await record_text(desk, new)


async def test_a_text_without_its_end_is_whole_when_the_operator_knows_its_last_article(
    town: Town,
) -> None:
    fz = town.as_("fz1")
    short = _text(*LATER, short=True)
    given = {"instrument": town.laws[TITLE], "text": short}

    lost = await fz.do(RECORD, **given, promulgated="2024-09-01", last="")
    whole = await fz.do(RECORD, **given, promulgated="2024-10-01", last="6")

    assert not lost["version"]["complete"]
    found = {f["code"]: f["severity"] for f in lost["version"]["findings"]}
    assert found["stops_early"] == "INCOMPLETE"
    assert whole["version"]["complete"]
    gone = await steps.correspondences(fz, whole["version"]["id"])
    assert {row["kind"] for row in gone} == {"SAME"}


async def test_a_text_that_is_read_otherwise_by_now_is_not_compared(town: Town) -> None:
    """What an earlier reader counted as the third 款 of 第二条 is none for today's."""

    async def counted_otherwise(tx: Tx) -> None:
        told = "MATCH (u:ProvisionVersion {place: '2¶2'}) SET u.place = '2¶3'"
        await (await tx.run(told)).consume()

    await town.graph.write(counted_otherwise)
    given = {"instrument": town.laws[TITLE], "text": _text(*DUTIES), "last": ""}

    with pytest.raises(Refused, match=r"TextReadDifferently.*2¶2、2¶3"):
        await town.as_("fz1").do(RECORD, **given, promulgated="2024-09-01")

    versions = await town.graph.read(law_texts.versions, given["instrument"].split())
    assert len(versions[given["instrument"]]) == 2


async def test_a_statute_without_a_text_is_not_compared_with_what_replaces_it(town: Town) -> None:
    made = await town.as_("fz1").do(
        setting_up.REGISTER_INSTRUMENT,
        title="清溪垂钓管理规定",
        rank="CITY_RULE",
        issuer="",
        territory="",
        own=False,
    )
    town.laws["清溪垂钓管理规定"] = made["id"]
    text = town.texts[TITLE][-1]["version"]["id"]

    with pytest.raises(Refused, match="NothingToConfirm"):
        await town.effect("REPEAL_REPLACED", "清溪垂钓管理规定", "2024-06-01", replacedBy=text)
