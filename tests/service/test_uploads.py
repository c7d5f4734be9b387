"""Wrong and hostile files sent to the service: each a member of the union with one Chinese sentence, none a crash."""

from __future__ import annotations

import base64
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from legal.numerals import chinese
from sample.setting_up import PROBLEM
from tests.laws.test_files import TEXT, a_bomb, a_docx
from tests.lists.books import HEADER, Page, a_row, xls, xlsx
from tests.lists.test_hostile_files import MEGA, SHEET, renamed, rows_of, with_part
from tests.service.client import CHINESE, INSIDE, Client, sentences

IMPORT = f"""
mutation($content: String!) {{
  importListEdition(name: "清单.xlsx", content: $content, on: "2024-01-01") {{
    ... on Imported {{ rows }} {PROBLEM} }} }}"""

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "EmptyFile"),
    "a text in GB18030": (lambda: "序号,事项名称".encode("gb18030"), "WrongFileKind"),
    "a PDF": (lambda: b"%PDF-1.7", "WrongFileKind"),
    "behind a password": (
        lambda: renamed(xls(Page([["甲"]])), "EncryptedPackage"),
        "PasswordProtected",
    ),
    "half of a workbook": (lambda: _half(xlsx(Page([HEADER, a_row(1, "甲")]))), "DamagedFile"),
    "a zip bomb": (lambda: with_part(SHEET, [b"\0" * MEGA] * 300), "InflatesTooMuch"),
    "a sheet of 200 MB": (lambda: with_part(SHEET, rows_of(200 * MEGA)), "InflatesTooMuch"),
}


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


async def _sent(client: Client, content: str) -> dict[str, Any]:
    before = time.monotonic()
    response = await client.ask(IMPORT, {"content": content}, user="bb1")
    assert time.monotonic() - before < 60
    return response.json()["data"]["importListEdition"]


@pytest.mark.parametrize("what", FILES)
async def test_a_file_that_is_no_list_is_refused_in_one_sentence(what: str, client: Client) -> None:
    make, code = FILES[what]

    refused = await _sent(client, base64.b64encode(make()).decode())

    assert refused["code"] == code
    assert CHINESE.search(refused["message"])
    assert not INSIDE.search(refused["message"])


@pytest.mark.parametrize("content", ["不是编码", "YWJj\nZA==", "===="])
async def test_what_is_not_base64_is_told(content: str, client: Client) -> None:
    assert (await _sent(client, content))["code"] == "NotBase64"


async def test_a_file_of_200_mb_is_refused_unread(outside: Client) -> None:
    headers = {"content-type": "application/json", "content-length": str(270 * MEGA)}

    response = await outside.http.post("/graphql", content=b"{}", headers=headers)

    assert response.status_code == 413
    assert sentences(response) == ["请求体过大，请分批提交"]


REGISTER = """mutation {
  registerInstrument(title: "河灯管理办法", rank: LOCAL_REGULATION) { ... on Instrument { id } } }"""

RECORD = f"""mutation($instrument: ID!, $text: String, $content: String) {{
  recordText(instrument: $instrument, text: $text, content: $content, name: "河灯管理办法.docx", promulgated: "2024-01-01",
    effective: "2024-03-01") {{ ... on TextRecorded {{ changed version {{ complete }} }} {PROBLEM} }} }}"""

STATUTES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "EmptyFile"),
    "a PDF": (lambda: b"%PDF-1.7", "WrongFileKind"),
    "half a docx": (lambda: _half(a_docx()), "DamagedFile"),
    "a text in no known encoding": (lambda: TEXT.encode() + b"\xff", "UnknownEncoding"),
    "a text without articles": ("河灯管理办法".encode, "EmptyStatute"),
    "a zip bomb": (lambda: a_bomb(100 * MEGA), "InflatesTooMuch"),
}

TEXTS = {
    "200,000 articles": "\n".join(f"第{n}条　灯。" for n in range(200_000)),
    "2,000 articles": "\n".join(f"第{chinese(n)}条　灯。" for n in range(1, 2001)),
    "one line of 10 MB": "第一条　" + "灯" * 5 * MEGA,
    "3,000,000 letters": "\n".join(["第一条　" + "灯" * 100_000] * 30),
}


@pytest.fixture
async def record(client: Client) -> Callable[..., Awaitable[dict[str, Any]]]:
    made = (await client.ask(REGISTER, user="bb1")).json()["data"]["registerInstrument"]

    async def sent(**given: str) -> dict[str, Any]:
        response = await client.ask(RECORD, {"instrument": made["id"], **given}, user="bb1")
        return response.json()["data"]["recordText"]

    return sent


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("what", STATUTES)
async def test_a_file_that_is_no_statute_is_refused_in_one_sentence(what: str, record: Any) -> None:
    make, code = STATUTES[what]

    refused = await record(content=_base64(make()))

    assert refused["code"] == code
    assert CHINESE.search(refused["message"])
    assert not INSIDE.search(refused["message"])


@pytest.mark.parametrize("what", TEXTS)
async def test_more_than_a_statute_can_be_is_refused_at_once(what: str, record: Any) -> None:
    began = time.monotonic()

    assert (await record(text=TEXTS[what]))["code"] == "NoStatute"
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("data", [a_docx(), TEXT.encode("gb18030"), TEXT.encode()], ids=range(3))
async def test_a_statute_is_sent_as_the_file_that_it_comes_in(data: bytes, record: Any) -> None:
    told = {"changed": True, "version": {"complete": True}}

    assert await record(content=_base64(data)) == told
    assert await record(text=TEXT) == told | {"changed": False}


@pytest.mark.parametrize("given", [{}, {"text": TEXT, "content": _base64(TEXT.encode())}], ids=str)
async def test_a_text_comes_once(given: dict[str, str], record: Any) -> None:
    assert (await record(**given))["code"] == "TextOrFile"
