"""沿革: versions of a power, editions of the list, and what is behind each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Self

import strawberry

from graph.history import Behind as BehindRecord
from graph.model.listing import Element as ElementRecord
from graph.model.listing import PowerContent, PowerVersion
from graph.model.power import ElementKind, ListStatus
from resolvers import editions, history
from resolvers.acting import Desk
from resolvers.history import Turn
from resolvers.reading import ItemPage
from schema import links
from schema.enums import publish
from schema.paging import Connection, paged
from schema.types.edition import ListLine
from schema.types.law import DiffPart, diff
from schema.types.power import Element, Judgement, Power
from schema.types.request import Decision, Item, told

publish(Turn, "变化的种类")


@strawberry.type(description="所依：作出变化的决定，及其所办理的事项（附各环节的决定）")
class Behind:
    decision: Decision = strawberry.field(description="作出变化的决定：编制清单或者调整清单")
    items: list[Item] = strawberry.field(
        description="所办理的事项；只列您可以查看的，首次编制没有事项"
    )

    @classmethod
    def of(cls, row: BehindRecord, items: ItemPage, desk: Desk) -> Self:
        """What is behind a version; the public sees the document, not the persons."""
        decision = row.decision
        if not desk.actor.roles:
            decision = replace(decision, actor="", actor_name="", opinion="")
        return cls(
            decision=Decision.of(decision),
            items=told([i for i in items.items if i.id in row.items], items, desk),
        )


def behind(rows: Sequence[BehindRecord], items: ItemPage, desk: Desk) -> list[Behind]:
    """What is behind a change, oldest first."""
    return [Behind.of(row, items, desk) for row in rows]


@strawberry.type(description="职权的一个版本：自某日起清单如此记载")
class VersionOfPower:
    id: strawberry.ID = strawberry.field(description="编号")
    number: int = strawberry.field(description="第几个版本")
    valid_from: date = strawberry.field(description="起（当日有效）")
    valid_to: date | None = strawberry.field(
        description="止（当日不再有效）；空为至今；与起日相同的，一天也未有效过"
    )
    list_status: ListStatus = strawberry.field(description="清单状态")
    edition: int = strawberry.field(description="首见于清单第几版")
    known_from: int = strawberry.field(description="写入它的办理记录序号，可作为 knownAt")
    content_hash: str = strawberry.field(description="内容摘要值")

    @classmethod
    def of(cls, row: PowerVersion, ends: date | None) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            number=row.number,
            valid_from=row.valid_from,
            valid_to=ends,
            list_status=row.status,
            edition=row.edition,
            known_from=row.seq,
            content_hash=row.content_hash,
        )


@strawberry.type(description="职权沿革的一步：一个版本及其所依")
class HistoryStep:
    version: VersionOfPower = strawberry.field(description="版本")
    behind: Behind = strawberry.field(description="所依的决定与事项")


def element(row: ElementRecord) -> Element:
    """An element as it is told."""
    return Element(
        kind=row.kind, header=row.header, text=row.text, parts=list(row.parts), hash=row.hash
    )


@strawberry.type(description="子项及其自己的要素")
class SubItemAsOf:
    id: strawberry.ID = strawberry.field(description="编号")
    name: str = strawberry.field(description="名称")
    elements: list[Element] = strawberry.field(description="要素")


@strawberry.type(
    description="两轴查询的结果：法律上的某一天、按当时所知，清单如何记载，法律状态如何"
)
class PowerAsOf:
    power_id: strawberry.ID = strawberry.field(description="职权")
    valid_at: date = strawberry.field(description="法律上的哪一天")
    known_at: int | None = strawberry.field(description="按第几条办理记录之后所知；空为现在所知")
    list_status: ListStatus = strawberry.field(description="清单状态；列入之前为未列入")
    version: VersionOfPower | None = strawberry.field(description="清单版本；列入之前为空")
    power: Power | None = strawberry.field(description="当时的职权及引用；列入之前为空")
    elements: list[Element] = strawberry.field(description="当时的要素")
    sub_items: list[SubItemAsOf] = strawberry.field(description="当时的子项")
    judgement: Judgement | None = strawberry.field(
        description="当日的存续判断；列入之前为空，对公众和其他部门为空"
    )

    @classmethod
    def of(cls, row: history.AsOf) -> Self:
        content, version = row.content, row.version
        return cls(
            power_id=strawberry.ID(row.power),
            valid_at=row.on,
            known_at=row.known,
            list_status=version.status if version else ListStatus.NOT_LISTED,
            version=VersionOfPower.of(version, row.ends) if version else None,
            power=Power.of(row.record) if row.record else None,
            elements=[element(e) for e in content.elements] if content else [],
            sub_items=_sub_items(content),
            judgement=_judged(row),
        )


def _judged(row: history.AsOf) -> Judgement | None:
    if row.judgement is None or row.status is None:
        return None
    return Judgement.of(row.judgement, row.status)


def _sub_items(content: PowerContent | None) -> list[SubItemAsOf]:
    return [
        SubItemAsOf(
            id=strawberry.ID(sub.id), name=sub.name, elements=[element(e) for e in sub.elements]
        )
        for sub in (content.sub_items if content else ())
    ]


@strawberry.type(description="一项要素在两个版本之间的变化")
class ElementChange:
    element: ElementKind = strawberry.field(description="要素")
    turn: Turn = strawberry.field(description="变化的种类")
    header: str = strawberry.field(description="清单中的栏名")
    sub_item_id: strawberry.ID | None = strawberry.field(description="子项；空为职权本身")
    sub_item_name: str | None = strawberry.field(description="子项名称")
    before: str | None = strawberry.field(description="变化前的原文；空为原来没有")
    after: str | None = strawberry.field(description="变化后的原文；空为不再有")
    before_hash: str | None = strawberry.field(description="变化前的内容摘要值")
    after_hash: str | None = strawberry.field(description="变化后的内容摘要值")
    behind: list[Behind] = strawberry.field(description="所依的决定与事项")

    @strawberry.field(description="逐字差异")
    def difference(self) -> list[DiffPart]:
        return diff(self.before or "", self.after or "")

    @classmethod
    def of(cls, row: history.ElementChange, items: ItemPage, desk: Desk) -> Self:
        return cls(
            element=row.element,
            turn=row.turn,
            header=row.header,
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            sub_item_name=row.sub_name or None,
            before=row.before,
            after=row.after,
            before_hash=row.before_hash or None,
            after_hash=row.after_hash or None,
            behind=behind(row.behind, items, desk),
        )


@strawberry.type(description="职权两个版本之间的差异，逐项要素")
class PowerDiff:
    power_id: strawberry.ID = strawberry.field(description="职权")
    from_version: int = strawberry.field(description="从第几个版本")
    to_version: int = strawberry.field(description="到第几个版本")
    status_before: ListStatus = strawberry.field(description="原清单状态")
    status_after: ListStatus = strawberry.field(description="现清单状态")
    changes: list[ElementChange] = strawberry.field(description="各要素的变化")
    behind: list[Behind] = strawberry.field(description="其间全部的决定与事项")

    power: Power = links.one("power_id", "职权")

    @classmethod
    def of(cls, row: history.PowerDiff, desk: Desk) -> Self:
        return cls(
            power_id=strawberry.ID(row.before.power),
            from_version=row.before.number,
            to_version=row.after.number,
            status_before=row.before.status,
            status_after=row.after.status,
            changes=[ElementChange.of(c, row.items, desk) for c in row.changes],
            behind=behind(row.behind, row.items, desk),
        )


@strawberry.type(description="清单行在两版之间的变化，及其所依的决定与事项")
class LineChange:
    turn: Turn = strawberry.field(description="变化的种类")
    before: ListLine | None = strawberry.field(description="变化前；空为原不在清单")
    after: ListLine = strawberry.field(description="变化后；退出的载明去向（清单状态）")
    behind: list[Behind] = strawberry.field(description="所依的决定与事项，先后为序")

    @classmethod
    def of(cls, row: editions.ChangedLine, diff_: editions.EditionDiff, desk: Desk) -> Self:
        was = row.change.before
        return cls(
            turn=row.turn,
            before=ListLine.of(was) if was and was.listed else None,
            after=ListLine.of(row.change.after),
            behind=behind(row.behind, diff_.items, desk),
        )


@strawberry.type(description="两版清单的差异")
class EditionDiff:
    from_edition: int = strawberry.field(description="从第几版；0 为编制之前")
    to_edition: int = strawberry.field(description="到第几版")
    added: int = strawberry.field(description="新增的行数")
    changed: int = strawberry.field(description="变更的行数")
    removed: int = strawberry.field(description="退出的行数")
    found: strawberry.Private[editions.EditionDiff]
    viewer: strawberry.Private[Desk]

    @classmethod
    def of(cls, first: int, last: int, found: editions.EditionDiff, desk: Desk) -> Self:
        turns = Counter(row.turn for row in found.rows)
        return cls(
            from_edition=first,
            to_edition=last,
            added=turns[Turn.ADDED],
            changed=turns[Turn.CHANGED],
            removed=turns[Turn.REMOVED],
            found=found,
            viewer=desk,
        )

    @strawberry.field(description="变化的各行，按名称拼音排序")
    def lines(self, first: int = 50, after: str | None = None) -> Connection[LineChange]:
        return paged(
            self.found.rows,
            lambda row: (row.change.after.sort_key, row.change.after.power),
            lambda row: LineChange.of(row, self.found, self.viewer),
            first,
            after,
        )
