"""方案: what a change leads to before anything is written: drafts of items and of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import strawberry

from graph.model.plan import DraftItem as DraftRecord
from graph.model.plan import DraftTask as TaskRecord
from schema.paging import Connection, paged
from schema.types.content import ItemContent, content
from schema.types.question import Question, question


@strawberry.type(description="拟出的事项（尚未写入）")
class DraftItem(ItemContent):
    key: str = strawberry.field(description="幂等键")

    @classmethod
    def of(cls, row: DraftRecord) -> Self:
        return cls(**content(row), key=row.key)


def drafts(rows: Sequence[DraftRecord], first: int, after: str | None) -> Connection[DraftItem]:
    """A page of drafts, by the day on which they take effect.

    Raises:
        PageTooLarge, BadCursor.
    """
    return paged(
        rows, lambda item: (item.effective.isoformat(), item.key), DraftItem.of, first, after
    )


@strawberry.type(description="拟出的待办（尚未写入）")
class DraftTask(Question):
    key: str = strawberry.field(description="幂等键")

    @classmethod
    def of(cls, row: TaskRecord) -> Self:
        return cls(**question(row), key=row.key)
