"""救济途径: where somebody who disagrees may turn, as the law gives it or as a person ruled it (R4.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRuling:
    """救济途径的另定: it stands in the place of the computed value, and keeps its reason.

    Attributes:
        subject: id of the power, or of the organ for all that it holds.
        review, court: 复议机关 and 诉讼法院, as they are to be told.
        since: first day on which it holds.
    """

    id: str
    subject: str
    review: str
    court: str
    reason: str
    document: str
    since: date
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """某日的救济途径.

    Attributes:
        review, court: "" where no row says it: then nobody guesses.
        articles: the articles of the rows, in the order of the two; of a ruling its document.
        rows: ids of the rows; empty for a ruling.
    """

    review: str
    court: str
    articles: tuple[str, ...]
    rows: tuple[str, ...] = ()
    ruling: RemedyRuling | None = None

    @property
    def text(self) -> str:
        """As a list prints it; "" where a part of it is not known."""
        if not (self.review and self.court):
            return ""
        review, court = self.articles if self.ruling is None else ("", "")
        return f"行政复议：向{self.review}申请{review}。行政诉讼：向{self.court}提起{court}。"
