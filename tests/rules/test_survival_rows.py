"""存续表: each row V1–V9, sub-items, 法律状态, and the hard cases H3–H8, H20, H24."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.model.judgement import BasisState, Judgement, LawBook, LegalStatus, Survival
from graph.model.law import EffectType, Kind, NewGrant, Rank, Standing, Support
from graph.model.power import ElementKind, Function, Power, PowerType
from graph.rules.pack import DEFAULT
from graph.rules.rows_survival import SURVIVAL
from graph.rules.survival import judge, legal_status
from tests.builders.law import (
    Law,
    a_book,
    a_citation,
    a_law,
    a_link,
    a_power,
    a_text,
    an_effect,
    assumed,
    check,
    day,
    deleted,
    duty,
    penalty,
    permit,
    supports,
)

BEFORE, DAY = day("2023-07-19"), day("2023-07-20")
OLD = {"20": duty("甲"), "40": penalty("甲"), "41": penalty("乙"), "42": penalty("丙")}
NEW = {
    "20": duty("甲"),
    "41": penalty("乙"),
    "43": penalty("丙"),
    "40": penalty("丁"),
    "44": penalty("甲", "一千元以上"),
}
F = Function


def statute(title: str = "条例", rank: Rank = Rank.ADMINISTRATIVE_REGULATION) -> Law:
    """40 changed or died, 41 is the same, 42 is 43 now; 40 is another rule."""
    return a_law(title, a_text("2018", OLD), a_text("2023", NEW, effective=DAY), rank=rank)


def judged(power: Power, book: LawBook, on: date = DAY) -> Judgement:
    return judge(power, book, on, DEFAULT)


DEAD_40 = deleted("条例@2018:40", "条例@2023")
CITES_40 = a_citation("条例@2018:40")
CITES_41 = a_citation("条例@2018:41")
CITES_42 = a_citation("条例@2018:42")

# ---- V1 to V9 ------------------------------------------------------------------------------------------


def test_v1_what_stands_unchanged_needs_nothing() -> None:
    found = judged(a_power(CITES_41), a_book(statute()))
    assert (found.survival, found.doubtful) == (Survival.V1, False)


def test_v2_a_dead_basis_is_dropped_where_another_lives() -> None:
    found = judged(a_power(CITES_40, CITES_41), a_book(statute(), links=[DEAD_40]))
    assert found.survival is Survival.V2


def test_v3_h5_another_number_with_the_same_words_is_a_change() -> None:
    found = judged(a_power(CITES_42), a_book(statute()))
    assert found.survival is Survival.V3
    assert found.citations[0].now == ("条例@2023:43",)
    assert found.citations[0].kinds == (Kind.RENUMBERED,)


def test_v4_h4_the_same_number_with_another_content_is_never_taken_for_it() -> None:
    found = judged(a_power(CITES_40), a_book(statute()))
    assert found.survival is Survival.V4
    assert found.waits_for == ("条例@2018:40",)


def test_v4_an_unconfirmed_correspondence_is_waited_for() -> None:
    link = a_link("条例@2018:40", "条例@2023:44", standing=Standing.PROPOSED)
    found = judged(a_power(CITES_40), a_book(statute(), links=[link]))
    assert (found.survival, found.waits_for) == (Survival.V4, (link.id,))
    assert any("尚未确认" in reason.sentence for reason in found.reasons)


def test_v4_a_rejected_correspondence_is_none() -> None:
    link = a_link("条例@2018:40", "条例@2023:44", standing=Standing.REJECTED)
    assert judged(a_power(CITES_40), a_book(statute(), links=[link])).survival is Survival.V4


def test_v5_h8_a_local_regulation_whose_parent_died_is_orphaned_not_dead() -> None:
    local = a_law("地方条例", a_text("2019", {"9": penalty("甲")}), rank=Rank.LOCAL_REGULATION)
    book = a_book(
        local,
        a_law("法", a_text("2000", {"1": duty("甲")})),
        parents=[("地方条例", "法")],
        effects=[an_effect(EffectType.REPEAL_WHOLE, "法", on=DAY)],
    )
    power = a_power(a_citation("地方条例@2019:9"))
    assert judged(power, book, BEFORE).survival is Survival.V1
    found = judged(power, book)
    assert found.survival is Survival.V5
    assert any("《法》" in step.sentence for step in found.citations[0].steps)


RULE = a_law(
    "部门规章",
    a_text("2019", {"9": "违反规定，甲的，处一万元以下罚款；情节严重的，吊销许可证。"}),
    rank=Rank.MINISTRY_RULE,
)


def test_v6_h7_a_ministry_rule_cannot_carry_the_revocation_of_a_permit() -> None:
    book = a_book(statute(rank=Rank.LAW), RULE, links=[DEAD_40])
    found = judged(a_power(CITES_40, a_citation("部门规章@2019:9")), book)
    assert found.survival is Survival.V6
    assert any("吊销许可证件" in step.sentence for step in found.citations[1].steps)


def test_v7_a_penalty_whose_duty_died_is_hollow() -> None:
    naming = {"12": duty("备案"), "60": "违反本条例第十二条规定的，处一万元以下罚款。"}
    law = a_law("条例", a_text("2018", naming), a_text("2023", {"60": naming["60"]}, effective=DAY))
    book = a_book(law, links=[deleted("条例@2018:12", "条例@2023")])
    power = a_power(a_citation("条例@2018:60"), a_citation("条例@2018:12", function=F.DUTY))
    assert judged(power, book).survival is Survival.V7


def test_v8_a_suspended_basis_pauses_the_power() -> None:
    pause = an_effect(EffectType.SUSPEND, "条例", on=DAY, until="2024-01-01")
    found = judged(a_power(CITES_41), a_book(statute(), effects=[pause]))
    assert found.survival is Survival.V8


def test_v9_what_lost_its_last_basis_is_dead() -> None:
    found = judged(a_power(CITES_40), a_book(statute(), links=[DEAD_40]))
    assert found.survival is Survival.V9
    assert found.citations[0].now == ()


def test_each_row_says_what_it_means() -> None:
    assert [row.id for row in SURVIVAL] == list(Survival)
    assert all(row.condition and row.meaning for row in SURVIVAL)


# ---- what decides that something changed ---------------------------------------------------------------


def test_a_dead_provision_of_procedure_makes_v2() -> None:
    """Every citation of 设立依据, of whatever function, decides whether something died."""
    power = a_power(CITES_41, a_citation("条例@2018:40", function=F.PROCEDURE))
    assert judged(power, a_book(statute(), links=[DEAD_40])).survival is Survival.V2


def test_a_dead_subject_provision_is_not_a_dead_basis() -> None:
    """SUBJECT is not 设立依据 for this purpose (E8)."""
    power = a_power(CITES_41, a_citation("条例@2018:40", function=F.SUBJECT))
    assert judged(power, a_book(statute(), links=[DEAD_40])).survival is Survival.V1


def test_an_uncertain_citation_outside_the_groups_decides_nothing() -> None:
    power = a_power(CITES_41, a_citation("条例@2018:40", function=F.IMPLEMENT))
    found = judged(power, a_book(statute()))
    assert (found.survival, found.doubtful) == (Survival.V1, True)


def test_a_rewritten_detail_that_nobody_assessed_decides_nothing() -> None:
    link = a_link("条例@2018:40", "条例@2023:44", assessed=[])
    book = a_book(statute(), links=[link])
    detail = judged(a_power(CITES_41, a_citation("条例@2018:40", function=F.IMPLEMENT)), book)
    assert (detail.survival, detail.citations[1].changed) == (Survival.V1, True)
    member = judged(a_power(CITES_41, CITES_40), book)
    assert member.survival is Survival.V3


def test_other_elements_do_not_decide_over_the_power() -> None:
    power = a_power(CITES_41, a_citation("条例@2018:40", element=ElementKind.LIABILITY_BASIS))
    found = judged(power, a_book(statute(), links=[DEAD_40]))
    assert found.survival is Survival.V1
    assert [state.state for state in found.citations] == [BasisState.ALIVE, BasisState.DEAD]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (EffectType.SUSPEND, BasisState.SUSPENDED),
        (EffectType.CONFLICT, BasisState.UNCERTAIN),
    ],
)
def test_a_doubt_beside_a_living_group_is_marked(kind: EffectType, expected: BasisState) -> None:
    other = a_law("另一条例", a_text("2018", {"1": penalty("戊")}))
    book = a_book(statute(), other, effects=[an_effect(kind, "另一条例", on=DAY)])
    found = judged(a_power(CITES_41, a_citation("另一条例@2018:1")), book)
    assert (found.survival, found.doubtful) == (Survival.V1, True)
    assert found.citations[1].state is expected


def test_a_changed_text_counts_as_changed_though_it_is_also_paused() -> None:
    """Several at once: the worst in the order; its text counts as changed all the same."""
    pause = an_effect(EffectType.SUSPEND, "条例", "条例/2018:42", on=DAY)
    other = a_law("另一条例", a_text("2018", {"1": penalty("戊")}))
    book = a_book(statute(), other, effects=[pause])
    found = judged(a_power(CITES_42, a_citation("另一条例@2018:1")), book)
    assert found.survival is Survival.V3
    assert (found.citations[0].state, found.citations[0].changed) == (BasisState.SUSPENDED, True)


# ---- hard cases --------------------------------------------------------------------------------------------


def replaced(*links: object) -> LawBook:
    return a_book(
        a_law("旧法", a_text("2000", {"40": penalty("甲")})),
        a_law("新法", a_text("2023", {"50": penalty("甲", "一千元以上")}, effective=DAY)),
        links=links,  # pyright: ignore[reportArgumentType]
        effects=[an_effect(EffectType.REPEAL_REPLACED, "旧法", on=DAY, replaced_by="新法@2023")],
    )


OLD_LAW = a_power(a_citation("旧法@2000:40"))


def test_h3_repealed_by_replacement_with_an_unclear_successor_is_never_cancelled() -> None:
    assert judged(OLD_LAW, replaced()).survival is Survival.V4
    link = a_link("旧法@2000:40", "新法@2023:50", standing=Standing.PROPOSED)
    assert judged(OLD_LAW, replaced(link)).survival is Survival.V4


def test_h3_a_confirmed_successor_carries_the_power_on() -> None:
    found = judged(OLD_LAW, replaced(a_link("旧法@2000:40", "新法@2023:50")))
    assert found.survival is Survival.V3
    assert found.citations[0].now == ("新法@2023:50",)


def test_h3_a_confirmed_deletion_ends_it() -> None:
    assert judged(OLD_LAW, replaced(deleted("旧法@2000:40", "新法@2023"))).survival is Survival.V9


def test_h3_a_replacement_that_is_not_yet_in_force_is_uncertain() -> None:
    book = a_book(
        a_law("旧法", a_text("2000", {"40": penalty("甲")})),
        a_law("新法", a_text("2024", {"50": penalty("甲")})),
        effects=[an_effect(EffectType.REPEAL_REPLACED, "旧法", on=DAY, replaced_by="新法@2024")],
    )
    assert judged(OLD_LAW, book).survival is Survival.V4


def test_h6_the_highest_of_several_bases_dies() -> None:
    lower = a_law("省条例", a_text("2019", {"9": penalty("甲")}), rank=Rank.LOCAL_REGULATION)
    book = a_book(statute(rank=Rank.LAW), lower, links=[DEAD_40])
    power = a_power(CITES_40, a_citation("省条例@2019:9"))
    assert judged(power, book).survival is Survival.V2


def test_h20_a_citation_of_the_whole_instrument() -> None:
    """Any change: verify; whole repeal: dead."""
    law = statute()
    whole = a_citation(
        *(f"条例@2018:{p}" for p in OLD), coarse=True, printed="《条例》全文适用", function=F.GRANT
    )
    power = a_power(whole, type_=PowerType.OTHER)
    touched = judged(power, a_book(law, links=[DEAD_40])).citations[0]
    assert (touched.state, touched.partly) == (BasisState.ALIVE_CHANGED, True)
    end = an_effect(EffectType.REPEAL_WHOLE, "条例", on=DAY)
    assert judged(power, a_book(law, effects=[end])).survival is Survival.V9


def test_h20_an_article_that_came_into_the_range_is_a_change() -> None:
    law = a_law(
        "条例",
        a_text("2018", {"1": duty("甲"), "2": duty("乙")}),
        a_text("2023", {"1": duty("甲"), "1-1": duty("丙"), "2": duty("乙")}, effective=DAY),
    )
    chapter = a_citation("条例@2018:1", "条例@2018:2", coarse=True, printed="第一章")
    assert judged(a_power(chapter), a_book(law)).citations[0].state is BasisState.ALIVE_CHANGED


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], Survival.V4),
        ([deleted("条例@2018:12", "条例@2023")], Survival.V7),
        ([a_link("条例@2018:12", "条例@2023:13")], Survival.V3),
    ],
)
def test_h24_the_duty_follows_its_own_correspondence(
    links: list[object], expected: Survival
) -> None:
    """The penalty text names the duty by its new number; the member of the group follows the correspondence."""
    law = a_law(
        "条例",
        a_text("2018", {"12": duty("备案"), "60": "违反本条例第十二条规定的，处一万元罚款。"}),
        a_text(
            "2023",
            {"13": duty("三日内备案"), "61": "违反本条例第十三条规定的，处一万元罚款。"},
            effective=DAY,
        ),
    )
    sanction = a_link("条例@2018:60", "条例@2023:61", kind=Kind.EDITORIAL)
    book = a_book(law, links=[sanction, *links])  # pyright: ignore[reportArgumentType]
    power = a_power(a_citation("条例@2018:60"), a_citation("条例@2018:12", function=F.DUTY))
    assert judged(power, book).survival is expected


# ---- sub-items ----------------------------------------------------------------------------------------------


SPLIT = statute()


def test_a_sub_item_without_citations_stands_on_its_parents_as_assessed_for_it() -> None:
    """L13: the text carries the power on, and not this conduct."""
    link = a_link(
        "条例@2018:40",
        "条例@2023:44",
        assessed=[supports(), supports(Support.NO_LONGER, power="p", sub_item="子项一")],
    )
    power = a_power(CITES_40, sub_items=["子项一", "子项二"])
    book = a_book(SPLIT, links=[link])
    assert judged(power, book).survival is Survival.V3
    assert judge(power, book, DAY, DEFAULT, sub_item="子项一").survival is Survival.V9
    assert judge(power, book, DAY, DEFAULT, sub_item="子项二").survival is Survival.V3


def test_a_sub_item_has_its_own_survival_and_counts_for_its_parent() -> None:
    own = a_citation("条例@2018:41", sub_item="子项一")
    power = a_power(CITES_40, own, sub_items=["子项一"])
    book = a_book(SPLIT, links=[DEAD_40])
    assert judged(power, book).survival is Survival.V2
    assert judge(power, book, DAY, DEFAULT, sub_item="子项一").survival is Survival.V1


def test_a_parent_without_citations_lives_by_its_sub_items() -> None:
    power = a_power(a_citation("条例@2018:41", sub_item="子项一"), sub_items=["子项一"])
    assert judged(power, a_book(SPLIT)).survival is Survival.V1


# ---- L16: the same grant under a new law ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ({"match_confirmed": True}, Survival.V2),
        ({"match_confirmed": False}, Survival.V4),
        ({"match_confirmed": True, "level": "省"}, Survival.V9),
        ({"match_confirmed": True, "needs_rule": True}, Survival.V9),
        ({"match_confirmed": True, "power": "另一项"}, Survival.V9),
    ],
)
def test_l16_a_new_law_may_give_the_listed_power_a_group(
    grant: dict[str, object], expected: Survival
) -> None:
    told = {"power_type": "行政处罚", "level": "县", "organ": "", "conduct": "甲", "power": "p"}
    new = NewGrant(**{**told, **grant})  # pyright: ignore[reportArgumentType]
    act = an_effect(EffectType.ENACT, "新法", "新法/2023:1", on=DAY, grant=new)
    law = a_law("新法", a_text("2023", {"1": penalty("甲")}, effective=DAY))
    book = a_book(statute(), law, links=[DEAD_40], effects=[act])
    found = judged(a_power(CITES_40), book)
    assert found.survival is expected
    assert [state.citation for state in found.citations] == [CITES_40.id]
    assert judged(a_power(CITES_40), book, BEFORE).survival is Survival.V1


def test_l16_a_match_that_nobody_confirmed_takes_nothing_from_a_power_that_stands() -> None:
    """3.2, I15: the list's own bases are alive however they are read; the match is asked about beside."""
    grant = NewGrant(power_type="行政处罚", level="县", organ="", conduct="甲", power="p")
    act = an_effect(EffectType.ENACT, "新法", "新法/2023:1", on=DAY, grant=grant)
    law = a_law("新法", a_text("2023", {"1": penalty("甲")}, effective=DAY))
    found = judged(a_power(assumed(CITES_41)), a_book(statute(), law, effects=[act]))
    assert (found.survival, found.doubtful) == (Survival.V1, True)


def test_l16_a_sub_item_with_a_basis_of_its_own_does_not_stand_on_a_grant_of_its_power() -> None:
    """3.2: as it will not once the new basis is on the list of its power; without one it stands on its power's."""
    grant = NewGrant(
        power_type="行政处罚", level="县", organ="", conduct="甲", power="p", match_confirmed=True
    )
    act = an_effect(EffectType.ENACT, "新法", "新法/2023:1", on=DAY, grant=grant)
    law = a_law("新法", a_text("2023", {"1": penalty("甲")}, effective=DAY))
    book = a_book(statute(), law, links=[DEAD_40], effects=[act])
    own = a_citation("条例@2018:40", sub_item="子项一")
    power = a_power(own, sub_items=["子项一", "子项二"])
    found = [
        judge(power, book, DAY, DEFAULT, sub_item=s).survival for s in ("", "子项一", "子项二")
    ]
    assert found == [Survival.V2, Survival.V9, Survival.V1]


# ---- 法律状态 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "status"), [(r.id, r.status) for r in SURVIVAL])
def test_the_legal_status_follows_the_row(row: Survival, status: LegalStatus) -> None:
    now = replace(judged(a_power(CITES_41), a_book(statute())), survival=row)
    assert legal_status(now) is status


def test_a_power_that_dies_on_a_known_day_is_pending() -> None:
    book = a_book(statute(), links=[DEAD_40])
    power = a_power(CITES_40)
    now, later = judged(power, book, BEFORE), judged(power, book)
    assert legal_status(now) is LegalStatus.ALIVE
    assert legal_status(now, [later]) is LegalStatus.PENDING_DEAD
    assert legal_status(later) is LegalStatus.DEAD


def test_a_permit_is_judged_by_the_same_table() -> None:
    law = a_law("条例", a_text("2018", {"10": permit("货运"), "11": check("货运")}))
    power = a_power(a_citation("条例@2018:10", function=F.GRANT), type_=PowerType.PERMIT)
    assert judged(power, a_book(law)).survival is Survival.V1
