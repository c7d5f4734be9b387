"""请求上下文: what a resolver is handed: the desk of whoever asks, and what he has asked for already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import strawberry

from graph.law_texts import StoredText
from graph.model.judgement import LegalStatus
from resolvers.acting import Desk
from resolvers.open_acts import Surroundings
from resolvers.reading import ItemPage
from schema.links import LookUp
from schema.types.node import Node

if TYPE_CHECKING:
    from schema.types.request import Item


@dataclass(slots=True, kw_only=True)
class Context:
    """One request of one user. What the fields of one level ask for is read together, and once a request.

    Attributes:
        nodes: whatever an id names; None where it does not exist or is not for this viewer.
        open_items: 在办事项 of a power; None where neither it nor any of them is the viewer's.
        legal_statuses: 法律状态 of a power today; None where it is not for this viewer.
        texts: 文本 of a statute, by promulgation.
        surroundings: what bears on an item besides its own record.
        items_in: (rows of a page, the sequence number that it follows) → 事项 of an envelope.
        functions, opinions, rulings: number of the last answer for a provision, on a subject, or on a power or organ;
            0 for none.
        production: errors are masked and nothing about the inside is told.
        lasts: the answer holds until the next act. A refusal may be of the moment; what looks at the database itself is.
    """

    desk: Desk
    nodes: LookUp[Node | None]
    open_items: LookUp[list[Item] | None]
    legal_statuses: LookUp[LegalStatus | None]
    texts: LookUp[list[StoredText]]
    surroundings: LookUp[Surroundings]
    items_in: Callable[[int, int], LookUp[ItemPage]]
    functions: LookUp[int]
    opinions: LookUp[int]
    rulings: LookUp[int]
    production: bool = False
    lasts: bool = True


Info: TypeAlias = strawberry.Info[Context, Any]

N = TypeVar("N", bound=Node)


async def follow(info: Info, ids: Iterable[str], kind: type[N]) -> list[N]:
    """What these ids point at, in their order; what is not for the viewer is left out."""
    return [one for one in await info.context.nodes.of(ids) if isinstance(one, kind)]
