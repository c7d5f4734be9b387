"""A town of two departments for one scenario: statutes of our own in a few lines, a list of a few rows, all through GraphQL."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.rules.pack import DEFAULT, RulePack
from legal.numerals import article_name
from resolvers.acting import Anchor, Desk
from sample import setting_up
from sample.api import Api
from tests.lists.books import Page, xlsx
from tests.scenarios import documents, steps
from tests.scenarios.world import World

Row = dict[str, Any]

LIST_DAY = "2024-01-01"
WATER, CITY = "清溪区水务局", "清溪区城市管理局"

# code → (name, kind, role, users)
# fmt: off
ORGANS = {
    "SW":  (WATER,         "WORK_DEPT",              "DEPT",    ("sw1", "sw2")),
    "CG":  (CITY,          "WORK_DEPT",              "DEPT",    ("cg1",)),
    "BB":  ("清溪区委编办",   "PARTY_ORGAN_WITH_PLATE",  "BB",      ("bb1", "bb2")),
    "FZ":  ("清溪区法制办",   "WORK_DEPT",              "FZ",      ("fz1", "fz2")),
    "GOV": ("清溪区人民政府", "GOVERNMENT",             "GOV",     ("gov1",)),
    "JW":  ("清溪区纪委监委", "SUPERVISION",            "AUDITOR", ("au1",)),
}
# fmt: on

COLUMNS = ("序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体", "责任事项内容", "责任事项依据", "追责依据", "备注")  # fmt: skip
CLOSING = "本规定自2015年5月1日起施行。"
"""Every statute ends with it; none takes its day from it (T2)."""
DUTY = "直接实施责任：\n1.立案；\n2.调查；\n3.决定。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the list; one without a name goes on with the power above (a sub-item)."""

    name: str
    basis: str
    type: str = "行政处罚"
    holder: str = WATER
    sub: str = ""
    duty_basis: str = ""
    liability: str = ""
    remedy: str = ""


def cites(title: str, *places: str, tag: str = "法规") -> str:
    """A basis cell: a statute and the places that it cites, nothing quoted."""
    return "\n".join((f"【{tag}】《{title}》", *(f"    {place}" for place in places)))


def articles(*texts: str, title: str = "") -> str:
    """A whole statute whose articles are numbered from 1; a line of a text is a 款 or a 项."""
    closed = (*texts, CLOSING)
    numbered = (f"{article_name(str(n))}　{text}" for n, text in enumerate(closed, 1))
    body = "\n\n".join(numbered).replace("\n（", "\n\n（")
    return f"# {title}\n\n<!-- INFO END -->\n\n{body}\n"


@dataclass
class Town(World):
    """The town in an empty graph.

    Attributes:
        organs: code → id; ``powers`` name → id; ``laws`` title → id; ``texts`` title → its text versions.
    """

    pack: RulePack = field(default_factory=lambda: replace(DEFAULT, territory="990101"))
    anchor: Anchor | None = None
    list_day: str = LIST_DAY
    organs: dict[str, str] = field(default_factory=dict[str, str])
    powers: dict[str, str] = field(default_factory=dict[str, str])
    laws: dict[str, str] = field(default_factory=dict[str, str])
    texts: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])

    def desk(self, actor: Any) -> Desk:
        return replace(super().desk(actor), anchor=self.anchor)

    async def settle(self, organs: Row | None = None) -> None:
        """Organs, roles and users."""
        admin = await self.found()
        for code, (name, kind, role, users) in (organs or ORGANS).items():
            self.organs[code] = await _organ(admin, code, name, kind)
            await _serve(admin, self.organs[code], role, users)

    async def serves_everywhere(self, user: str) -> None:
        """One person with a seat in every organ, and so with every role of the town."""
        for organ in self.organs.values():
            since = {"from": "2010-01-01", "to": None}
            await self.as_("admin").do(
                setting_up.REGISTER_USER, user=user, name=user, organ=organ, **since
            )

    async def law(
        self,
        title: str,
        text: str,
        *,
        rank: str = "ADMINISTRATIVE_REGULATION",
        territory: str = "",
        own: bool = False,
        since: str = "2015-05-01",
    ) -> str:
        """A statute with its first text."""
        made = await self.as_("fz1").do(
            setting_up.REGISTER_INSTRUMENT,
            title=title,
            rank=rank,
            issuer="",
            territory=territory,
            own=own,
        )
        self.laws[title] = made["id"]
        await self.text(title, text, since, since)
        return made["id"]

    async def text(self, title: str, text: str, promulgated: str, effective: str) -> Row:
        """A text of a statute: what recording it answered."""
        made = await self.as_("fz1").do(
            setting_up.RECORD_TEXT,
            instrument=self.laws[title],
            text=text.replace("# \n", f"# {title}\n"),
            name=f"{title}.md",
            promulgated=promulgated,
            effective=effective,
            decision="",
            number="",
        )
        self.texts.setdefault(title, []).append(made)
        return made

    async def list_(self, *entries: Entry) -> None:
        """The list as imported, and its first edition."""
        bb = self.as_("bb1")
        content = base64.b64encode(xlsx(Page(list(_rows(entries))))).decode()
        await bb.do(setting_up.IMPORT_LIST, name="清单.xlsx", content=content, on=self.list_day)
        await setting_up.compile_edition(bb, self.list_day)
        self.powers = {p["name"]: p["id"] for p in await steps.powers(bb)}

    # ---- what happens later --------------------------------------------------------------------------

    async def revise(self, title: str, text: str, promulgated: str, effective: str = "") -> str:
        """A revision is recorded: its source."""
        made = await self.text(title, text, promulgated, effective or promulgated)
        return made["source"]["id"]

    async def confirm(self, title: str, **changes: list[str]) -> list[Row]:
        """法制办 agrees to all that was proposed into the newest text."""
        version = self.texts[title][-1]["version"]["id"]
        return await steps.confirm_all(self.as_("fz1"), version, **changes)

    async def effect(self, kind: str, title: str, effective: str, **more: Any) -> Row:
        """An effect, recorded by 法制办 and not yet confirmed."""
        given = {"promulgated": effective, "effective": effective, **more}
        return await self.as_("fz1").do(
            documents.RECORD_EFFECT, type=kind, instrument=self.laws[title], **given
        )

    async def repeal(self, title: str, effective: str, **more: Any) -> str:
        """A statute is repealed, recorded and confirmed: the source."""
        made = await self.effect("REPEAL_WHOLE", title, effective, **more)
        return await self.agree(made)

    async def agree(self, effect: Row, grant: Row | None = None) -> str:
        """法制办 confirms an effect, and what it found to be granted: its source."""
        given = {"effect": effect["id"], "version": effect["version"], "grant": grant}
        done = await self.as_("fz1").do(documents.CONFIRM_EFFECT, **given)
        return done["sourceId"]

    async def reject(self, source: str) -> None:
        """法制办 finds that the repeal of this source was none."""
        fz = self.as_("fz1")
        found = (await fz.ask(documents.EFFECTS))["effects"]["nodes"]
        own = [e for e in found if (e["sourceId"], e["type"]) == (source, "REPEAL_WHOLE")]
        for effect in own:
            given = {"effect": effect["id"], "version": effect["version"]}
            await fz.do(documents.REJECT_EFFECT, **given)

    async def places(self, title: str, *places: str, text: int = -1) -> list[Row]:
        """Provisions of a text."""
        version = self.texts[title][text]["version"]["id"]
        fz, found = self.as_("fz1"), []
        for place in places:
            page = (await fz.ask(documents.PROVISIONS, version=version, place=place))["node"][
                "provisions"
            ]
            found += [unit for unit in page["nodes"] if unit["place"] == place]
        return found

    async def impact(self, source: str) -> Row:
        """The impact of a source as 编办 sees it."""
        return await steps.impact(self.as_("bb1"), source)

    async def survivals(self, source: str) -> dict[str, str]:
        """Power by name → survival, for those whose 设立依据 is hit."""
        hits = (await self.impact(source))["hits"]["nodes"]
        return {h["power"]["name"]: h["survival"] for h in hits if h["element"] == "BASIS"}

    async def commit(self, source: str) -> list[Row]:
        """The impact, committed: all open items."""
        self.committed = await steps.commit(self.as_("fz1"), source)
        return await steps.requests(self.as_("bb1"))


def _rows(entries: Iterable[Entry]) -> Iterable[list[Any]]:
    told = list(entries)
    remedies = any(entry.remedy for entry in told)
    yield [*COLUMNS, "救济途径"] if remedies else list(COLUMNS)
    number = 0
    for entry in told:
        number += bool(entry.name)
        row = [number if entry.name else "", *_said(entry)]
        yield [*row, entry.remedy] if remedies else row


def _said(entry: Entry) -> list[str]:
    duty = DUTY if entry.name else ""
    return [entry.name, entry.sub, entry.type, entry.basis, entry.holder, duty, entry.duty_basis, entry.liability, ""]  # fmt: skip


async def _organ(admin: Api, code: str, name: str, kind: str) -> str:
    made = await admin.do(
        setting_up.REGISTER_ORGAN, code=code, name=name, kind=kind, **{"from": "2010-01-01"}
    )
    return made["id"]


async def _serve(admin: Api, organ: str, role: str, users: Iterable[str]) -> None:
    since = {"from": "2010-01-01", "to": None}
    await admin.do(setting_up.BIND_ROLE, role=role, organ=organ, **since)
    for user in users:
        await admin.do(setting_up.REGISTER_USER, user=user, name=user, organ=organ, **since)


def on(world: World, day: str) -> None:
    """It is now this day."""
    world.today = date.fromisoformat(day)


def of(items: list[Row], power: str) -> Row:
    """The one item on a power, by the power's name."""
    (found,) = [item for item in items if item["powers"] == [{"name": power}]]
    return found
