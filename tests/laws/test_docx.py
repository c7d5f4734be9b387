"""Word: documents as government sites publish them."""

import io
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from importers.laws import read_statute
from legal.reading import read_lines, unparse
from legal.statute import Severity, Statute
from tests.laws.texts import headings, printed

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def saved(document: Any) -> Statute:
    buffer = io.BytesIO()
    document.save(buffer)
    return read_statute(buffer.getvalue(), name="法规.docx")


def a_document(*paragraphs: str) -> Any:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def test_a_published_document_is_read_whole() -> None:
    document = Document()
    title = document.add_paragraph("河灯管理条例")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in (
        "（2010年5月6日某市第一届人大常委会第三次会议通过　根据2019年8月1日某市第三届人大常委会第二次会议《关于修改〈河灯管理条例〉的决定》修正）",
        "",
        "目　　录",
        "第一章　总　　则",
        "第二章　放　　灯",
        "第三章　附　　则",
        "",
        "第一章　总　　则",
        "　　第一条　为了管理河灯，制定本条例。",
        "第二章　放　　灯",
        "　　第二条　放灯应当具备下列条件：",
        "　　（一）有灯；",
        "　　（二）有水。",
        "　　前款规定的水面由市人民政府公布。",
        "第三章　附　　则",
        "　　第三条　本条例自2010年9月1日起施行。",
    ):
        document.add_paragraph(text)

    statute = saved(document)

    assert statute.title == "河灯管理条例"
    assert [str(event.day) for event in statute.history] == ["2010-05-06", "2019-08-01"]
    assert statute.effective is None
    assert [text for _, text in statute.contents][1] == "第一章　总　　则"
    assert headings(statute) == ["章1 总则 1–1", "章2 放灯 2–2", "章3 附则 3–3"]
    assert printed(statute)[1:5] == [
        "2¶1 放灯应当具备下列条件：",
        "2¶1(1) 有灯；",
        "2¶1(2) 有水。",
        "2¶2 前款规定的水面由市人民政府公布。",
    ]
    assert statute.complete


def test_tables_stand_where_they_are_printed_and_merged_cells_are_told_once() -> None:
    document = a_document("河灯管理办法", "第一条　收费如下：")
    table = document.add_table(2, 3)
    for at, text in enumerate(("大灯", "十元", "每盏", "小灯", "五元", "每盏")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("第二条　本办法自公布之日起施行。")

    statute = saved(document)

    assert statute.articles[0].text == "收费如下：\n| 大灯 十元 | 每盏 |\n| 小灯 | 五元 | 每盏 |"
    assert len(statute.articles) == 2


def test_an_annex_table_gives_the_items_of_the_annex() -> None:
    document = a_document("河灯管理办法", "第一条　本办法自公布之日起施行。", "附件", "河灯目录")
    table = document.add_table(3, 2)
    for at, text in enumerate(("序号", "名称", "1", "莲花灯", "2", "鲤鱼灯")):
        table.cell(at // 2, at % 2).text = text

    statute = saved(document)

    assert [(str(a.place), a.text) for a in statute.articles[1:]] == [
        ("附件:1", "莲花灯"),
        ("附件:2", "鲤鱼灯"),
    ]


def test_a_soft_line_break_is_a_new_line() -> None:
    statute = saved(a_document("河灯管理办法", "第一条　甲。\n乙。", "第二条　自公布之日起施行。"))

    assert [p.text for p in statute.articles[0].paragraphs] == ["甲。", "乙。"]


LEVELS = (
    ("0", "chineseCountingThousand", "第%1条"),
    ("1", "chineseCounting", "（%2）"),
    ("2", "decimal", "%3."),
)


def number_by_word(document: Any, levels: tuple[tuple[str, str, str], ...]) -> None:
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, form, text in levels
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inner}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )


def numbered(document: Any, text: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", "90")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        number.append(child)
    properties.append(number)


def test_numbers_that_word_counts_by_itself_are_part_of_the_text() -> None:
    document = a_document("河灯管理办法")
    number_by_word(document, LEVELS)
    for text, level in (
        ("甲：", 0),
        ("乙；", 1),
        ("丙：", 1),
        ("丁；", 2),
        ("戊。", 2),
        ("己：", 0),
        ("庚；", 1),
        ("辛。", 1),
        ("本办法自公布之日起施行。", 0),
    ):
        numbered(document, text, level)

    assert printed(saved(document)) == [
        "1¶1 甲：",
        "1¶1(1) 乙；",
        "1¶1(2) 丙：",
        "1¶1(2).1 丁；",
        "1¶1(2).2 戊。",
        "2¶1 己：",
        "2¶1(1) 庚；",
        "2¶1(2) 辛。",
        "3¶1 本办法自公布之日起施行。",
    ]


def test_insertions_are_text_and_deletions_are_none() -> None:
    document = a_document("河灯管理办法", "第一条　甲", "第二条　自公布之日起施行。")
    for tag, child, text in (("ins", "t", "乙。"), ("del", "delText", "丙。")):
        run = f"<w:r><w:{child}>{text}</w:{child}></w:r>"
        change = parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{tag}>')
        document.paragraphs[1]._p.append(change)

    assert saved(document).articles[0].text == "甲乙。"


@pytest.mark.parametrize("tag", ["sdt", "customXml"])
def test_text_inside_content_controls_is_not_lost(tag: str) -> None:
    document = a_document("河灯管理办法", "第一条　甲。")
    inner = "<w:p><w:r><w:t>第二条　自公布之日起施行。</w:t></w:r></w:p>"
    content = f"<w:sdtContent>{inner}</w:sdtContent>" if tag == "sdt" else inner
    document.paragraphs[1]._p.addnext(parse_xml(f"<w:{tag} {nsdecls('w')}>{content}</w:{tag}>"))

    assert len(saved(document).articles) == 2


def test_what_stands_beside_the_body_is_kept_and_reported() -> None:
    document = a_document(
        "河灯管理办法", "第一条　河灯应当登记。", "第二条　本办法自公布之日起施行。"
    )
    document.sections[0].header.paragraphs[0].text = "河灯管理办法"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>登记费已停征。</w:t></w:r></w:p></w:footnote></w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, f"{RELATION}/footnotes")
    paragraph = document.paragraphs[1]._p
    paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'))
    paragraph.append(parse_xml(f"<m:oMath xmlns:m='{MATH}'><m:r><m:t>x+1</m:t></m:r></m:oMath>"))

    statute = saved(document)

    assert statute.articles[0].text == "河灯应当登记。\uf0b3x+1"
    assert len(statute.articles[1].paragraphs) == 1
    told = {f.place: f.message for f in statute.findings if f.code == "outside_body"}
    assert set(told) == {"页眉", "页脚", "脚注"}
    assert told["脚注"].endswith("登记费已停征。")
    assert read_lines(statute.source).findings == statute.findings
    assert unparse(statute)


def test_a_picture_is_not_lost_silently() -> None:
    document = a_document("河灯管理办法", "第一条　河灯样式见下图：")
    document.paragraphs[1]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:drawing><a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'/></w:drawing></w:r>"
        )
    )
    document.add_paragraph("第二条　本办法自公布之日起施行。")

    (told,) = [f for f in saved(document).findings if f.code == "outside_body"]

    assert told.severity is Severity.WARNING
    assert "1 幅" in told.message
