"""文字检验 on real statutes: no line takes the right reading of a real penalty clause away."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graph.model.power import Function, PowerType
from graph.rules.functions import allowed, infer
from graph.rules.pack import DEFAULT
from graph.rules.words import measures_in
from legal.place import Place
from legal.reading import read_lines
from legal.statute import units

SHARED = Path(os.environ.get("QUANZE_SHARED", Path(__file__).parents[3] / "shared")) / "data"
PENALTIES = SHARED / "powers" / "penalties.jsonl"

pytestmark = pytest.mark.skipif(
    not PENALTIES.exists(), reason="略去：真实处罚依据（powers/penalties.jsonl）不在"
)


def clauses() -> list[tuple[str, str]]:
    """(id, unit text) of each basis whose statute is at hand."""
    found: list[tuple[str, str]] = []
    for line in PENALTIES.read_text("utf-8").splitlines():
        row = json.loads(line)
        file = SHARED / row["source_file"]
        for basis in row["basis"] if file.exists() else ():
            found += [(row["id"], text) for text in _texts(file, basis)]
    return found


def _texts(file: Path, basis: dict[str, int | None]) -> list[str]:
    sub = f"-{basis['sub_article']}" if basis["sub_article"] else ""
    item = str(basis["item"]) if basis["item"] else None
    place = Place(f"{basis['article']}{sub}", basis["paragraph"], item)
    statute = read_lines(file.read_text("utf-8").splitlines())
    article = statute.article(place.article)
    return [u.whole for u in units(article) if u.place == place] if article else []


def test_a_real_penalty_clause_is_read_as_a_penalty_and_nothing_else_but_detail() -> None:
    real = clauses()
    assert len(real) >= 80
    left = {id_: allowed(text, PowerType.PENALTY) for id_, text in real}
    beside = {Function.SANCTION, Function.IMPLEMENT}
    assert [id_ for id_, functions in left.items() if not functions <= beside] == []
    assert {infer(text, PowerType.PENALTY) for _, text in real} == {Function.SANCTION}


def test_a_real_penalty_clause_names_what_it_imposes() -> None:
    assert [
        id_ for id_, text in clauses() if not measures_in(text, PowerType.PENALTY, DEFAULT)
    ] == []
