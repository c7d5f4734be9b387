"""样本区的故事: a revision is recorded, its impact shown, confirmed and committed, one request carried to the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sample import setting_up
from sample.api import Api, Execute
from sample.rows import district
from sample.setting_up import PROBLEM
from sample.statutes import statutes

OLD, NEW = "内河水路运输服务条例(2021-03-12)", "内河水路运输服务条例(2024-05-10)"
Row = dict[str, Any]
Say = Callable[[str], None]
Show = Callable[[str, list[Row]], None]

SOURCES = "{ sources { nodes { id title } } listEditions { totalCount } }"

IMPACT = f"""
query($source: ID!) {{
  impact(source: $source) {{
    ... on Impact {{
      digest knownAt
      hits(first: 200) {{ nodes {{ power {{ name }} element survival rules grounds route
        printed state {{ state now {{ placeName }} }} }} }}
    }} {PROBLEM} }}
}}"""

PROPOSED = """
query($version: ID!) {
  correspondences(version: $version, standing: PROPOSED, first: 200) {
    nodes { id version kind wholeId old { place } }
  }
}"""

CONFIRM = f"""
mutation($retry: String, $answers: [CorrespondenceAnswer!]!) {{
  confirmCorrespondence(clientMutationId: $retry, answers: $answers) {{
    ... on Confirmed {{ correspondences {{ id }} }} {PROBLEM} }}
}}"""

COMMIT = f"""
mutation($retry: String, $source: ID!, $digest: String!, $known: Int!) {{
  commitImpact(clientMutationId: $retry, source: $source, expectedDigest: $digest, knownAt: $known) {{
    ... on ImpactCommitted {{ created kept tasksOpened }} {PROBLEM} }}
}}"""

REQUESTS = """
query($where: ItemWhere) {
  requests(where: $where, first: 200) { nodes { id version state kind powers { name } contentHash grounds } }
}"""

STEPS = (
    ("jt1", "submitRequest(items: $items)", "区交通运输局提交申请"),
    ("bb1", "orgReview(items: $items, verdict: AGREE)", "区委编办审核同意"),
    ("fz1", "legalityReview(items: $items, verdict: AGREE)", "区法制办合法性审查同意"),
    ("bb2", "submitToGov(items: $items)", "区委编办报请区政府审定"),
    (
        "gov1",
        'governmentDecide(items: $items, verdict: AGREE, document: "青政复〔2024〕8号")',
        "区政府审定同意",
    ),
)

APPLY = f"""
mutation($items: [ToApplyInput!]!) {{
  applyRequest(items: $items) {{ ... on Applied {{ edition results {{ applied message }} }} {PROBLEM} }}
}}"""


async def is_told(execute: Execute) -> bool:
    """Whether the story has been played to its end: the list has its second edition."""
    data = await Api(execute, "admin").ask(SOURCES)
    return data["listEditions"]["totalCount"] > 1


async def tell(execute: Execute, folder: Path, say: Say, show: Show) -> None:
    """Play the story; whatever of it happened before a broken start is not done twice.

    Args:
        folder: where the sample's workbooks are written.
        say: told before each step.
        show: told the impact as rows.
    """
    day = district()["list_day"]
    say("登记机构、名称、角色和用户")
    await setting_up.set_up_people(Api(execute, "admin"))
    fz, bb = Api(execute, "fz1"), Api(execute, "bb1")
    say("录入法规文本（条、款、项、目）")
    laws = await setting_up.register_statutes(fz)
    say("导入各部门清单（xlsx），关联引用")
    await setting_up.import_lists(bb, folder, day)
    say("区委编办编制首版清单")
    await setting_up.compile_edition(bb, day)
    await _revise(execute, laws[statutes()[NEW].title], say, show)
    await _carry(execute, say)


async def _revise(execute: Execute, instrument: str, say: Say, show: Show) -> None:
    fz = Api(execute, "fz1")
    say("录入《内河水路运输服务条例》2024年修订，与旧文本逐条比对")
    recorded = await setting_up.record_text(fz, instrument, statutes()[NEW])
    source, version = recorded["source"]["id"], recorded["version"]["id"]
    before = (await fz.ask(IMPACT, source=source))["impact"]
    show("确认对应之前的影响：未确认的一律暂缓，不作失效处理", before["hits"]["nodes"])
    say("区法制办逐条确认新旧对应（变化的条文评估为仍支持）")
    await fz.do(CONFIRM, answers=await _answers(fz, version))
    after = (await fz.ask(IMPACT, source=source))["impact"]
    show("确认之后的影响", after["hits"]["nodes"])
    say("提交影响分析：产生申请义务、事项草稿和申请书，清单不变")
    await fz.do(COMMIT, source=source, digest=after["digest"], known=after["knownAt"])


async def _answers(fz: Api, version: str) -> list[Row]:
    rows = (await fz.ask(PROPOSED, version=version))["correspondences"]["nodes"]
    wholes = {row["id"] for row in rows if row["wholeId"] == row["id"]}
    return [
        {
            "id": row["id"],
            "expectedVersion": row["version"],
            "assessment": {
                "support": "SUPPORTS",
                "changes": ["AMOUNTS_BY_CONDUCT"] if row["old"]["place"] == "63" else [],
            },
        }
        for row in rows
        if row["id"] == row["wholeId"] or row["wholeId"] not in wholes
    ]


async def _carry(execute: Execute, say: Say) -> None:
    """The one CANCEL of the revision, along route A to the list."""
    bb = Api(execute, "bb1")
    (item,) = (await bb.ask(REQUESTS, where={"routes": ["A"]}))["requests"]["nodes"]
    say(f"办理取消事项：{item['powers'][0]['name']}（第六条第（一）项，第八条第一款）")
    for user, act, told in STEPS[_done(item["state"]) :]:
        say(f"　{told}")
        document = f"""mutation($items: [ChosenInput!]!) {{ {act} {{
            ... on Acted {{ items {{ id version state contentHash }} }} {PROBLEM} }} }}"""
        chosen = [{"id": item["id"], "expectedVersion": item["version"]}]
        (item,) = (await Api(execute, user).do(document, items=chosen))["items"]
    say("　区委编办调整清单")
    applied = {
        "id": item["id"],
        "expectedVersion": item["version"],
        "expectedHash": item["contentHash"],
    }
    await bb.do(APPLY, items=[applied])


ORDER = ("DRAFT", "ORG_REVIEW", "LEGALITY_REVIEW", "LEGALITY_AGREED", "GOV_SUBMITTED", "APPROVED")


def _done(state: str) -> int:
    """How many steps an item has behind it."""
    return ORDER.index(state)
