"""The explorer: our own files only, no other host, no script that is not ours; and /health."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from server import explorer
from server.asking import Service
from server.settings import Settings
from tests.service.client import Client, sentences

HTML = {"accept": "text/html"}
FOLDER = Settings().data_dir / "explorer"


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """The page's files, fetched at the first run as `make run` fetches them."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER.with_suffix(".lock")):
        try:
            explorer.fetch(FOLDER)
        except explorer.ExplorerUnavailable as reason:
            pytest.skip(str(reason))
    return shutil.copytree(FOLDER, tmp_path / "explorer")


@pytest.fixture
def explored(assets: Path, service: Service, open_: Callable[[Service], Client]) -> Client:
    return open_(replace(service, explorer_folder=assets))


async def test_the_page_names_no_other_host(explored: Client) -> None:
    page = await explored.http.get("/graphql", headers=HTML)

    assert page.status_code == 200
    assert set(re.findall(r"https?://[\w.:-]+", page.text)) <= {"http://www.w3.org"}
    assert re.findall(r'(?:src|href)="//', page.text) == []


async def test_its_policy_lets_the_browser_ask_no_other_host(explored: Client) -> None:
    page = await explored.http.get("/graphql", headers=HTML)

    policy = dict(
        rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert not re.search(r"https?:|\*", page.headers["content-security-policy"])
    assert page.headers["cache-control"] == "no-store"


async def test_each_script_carries_the_nonce_of_its_own_answer(explored: Client) -> None:
    pages = [await explored.http.get("/graphql", headers=HTML) for _ in range(2)]

    nonces = [set(re.findall(r'<script nonce="([^"]+)"', page.text)) for page in pages]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]
    for page, (nonce,) in zip(pages, nonces, strict=True):
        assert f"'nonce-{nonce}'" in page.headers["content-security-policy"]
        assert page.text.count("<script") == page.text.count("<script nonce=")


async def test_its_files_are_served_by_us_as_the_page_wants_them(explored: Client) -> None:
    page = await explored.http.get("/graphql", headers=HTML)
    wanted = re.findall(r'(?:src|href)="(/explorer/[^"]+)"', page.text)

    assert len(wanted) == len(explorer.assets()) >= 7
    for asset, address in zip(explorer.assets(), wanted, strict=True):
        file = await explored.http.get(address)
        assert file.status_code == 200
        assert asset.genuine(file.content)


async def test_the_sample_users_are_there_to_choose(explored: Client) -> None:
    page = await explored.http.get("/graphql", headers=HTML)
    (token,) = re.findall(r'"编办（bb1）": "([^"]+)"', page.text)

    me = await explored.ask("{ me { name } }", headers={"authorization": f"Bearer {token}"})
    assert me.json()["data"]["me"]["name"] == "bb1"


async def test_a_name_cannot_become_a_script(
    assets: Path, service: Service, open_: Callable[[Service], Client]
) -> None:
    evil = "</script><script>alert(1)</script><!--"
    client = open_(replace(service, explorer_folder=assets, users={"bb1": evil}))

    page = await client.http.get("/graphql", headers=HTML)

    assert evil not in page.text
    assert "alert(1)" in page.text
    assert "<script>" not in page.text


def test_altered_files_are_missing_files(assets: Path) -> None:
    first = explorer.assets()[0]
    (assets / first.name).write_bytes(b"alert(1)")

    assert explorer.missing(assets) == [first]
    assert "./quanze explorer" in explorer.page(assets, {})


async def test_nothing_is_fetched_when_all_is_there(
    assets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(asset: explorer.Asset) -> bytes:
        pytest.fail(f"{asset.name} was fetched again")

    monkeypatch.setattr(explorer, "_from_npm", fetched)

    assert explorer.fetch(assets) == []


async def test_without_its_files_the_page_says_how_to_get_them(outside: Client) -> None:
    page = await outside.http.get("/graphql", headers=HTML)

    assert page.status_code == 200
    assert "./quanze explorer" in page.text
    assert "http" not in page.text


async def test_in_production_there_is_no_page(
    service: Service, open_: Callable[[Service], Client], tmp_path: Path
) -> None:
    (tmp_path / "explorer").mkdir()
    (tmp_path / "explorer" / "x.js").write_text("1")
    client = open_(replace(service, production=True, explorer_folder=tmp_path / "explorer"))

    assert (await client.http.get("/graphql", headers=HTML)).status_code == 404
    assert (await client.http.get("/explorer/x.js")).status_code == 404
    for address in ("/docs", "/redoc", "/openapi.json", "/"):
        assert (await client.http.get(address)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/explorer/../issuer.pem", "/explorer/%2e%2e/issuer.pem", "/explorer/..%2fissuer.pem"]
)
async def test_no_other_file_can_be_had(
    path: str, service: Service, open_: Callable[[Service], Client], tmp_path: Path
) -> None:
    (tmp_path / "explorer").mkdir()
    client = open_(replace(service, explorer_folder=tmp_path / "explorer"))

    answer = await client.http.get(path)

    assert answer.status_code == 404
    assert "PRIVATE" not in answer.text


async def test_health_with_a_database(client: Client) -> None:
    answer = await client.http.get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_health_without_one(outside: Client) -> None:
    answer = await outside.http.get("/health")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert sentences(answer)[0].startswith("图数据库暂时不可用")
