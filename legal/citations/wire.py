"""引用的外部格式: one JSON object in, one out; what ``quanze citations parse --json`` reads and answers.

Numbers of 条 are texts ("12", "12-1", "5.1.1" in a standard), and so are ``range_end`` and ``annex`` ("1" for 附件1, "0" for the
only 附件). Numbers of 款, 项, 目, 章 and 节 are integers; only an inserted 项 is a text ("3-1"). ``range_end`` belongs to the
innermost of 条, 节 and 章. ``revision`` is as exact as it is printed: "2021-06-10", "2016-02" or "2019".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from legal.citations import parse
from legal.citations.model import Reference
from legal.numerals import article_number
from legal.place import Place

LONGEST = 100_000
"""Characters of the longest text that is read."""


class WherePrinted(BaseModel):
    """位置: where the text stands in its own statute."""

    model_config = ConfigDict(frozen=True)

    article: str | int | None = None
    paragraph: int | None = Field(default=None, ge=1)
    item: str | int | None = None

    def place(self) -> Place | None:
        """The same as a place; None without an article.

        Raises:
            ValueError: the article has no readable number.
        """
        if self.article in (None, ""):
            return None
        article = article_number(str(self.article))
        return Place(
            article,
            self.paragraph,
            None if self.item in (None, "") else article_number(str(self.item)),
        )


class Question(BaseModel):
    """One line of the input."""

    model_config = ConfigDict(frozen=True)

    id: Any = None
    text: str = Field(max_length=LONGEST)
    self_title: str | None = None
    place: WherePrinted | None = None
    defined: dict[str, str] | None = None


Answer = dict[str, Any]
_REASONS = {
    "missing": "缺少字段",
    "string_type": "应为字符串",
    "string_too_long": f"超过 {LONGEST} 个字符",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "greater_than_equal": "应为正整数",
}


def answer(line: object) -> Answer:
    """The references of one question: {"id", "refs"}, or {"id", "error"} with one Chinese sentence."""
    identity = line.get("id") if isinstance(line, dict) else None  # pyright: ignore[reportUnknownMemberType]
    try:
        question = Question.model_validate(line)
        place = question.place.place() if question.place else None
    except ValidationError as invalid:
        return {"id": identity, "error": _reason(invalid)}
    except ValueError:
        return {"id": identity, "error": "place.article 或 place.item 不是条、项的编号"}
    references = parse(
        question.text, self_title=question.self_title, place=place, defined=question.defined
    )
    return {"id": identity, "refs": to_json(references)}


def _reason(invalid: ValidationError) -> str:
    told = [
        f"{'.'.join(map(str, e['loc'])) or '输入'}：{_REASONS.get(e['type'], '格式不对')}"
        for e in invalid.errors()
    ]
    return "；".join(told)


def to_json(references: Iterable[Reference]) -> list[Answer]:
    """The references in the wire format, in order."""
    return [_wire(reference) for reference in references]


_FIELDS: tuple[Literal["title", "doc_number", "revision", "article", "paragraph"], ...] = (
    "title",
    "doc_number",
    "revision",
    "article",
    "paragraph",
)
_BEHIND_ITEM = ("subitem", "range_end", "chapter", "section", "annex", "whole")


def _wire(reference: Reference) -> Answer:
    item = reference.item
    return {
        **{name: getattr(reference, name) for name in _FIELDS},
        "item": int(item) if item is not None and item.isdecimal() else item,
        **{name: getattr(reference, name) for name in _BEHIND_ITEM},
    }
