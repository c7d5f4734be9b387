"""题注: title, history and the date in force, as Markdown, .docx and decrees print them."""

from datetime import date

import pytest

from legal.reading import read_lines
from legal.statute import Event, Severity, Statute
from tests.laws.texts import FIRST, LAST, codes, found

END = "<!-- INFO END -->"


def headed(*header: str) -> Statute:
    return read_lines(["# 河灯管理办法", *header, END, FIRST, f"第二条 {LAST}"])


def test_each_dated_line_is_an_event_oldest_first() -> None:
    statute = headed(
        "2019年3月1日 某市人民政府令第1号公布", "2010年1月2日 旧办法公布", "２０２０年５月６日 修订"
    )

    assert statute.history == (
        Event(day=date(2010, 1, 2), text="旧办法公布"),
        Event(day=date(2019, 3, 1), text="某市人民政府令第1号公布"),
        Event(day=date(2020, 5, 6), text="修订"),
    )


def test_the_date_in_force_comes_from_the_header_only() -> None:
    assert headed("2019年3月1日 公布", "2019年6月1日 施行").effective == date(2019, 6, 1)
    assert headed("2019年3月1日 公布").effective is None


def test_the_day_it_takes_effect_is_not_the_day_of_its_promulgation() -> None:
    statute = headed("2019年3月1日 公布", "2019年6月1日 施行")

    assert statute.promulgated == date(2019, 3, 1)
    assert headed().promulgated is None


def test_the_first_versions_date_in_force_is_not_the_amended_versions() -> None:
    statute = headed("2012年12月19日 公布", "2013年1月1日 施行", "2019年8月1日 修正")

    assert statute.effective is None
    assert [f.severity for f in found(statute, "effective_before_version")] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2019年3月1日 某会议《关于修改", "〈河灯管理办法〉的决定》第一次修正"),
        ("2019年3月1日 某会议《关于修改〈河灯管理办法〉", "第三条的决定》第一次修正"),
        ("2019年3月1日 某会议", "第一次修正"),
    ],
)
def test_an_event_broken_in_two_lines_is_joined(first: str, second: str) -> None:
    statute = headed("2010年1月2日 公布", first, second)

    assert statute.history[1] == Event(day=date(2019, 3, 1), text=(first + second)[10:])
    assert [f.repaired for f in found(statute, "history_broken")] == [True]


def test_several_events_on_one_line_are_taken_apart() -> None:
    statute = headed("2010年1月2日 甲会议通过  2010年3月4日乙会议批准　根据2019年1月1日丙会议修正")

    assert [event.day for event in statute.history] == [
        date(2010, 1, 2),
        date(2010, 3, 4),
        date(2019, 1, 1),
    ]


def test_a_date_that_does_not_exist_is_reported_and_not_mended() -> None:
    statute = headed("2019年4月36日 公布")

    assert statute.history[0].day is None
    assert "2019年4月36日" in found(statute, "history_date")[0].message


def test_a_header_without_history_is_noted() -> None:
    assert "history_missing" in codes(headed())


def test_a_decree_above_the_title_is_history() -> None:
    statute = read_lines(
        [
            "某市人民政府令",
            "第 9 号",
            "《河灯管理办法》已经2023年5月10日市人民政府常务会议通过，现予公布，自2023年8月1日起施行。",
            "市长　某某",
            "二〇二三年六月一日",
            "河灯管理办法",
            "第一章　总　　则",
            "第一条　为了管理河灯，制定本办法。",
            "第二条　本办法自2023年8月1日起施行。",
        ]
    )

    assert statute.title == "河灯管理办法"
    assert statute.effective == date(2023, 8, 1)
    assert [event.day for event in statute.history if event.day] == [
        date(2023, 5, 10),
        date(2023, 6, 1),
    ]


def test_a_bracketed_history_below_a_title_on_two_lines() -> None:
    statute = read_lines(
        [
            "　　某某省实施《中华人民共和国",
            "河灯法》办法",
            "（2010年5月6日某省第一届人大常委会第三次会议通过　根据2019年8月1日",
            "某省第三届人大常委会第二次会议《关于修改〈某办法〉的决定》修正）",
            "第一条　甲。",
            "第二条　本办法自2010年9月1日起施行。",
        ],
        title_hint="某某省实施《中华人民共和国河灯法》办法",
    )

    assert statute.title == "某某省实施《中华人民共和国河灯法》办法"
    assert [event.day for event in statute.history] == [date(2010, 5, 6), date(2019, 8, 1)]
    assert statute.history[1].text.endswith("修正")


CONTENTS = ("目　　录", "第一章　总则", "第二章　放灯……3", "　第一节　申请", "附　则")


def test_contents_are_kept_and_are_no_headings() -> None:
    statute = read_lines(
        [
            "河灯管理办法",
            *CONTENTS,
            "第一章　总则",
            "第一条　甲。",
            "第二章　放灯",
            "第一节　申请",
            "第二条　乙。",
            "附　则",
            "第三条　本办法自2019年5月1日起施行。",
        ]
    )

    assert [line for line, _ in statute.contents] == [2, 3, 4, 5, 6]
    assert [division.line for division in statute.divisions] == [7, 9, 10, 12]
    assert "contents_differ" not in codes(statute)


def test_a_text_that_ends_before_its_contents_do_is_not_whole() -> None:
    statute = read_lines(
        [
            "河灯管理办法",
            *CONTENTS,
            "第一章　总则",
            "第一条　本办法所称施行日期，自公布之日起施行。",
        ]
    )

    assert not statute.complete
    assert [f.severity for f in found(statute, "contents_differ")] == [Severity.INCOMPLETE]


def test_a_decision_without_articles_keeps_its_title_apart() -> None:
    statute = read_lines(
        ["关于废止《纸鸢办法》的决定", "（2020年1月1日通过）", "一、废止《纸鸢办法》。"]
    )

    assert statute.title == "关于废止《纸鸢办法》的决定"
    assert statute.history[0].day == date(2020, 1, 1)
    assert statute.loose == ((3, "一、废止《纸鸢办法》。"),)


def test_an_empty_text_has_no_title_and_is_not_whole() -> None:
    statute = read_lines(["", "  "])

    assert statute.title == ""
    assert {"title_missing", "empty_body"} <= codes(statute)


def test_an_amendment_below_the_title_needs_no_brackets() -> None:
    """Else the text would be taken for the one before its last amendment."""
    statute = read_lines(
        (
            "河灯管理条例",
            "2010年8月26日河灯市人民代表大会常务委员会第二次会议通过",
            "根据2019年6月3日《关于修改〈河灯管理条例〉等三件法规的决定》修正",
            "第一条 为了管理河灯，制定本条例。",
            "第二条 本条例自2011年3月1日起施行。",
        )
    )

    assert statute.promulgated == date(2019, 6, 3)
    assert statute.preamble == ()


def test_the_mark_of_a_note_is_no_part_of_the_title() -> None:
    assert read_lines(("河灯管理条例*", "第一条 甲。")).title == "河灯管理条例"
