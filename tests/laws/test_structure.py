"""编章节条款项目: what a clean text becomes."""

from dataclasses import replace

from legal.fingerprint import fingerprints
from legal.reading import describe, join_parts, read_lines
from legal.statute import Article, units
from tests.laws.texts import FIRST, LAST, TOP, codes, found, headings, printed, read


def test_a_line_is_a_paragraph_and_a_numbered_line_its_item() -> None:
    statute = read(
        FIRST,
        "第二条 放河灯应当具备下列条件：",
        "（一）有灯；",
        "（二）有下列水面之一：",
        "1.河流；",
        "2．湖泊。",
        "前款规定的水面由区水务局划定。",
        f"第三条 {LAST}",
    )

    assert printed(statute)[1:6] == [
        "2¶1 放河灯应当具备下列条件：",
        "2¶1(1) 有灯；",
        "2¶1(2) 有下列水面之一：",
        "2¶1(2).1 河流；",
        "2¶1(2).2 湖泊。",
    ]
    assert printed(statute)[6] == "2¶2 前款规定的水面由区水务局划定。"
    assert codes(statute) == set()


def test_an_item_is_read_with_the_words_above_and_below_its_list() -> None:
    article = read(
        FIRST,
        "第二条 有下列行为之一的：",
        "（一）夜间放灯；",
        "（二）在下列水面放灯：",
        "1.航道；",
        "2.水源地",
        "由区水务局处二百元罚款。",
        f"第三条 {LAST}",
    ).articles[1]

    whole = {str(unit.place): unit.whole for unit in units(article)}

    tail = "由区水务局处二百元罚款。"
    assert whole["2¶1(1)"] == f"有下列行为之一的：\n夜间放灯；\n{tail}"
    assert whole["2¶1(2).1"] == f"有下列行为之一的：\n在下列水面放灯：\n航道；\n{tail}"
    assert whole["2¶1"].endswith(f"水源地\n{tail}")
    assert whole["2¶2"] == tail
    fines = ("二百", "二千")
    first, second = (fingerprints(_fined(article, fine), {}.get) for fine in fines)
    assert {at for at in first if first[at] == second[at]} == set()


def _fined(article: Article, fine: str) -> Article:
    *before, last = article.paragraphs
    changed = replace(last, text=last.text.replace("二百", fine))
    return replace(article, paragraphs=(*before, changed))


def test_half_width_and_mixed_brackets_number_items_as_well() -> None:
    statute = read(FIRST, "第二条 有下列情形之一的：", "(一)甲；", "（二)乙。", f"第三条 {LAST}")

    assert [item.number for item in statute.articles[1].paragraphs[0].items] == ["1", "2"]


def test_a_list_without_brackets_and_deeper_lists_keep_their_levels() -> None:
    statute = read(
        FIRST,
        "第二条 分下列几类：",
        "一、大灯：",
        "（一）布灯；",
        "1.红的；",
        "（二）纸灯。",
        "二、小灯。",
        f"第三条 {LAST}",
    )

    assert printed(statute)[2:6] == [
        "2¶1(1) 大灯：",
        "2¶1(1).1 布灯；\n1.红的；",
        "2¶1(1).2 纸灯。",
        "2¶1(2) 小灯。",
    ]


def test_inserted_articles_and_items_stand_between_their_neighbours() -> None:
    statute = read(
        FIRST,
        "第二条 甲。",
        "第二条之一 乙：",
        "（一）丙；",
        "（一）之一丁；",
        "（二）戊。",
        "第二条之二 己。",
        f"第三条 {LAST}",
    )

    assert [article.number for article in statute.articles] == ["1", "2", "2-1", "2-2", "3"]
    assert [item.number for item in statute.articles[2].paragraphs[0].items] == ["1", "1-1", "2"]
    assert codes(statute) == set()


def test_headings_are_known_by_their_words_and_hold_a_range_of_articles() -> None:
    statute = read(
        "## 第一编 总则",
        "### 第一章 总 则",
        FIRST,
        "### 第二章  放灯",
        "## 第一节 申请",
        "第二条 甲。",
        "第三条 乙。",
        "##### 第二节 收灯",
        "第四条 丙。",
        "## 第二编 附则",
        f"第五条 {LAST}",
    )

    assert headings(statute) == [
        "编1 总则 1–4",
        "章1 总则 1–1",
        "章2 放灯 2–4",
        "节1 申请 2–3",
        "节2 收灯 4–4",
        "编2 附则 5–5",
    ]
    assert [division.parent for division in statute.divisions] == [None, 0, 0, 2, 2, None]
    assert statute.articles[1].division == 3


def test_a_heading_without_number_stands_beside_those_of_its_depth() -> None:
    statute = read("## 第一编 总则", "### 第一章 总则", FIRST, "## 附则", f"第二条 {LAST}")

    assert headings(statute)[-1] == "编 附则 2–2"
    assert statute.divisions[-1].parent is None


def test_what_stands_before_the_first_article_is_the_preamble() -> None:
    statute = read("## 序言", "河灯是本市的民俗。", "## 第一章 总则", FIRST, f"第二条 {LAST}")

    assert statute.preamble == ("河灯是本市的民俗。",)
    assert "text_under_heading" not in codes(statute)


def test_the_numbered_lines_of_an_annex_are_its_items() -> None:
    statute = read(
        FIRST,
        f"第二条 {LAST}",
        "附件1 河灯种类",
        "1.莲花灯",
        "2.鲤鱼灯",
        "附件2：收费标准",
        "一、大灯：",
        "（一）布的，十元；",
        "二、小灯，五元。",
    )

    assert [str(article.place) for article in statute.articles] == [
        "1",
        "2",
        "附件1:1",
        "附件1:2",
        "附件2:1",
        "附件2:2",
    ]
    assert "附件2:1¶1(1) 布的，十元；" in printed(statute)
    assert [text for _, text in statute.loose] == ["附件1 河灯种类", "附件2：收费标准"]


def test_the_only_annex_has_no_number_and_may_be_a_table() -> None:
    statute = read(
        FIRST,
        f"第二条 {LAST}",
        "附件",
        "| 序号 | 事项 |",
        "| --- | --- |",
        "| 1 | 放灯 |",
        "| 2 | 收灯 |",
    )

    assert [str(article.place) for article in statute.articles[2:]] == ["附件:1", "附件:2"]
    assert statute.articles[2].text == "放灯"


def test_an_annex_may_have_articles_of_its_own() -> None:
    statute = read(
        FIRST,
        f"第二条 {LAST}",
        "附：收灯规程",
        "第一条 甲。",
        "第二条 乙。",
        "第三条 丙。",
        "第四条 丁。",
    )

    assert [str(a.place) for a in statute.articles][2:] == ["附件:1", "附件:2", "附件:3", "附件:4"]
    assert [finding.place for finding in found(statute, "article_twice")] == []


def test_a_table_inside_an_article_belongs_to_its_words() -> None:
    statute = read(
        FIRST, "第二条 收费如下：", "| 大灯 | 十元 |", "| 小灯 | 五元 |", f"第三条 {LAST}"
    )

    assert statute.articles[1].text == "收费如下：\n| 大灯 | 十元 |\n| 小灯 | 五元 |"


def test_the_parts_of_a_code_become_one_law_with_parts_on_top() -> None:
    end = ("2019年5月1日 施行", "<!-- INFO END -->")
    second = read_lines(["# 河灯法典", "# 收灯编", *end, "第三条 甲。", "第四条 乙。"])
    first = read_lines(["# 河灯法典", "# 总则", *end, "## 第一章 总则", FIRST, "第二条 丙。"])
    last = read_lines(["# 河灯法典", "# 附则", *end, f"第五条 {LAST}"])

    code = join_parts([second, last, first])

    assert not second.complete
    assert code.complete
    assert headings(code) == ["编1 总则 1–2", "章1 总则 1–2", "编2 收灯编 3–4", "编 附则 5–5"]
    assert [article.division for article in code.articles] == [1, 1, 2, 2, 3]
    assert [code.source[a.line - 1].split()[0] for a in code.articles][2] == "第三条"
    assert code.effective is not None


def test_a_part_that_is_missing_leaves_a_hole() -> None:
    first = read_lines(["# 河灯法典", "# 总则", "<!-- INFO END -->", FIRST])
    last = read_lines(["# 河灯法典", "# 附则", "<!-- INFO END -->", f"第九条 {LAST}"])

    assert not join_parts([first, last]).complete


def test_the_summary_counts_what_was_read() -> None:
    statute = read(
        "## 第一章 总则", FIRST, "第二条 甲：", "（一）乙；", "（二）丙。", f"第四条 {LAST}"
    )

    summary = describe(statute)

    assert summary["title"] == "河灯管理办法"
    assert summary["effective"] is None
    assert summary["counts"]["articles"] == 3
    assert summary["counts"]["items"] == 2
    assert summary["counts"]["warnings"] == 1
    assert summary["findings"][0]["code"] == "article_gap"


def test_the_operator_knows_the_title_better() -> None:
    statute = read_lines([*TOP, FIRST, f"第二条 {LAST}"], title_hint="河灯管理规定")

    assert statute.title == "河灯管理办法"
    assert "河灯管理规定" in found(statute, "title_differs")[0].message


def test_articles_counted_in_digits_may_have_a_gap_as_any_others() -> None:
    statute = read("第1条 甲。", "第2条 乙。", "第4条 丙。", f"第5条 {LAST}")

    assert [article.number for article in statute.articles] == ["1", "2", "4", "5"]
    assert [finding.place for finding in found(statute, "article_gap")] == ["4"]


def test_a_number_in_digits_among_chinese_ones_is_words_and_told() -> None:
    statute = read(FIRST, "第二条 甲。", "第5条 乙。", f"第三条 {LAST}")

    assert [article.number for article in statute.articles] == ["1", "2", "3"]
    assert [finding.place for finding in found(statute, "article_unread")] == ["2"]


def test_the_closing_chapter_of_a_text_in_parts_stands_in_none_of_them() -> None:
    statute = read("第一编 总则", FIRST, "第二编 分则", "第二条 甲。", "附　则", f"第三条 {LAST}")

    assert headings(statute) == ["编1 总则 1–1", "编2 分则 2–2", "编 附则 3–3"]
