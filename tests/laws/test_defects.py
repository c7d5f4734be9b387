"""缺陷: each defect of published texts is found with its place, and mended only where the numbering proves it."""

import pytest

from legal.reading import read_lines
from legal.statute import Severity
from tests.laws.texts import FIRST, LAST, TOP, codes, found, headings, printed, read


@pytest.mark.parametrize(
    "damaged",
    [
        "第二 条 放灯人应当申请。",
        "第 二 条放灯人应当申请。",
        "笫二条 放灯人应当申请。",
        "第二条放灯人应当申请。",
        "第二条：放灯人应当申请。",
        "第2条 放灯人应当申请。",
    ],
)
def test_a_damaged_article_mark_is_read_where_its_number_is_the_next(damaged: str) -> None:
    statute = read(FIRST, damaged, f"第三条 {LAST}")

    assert printed(statute)[1] == "2¶1 放灯人应当申请。"
    assert all(finding.repaired for finding in found(statute, "article_mark"))
    assert statute.complete


def test_a_dash_for_one_is_mended_and_reported() -> None:
    body = [f"第{number}条 甲。" for number in "二三四五六七八九十"]
    statute = read(FIRST, *body, "第十－条 乙。", f"第十二条 {LAST}")

    (finding,) = found(statute, "article_mark")
    assert (finding.place, finding.repaired, finding.severity) == ("11", True, Severity.NOTE)
    assert statute.article("11") is not None


def test_a_citation_at_the_start_of_a_line_opens_no_article() -> None:
    statute = read(
        FIRST, "第二条 甲。", "第三条规定的申请应当书面提出。", "第三条 乙。", f"第四条 {LAST}"
    )

    assert printed(statute)[2] == "2¶2 第三条规定的申请应当书面提出。"
    assert [article.number for article in statute.articles] == ["1", "2", "3", "4"]


def test_a_damaged_mark_before_the_clean_one_is_words() -> None:
    statute = read(FIRST, "第二条 甲。", "第三条情形除外。", "第三条 乙。", f"第四条 {LAST}")

    assert [article.number for article in statute.articles] == ["1", "2", "3", "4"]
    assert statute.articles[1].paragraphs[1].text == "第三条情形除外。"


def test_an_article_glued_to_the_line_before_is_cut_off() -> None:
    statute = read(FIRST, "第二条 甲。第三条 乙。 第四条 丙，适用第二条。", f"第五条 {LAST}")

    assert printed(statute)[1:4] == ["2¶1 甲。", "3¶1 乙。", "4¶1 丙，适用第二条。"]
    assert [finding.place for finding in found(statute, "article_split")] == ["3", "4"]


def test_an_article_on_the_line_of_its_heading_is_cut_off() -> None:
    statute = read("## 第一章 总则 第一条 甲。 第二条 乙。", "## 第二章 附则", f"第三条 {LAST}")

    assert headings(statute) == ["章1 总则 1–2", "章2 附则 3–3"]
    assert statute.articles[0].text == "甲。"


def test_a_citation_in_running_text_is_never_cut_off() -> None:
    statute = read(
        FIRST, "第二条 甲，依照。第三条第二款规定处罚。", "第三条 乙。", f"第四条 {LAST}"
    )

    assert len(statute.articles) == 4
    assert "第三条第二款" in statute.articles[1].text


def test_a_citation_right_after_an_item_mark_is_never_cut_off() -> None:
    statute = read(
        FIRST,
        "第二条 不适用于：",
        "（一）第三条情形；",
        "（二）其他。",
        "第三条 乙。",
        f"第四条 {LAST}",
    )

    assert statute.articles[1].paragraphs[0].items[0].text == "第三条情形；"


def test_a_lost_number_is_reported_and_not_guessed() -> None:
    statute = read(FIRST, "第二条 甲。", "放灯人应当收灯。", f"第四条 {LAST}")

    (finding,) = found(statute, "article_gap")
    assert (finding.place, finding.repaired) == ("4", False)
    assert finding.severity is Severity.WARNING
    assert statute.article("3") is None


def test_a_hole_of_many_articles_is_no_whole_text() -> None:
    statute = read(FIRST, "第二条 甲。", f"第九条 {LAST}")

    assert found(statute, "article_gap")[0].severity is Severity.INCOMPLETE
    assert not statute.complete


def test_an_article_printed_twice_is_kept_beside_the_text() -> None:
    statute = read(FIRST, "第二条 甲。", "第二条 乙。", "（一）丙。", f"第四条 {LAST}")

    assert [text for _, text in statute.loose] == ["第二条 乙。", "（一）丙。"]
    assert found(statute, "article_twice")[0].line == 11


def test_numbers_that_go_back_are_reported() -> None:
    statute = read(FIRST, "第三条 甲。", "第二条 乙。", f"第四条 {LAST}")

    assert [finding.place for finding in found(statute, "article_order")] == ["2"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ((FIRST, "第二条 甲。", "第三条 乙。"), "stops_early"),
        ((FIRST, "第二条 甲。", "第三条 放灯人应当遵守下列规定："), "breaks_off"),
        ((FIRST, f"第二条 {LAST}", "## 第二章 收灯"), "breaks_off"),
        (("第三条 甲。", f"第四条 {LAST}"), "begins_late"),
        ((FIRST, "第二条 违反本办法第十二条的，罚款。", f"第三条 {LAST}"), "reference_beyond_end"),
        ((), "empty_body"),
    ],
)
def test_a_text_without_its_beginning_or_end_is_never_whole(
    body: tuple[str, ...], code: str
) -> None:
    statute = read(*body)

    assert not statute.complete
    assert {f.severity for f in found(statute, code)} == {Severity.INCOMPLETE}
    assert not any(finding.repaired for finding in found(statute, code))


@pytest.mark.parametrize(
    "words",
    [
        "当事人自收到决定书之日起六十日内可以申请复议。",
        "本办法施行前已经放灯的，自施行之日起三个月内补办。",
        "标准公布后，原标准即行废止。",
        "本条由区水务局负责解释。",
    ],
)
def test_a_period_or_a_repeal_in_the_middle_is_no_closing_clause(words: str) -> None:
    assert not read(FIRST, f"第二条 {words}").complete


@pytest.mark.parametrize(
    "words",
    [
        "本办法自公布之日起施行。",
        "本办法经市人民政府批准，自2019年5月1日零时起施行。旧办法同时废止。",
        "自2019年5月1日起施行。",
        "本办法从发布之日起执行。",
        "本办法的施行日期由市人民政府规定。",
    ],
)
def test_a_closing_clause_is_known_in_its_usual_words(words: str) -> None:
    assert read(FIRST, f"第二条 {words}").complete


def test_a_known_last_article_settles_where_a_text_ends() -> None:
    lines = [*TOP, FIRST, "第二条 甲。"]

    assert not read_lines(lines).complete
    assert read_lines(lines, last_article="2").complete
    assert not read_lines(lines, last_article="3").complete


def test_an_amendment_may_go_on_with_earlier_numbers() -> None:
    lines = [
        "# 河灯法修正案",
        "2020年1月1日 通过",
        "<!-- INFO END -->",
        "第七条 甲。",
        "第八条 乙。",
    ]

    statute = read_lines(lines, last_article="8")

    assert statute.complete
    assert [f.severity for f in found(statute, "begins_late")] == [Severity.NOTE]


def test_a_chapter_whose_heading_is_lost_is_reported() -> None:
    statute = read(FIRST, "## 第二章 放灯", "第二条 甲。", "## 第四章 附则", f"第三条 {LAST}")

    assert [finding.place for finding in found(statute, "heading_gap")] == ["第二章", "第四章"]


def test_chapters_may_begin_again_or_run_on_under_the_next_part() -> None:
    again = read(
        "## 第一编 甲", "### 第一章 乙", FIRST, "## 第二编 丙", "### 第一章 丁", f"第二条 {LAST}"
    )
    runs_on = read(
        "## 第一编 甲", "### 第一章 乙", FIRST, "## 第二编 丙", "### 第二章 丁", f"第二条 {LAST}"
    )

    assert "heading_gap" not in codes(again) | codes(runs_on)


def test_headings_without_number_get_it_back_where_exactly_their_room_is_left() -> None:
    statute = read(
        "## 第一章 总则",
        FIRST,
        "放灯",
        "第二条 甲。",
        "收灯",
        "第三条 乙。",
        "## 第四章 附则",
        f"第四条 {LAST}",
    )

    assert headings(statute)[1:3] == ["章2 放灯 2–2", "章3 收灯 3–3"]
    assert len(statute.articles[0].paragraphs) == 1
    assert [f.repaired for f in found(statute, "heading_number_lost")] == [True, True]


def test_a_heading_without_number_and_without_certain_room_stays_without() -> None:
    statute = read(
        "## 第一章 总则", FIRST, "放灯", "第二条 甲。", "## 第四章 附则", f"第三条 {LAST}"
    )

    assert headings(statute)[1] == "章 放灯 2–2"
    assert [f.severity for f in found(statute, "heading_number_lost")] == [Severity.WARNING]


def test_a_long_heading_broken_in_two_is_joined() -> None:
    statute = read(
        "## 第一章 总则", FIRST, "## 第二章 河灯、纸灯、", "布灯的管理", f"第二条 {LAST}"
    )

    assert headings(statute)[1] == "章2 河灯、纸灯、布灯的管理 2–2"
    assert [f.line for f in found(statute, "heading_broken")] == [13]


def test_an_item_that_lost_its_number_gets_it_from_its_neighbours() -> None:
    statute = read(
        FIRST, "第二条 不得：", "（一）甲；", "乙；", "（三）丙；", "其他行为。", f"第三条 {LAST}"
    )

    items = statute.articles[1].paragraphs[0].items
    assert [(item.number, item.text) for item in items] == [
        ("1", "甲；"),
        ("2", "乙；"),
        ("3", "丙；"),
        ("4", "其他行为。"),
    ]
    assert len(found(statute, "item_number_lost")) == 2


def test_words_inside_a_list_that_counts_on_are_no_paragraph() -> None:
    statute = read(
        FIRST,
        "第二条 应当：",
        "（一）甲。",
        "乙部门协助。",
        "（二）丙。",
        "前款由丁办理。",
        f"第三条 {LAST}",
    )

    assert [p.text for p in statute.articles[1].paragraphs] == ["应当：", "前款由丁办理。"]
    assert statute.articles[1].paragraphs[0].items[0].text == "甲。\n乙部门协助。"


def test_items_out_of_order_are_reported_and_left() -> None:
    statute = read(
        FIRST, "第二条 应当：", "（一）甲；", "（二）乙；", "（四）丙。", f"第三条 {LAST}"
    )

    (finding,) = found(statute, "item_order")
    assert (finding.place, finding.repaired) == ("2¶1", False)


def test_a_list_that_does_not_end_is_reported() -> None:
    statute = read(FIRST, "第二条 应当：", "（一）甲；", "（二）乙；", f"第三条 {LAST}")

    assert [f.place for f in found(statute, "list_unfinished")] == ["2¶1"]


def test_two_items_on_one_line_are_cut_apart() -> None:
    statute = read(
        FIRST, "第二条 应当：", "（一）甲；（二）乙，见第（三）项；（三）丙。", f"第三条 {LAST}"
    )

    assert [i.text for i in statute.articles[1].paragraphs[0].items] == [
        "甲；",
        "乙，见第（三）项；",
        "丙。",
    ]
    assert len(found(statute, "item_split")) == 2


def test_an_appendix_after_the_closing_article_is_not_swallowed() -> None:
    statute = read(FIRST, f"第二条 {LAST}", "河灯尺寸说明", "灯高一尺。", "（一）灯宽五寸。")

    assert printed(statute)[-1] == f"2¶1 {LAST}"
    assert [text for _, text in statute.loose] == ["河灯尺寸说明", "灯高一尺。", "（一）灯宽五寸。"]
    assert [f.severity for f in found(statute, "appendix")] == [Severity.WARNING]


def test_a_footnote_is_no_paragraph_of_the_closing_article() -> None:
    statute = read(FIRST, f"第二条 {LAST}", "① 施行日期依各决定。")

    assert len(statute.articles[1].paragraphs) == 1
    assert codes(statute) == {"footnote"}


def test_a_text_without_articles_invents_none() -> None:
    statute = read("某市人民政府决定：", "一、废止《纸鸢办法》。", "二、本决定自公布之日起施行。")

    assert statute.articles == ()
    assert [text for _, text in statute.loose][1] == "一、废止《纸鸢办法》。"
    assert [f.severity for f in found(statute, "no_articles")] == [Severity.WARNING]


def test_quoted_articles_on_lines_of_their_own_are_words() -> None:
    statute = read(
        FIRST,
        "第二条 在《灯法》中增加一节，内容如下：",
        "第七节 收灯",
        "第三十条 甲。",
        "乙。",
        "第三十一条 丙。",
        f"第三条 {LAST}",
    )

    assert [article.number for article in statute.articles] == ["1", "2", "3"]
    assert len(statute.articles[1].paragraphs) == 5
    assert len(found(statute, "quoted_article")) == 2
    assert statute.divisions == ()


def test_a_decision_that_quotes_articles_has_none() -> None:
    statute = read(
        "一、第三条修改为：“第三条 甲。",
        "“乙。”",
        "二、增加一条，作为第四条：",
        "第四条 丙。",
        "三、第五条改为第六条。",
        "本决定自公布之日起施行。",
    )

    assert statute.articles == ()
    assert len(statute.loose) == 6


def test_sentences_joined_on_one_line_are_reported_and_left() -> None:
    statute = read(FIRST, "第二条 甲。　　乙。", f"第三条 {LAST}")

    assert [f.place for f in found(statute, "paragraphs_joined")] == ["2¶1"]
    assert len(statute.articles[1].paragraphs) == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("第二条 甲\u200b乙。", "invisible_character"),
        ("第二条 二\ue010五米。", "private_character"),
        ("第二条 甲\u2002乙。", "odd_space"),
        ("第二条 甲,乙。", "half_width"),
    ],
)
def test_unusual_characters_are_reported_and_kept(line: str, code: str) -> None:
    statute = read(FIRST, line, f"第三条 {LAST}")

    assert [finding.line for finding in found(statute, code)] == [9]
    assert statute.articles[1].text == line[4:]


def test_a_line_of_invisible_characters_is_blank() -> None:
    assert len(read(FIRST, "\u200b", f"第二条 {LAST}").articles[0].paragraphs) == 1


def test_an_article_without_words_is_reported() -> None:
    statute = read(FIRST, "第二条", f"第三条 {LAST}")

    assert [finding.place for finding in found(statute, "article_empty")] == ["2"]


def test_words_may_stand_on_the_line_after_the_number() -> None:
    statute = read(FIRST, "第二条", "甲。", "乙。", f"第三条 {LAST}")

    assert printed(statute)[1:3] == ["2¶1 甲。", "2¶2 乙。"]


def test_a_citation_that_a_line_break_brought_to_the_front_is_joined() -> None:
    statute = read(FIRST, "第二条 甲。", "第三条 违反", "第二条 规定的，罚款。", f"第四条 {LAST}")

    assert statute.articles[2].text == "违反\n第二条 规定的，罚款。"
    assert [f.repaired for f in found(statute, "line_broken")] == [True]


def test_a_sentence_broken_in_two_lines_is_reported_and_left() -> None:
    statute = read(FIRST, "第二条 放灯人", "应当申请。", f"第三条 {LAST}")

    assert [f.place for f in found(statute, "sentence_broken")] == ["2¶1"]
    assert len(statute.articles[1].paragraphs) == 2


@pytest.mark.parametrize(
    "imprint", ["抄送：区水务局。", "某市政府办公室2019年3月1日印发", "2019年3月1日"]
)
def test_an_imprint_is_no_paragraph_of_the_closing_article(imprint: str) -> None:
    statute = read(FIRST, f"第二条 {LAST}", imprint)

    assert [text for _, text in statute.loose] == [imprint]
    assert len(statute.articles[1].paragraphs) == 1


def test_the_first_item_may_stand_on_the_line_of_the_article() -> None:
    statute = read(FIRST, "第二条 （一）甲；", "（二）乙。", f"第三条 {LAST}")

    assert printed(statute)[1:4] == ["2¶1 ", "2¶1(1) 甲；", "2¶1(2) 乙。"]
