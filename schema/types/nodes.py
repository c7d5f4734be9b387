"""节点的类型: which GraphQL type tells which record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.correspondences import Proposal
from graph.effects import Source as SourceRecord
from graph.effects import StoredEffect
from graph.law_texts import StoredText
from graph.looking_up import StoredEnvelope
from graph.model import law, listing, organ, request
from graph.model.power import Power as PowerRecord
from resolvers.acting import Desk
from resolvers.nodes import Found
from resolvers.reading import ItemPage
from schema.types.edition import Edition
from schema.types.law import Correspondence, Effect, Instrument, Provision, Source, TextVersion
from schema.types.node import Node
from schema.types.organ import OrgUnit
from schema.types.power import Power
from schema.types.request import Decision, Envelope, Obligation, Task, told

PLAIN: dict[type, Callable[[Any], Node]] = {
    law.Instrument: Instrument.of,
    StoredText: TextVersion.of,
    law.ProvisionVersion: Provision.of,
    organ.OrgUnit: OrgUnit.of,
    PowerRecord: Power.of,
    Proposal: Correspondence.of,
    StoredEffect: Effect.of,
    StoredEnvelope: Envelope.of,
    SourceRecord: Source.of,
    request.Task: Task.of,
    request.Obligation: Obligation.of,
    request.Decision: Decision.of,
    listing.Edition: Edition.of,
}
"""Records that tell themselves."""


def to_node(found: Found | None, desk: Desk) -> Node | None:
    """Whatever was found, as its GraphQL type."""
    if isinstance(found, ItemPage):
        return told(found.items, found, desk)[0]
    return None if found is None else PLAIN[type(found)](found)
