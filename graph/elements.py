"""要素内容 from printed text: which elements cite, and how a cell's references become citations. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.canonical import canonical
from graph.model.listing import Element, PrintedCitation
from graph.model.power import ElementKind, Function, How, PowerType
from graph.rules.functions import infer
from legal.citations import Reference, normalise_title, number_key, parse

CITING = frozenset(
    {
        ElementKind.BASIS,
        ElementKind.DUTY_BASIS,
        ElementKind.LIABILITY_BASIS,
        ElementKind.REMEDY,
        ElementKind.SUBJECT_BASIS,
    }
)
"""Elements whose text cites provisions (requirements.md 1.2)."""

PLACES = (
    "annex",
    "part",
    "chapter",
    "section",
    "article",
    "paragraph",
    "item",
    "subitem",
    "range_end",
    "whole",
    "doc_number",
    "revision",
)


def element(
    kind: ElementKind,
    text: str,
    power_type: PowerType,
    *,
    parts: Sequence[str] = (),
    header: str = "",
) -> Element:
    """An element as printed; what it cites is read, and its functions are inferred, so ASSUMED (3.2)."""
    citations = tuple(_citations(kind, text, power_type)) if kind in CITING else ()
    return Element(
        kind=kind,
        text=text,
        parts=tuple(parts),
        citations=citations,
        power_type=power_type if citations else None,
        header=header,
    )


def _citations(kind: ElementKind, text: str, power_type: PowerType) -> Iterable[PrintedCitation]:
    for reference in parse(text):
        yield PrintedCitation(
            printed=told(text, reference),
            title=reference.title or "",
            title_key=key_of(reference),
            reference=canonical(facts(reference)),
            function=_function(kind, reference, power_type),
            how=How.ASSUMED,
            quoted=reference.printed,
            coarse=is_coarse(facts(reference)),
        )


def key_of(reference: Reference) -> str:
    """What a citation's statute is looked for by: its title, else its document number."""
    return normalise_title(reference.title or "") or number_key(reference.doc_number or "")


def _function(kind: ElementKind, reference: Reference, power_type: PowerType) -> Function:
    if kind is ElementKind.BASIS:
        return infer(reference.printed, power_type)
    return Function.SUBJECT if kind is ElementKind.SUBJECT_BASIS else Function.PROCEDURE


def told(text: str, reference: Reference) -> str:
    """The mention as printed; with its title where the mention itself leaves it out."""
    mention = " ".join(text[reference.start : reference.end].split())
    if reference.title and reference.title not in mention:
        return f"《{reference.title}》{mention}"
    return mention


def facts(reference: Reference) -> dict[str, Any]:
    """Where a reference points, without its wording; what is not printed is left out."""
    found = {name: getattr(reference, name) for name in PLACES}
    return {name: value for name, value in found.items() if value not in (None, False)}


def is_coarse(reference: Mapping[str, Any]) -> bool:
    """A range, a chapter or a whole instrument (3.2)."""
    return bool(reference.get("range_end")) or not (
        reference.get("article") or reference.get("annex") is not None
    )
