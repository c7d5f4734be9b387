"""Wrong and hostile files sent to the service: each a member of the union with one Chinese sentence, none a crash."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

import pytest

from sample.setting_up import PROBLEM
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
