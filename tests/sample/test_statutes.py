"""The statutes of the sample read cleanly, are of every rank, and are nobody else's."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from legal.numerals import article_number
from legal.place import Place
from sample.statutes import SampleStatute, exists, statutes

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data/laws"
ALL = pytest.mark.parametrize("statute", statutes().values(), ids=lambda s: s.stem)


@ALL
def test_a_statute_reads_without_a_finding(statute: SampleStatute) -> None:
    assert statute.text.findings == ()
    assert statute.text.title == statute.title
    numbers = [article.number for article in statute.text.articles if "-" not in article.number]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


@ALL
def test_the_index_dates_agree_with_the_text(statute: SampleStatute) -> None:
    promulgated = date.fromisoformat(statute.entry["promulgated"])
    effective = date.fromisoformat(statute.entry["effective"])

    assert statute.stem.endswith(f"({promulgated})")
    assert promulgated <= effective
    assert promulgated in {event.day for event in statute.text.history}
    if statute.entry["effective_source"] == "header":
        assert statute.text.effective == effective
    else:
        assert statute.text.effective is None


@ALL
def test_references_inside_a_statute_point_to_articles_that_it_has(statute: SampleStatute) -> None:
    text = "".join(article.text for article in statute.text.articles)
    cited = re.findall(r"本(?:法|条例|规定|办法)(第[一二三四五六七八九十百零]+条)", text)

    assert [c for c in cited if not exists(statute.text, Place(article_number(c)))] == []


def test_there_are_statutes_of_every_rank() -> None:
    titles = Counter(s.kind for s in {s.title: s for s in statutes().values()}.values())

    assert titles["法律"] >= 2
    assert titles["行政法规"] >= 3
    assert titles["地方性法规"] >= 2
    assert titles["部门规章"] >= 2
    assert titles["省级政府规章"] == 1
    assert titles["规范性文件"] == 2


def test_the_new_accountability_law_repeals_the_old_one_on_the_day_it_is_promulgated() -> None:
    """S5: mass liability change on day one."""
    new = next(s for s in statutes().values() if s.entry.get("repeals"))

    assert new.entry["effective"] == new.entry["promulgated"]
    closing = new.text.articles[-1].text
    assert "自公布之日起施行" in closing
    assert f"《{new.entry['repeals'][0]}》同时废止" in closing


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def real_laws() -> str:
    if not SHARED.is_dir():
        pytest.skip("left out: ../shared/data/laws, the real statutes to compare our wording with")
    return "".join(_folded(path.read_text("utf-8")) for path in SHARED.rglob("*.md"))


@ALL
def test_no_sentence_of_a_real_statute_is_copied(statute: SampleStatute, real_laws: str) -> None:
    text = "\n".join(article.text for article in statute.text.articles)
    sentences = (re.sub(r"^\(\d+\)", "", _folded(s)) for s in re.split(r"[。；\n]", text))

    assert [s for s in sentences if len(s) >= 16 and s in real_laws] == []


def test_no_title_is_that_of_a_real_statute() -> None:
    if not SHARED.is_dir():
        pytest.skip("left out: ../shared/data/laws/index.json, the titles of real statutes")
    real = {d["title"] for d in json.loads((SHARED / "index.json").read_text("utf-8"))["documents"]}

    assert {s.title for s in statutes().values()}.isdisjoint(real)
