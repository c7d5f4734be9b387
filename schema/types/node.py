"""节点: whatever has an id of its own can be asked for by it."""

from __future__ import annotations

import strawberry


@strawberry.interface(description="有编号的对象；编号以种类开头，如 power:12-3，可由 node 查询取得")
class Node:
    id: strawberry.ID = strawberry.field(description="编号")
