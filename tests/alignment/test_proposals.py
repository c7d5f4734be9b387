"""What is proposed where the words changed: splits, mergers, deletions, moves. Nothing of it is confirmed."""

from dataclasses import replace

import pytest

from legal.alignment import Kind, align
from legal.statute import Finding, Severity
from tests.alignment.kennel import REGULATION
from tests.alignment.worlds import Words, news, numbered, part, row

OLD = numbered(*REGULATION)
SURE = 0.9


def test_a_deleted_penalty_does_not_take_its_neighbours_clone() -> None:
    """13, 14 and 15 read alike; without 14 the text after it stands one number lower."""
    new = numbered(*(body for at, body in enumerate(REGULATION, 1) if at != 14))

    found = align(OLD, new)

    assert (news(row(found, 14)), row(found, 14).kind) == ([], Kind.DELETED)
    assert not row(found, 14).confirmed
    assert [news(row(found, at)) for at in (13, 15, 16)] == [["13"], ["14"], ["15"]]


def test_a_text_that_stops_early_deletes_nothing() -> None:
    lost = Finding(
        code="stops_early", severity=Severity.INCOMPLETE, line=0, place="", message="文本不完整"
    )
    new = replace(numbered(*REGULATION[:10]), findings=(lost,))

    gone = [one for one in align(OLD, new) if not one.new]

    assert len(gone) == 8
    assert {one.confidence for one in gone} == {0.0}


def test_a_number_used_again_is_no_successor() -> None:
    bodies = list(REGULATION)
    bodies[9] = ("犬只交易应当在指定市场内进行，交易双方应当查验检疫证明。",)

    found = align(OLD, numbered(*bodies))

    assert row(found, 10).confidence < SURE
    assert not row(found, 10).confirmed


def test_a_rewritten_article_is_found_between_its_neighbours() -> None:
    bodies = list(REGULATION)
    bodies[7] = ("携犬人对犬只排泄的粪便应当随手清除，装入密闭容器。",)

    found = row(align(OLD, numbered(*bodies)), 8)

    assert (news(found), found.kind) == (["8"], Kind.MODIFIED)
    assert found.confidence < 1


def test_an_article_that_moved_far_is_followed() -> None:
    bodies = [body for at, body in enumerate(REGULATION, 1) if at != 11]
    bodies.insert(
        2, ("犬只死亡的，饲养人应当送至无害化处理点处理，不得自行掩埋、抛入水体或者丢弃。",)
    )

    found = align(OLD, numbered(*bodies))

    assert news(row(found, 11)) == ["3"]
    assert news(row(found, 3)) == ["4"]


def test_two_articles_that_change_places_are_both_found() -> None:
    bodies = list(REGULATION)
    bodies[9], bodies[10] = bodies[10], bodies[9]

    found = align(OLD, numbered(*bodies))

    assert [news(row(found, at)) for at in (10, 11)] == [["11"], ["10"]]


REWRITTEN = "违反本条例第十一条规定的，由乡镇人民政府给予警告。"


def test_a_penalty_written_anew_is_offered_by_what_it_is_for() -> None:
    bodies = [body for at, body in enumerate(REGULATION, 1) if at != 17]
    bodies.insert(11, (REWRITTEN,))

    found = row(align(OLD, numbered(*bodies)), 17)

    assert (news(found), found.confidence) == (["12"], 0.5)


def test_two_new_penalties_for_one_duty_are_no_one_s_successor_by_that_alone() -> None:
    bodies = [body for at, body in enumerate(REGULATION, 1) if at != 17]
    bodies[11:11] = [(REWRITTEN,), ("违反本条例第十一条规定，情节轻微的，责令改正。",)]

    assert row(align(OLD, numbered(*bodies)), 17).kind is Kind.DELETED


def test_a_paragraph_that_left_for_another_chapter_makes_a_split() -> None:
    bodies = list(REGULATION)
    bodies[3] = ("饲养犬只应当自取得之日起三十日内，向住所地公安派出所办理登记，领取犬牌。",)
    bodies.insert(10, ("犬牌遗失的，应当在十五日内向原登记的派出所申请补发。",))

    found = align(OLD, numbered(*bodies))

    assert (news(row(found, 4)), row(found, 4).kind) == (["4", "11"], Kind.SPLIT)
    assert news(part(found, "4¶1")) == ["4¶1"]
    assert news(part(found, "4¶2")) == ["11¶1"]


def test_members_of_a_merger_name_the_same_article() -> None:
    bodies = list(REGULATION)
    bodies[6:8] = [
        (
            "禁止携带犬只进入学校、医院、体育场馆以及候车室，导盲犬除外。",
            "犬只在户外排泄的粪便，携犬人应当立即清除。",
        )
    ]

    found = align(OLD, numbered(*bodies))

    assert [(news(row(found, at)), row(found, at).kind) for at in (7, 8)] == [
        (["7"], Kind.MERGED),
        (["7"], Kind.MERGED),
    ]
    assert [news(part(found, at)) for at in ("7¶1", "8¶1")] == [["7¶1"], ["7¶2"]]


def test_a_member_of_a_merger_of_which_little_is_left_is_offered() -> None:
    """13 lives on in half a sentence of the penalty that took it in; 14 reads like 13, and stays where it is."""
    bodies = list(REGULATION)
    bodies[11:13] = [
        (
            "未办理犬只登记的，由公安机关责令限期改正；逾期不改正的，处二百元以上五百元以下的罚款；"
            "携带犬只外出未用牵引带牵领的，处警告。",
        )
    ]

    found = align(OLD, numbered(*bodies))

    assert [news(row(found, at)) for at in (12, 13, 14)] == [["12"], ["12"], ["13"]]
    assert row(found, 13).kind is Kind.MERGED
    assert row(found, 13).confidence == 0.5


def test_one_paragraph_becomes_three_by_conduct() -> None:
    old: Words = (
        "从事犬只寄养、犬只美容业务，未按规定备案的，由农业农村部门责令改正；拒不改正的，处五千元以上二万元以下的罚款。"
        "备案时提供虚假材料的，五年内不得从事原备案的业务。"
    )
    new: tuple[Words, ...] = (
        "从事犬只寄养业务，未按规定备案的，由农业农村部门责令改正；拒不改正的，处五千元以上二万元以下的罚款。",
        "从事犬只美容业务，未按规定备案的，由农业农村部门责令改正；拒不改正的，处三千元以上一万元以下的罚款。",
        "备案时提供虚假材料的，五年内不得从事原备案的业务。",
    )

    found = align(numbered(*REGULATION, (old,)), numbered(*REGULATION, new))

    assert (news(row(found, 19)), row(found, 19).kind) == (["19"], Kind.MODIFIED)
    assert part(found, "19¶1").kind is Kind.SPLIT
    assert news(part(found, "19¶1")) == ["19¶1", "19¶2", "19¶3"]


def test_items_of_one_list_go_to_two_paragraphs() -> None:
    items = (
        "不按照核准的路线遛放烈性犬的；",
        "强行向路人推销犬只的；",
        "擅自更换犬只电子标识的；",
        "没有采取措施防止犬只吠叫扰民的。",
    )
    old: tuple[Words, ...] = (
        ("有下列行为之一的，由公安机关处一千元以上三千元以下的罚款：", items),
    )
    new: tuple[Words, ...] = (
        ("有下列行为之一的，由公安机关处一千元以上二千元以下的罚款：", (items[0], items[2])),
        "养犬人强行向路人推销犬只，或者没有采取措施防止犬只吠叫扰民的，由公安机关处一千元以上三千元以下的罚款。",
    )

    found = align(numbered(*REGULATION, old), numbered(*REGULATION, new))

    assert [news(part(found, f"19¶1({at})")) for at in (1, 2, 3, 4)] == [
        ["19¶1(1)"],
        ["19¶2"],
        ["19¶1(2)"],
        ["19¶2"],
    ]


def test_a_deleted_paragraph_is_the_only_change() -> None:
    bodies = list(REGULATION)
    bodies[3] = bodies[3][:1]

    found = align(OLD, numbered(*bodies))

    assert row(found, 4).only_deletions
    assert (part(found, "4¶2").kind, news(part(found, "4¶2"))) == (Kind.DELETED, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("犬只寄养场所应当安装视频监控设备", "鼓励犬只寄养场所安装视频监控设备"),
        ("经全体业主过半数同意可以划定遛犬区", "经全体业主一致同意可以划定遛犬区"),
    ],
)
def test_a_small_change_of_great_weight_waits_for_a_person(old: str, new: str) -> None:
    tail = "，并将影像资料或者表决结果保存三年以上备查，供公安机关和物业服务企业随时调取核验。"

    found = row(
        align(numbered(*REGULATION, (old + tail,)), numbered(*REGULATION, (new + tail,))), 19
    )

    assert news(found) == ["19"]
    assert (found.kind, found.confirmed) == (Kind.MODIFIED, False)


def test_the_runner_up_is_shown_where_it_is_close() -> None:
    bodies = [body for at, body in enumerate(REGULATION, 1) if at not in (13, 14)]
    bodies.insert(
        12,
        (
            "违反本条例规定，携带犬只外出未佩戴嘴套进入禁止区域的，由公安机关责令改正，处一百元以上三百元以下的罚款。",
        ),
    )
    found = align(OLD, numbered(*bodies))

    close = [one for one in found if one.runner_up is not None]

    assert all(one.runner_up and str(one.runner_up.new) not in news(one) for one in close)


def test_a_clone_beside_an_amended_penalty_is_no_half_of_it() -> None:
    """12 was raised; the new penalty next to it, for another conduct, has the sanction that 12 had."""
    bodies = list(REGULATION)
    bodies[11] = (
        "违反本条例第四条规定，未办理犬只登记的，由公安机关责令限期改正；逾期不改正的，处一千元以上五千元以下的罚款。",
    )
    bodies.insert(
        12,
        ("寄养场所未配备隔音设施的，责令限期改正；逾期不改正的，处二百元以上五百元以下的罚款。",),
    )

    found = align(OLD, numbered(*bodies))

    assert (news(row(found, 12)), row(found, 12).kind) == (["12"], Kind.MODIFIED)


@pytest.mark.parametrize("conduct", ["犬只吠叫扰民、经劝阻不予制止", "未及时清除犬只尸体"])
def test_a_penalty_whose_conduct_was_exchanged_is_never_sure(conduct: str) -> None:
    """15 is gone; in its place stands the same sanction for the neglect of another duty, or of another thing."""
    bodies = list(REGULATION)
    bodies[14] = (
        f"违反本条例第八条规定，{conduct}的，由城市管理部门责令改正，处五十元以上二百元以下的罚款。",
    )

    found = row(align(OLD, numbered(*bodies)), 15)

    assert found.confidence < SURE


def test_nothing_is_sure_between_two_statutes_that_have_nothing_in_common() -> None:
    """Purpose, competence and 施行日期 read alike in all of them."""
    boats = numbered(
        ("为了规范游船经营行为，保障乘客安全，维护水域秩序，制定本条例。",),
        ("本条例适用于本市湖泊范围内游船的经营以及相关监督管理活动。",),
        ("交通运输部门负责游船检验和水上交通事故的查处。",),
        ("游船应当配备与核定载客数相符的救生衣，每年检修一次。",),
        ("夜间和能见度不足五百米时，游船不得离岸。",),
        ("本条例自2020年5月1日起施行。",),
    )

    assert max(row.confidence for row in align(OLD, boats)) < SURE
