"""文件与清单的不同."""

from __future__ import annotations

import re
from typing import Self

import strawberry

from graph.model.power import ElementKind
from resolvers import corrections
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection, paged
from schema.types.power import Power


@strawberry.type(description="一项要素的不同")
class FiledElement:
    element: ElementKind = strawberry.field(description="要素")
    listed: str = strawberry.field(description="清单所载；空为无")
    filed: str = strawberry.field(description="文件所载；空为无")


@strawberry.type(description="认出的一行及其不同")
class FiledRow:
    place: str = strawberry.field(description="文件中的位置")
    power_id: strawberry.ID = strawberry.field(description="清单上的职权")
    recognised_by: str = strawberry.field(description="凭哪些栏目认出")
    changes: list[FiledElement] = strawberry.field(description="不同的要素，每种至多一条")

    power: Power = links.one("power_id", "清单上的职权")

    @classmethod
    def of(cls, row: corrections.RowChange) -> Self:
        return cls(
            place=row.place,
            power_id=strawberry.ID(row.power),
            recognised_by=row.by,
            changes=[
                FiledElement(element=c.element, listed=c.listed, filed=c.filed) for c in row.changes
            ],
        )


@strawberry.type(description="清单上没有的一行")
class NewRow:
    place: str = strawberry.field(description="文件中的位置")
    name: str = strawberry.field(description="职权名称，如文件所载")

    @classmethod
    def of(cls, row: tuple[str, str]) -> Self:
        return cls(place=row[0], name=row[1])


@strawberry.type(description="可能是数项职权之一的一行，须由人判断")
class AmbiguousRow:
    place: str = strawberry.field(description="文件中的位置")
    name: str = strawberry.field(description="职权名称，如文件所载")
    power_ids: list[strawberry.ID] = strawberry.field(description="清单上可能的职权")

    powers: list[Power] = links.each("power_ids", "清单上可能的职权")

    @classmethod
    def of(cls, row: tuple[str, str, tuple[str, ...]]) -> Self:
        place, name, powers = row
        return cls(place=place, name=name, power_ids=[strawberry.ID(id_) for id_ in powers])


@strawberry.type(description="文件与现行清单的不同")
class ListDifference:
    same: int = strawberry.field(description="完全相同的行数")
    found: strawberry.Private[corrections.ListDifference]

    @classmethod
    def of(cls, found: corrections.ListDifference) -> Self:
        return cls(same=found.same, found=found)

    @strawberry.field(description="要素不同的行，按文件中的位置")
    def changed(self, first: int = 50, after: str | None = None) -> Connection[FiledRow]:
        return paged(
            self.found.changed, lambda row: (_at(row.place), row.power), FiledRow.of, first, after
        )

    @strawberry.field(description="清单上没有的行，按文件中的位置")
    def added(self, first: int = 50, after: str | None = None) -> Connection[NewRow]:
        return paged(self.found.added, lambda row: (_at(row[0]), row[1]), NewRow.of, first, after)

    @strawberry.field(description="文件中没有的职权，按名称")
    async def removed(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Power]:
        named = ((name, id_) for id_, name in self.found.removed)
        return await followed(info, named, Power, first, after)

    @strawberry.field(description="可能是数项职权之一的行，须由人判断，按文件中的位置")
    def ambiguous(self, first: int = 50, after: str | None = None) -> Connection[AmbiguousRow]:
        return paged(
            self.found.ambiguous, lambda row: (_at(row[0]), row[1]), AmbiguousRow.of, first, after
        )


def _at(place: str) -> str:
    """Sorts as a reader of the sheet counts: row 9 before row 10."""
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(6), place)
