"""缺陷样本: damage that real lists show, done on purpose and labelled, so that what reports it can be measured."""

from __future__ import annotations

import re
from collections.abc import Callable

from legal.numerals import article_name, chinese, to_int

_ARTICLE = re.compile(r"(?m)^(?P<indent> +)第(?P<number>[零一二三四五六七八九十百]+)条")
_MISSPELT = {
    "岸线占用与水工程管理条例": "岸线占用和水工程管理条例",
    "云岭省湖泊湿地保护条例": "云岭省湖泊湿地保护条列",
    "商品质量计量监督条例": "商品质量计量监管条例",
}
_TAGS = {"规章": "法规", "部门规章": "法律", "政府规章": "法规", "法规": "规章"}


def _article_by(step: int) -> Callable[[re.Match[str]], str]:
    def shift(found: re.Match[str]) -> str:
        return f"{found['indent']}{article_name(str(to_int(found['number']) + step))}"

    return shift


def _wrong_paragraph(cell: str) -> str:
    return _ARTICLE.sub(rf"\g<0>第{chinese(5)}款", cell, count=1)


def _old_number(cell: str) -> str:
    return _ARTICLE.sub(_article_by(-2), cell, count=1)


def _misspelt_title(cell: str) -> str:
    for right, wrong in _MISSPELT.items():
        cell = cell.replace(f"《{right}》", f"《{wrong}》")
    return cell


def _impossible_date(cell: str) -> str:
    return re.sub(r"月\d+日", "月39日", cell, count=1)


def _wrong_tag(cell: str) -> str:
    return re.sub(r"【(.+?)】", lambda found: f"【{_TAGS[found[1]]}】", cell, count=1)


def _stale_quote(cell: str) -> str:
    return re.sub(r"[一二三五](?=[百千万]元)", "八", cell)


_DAMAGES: dict[str, Callable[[str], str]] = {
    "": lambda cell: cell,
    "unlinked": lambda cell: cell,
    "wrong_paragraph": _wrong_paragraph,
    "old_number": _old_number,
    "misspelt_title": _misspelt_title,
    "impossible_date": _impossible_date,
    "wrong_tag": _wrong_tag,
    "stale_quote": _stale_quote,
}

LABELS = {
    "unlinked": "引用的法规不在样本中",
    "wrong_paragraph": "款号不存在",
    "old_number": "条号是旧条号",
    "misspelt_title": "法规名称有错字",
    "impossible_date": "日期不可能",
    "wrong_tag": "层级标签与法规不符",
    "stale_quote": "引文不是该版本的文字",
}
"""Every label, in words for people."""


def damage(label: str, cell: str) -> str:
    """The basis cell as a careless hand would have printed it.

    Raises:
        KeyError: no such label.
    """
    return _DAMAGES[label](cell)
