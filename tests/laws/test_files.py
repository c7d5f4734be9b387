"""文件: what a file is, is decided by its content; what cannot be read is refused in one clear sentence."""

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from importers.errors import (
    DamagedFile,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    InflatesTooMuch,
    PasswordProtected,
    WrongFileKind,
)
from importers.laws import read_statute
from importers.laws.errors import NoStatute, UnknownEncoding
from importers.laws.reader import MAX_DOCX, MAX_LINE, MAX_LINES, MAX_TEXT

TEXT = "河灯管理办法\n\n第一条　为了管理河灯，制定本办法。\n第二条　本办法自公布之日起施行。\n"


def a_docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs or TEXT.split("\n"):
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def a_zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_every_usual_encoding(encoding: str, newline: str) -> None:
    statute = read_statute(TEXT.replace("\n", newline).encode(encoding))

    assert statute.title == "河灯管理办法"
    assert [article.number for article in statute.articles] == ["1", "2"]
    assert statute.complete


def test_the_name_of_the_file_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "法规.md").write_bytes(a_docx())
    (tmp_path / "法规.docx").write_text(TEXT, "utf-8")

    assert len(read_statute(tmp_path / "法规.md").articles) == 2
    assert len(read_statute(tmp_path / "法规.docx").articles) == 2


def test_an_unknown_encoding_names_the_first_bad_byte_and_its_line() -> None:
    broken = TEXT.encode().replace("第二条".encode(), b"\xff\xff")

    with pytest.raises(UnknownEncoding) as refused:
        read_statute(broken, name="法规.txt")

    assert (refused.value.byte, refused.value.line) == ("0xFF", 4)
    assert "第4行" in str(refused.value)


def test_a_broken_text_in_gb18030_is_not_read_as_something_else() -> None:
    broken = TEXT.encode("gb18030") + b"\x81"

    with pytest.raises(UnknownEncoding, match="第5行"):
        read_statute(broken)


OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (b"", EmptyFile, "空文件"),
        (b"%PDF-1.7\n", WrongFileKind, "PDF"),
        (b"\x89PNG\r\n\x1a\n", WrongFileKind, "图片"),
        (b"<!DOCTYPE html><p>x</p>", WrongFileKind, "网页"),
        (b"{\\rtf1\\ansi}", WrongFileKind, "RTF"),
        (b"\x00\x01\x02\x03", WrongFileKind, "二进制"),
        (a_zip(xl__workbook_xml=b"<x/>"), WrongFileKind, "Excel"),
        (a_zip(readme=b"x"), WrongFileKind, "压缩包"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), PasswordProtected, "密码"),
        (OLE2 + "WordDocument".encode("utf-16-le"), WrongFileKind, "旧版"),
        (a_docx()[:-2000], DamagedFile, "不完整"),
        (a_docx()[:900] + b"PK\x03\x04word/document.xml", DamagedFile, "不完整"),
        (a_zip(word__document_xml=b"<w:document>"), DamagedFile, "不完整"),
        (b"x" * (MAX_TEXT + 1), FileTooLarge, "超过上限"),
        (b"\n" * MAX_LINES, NoStatute, "行"),
        (b"x" * (MAX_LINE + 1), NoStatute, "字"),
    ],
)
def test_what_is_no_statute_is_refused_in_one_sentence(
    data: bytes, error: type[FileRefused], told: str
) -> None:
    with pytest.raises(error, match=told) as refused:
        read_statute(data, name="法规.docx")

    assert "法规.docx" in str(refused.value)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(MAX_DOCX + 1)

    with pytest.raises(FileTooLarge):
        read_statute(path)


def a_bomb(size: int) -> bytes:
    document = zipfile.ZipFile(io.BytesIO(a_docx()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in document.infolist():
            archive.writestr(part.filename, document.read(part))
        with archive.open("word/media/bomb.xml", "w", force_zip64=True) as bomb:
            for _ in range(size // 1_048_576):
                bomb.write(bytes(1_048_576))
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_quickly() -> None:
    began = time.monotonic()

    with pytest.raises(InflatesTooMuch, match="疑为压缩炸弹"):
        read_statute(a_bomb(100 * 1_048_576))

    assert time.monotonic() - began < 60


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = a_bomb(100 * 1_048_576)
    true, lie = struct.pack("<I", 100 * 1_048_576), struct.pack("<I", 1000)

    with pytest.raises((InflatesTooMuch, DamagedFile)):
        read_statute(bomb.replace(true, lie))


def test_a_document_of_one_huge_part_is_refused_before_it_is_parsed() -> None:
    xml = b"<w:document>" + b"<w:p/>" * 5_000_000 + b"</w:document>"

    with pytest.raises(InflatesTooMuch):
        read_statute(a_zip(word__document_xml=xml))


def test_an_entity_bomb_does_not_expand() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<!DOCTYPE x [<!ENTITY e0 "灯灯灯">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    document = zipfile.ZipFile(io.BytesIO(a_docx()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in document.infolist():
            own = part.filename == "word/document.xml"
            archive.writestr(part.filename, xml if own else document.read(part))

    try:
        statute = read_statute(buffer.getvalue())
    except FileRefused:
        return
    assert sum(map(len, statute.source)) < 1000
