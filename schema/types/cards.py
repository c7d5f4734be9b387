"""职权一览: powers with what the query reads beside them; what came along is not looked up again."""

from __future__ import annotations

from collections.abc import Mapping

from graph.cards import Beside, Card
from resolvers.reading import work_on
from schema.context import Context, Info
from schema.selection import asked_for
from schema.types.law import Provision
from schema.types.organ import OrgUnit
from schema.types.power import Power
from schema.types.request import told


def wanted_beside(info: Info) -> Beside:
    """What a selection of powers wants beside their own line."""
    asked = asked_for(info)
    return Beside(
        details=not asked.isdisjoint(("inCatalogue", "subItems")),
        holder="holder" in asked,
        citations="citations" in asked,
        rulings="groupsVersion" in asked
        or ("citations" in asked and not asked.isdisjoint(("function", "group", "source"))),
        texts="provisions" in asked,
        work="openItems" in asked,
    )


def shown(context: Context, cards: Mapping[str, Card], beside: Beside) -> dict[str, Power]:
    """The powers by id; holders, texts and open items are handed to the fields that ask for them."""
    nodes, work = context.nodes.known, context.open_items.known
    for id_, card in cards.items():
        if card.holder is not None:
            nodes[card.holder.id] = OrgUnit.of(card.holder)
        nodes.update({unit.id: Provision.of(unit) for unit in card.units if unit.id not in nodes})
        if beside.work:
            page = work_on(context.desk, card)
            work[id_] = None if page is None else told(page.items, page, context.desk)
    return {id_: Power.of(card.power) for id_, card in cards.items()}
