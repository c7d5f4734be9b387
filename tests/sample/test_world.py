"""生成的世界: of any size, the same for the same seed, in the shape of real lists, and read by the product as its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from graph import lists, people
from graph.cards import Beside
from graph.db import Graph
from graph.model.plan import Outcome
from graph.pages import PowerFilter
from graph.rules.pack import DEFAULT
from resolvers import auditing, impact, reading
from resolvers.acting import Desk
from sample.world.catalogue import LARGEST, catalogue
from sample.world.loading import LISTED, Loaded, facts, load
from sample.world.places import places, templates_of
from sample.world.rows import Fault, Printer, ranks_of
from sample.world.statutes import HOT, Template

SIZE, SEED = 200, 7


@cache
def _rows(seed: int, size: int) -> list[tuple[Template, str, Fault | None]]:
    known = catalogue(seed, size)
    found: list[tuple[Template, str, Fault | None]] = []
    for place in places(seed, size):
        templates = templates_of(seed, known, place)
        printer = Printer(seed, ranks_of(known, place))
        organs = {template.organ: f"organ:{template.organ}" for template in templates}
        for template in templates:
            row = printer.row(place, template, {**organs, "另一": "organ:另一"})
            found.append((template, row.content.elements[0].text, row.fault))
    return found


def test_the_same_size_and_seed_make_the_same_world_and_another_seed_another() -> None:
    again = _rows.__wrapped__(SEED, SIZE)

    assert _rows(SEED, SIZE) == again
    assert _rows(SEED, SIZE) != _rows(SEED + 1, SIZE)


def test_a_world_has_as_many_powers_as_were_asked_for_each_once_in_its_place() -> None:
    known = catalogue(SEED, 9000)
    found = [templates_of(SEED, known, place) for place in places(SEED, 9000)]

    assert [len(of_place) for of_place in found] == [4000, 4000, 1000]
    for of_place in found:
        assert max(Counter((t.title, t.article, t.item) for t in of_place).values()) == 1
    assert set(found[0]) - set(found[1]), "the lists of two places differ"


def test_the_largest_statute_and_the_busiest_article_are_as_large_as_in_a_real_province() -> None:
    """67,000 powers of 600,000 on one statute; an article with 13 links in each district."""
    known = catalogue(SEED, 4000)
    place = next(places(SEED, 4000))
    found = templates_of(SEED, known, place)
    articles = Counter((t.title, t.article) for t in found)

    assert sum(t.title == LARGEST for t in found) * 150 in range(66_000, 68_000)
    assert max(articles.values()) == HOT
    assert sum(articles.values()) / len(articles) == pytest.approx(2.1, abs=0.1)
    assert [len(statute.templates) for statute in place.own] == [50, 50]
    assert sum(bool(t.sub_items) for t in found) > 20


def test_two_of_a_hundred_are_printed_wrongly_and_it_is_known_which() -> None:
    rows = _rows(SEED, 1000)
    wrong = [(template, text, fault) for template, text, fault in rows if fault]

    assert len(wrong) / len(rows) == pytest.approx(0.02, abs=0.01)
    assert {fault for *_, fault in wrong} == set(Fault)
    for template, text, fault in wrong:
        assert (f"《{template.title}》" not in text) == (fault is Fault.MISSPELT_TITLE)
        assert ("第九款" in text) == (fault is Fault.WRONG_PARAGRAPH)


async def test_a_loaded_world_answers_as_an_imported_list_does(graph: Graph) -> None:
    ticks: list[tuple[str, int, int]] = []
    loaded = await load(
        graph,
        powers=SIZE,
        seed=SEED,
        tick=lambda what, done, all_: ticks.append((what, done, all_)),
    )
    desk = await _desk(graph, "bb")

    assert {what for what, done, all_ in ticks if done == all_} == {"法规", "职权", "修订", "废止"}
    await _has_all_its_powers(desk)
    await _tells_its_faults(desk, loaded)
    await _is_hit_as_designed(desk, loaded)
    assert (await auditing.verify(await _desk(graph, "jw"))).faults == ()


async def _desk(graph: Graph, user: str) -> Desk:
    pack = replace(DEFAULT, territory=next(places(SEED, SIZE)).code)
    actor = await graph.read(people.actor, user, LISTED)
    return Desk(graph=graph, actor=actor, pack=pack)


async def _has_all_its_powers(desk: Desk) -> None:
    page = await reading.power_page(
        desk, PowerFilter(), Beside(citations=True), size=50, after=("", "")
    )

    assert page.page.total == SIZE
    assert all(card.power.holder and card.power.citations for card in page.cards.values())
    assert await reading.survival(desk, page.page.ids[0])


async def _tells_its_faults(desk: Desk, loaded: Loaded) -> None:
    """A wrong title or 款 leaves a citation unlinked; an old number is seen where other words are quoted."""
    assert loaded.faults
    for id_, code, fault in loaded.faults:
        power = (await reading.powers(desk, [id_]))[id_]
        printed = (await desk.graph.read(lists.contents, [id_]))[id_].elements[0]
        main = power.citations[0]
        assert power.code == code
        assert main.unlinked or main.quoted_version_doubtful or not printed.citations[0].quoted
        assert bool(main.unlinked) or Fault[fault] is Fault.OLD_NUMBER


async def _is_hit_as_designed(desk: Desk, loaded: Loaded) -> None:
    told = facts(loaded, SIZE, SEED)
    repealed = (await impact.simulate(desk, told["local_repeal"])).plan
    revised = (await impact.simulate(desk, told["local_revision"])).plan

    assert len({row.power for row in repealed.hits}) == 50
    touched = {row.power for row in revised.hits if row.outcome is not Outcome.TOUCHED}
    assert len(touched) == HOT
