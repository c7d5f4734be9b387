"""链接: a field that leads from an object to others by their ids. What a whole level of an answer leads to is looked up together."""

from __future__ import annotations

from asyncio import shield
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

T = TypeVar("T")

LINK = "link"
"""Under this word a field's metadata hold its link."""


class LookUp(Generic[T]):
    """查找: what the keys of one kind lead to; whoever asks at the same time is answered by one query.

    Attributes:
        known: what was looked up in this request so far; ``prime`` adds what came along with something else.
    """

    def __init__(self, load: Callable[[list[str]], Awaitable[Sequence[T]]]) -> None:
        self._loader = DataLoader[str, T](load_fn=load)
        self.known: dict[str, T] = {}

    async def of(self, keys: Iterable[str]) -> list[T]:
        """What these keys lead to, in their order."""
        wanted = list(keys)
        missing = [key for key in dict.fromkeys(wanted) if key not in self.known]
        if missing:
            # Whoever gives up (his object became null) must not take it from those who wait for the same.
            found = await shield(self._loader.load_many(missing))
            self.known.update(zip(missing, found, strict=True))
        return [self.known[key] for key in wanted]


@dataclass(frozen=True, slots=True)
class Link:
    """链接.

    Attributes:
        keys: what a record asks for.
        told: what the field tells, from the record and what was found, in the order of the keys.
        through: which ``LookUp`` of the request's context.
    """

    keys: Callable[[Any], Sequence[str]]
    told: Callable[[Any, Sequence[Any]], Any]
    through: str = "nodes"


def field(link: Link, description: str) -> Any:
    """A field that follows a link; its type stands beside its name."""

    async def followed(self: Any, info: strawberry.Info) -> Any:
        found = await getattr(info.context, link.through).of(link.keys(self))
        return link.told(self, found)

    return strawberry.field(resolver=followed, description=description, metadata={LINK: link})


def one(attribute: str, description: str) -> Any:
    """The one object that an id names: it is there, and public or the viewer's."""

    def told(record: Any, found: Sequence[Any]) -> Any:
        assert found[0] is not None, f"{getattr(record, attribute)} leads nowhere"
        return found[0]

    return field(Link(lambda record: (getattr(record, attribute),), told), description)


def one_if_any(attribute: str, description: str) -> Any:
    """The one object that an id names; null where there is none, or where it is not for the viewer."""

    def keys(record: Any) -> Sequence[str]:
        id_ = getattr(record, attribute)
        return (id_,) if id_ else ()

    return field(Link(keys, lambda _, found: found[0] if found else None), description)


def derived(tell: Callable[[Any], Any], description: str) -> Any:
    """What is worked out of the record only where it is asked for."""
    return field(Link(lambda _: (), lambda record, _: tell(record)), description)


def version(attribute: str, through: str, description: str) -> Any:
    """What the next answer gives as ``expectedVersion``, of what the attribute names."""
    link = Link(lambda record: (getattr(record, attribute),), lambda _, found: found[0], through)
    return field(link, f"{description}，办理时作为 expectedVersion；0 为尚无")


def each(attribute: str, description: str) -> Any:
    """The objects that these ids name, in their order; what is not for the viewer is left out."""

    def told(_: Any, found: Sequence[Any]) -> Any:
        return [one for one in found if one is not None]

    return field(Link(lambda record: getattr(record, attribute), told), description)
