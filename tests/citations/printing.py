"""One line a reference, so that an expectation can be read: 《试验法》 12-1¶2(3).4~15."""

from collections.abc import Iterable

from legal.citations import Reference


def told(references: Iterable[Reference]) -> list[str]:
    return [_line(reference) for reference in references]


def _line(reference: Reference) -> str:
    pieces = [
        (f"附{reference.annex}", reference.annex),
        (f"章{reference.chapter}", reference.chapter),
        (f"节{reference.section}", reference.section),
        (f"{reference.article}", reference.article),
        (f"¶{reference.paragraph}", reference.paragraph),
        (f"({reference.item})", reference.item),
        (f".{reference.subitem}", reference.subitem),
        (f"~{reference.range_end}", reference.range_end),
        ("全文", reference.whole or None),
    ]
    position = "".join(printed for printed, value in pieces if value is not None)
    return f"{reference.title or '?'} {position}".strip()
