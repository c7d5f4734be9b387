"""Layouts of other lists: what rewrites a cell without changing what it cites."""

from __future__ import annotations

import re
from collections.abc import Callable

N = "[〇零一二三四五六七八九十百]+"
HEADED = rf"((?:^|\n)\s*第{N}条(?:第[（(]?{N}[）)]?[款项])*)："
TAG = r"(?:^|\n)[^\S\n]*(【[^】\d]{2,8}】)"


def numbered(form: str, *, tags: bool) -> Callable[[str], str]:
    """Each basis behind a number of the given form, with its tag or without."""

    def rewrite(text: str) -> str:
        before, *parts = re.split(TAG, text)
        bases = zip(parts[::2], parts[1::2], strict=True)
        return before + "\n".join(
            f"{form.format(n)}{tag * tags}{body}" for n, (tag, body) in enumerate(bases, 1)
        )

    return rewrite


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "without tags": lambda text: re.sub(r"【[^】\d]{2,8}】", "", text),
    "on one line": lambda text: re.sub(r"\s*\n\s*", " ", text),
    "blanks for colons": lambda text: re.sub(HEADED, r"\1　", text),
    "规定 before colons": lambda text: re.sub(HEADED, r"\1规定：", text),
    "narrow signs": lambda text: text.translate(str.maketrans("（）：，", "():,")),
    "quotation marks": lambda text: re.sub(HEADED + r"([^\n]*)", r"\1“\2”", text),
    "numbered 1、【": numbered("{}、", tags=True),
    "numbered 1.《": numbered("{}.", tags=False),
    "numbered 1-1.《": numbered("1-{}.", tags=False),
    "numbered 1-1.【": numbered("1-{}.", tags=True),
    "numbered （1）《": numbered("（{}）", tags=False),
    "numbered 1．【": numbered("{}．", tags=True),
    "labelled 依据1：《": numbered("依据{}：", tags=False),
    "square tags": lambda text: re.sub(r"【([^】\d]{2,8})】", r"[\1]", text),
    "tags without line breaks": lambda text: re.sub(r"\n\s*【", "【", text),
    "semicolons between": lambda text: re.sub(r"\n\s*【", "；【", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "articles right behind the bracket": lambda text: re.sub(r"）\n\s*第", "）第", text),
    "titles without marks": lambda text: re.sub(r"《([^《》〈]+)》(?=（)", r"\1", text),
    "wide blanks": lambda text: text.replace("    ", "　　"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "entities": lambda text: text.replace("（", "&#65288;").replace("）", "&#65289;"),
}
