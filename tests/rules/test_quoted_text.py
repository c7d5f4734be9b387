"""Which text a citation quotes (G15): identical quoted text > printed revision note > in force on the list's day.

Where the three disagree, a person is told; none of it is settled in silence.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.citations import Waiting
from graph.law_texts import StoredText
from graph.model.law import ProvisionVersion, TextVersion
from graph.model.power import LinkMethod
from legal.place import Place
from resolvers.linking import WHICH_PARAGRAPH, Text, choose, place_units, why

LIST_DAY = date(2024, 1, 1)
OLD = "船舶未经批准进入灯塔水域的，处二千元以上五千元以下的罚款。"
NEW = "船舶未经批准进入灯塔水域的，处一万元以上三万元以下的罚款。"
LATEST = "船舶未经批准进入灯塔水域的，处五万元以上十万元以下的罚款。"
ARTICLE = {"article": "9"}


def text(day: str, *units: tuple[Place, str]) -> Text:
    """A text of one statute, published and in force on the day."""
    on = date.fromisoformat(day)
    version = TextVersion(id=day, instrument="i", promulgated=on, effective=on)
    made = {
        place: ProvisionVersion(
            id=f"{day} {place}",
            provision=str(place),
            instrument="i",
            version=day,
            article=str(place.whole_article),
            place=place,
            text=words,
            unit_hash=words,
            order=order,
        )
        for order, (place, words) in enumerate(units)
    }
    stored = StoredText(version=version, document="", findings="[]", source="", revises="")
    return Text(stored=stored, units=made, divisions=())


TEXTS = [
    text("2015-05-01", (Place("9"), OLD)),
    text("2021-06-10", (Place("9"), NEW)),
    text("2024-06-01", (Place("9"), LATEST)),
]
"""The second is in force on the list's day."""


def chosen(quoted: str, **printed: Any) -> tuple[str, LinkMethod, bool, bool]:
    row = Waiting(id="c", title="灯塔条例", title_key="灯塔条例", reference="", quoted=quoted)
    found = choose(row, {**ARTICLE, **printed}, TEXTS, LIST_DAY)
    return found.text.stored.version.id, found.method, found.doubtful, found.stale


@pytest.mark.parametrize(
    ("quoted", "printed", "expected"),
    [
        pytest.param("", {}, ("2021-06-10", LinkMethod.IN_FORCE, False, False), id="nothing"),
        pytest.param(NEW, {}, ("2021-06-10", LinkMethod.QUOTED_TEXT, False, False), id="living"),
        pytest.param(OLD, {}, ("2015-05-01", LinkMethod.QUOTED_TEXT, False, True), id="old-text"),
        pytest.param(
            OLD,
            {"revision": "2021-06-10"},
            ("2015-05-01", LinkMethod.QUOTED_TEXT, True, True),
            id="old-text-under-a-new-note",
        ),
        pytest.param(
            OLD,
            {"revision": "2019-03-02"},
            ("2015-05-01", LinkMethod.QUOTED_TEXT, True, True),
            id="old-text-under-an-unknown-note",
        ),
        pytest.param(
            "",
            {"revision": "2015"},
            ("2015-05-01", LinkMethod.REVISION_NOTE, False, True),
            id="a-year",
        ),
        pytest.param(
            "船舶未经批准进入灯塔水域的，没收船舶。",
            {"revision": "2021"},
            ("2021-06-10", LinkMethod.REVISION_NOTE, True, False),
            id="words-that-no-text-has-under-a-note",
        ),
        pytest.param(
            "船舶未经批准进入灯塔水域的，没收船舶。",
            {},
            ("2021-06-10", LinkMethod.IN_FORCE, True, False),
            id="words-that-no-text-has",
        ),
        pytest.param(
            "",
            {"revision": "2018-10-26"},
            ("2021-06-10", LinkMethod.IN_FORCE, True, False),
            id="a-note-of-no-known-text",
        ),
    ],
)
def test_the_strongest_evidence_wins_and_disagreement_is_told(
    quoted: str, printed: dict[str, Any], expected: tuple[str, LinkMethod, bool, bool]
) -> None:
    assert chosen(quoted, **printed) == expected


def test_a_year_that_two_texts_fit_means_the_one_in_force_else_a_person_is_asked() -> None:
    twice = [text("2021-01-01", (Place("9"), OLD)), text("2021-06-10", (Place("9"), NEW))]
    row = Waiting(id="c", title="", title_key="", reference="", quoted="")
    note = {**ARTICLE, "revision": "2021"}

    living = choose(row, note, [*twice], LIST_DAY)
    later = choose(row, note, [*twice, TEXTS[2]], date(2024, 12, 1))

    assert (living.text, living.doubtful) == (twice[1], False)
    assert (later.text, later.doubtful, later.stale) == (twice[1], True, True)


def test_an_item_of_two_paragraphs_is_linked_to_neither_and_says_why() -> None:
    doubled = text(
        "2021-06-10",
        (Place("9"), "灯塔水域的禁止行为。"),
        *((Place("9", n), "有下列行为的：") for n in (1, 2)),
        *((Place("9", n, "3"), "（三）遮蔽灯光的。") for n in (1, 2)),
    )
    item = {"article": "9", "item": "3"}

    assert place_units(item, doubled) == []
    assert why(item, doubled) == WHICH_PARAGRAPH
