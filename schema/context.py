"""请求上下文: what a resolver is handed: the desk of whoever asks, and what he has asked for already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from resolvers.acting import Desk
from schema.types.node import Node

if TYPE_CHECKING:
    from schema.types.request import Item


@dataclass(slots=True, kw_only=True)
class Context:
    """One request of one user. What the fields of one level ask for is read together, and once a request.

    Attributes:
        nodes: whatever an id names; None where it does not exist or is not for this viewer.
        open_items: 在办事项 of a power; None where its department is not the viewer's.
        production: errors are masked and nothing about the inside is told.
    """

    desk: Desk
    nodes: DataLoader[str, Node | None]
    open_items: DataLoader[str, list[Item] | None]
    production: bool = False


Info: TypeAlias = strawberry.Info[Context, Any]

N = TypeVar("N", bound=Node)


async def follow(info: Info, id_: str, kind: type[N]) -> N:
    """What an id of ours points at; it is there, and public or the viewer's."""
    found = await info.context.nodes.load(id_)
    assert isinstance(found, kind), f"{id_} leads nowhere"
    return found


async def follow_if_any(info: Info, id_: str | None, kind: type[N]) -> N | None:
    """What an id points at; None where there is none, or where it is not for the viewer."""
    found = await info.context.nodes.load(id_) if id_ else None
    return found if isinstance(found, kind) else None


async def follow_each(info: Info, ids: Sequence[str], kind: type[N]) -> list[N]:
    """What these ids point at, in their order; what is not for the viewer is left out."""
    return [one for one in await info.context.nodes.load_many(list(ids)) if isinstance(one, kind)]
