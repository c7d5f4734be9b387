"""办不成的原因: every domain error as a GraphQL type of its own, made from the error itself.

The error's fields are the type's fields, its ``str()`` is ``message``, its docstring the description; so nothing is
written twice, and a result union lists exactly what can go wrong.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, Self, Union, get_args, get_type_hints

import strawberry

from graph.audit import MutationReused
from graph.db import GraphUnavailable, QueryTimedOut
from graph.errors import CommitUnknown, DomainError
from graph.workflow import Forbidden
from importers.report import RowError

COMMON: tuple[type[DomainError], ...] = (
    Forbidden,
    MutationReused,
    GraphUnavailable,
    QueryTimedOut,
    CommitUnknown,
)
"""What may happen to every mutation."""


@strawberry.interface(description="办不成的原因：一句中文说明，以及供程序使用的代码")
class Problem:
    message: str = strawberry.field(description="给人看的一句话")
    code: str = strawberry.field(description="给程序看的代码，即类型名")


@strawberry.type(description="一处须更正的单元格")
class CellError:
    sheet: str = strawberry.field(description="工作表")
    row: int = strawberry.field(description="第几行，从 1 起")
    column: str = strawberry.field(description="栏名；没有栏名的为列的字母")
    value: str = strawberry.field(description="所填的内容；空为未填")
    reason: str = strawberry.field(description="何处有误")

    @classmethod
    def of(cls, row: RowError) -> Self:
        return cls(**dataclasses.asdict(row))


PARTS: dict[Any, Any] = {RowError: CellError}
"""Records within an error → how they are told."""

SIMPLE: dict[Any, Any] = {str: str, int: int, float: float, bool: bool, date: date}


def _wire(hint: Any) -> Any:
    """The GraphQL form of an error's field: lists stay lists, enums tell their Chinese value."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if getattr(hint, "__origin__", None) is tuple:
        return list[PARTS.get(get_args(hint)[0], str)]
    return str


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [PARTS[type(v)].of(v) if type(v) in PARTS else str(_value(v)) for v in value]
    return value if type(value) in SIMPLE else str(value)


@cache
def published(error: type[DomainError]) -> Any:
    """The GraphQL type of a domain error."""
    description = (inspect.getdoc(error) or error.__name__).split(":")[0].split("\n")[0].strip()
    hints = get_type_hints(error)
    fields = _fields(error)
    body: dict[str, Any] = {
        name: strawberry.field(description=TERMS.get(name, name)) for name in fields
    }
    body["__annotations__"] = {name: _wire(hints[name]) for name in fields}
    made = type(error.__name__, (Problem,), body)
    return strawberry.type(made, description=description)


def _fields(error: type[DomainError]) -> list[str]:
    if not dataclasses.is_dataclass(error):
        return []
    return [f.name for f in dataclasses.fields(error) if f.name not in ("message", "code")]


TERMS = {
    "id": "编号",
    "item": "事项编号",
    "title": "标题",
    "subject": "对象",
    "sent": "您看到的版本号",
    "current": "现在的版本号（或摘要）",
    "action": "办理动作",
    "roles": "有权办理的角色",
    "state": "当前状态",
    "allowed": "现在可以办理的动作",
    "route": "办理路径",
    "reason": "原因",
    "row": "规则行编号",
    "sentence": "规则原文",
    "effective": "生效日期",
    "promulgated": "公布日期",
    "organs": "机构",
    "organ": "机构",
    "text": "文字",
    "which": "缺少的日期",
    "header": "题注最后的日期",
    "element": "要素",
    "earlier": "已办理的环节",
    "ref": "对应编号",
    "client_mutation_id": "客户端操作编号",
    "cause": "原因",
    "seconds": "秒数",
    "name": "文件名",
    "why": "不能读取的原因",
    "size": "大小（字节）",
    "limit": "上限",
    "part": "文件中的部分",
    "what": "超出的资源",
    "found": "实际的文件种类",
    "expected": "应有的文件种类",
    "errors": "各处错误；以所送文件的单元格为限，不分页",
    "cursor": "游标",
    "asked": "您要求的条数",
    "largest": "最多的条数",
    "edition": "版次",
    "changes": "您看到的方案与现在的方案的不同，一处一句；未给出 knownAt 的为空",
    "term": "何者的名称",
    "version": "版本",
    "on": "所看的日期",
    "missing": "缺少的参数",
    "first": "较早的",
    "last": "较晚的",
    "powers": "职权",
    "intervals": "起止及情形",
    "pairs": "各组职权",
    "places": "条款项目",
    "source": "变动来源",
    "byte": "无法识别的字节",
    "offset": "位置（字节，自 0 起）",
    "line": "第几行",
}


def problem(error: DomainError) -> Any:
    """One refusal as its GraphQL object."""
    values = {name: _value(getattr(error, name)) for name in _fields(type(error))}
    return published(type(error))(message=str(error), code=type(error).__name__, **values)


def outcome(name: str, payload: Any, *errors: type[DomainError], description: str = "") -> Any:
    """A result union: what was done, or why it could not be.

    Args:
        name: of the union in the SDL.
        errors: what this mutation can refuse, on top of what every mutation can.
    """
    listed = dict.fromkeys((*errors, *COMMON))
    members = (payload, *(published(error) for error in listed))
    told = description or "办理结果：办成的内容，或办不成的原因"
    union = Union[members]  # pyright: ignore  # noqa: UP007
    return Annotated[union, strawberry.union(name, description=told)]


class _Handler:
    """Turns a domain error into its problem wherever a result union lists it."""

    def __init__(self, error: type[DomainError]) -> None:
        self.exception_type = error
        self.error_type = published(error)

    def handle(self, exception: Exception, *, field: Any, info: Any) -> Any:
        assert isinstance(exception, DomainError)
        info.context.lasts = False
        return problem(exception) if type(exception) is self.exception_type else None


def handlers() -> Iterator[Any]:
    """A handler for every domain error there is."""
    for error in _all(DomainError):
        yield _Handler(error)


def _all(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for sub in error.__subclasses__():
        yield sub
        yield from _all(sub)
