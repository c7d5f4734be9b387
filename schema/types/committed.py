"""提交的结果: what became of a plan, of law or of organs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import strawberry

from graph.model.plan import Resolution
from schema import links
from schema.paging import Connection, sliced
from schema.types.law import Source
from schema.types.request import Item


@strawberry.type(description="方案中的一个事项，及提交后的结果")
class FiledItem:
    item_id: strawberry.ID = strawberry.field(description="事项")
    result: Resolution = strawberry.field(description="结果")

    item: Item = links.one("item_id", "事项，如现状")

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Self:
        return cls(item_id=strawberry.ID(row["item"]), result=Resolution[row["result"]])


@strawberry.interface(description="提交方案的结果；清单不因提交而变")
class PlanCommitted:
    run_id: strawberry.ID = strawberry.field(description="批次编号")
    source_id: strawberry.ID = strawberry.field(description="变动来源")
    digest: str = strawberry.field(description="方案摘要值，与模拟时相同")
    created: int = strawberry.field(description="新产生的事项数")
    changed: int = strawberry.field(description="因事实变化而更新的事项数")
    kept: int = strawberry.field(description="原已存在、未作改动的事项数")
    filed: strawberry.Private[list[dict[str, str]]]

    source: Source = links.one("source_id", "变动来源")

    @strawberry.field(description="方案的各事项及其结果，如方案中的顺序")
    def items(self, first: int = 50, after: str | None = None) -> Connection[FiledItem]:
        return sliced(
            list(enumerate(self.filed)),
            lambda numbered: (f"{numbered[0]:06d}", numbered[1]["item"]),
            lambda numbered: FiledItem.of(numbered[1]),
            first,
            after,
        )


@strawberry.type(description="提交影响分析的结果")
class ImpactCommitted(PlanCommitted):
    tasks_opened: int = strawberry.field(description="新产生的待办数")

    @classmethod
    def of(cls, source: str, done: Mapping[str, Any]) -> Self:
        return cls(**_told(source, done), tasks_opened=done["tasks"]["opened"])


@strawberry.type(description="提交改革方案的结果")
class ReorganizationCommitted(PlanCommitted):
    moved: int = strawberry.field(description="划转的职权数")

    @classmethod
    def of(cls, source: str, done: Mapping[str, Any]) -> Self:
        return cls(**_told(source, done), moved=done["moved"])


def _told(source: str, done: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "run_id": strawberry.ID(done["run"]),
        "source_id": strawberry.ID(source),
        "digest": done["digest"],
        "created": done["created"],
        "changed": done["changed"],
        "kept": done["kept"],
        "filed": done["items"],
    }
