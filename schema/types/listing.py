"""文件与清单的不同."""

from __future__ import annotations

from typing import Self

import strawberry

from graph.model.power import ElementKind
from resolvers import corrections


@strawberry.type(description="一项要素的不同")
class FiledElement:
    element: ElementKind = strawberry.field(description="要素")
    listed: str = strawberry.field(description="清单所载；空为无")
    filed: str = strawberry.field(description="文件所载；空为无")


@strawberry.type(description="认出的一行及其不同")
class FiledRow:
    place: str = strawberry.field(description="文件中的位置")
    power_id: strawberry.ID = strawberry.field(description="清单上的职权")
    name: str = strawberry.field(description="职权名称")
    recognised_by: str = strawberry.field(description="凭哪些栏目认出")
    changes: list[FiledElement] = strawberry.field(description="不同的要素")


@strawberry.type(description="未能对上的一行或一项职权")
class Unmatched:
    place: str = strawberry.field(description="文件中的位置；清单上的职权为空")
    power_ids: list[strawberry.ID] = strawberry.field(
        description="清单上的职权；多于一项时由人判断"
    )
    name: str = strawberry.field(description="职权名称")


@strawberry.type(description="文件与现行清单的不同")
class ListDifference:
    same: int = strawberry.field(description="完全相同的行数")
    changed: list[FiledRow] = strawberry.field(description="要素不同的行")
    added: list[Unmatched] = strawberry.field(description="清单上没有的行")
    removed: list[Unmatched] = strawberry.field(description="文件中没有的职权")
    ambiguous: list[Unmatched] = strawberry.field(description="可能是多项职权之一的行，须由人判断")

    @classmethod
    def of(cls, found: corrections.ListDifference) -> Self:
        return cls(
            same=found.same,
            changed=[_changed(row) for row in found.changed],
            added=[Unmatched(place=p, power_ids=[], name=n) for p, n in found.added],
            removed=[
                Unmatched(place="", power_ids=[strawberry.ID(i)], name=n) for i, n in found.removed
            ],
            ambiguous=[
                Unmatched(place=p, power_ids=[strawberry.ID(i) for i in ids], name=n)
                for p, n, ids in found.ambiguous
            ],
        )


def _changed(row: corrections.RowChange) -> FiledRow:
    return FiledRow(
        place=row.place,
        power_id=strawberry.ID(row.power),
        name=row.name,
        recognised_by=row.by,
        changes=[
            FiledElement(element=c.element, listed=c.listed, filed=c.filed) for c in row.changes
        ],
    )
