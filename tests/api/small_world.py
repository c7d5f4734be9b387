"""A district of two departments, one statute of our own in two texts and four powers: small enough to count by hand.

Everything happens through GraphQL or the use cases behind it.

======  ==========  =======================================  =================================
power   department  basis                                    what the second text does to it
======  ==========  =======================================  =================================
采砂     水务局       第十二条                                  amounts change: 7(1), route B
弃砂     水务局       第十三条                                  deleted: 6(1), route A
巡查     水务局       第八条; a statute with a misspelt title   nothing; the second stays unlinked
堆砂     城管局       第十二条                                  amounts change: 7(1), route B
======  ==========  =======================================  =================================
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph import people
from graph.model.actor import PUBLIC, Actor
from resolvers.acting import Anchor, Desk
from sample import setting_up
from tests.lists.books import HEADER, Page, a_row, xlsx
from tests.scenarios import documents, steps
from tests.scenarios.world import World

Row = dict[str, Any]

TITLE = "青河采砂管理条例"
LIST_DAY = "2024-01-01"

_HEAD = """# 青河采砂管理条例

{events}

<!-- INFO END -->

第一条 为了加强青河采砂管理，保障防洪安全，制定本条例。

第二条 在青河河道内从事采砂、运砂、堆砂活动，适用本条例。

第三条 县级以上人民政府水务主管部门负责河道采砂的监督管理，城市管理部门负责城区堆砂场所的监督管理。

第四条 河道采砂应当服从河势稳定和防洪安全的需要。

第五条 采砂单位应当建立采砂台账，如实记录采砂的地点、数量和去向。

第六条 采砂船舶应当悬挂统一编号，停泊在指定地点。

第七条 禁止在桥梁上下游各五百米范围内采砂。

第八条 水务主管部门应当对采砂现场进行监督检查，每季度不少于一次。

第九条 任何单位和个人有权举报违法采砂行为。

第十条 采砂作业结束后，采砂单位应当及时平整河床。

第十一条 水务主管部门工作人员应当持证执法。
"""

FIRST = (
    _HEAD.format(events="2015年3月1日 公布\n2015年5月1日 施行")
    + """
第十二条 未经批准采砂或者堆砂的，责令停止违法行为，没收违法所得，处一万元以上三万元以下的罚款。

第十三条 随意弃置砂石渣土堵塞航道的，责令限期清除，处二千元以上五千元以下的罚款。

第十四条 本条例自2015年5月1日起施行。
"""
)

SECOND = (
    _HEAD.format(events="2015年3月1日 公布\n2024年6月1日 修正")
    + """
第十二条 未经批准采砂或者堆砂的，责令停止违法行为，没收违法所得，处三万元以上十万元以下的罚款。

第十三条 本条例自2015年5月1日起施行。
"""
)

SAND, WASTE, PATROL, HEAP = (
    "对擅自采砂的处罚",
    "对随意弃砂的处罚",
    "采砂现场检查",
    "对擅自堆砂的处罚",
)

WATER, CITY = "青棠区水务局", "青棠区城市管理局"

# code → (name, kind, role, user)
# fmt: off
ORGANS = {
    "SW": (WATER,                "WORK_DEPT",             "DEPT",    "sw1"),
    "CG": (CITY,                 "WORK_DEPT",             "DEPT",    "cg1"),
    "BB": ("青棠区委编办",          "PARTY_ORGAN_WITH_PLATE", "BB",      "bb1"),
    "FZ": ("青棠区法制办",          "WORK_DEPT",             "FZ",      "fz1"),
    "GOV": ("青棠区人民政府",       "GOVERNMENT",            "GOV",     "gov1"),
    "JW": ("青棠区纪委监委",        "SUPERVISION",           "AUDITOR", "au1"),
}
# fmt: on


@dataclass
class SmallWorld(World):
    """The district, with an anchor for its audit chain and a public.

    Attributes:
        organs: code → id; ``powers`` name → id; ``source`` id of the revision, once recorded.
    """

    anchor: Anchor | None = None
    organs: dict[str, str] = field(default_factory=dict[str, str])
    powers: dict[str, str] = field(default_factory=dict[str, str])
    source: str = ""
    version: str = ""

    def desk(self, actor: Actor) -> Desk:
        return Desk(
            graph=self.graph, actor=actor, clock=self.clock, pack=self.pack, anchor=self.anchor
        )

    async def actor(self, user: str) -> Actor:
        """Whoever acts; "" is the public."""
        return await self.graph.read(people.actor, user, self.today) if user else PUBLIC

    async def settle(self) -> None:
        """People, the statute's first text, the lists, the first edition."""
        admin = await self.found()
        for code, (name, kind, role, user) in ORGANS.items():
            from_ = {"from": "2010-01-01"}
            made = await admin.do(
                setting_up.REGISTER_ORGAN, code=code, name=name, kind=kind, **from_
            )
            self.organs[code] = made["id"]
            await admin.do(setting_up.BIND_ROLE, role=role, organ=made["id"], to=None, **from_)
            users = (user, "bb2") if code == "BB" else (user,)
            for one in users:
                await admin.do(
                    setting_up.REGISTER_USER,
                    user=one,
                    name=f"{name}{one}",
                    organ=made["id"],
                    to=None,
                    **from_,
                )
        await self._register()
        await self._compile()

    async def _register(self) -> None:
        fz = self.as_("fz1")
        made = await fz.do(
            setting_up.REGISTER_INSTRUMENT,
            title=TITLE,
            rank="ADMINISTRATIVE_REGULATION",
            issuer="国务院",
            territory="",
            own=False,
        )
        self.instrument = made["id"]
        await self.record(FIRST)

    async def record(self, text: str, effective: str | None = None) -> Row:
        """A text of the statute; its day as in its header, unless another is given."""
        return await self.as_("fz1").do(
            setting_up.RECORD_TEXT,
            instrument=self.instrument,
            text=text,
            name="条例.md",
            promulgated=None,
            effective=effective,
            decision="",
            number="",
        )

    async def _compile(self) -> None:
        bb = self.as_("bb1")
        for name, data in (("水务局.xlsx", _water()), ("城管局.xlsx", _city())):
            content = base64.b64encode(data).decode()
            await bb.do(setting_up.IMPORT_LIST, name=name, content=content, on=LIST_DAY)
        await setting_up.compile_edition(bb, LIST_DAY)
        self.powers = {p["name"]: p["id"] for p in await steps.powers(bb)}

    async def revise(self, effective: str | None = None) -> None:
        """The second text comes in, and 法制办 agrees to what the aligner proposes."""
        self.today = date(2024, 6, 10)
        recorded = await self.record(SECOND, effective)
        self.source, self.version = recorded["source"]["id"], recorded["version"]["id"]
        await steps.confirm_all(self.as_("fz1"), self.version)

    async def commit(self) -> list[Row]:
        """The impact, committed: the items that it made."""
        await steps.commit(self.as_("fz1"), self.source)
        return await steps.requests(self.as_("bb1"))

    async def carry(self, item: Row, department: str = "sw1") -> Row:
        """One item through all its stages, and applied."""
        await steps.carry(self, [item], department=department)
        return await steps.apply(self, [item])


def _cell(article: str, title: str = TITLE) -> str:
    return f"【行政法规】《{title}》\n{article}"


def _row(number: int, name: str, basis: str, holder: str, type_: str = "行政处罚") -> list[Any]:
    steps_ = "直接实施责任：\n1.立案；\n2.调查。"
    return a_row(number, name, type=type_, basis=basis, holder=holder, steps=steps_, steps_basis="")


def _sheet(*rows: list[Any]) -> bytes:
    return xlsx(Page([HEADER, *rows]))


def _water() -> bytes:
    patrol = f"{_cell('第八条')}\n{_cell('第三条', '青河采沙管理条理')}"
    return _sheet(
        _row(1, SAND, _cell("第十二条"), WATER),
        _row(2, WASTE, _cell("第十三条"), WATER),
        _row(3, PATROL, patrol, WATER, "行政检查"),
    )


def _city() -> bytes:
    return _sheet(_row(1, HEAP, _cell("第十二条"), CITY))


def of(items: list[Row], power: str) -> Row:
    """The item on a power, by the power's name."""
    (found,) = [item for item in items if item["powers"] == [{"name": power}]]
    return found


PROBLEM = documents.PROBLEM
