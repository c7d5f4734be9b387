"""I12, I13 against whatever one can send: every mutation, with inputs that dice make of what is in the graph, by people of all roles.

``test_toys_list.py`` tells one sensible story; here nobody knows what he does. Whatever is answered is a type of the union.
"""

from __future__ import annotations

import base64
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
)
from graphql.type.definition import GraphQLField, get_named_type, is_required_argument

from graph.db import Graph, Tx
from tests.keeping import Keeper
from tests.lists.books import Page, xlsx
from tests.scenarios import documents, steps
from tests.scenarios.town import ORGANS, WATER, Entry, Row, Town, articles, cites, on
from tests.scenarios.world import SCHEMA

LAW, OTHER = "清溪水库管理条例", "清溪坝体安全办法"
FINE = "在水库{}的，由水务主管部门处{}元以上{}元以下的罚款。"
ACTS = ("垂钓", "游泳", "洗车", "放牧", "烧烤")
CHANGED = [FINE.format(act, 100 * n, 1200 * n) for n, act in enumerate(ACTS[:4], 1)]
SEED, ROUNDS = 0, 2
CLERKS = ("all1", "all2")
OTHERS = ("admin", *(user for *_, users in ORGANS.values() for user in users))
MAY_CHANGE = {"applyRequest": "Applied", "compileListEdition": "Compiled"}
"""The two acts that may, and what they answer when they did."""


async def played(graph: Graph) -> Town:
    """Five powers under a revision: one item is applied, one approved, one in review, the others are drafts."""
    town = Town(graph)
    await town.settle()
    for user in CLERKS:
        await town.serves_everywhere(user)
    fines = [FINE.format(act, 100 * n, 1000 * n) for n, act in enumerate(ACTS, 1)]
    await town.law(LAW, articles(*fines))
    await town.law(OTHER, articles(*fines[:2]), rank="NORMATIVE_DOCUMENT")
    await town.list_(
        *(
            Entry(name=f"对{a}的处罚", basis=cites(LAW, f"第{'一二三四五'[n]}条"))
            for n, a in enumerate(ACTS)
        )
    )
    on(town, "2024-06-10")
    town.instrument = await town.revise(LAW, articles(*CHANGED), "2024-06-01")
    await town.confirm(LAW)
    first, second, third, *_ = [i for i in await town.commit(town.instrument) if i["route"] == "B"]
    await steps.carry(town, [first, second], department="sw1")
    await steps.apply(town, [first])
    await steps.step(town.as_("sw1"), documents.SUBMIT, [third])
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("any-mutation", partial(played, graph), tmp_path)


# ---- inputs by dice --------------------------------------------------------------------------------------------------

IDS = "MATCH (n) WHERE n.id IS NOT NULL RETURN collect(DISTINCT [n.id, coalesce(n.version, 0)]) AS rows"


async def _everything(tx: Tx) -> dict[str, int]:
    row = await (await tx.run(IDS)).single(strict=True)
    return {id_: version for id_, version in row["rows"] if isinstance(version, int)}


MEANT = {
    "ChosenInput": "item", "ToApplyInput": "item", "CorrespondenceAnswer": "correspondence",
    "instrument": "instrument", "child": "provision", "parent": "instrument", "version": "version",
    "power": "power", "powers": "power", "other": "power", "survivor": "power", "powerIds": "power",
    "organ": "organ", "target": "organ", "sources": "organ", "source": "source", "event": "source",
    "task": "task", "citation": "citation", "units": "unit", "provision": "provision", "provisions": "provision",
    "correspondence": "correspondence", "effect": "effect", "subject": "power", "intakes": "intake",
}  # fmt: skip
"""What an argument, or the ``id`` of an input, most likely means: how an id of it begins."""

TITLES = (
    "",
    "文",
    LAW,
    OTHER,
    WATER,
    "=1+1",
    "清溪区人民政府",
    "a" * 300,
    "\u200b",
    "对垂钓的处罚",
)
DAYS = ("2015-05-01", "2023-12-31", "2024-06-01", "2024-06-10", "2025-01-01", "9999-12-31", "0001-01-01")  # fmt: skip
HEADER = ["序号", "事项名称", "权力类型", "实施依据", "行使主体"]
ROWS = [HEADER, [1, "对垂钓的处罚", "行政处罚", cites(LAW, "第二条"), WATER], [2, "对捕蛙的处罚", "行政处罚", cites(OTHER, "第一条"), WATER]]  # fmt: skip
FILES = (
    base64.b64encode(xlsx(Page(ROWS))).decode(),
    "垃圾",
    base64.b64encode(b"PK\x03\x04").decode(),
    "",
)
TEXTS = {
    "content": FILES,
    "text": (*TITLES, articles(*CHANGED[1:], title=LAW), articles("新法第一条。")),
}


@dataclass(kw_only=True)
class Inputs:
    """Values for any type of the schema.

    Attributes:
        ids: every id in the graph → the version of what has it.
        texts: what may be sent for an argument of this name.
        chosen: the id that was given last, whose version is likely meant by what follows.
    """

    dice: random.Random
    ids: dict[str, int]
    texts: dict[str, Sequence[str]]
    chosen: str = ""

    def of(self, kind: Any, name: str, within: str = "") -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self.of(kind.of_type, name, within)
        if isinstance(kind, GraphQLList):
            return [
                self.of(kind.of_type, name, within) for _ in range(self.dice.choice((1, 1, 2, 0)))
            ]
        if isinstance(kind, GraphQLEnumType):
            return self.dice.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            fields = {n: f.type for n, f in kind.fields.items() if self._is_given(f.type)}
            return {n: self.of(type_, n, kind.name) for n, type_ in fields.items()}
        return self._scalar(get_named_type(kind).name, name, within)

    def _is_given(self, kind: Any) -> bool:
        return isinstance(kind, GraphQLNonNull) or self.dice.random() < 0.4

    def _scalar(self, kind: str, name: str, within: str) -> Any:
        if kind == "ID":
            self.chosen = self._id(MEANT.get(within if name == "id" else name, ""))
            return self.chosen
        seen = self.ids.get(self.chosen, 0)
        of_kind: dict[str, Sequence[Any]] = {
            "Int": (seen, seen, 0, 1, -1, 2**31 - 1),
            "Float": (0.0, 0.5, 1.0, -1.0),
            "Boolean": (True, False),
            "Date": DAYS,
            "String": self.texts.get(name, TITLES),
        }
        return self.dice.choice(of_kind[kind])

    def _id(self, meant: str) -> str:
        own = [id_ for id_ in self.ids if id_.split(":")[0] == meant]
        return self.dice.choice(
            own if own and self.dice.random() < 0.85 else [*self.ids, "", "x:1-1"]
        )

    def act(self, name: str, field: GraphQLField) -> tuple[str, Row]:
        """A mutation with what it needs, and some of what it does not."""
        given = {
            n: a.type
            for n, a in field.args.items()
            if is_required_argument(a) or self.dice.random() < 0.4
        }
        given.pop("clientMutationId", None)
        heads = ", ".join(f"${n}: {kind}" for n, kind in given.items())
        sent = ", ".join(f"{n}: ${n}" for n in given)
        document = f"mutation({heads}) {{ {name}({sent}) {{ __typename }} }}"
        return document, {n: self.of(kind, n) for n, kind in given.items()}


def _mutations() -> dict[str, GraphQLField]:
    kind = SCHEMA._schema.mutation_type  # pyright: ignore[reportPrivateUsage]
    assert kind is not None
    return kind.fields


# ---- the walk --------------------------------------------------------------------------------------------------------

STANDS = """{ listEditions { nodes { number digest title } }
  powers(first: 200) { nodes { id name type holderId listStatus version } } }"""


async def test_whatever_is_sent_only_applying_and_compiling_change_the_list(town: Town) -> None:
    dice, heard = random.Random(SEED), Counter[str]()
    names = list(_mutations()) * ROUNDS
    dice.shuffle(names)
    known, stood = await town.graph.read(_everything), await _list(town)
    for name in names:
        inputs = Inputs(dice=dice, ids=known, texts=TEXTS | await _agreed(town, name))
        document, variables = inputs.act(name, _mutations()[name])
        user = dice.choice(CLERKS if dice.random() < 0.8 else OTHERS)
        told = (await town.as_(user).ask(document, **variables))[name]["__typename"]
        heard["refused" if told in PROBLEMS else "done"] += 1
        now, stands = await town.graph.read(_everything), await _list(town)
        _nothing_is_gone(known, now, stood, stands)
        if told != MAY_CHANGE.get(name):
            assert stands == stood, f"{user}: {name} {variables} → {told}"
        known, stood = now, stands
    assert (await town.as_("au1").ask(documents.VERIFY))["verifyAudit"]["intact"]
    assert heard["done"] >= len(names) // 8, "the walk gets somewhere"


PROBLEMS = {
    type_.name
    for type_ in SCHEMA._schema.get_implementations(  # pyright: ignore[reportPrivateUsage]
        cast(GraphQLInterfaceType, SCHEMA._schema.type_map["Problem"])  # pyright: ignore[reportPrivateUsage]
    ).objects
}


def _nothing_is_gone(known: dict[str, int], now: dict[str, int], stood: Row, stands: Row) -> None:
    """I12."""
    editions = stood["listEditions"]["nodes"]
    assert stands["listEditions"]["nodes"][: len(editions)] == editions
    assert known.keys() <= now.keys(), known.keys() - now.keys()


async def _list(town: Town) -> Row:
    return await town.as_("bb1").ask(STANDS)


async def _agreed(town: Town, name: str) -> dict[str, Sequence[str]]:
    """The hashes that a person has seen before he agrees to them."""
    if name == "applyRequest":
        items = await steps.requests(town.as_("bb1"))
        return {"expectedHash": ["0" * 64, *(item["contentHash"] for item in items)]}
    if name == "commitImpact":
        found = await steps.impact(town.as_("fz1"), town.instrument)
        return {"expectedDigest": ["0" * 64, found["digest"]]}
    return {}
