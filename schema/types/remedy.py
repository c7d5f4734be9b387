"""救济途径."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph.model.organ import OrgKind
from graph.model.remedy import Remedy as RemedyRecord
from graph.model.remedy import RemedyRuling as RulingRecord
from graph.rules.rows_remedy import RemedyRow as RowRecord


@strawberry.type(description="另定的救济途径")
class RemedyRuling:
    subject_id: strawberry.ID = strawberry.field(description="所定的职权或者机构")
    reason: str = strawberry.field(description="理由")
    document: str = strawberry.field(description="文件")
    since: date = strawberry.field(description="起算日期")

    @classmethod
    def of(cls, row: RulingRecord) -> Self:
        return cls(
            subject_id=strawberry.ID(row.subject),
            reason=row.reason,
            document=row.document,
            since=row.since,
        )


@strawberry.type(description="某日的救济途径：按行使主体的类别和当日施行的法律计算，或者另定")
class Remedy:
    review: str | None = strawberry.field(description="复议机关；空为法律表中没有，不作推测")
    court: str | None = strawberry.field(description="诉讼法院；空为法律表中没有，不作推测")
    text: str | None = strawberry.field(description="载入清单的文字；不全时为空")
    rules: list[str] = strawberry.field(description="所依规则包的行；另定的为空")
    articles: list[str] = strawberry.field(description="所依条文；另定的为文件")
    ruling: RemedyRuling | None = strawberry.field(description="另定；空为按法律计算")

    @classmethod
    def of(cls, row: RemedyRecord) -> Self:
        return cls(
            review=row.review or None,
            court=row.court or None,
            text=row.text or None,
            rules=list(row.rows),
            articles=[article.strip("（）") for article in row.articles],
            ruling=RemedyRuling.of(row.ruling) if row.ruling else None,
        )


@strawberry.type(description="救济途径表的一行")
class RemedyRule:
    id: strawberry.ID = strawberry.field(description="编号")
    forum: str = strawberry.field(description="复议机关或者诉讼法院")
    kinds: list[OrgKind] = strawberry.field(description="行使主体的类别")
    said: str = strawberry.field(description="向谁提出")
    article: str = strawberry.field(description="所依条文")
    since: date = strawberry.field(description="起：施行之日")
    until: date | None = strawberry.field(description="止：不再施行之日；空为仍施行")

    @classmethod
    def of(cls, row: RowRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            forum=row.forum.value,
            kinds=list(row.kinds),
            said=row.said,
            article=row.article,
            since=row.since,
            until=row.until,
        )
