"""Settings: from the environment or .env, checked before anything starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from server.settings import Settings


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"QUANZE_{name.upper()}", raising=False)


def test_without_any_setting_everything_stays_in_one_ignored_folder(root: Path) -> None:
    settings = _settings()

    assert settings.neo4j_folder == root / "var" / "neo4j"
    assert settings.jar_folder == root / "var" / "neo4j-jars"
    assert "/var" in (root / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.parametrize("uri", ["bolt://a:1", "neo4j://a", "neo4j+s://a", "bolt+ssc://a"])
def test_an_external_server_is_named_by_its_address(
    monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    monkeypatch.setenv("QUANZE_NEO4J_URI", uri)

    assert _settings().neo4j_uri == uri


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEO4J_URI", "http://a"),
        ("NEO4J_PORT", "70000"),
        ("QUERY_TIMEOUT", "0"),
        ("NEO4J_HEAP", "x"),
    ],
)
def test_a_malformed_setting_stops_the_start_in_one_sentence(
    name: str, value: str, root: Path
) -> None:
    command = [sys.executable, "-m", "server.cli", "db", "status"]
    done = subprocess.run(
        command,
        cwd=root,
        env={f"QUANZE_{name}": value},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"设置 QUANZE_{name} 有误：")
    assert done.stderr.count("\n") == 1


def test_a_misspelt_setting_in_the_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("QUANZE_NEO4J_PROT=1\n")

    with pytest.raises(ValidationError, match="neo4j_prot"):
        _settings(file)


def test_a_password_comes_from_its_file_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    monkeypatch.setenv("QUANZE_NEO4J_PASSWORD", "from the environment")
    assert _settings().external_password == "from the environment"

    monkeypatch.setenv("QUANZE_NEO4J_PASSWORD_FILE", str(file))

    assert _settings().external_password == "from the file"


def test_a_password_file_may_be_that_of_neo4js_own_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "neo4j_auth"
    file.write_text("neo4j/a/b")
    monkeypatch.setenv("QUANZE_NEO4J_PASSWORD_FILE", str(file))

    assert _settings().external_password == "a/b"


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(_settings(neo4j_password="secret"))


def _settings(file: Path | None = None, **given: str) -> Settings:
    """The settings of this environment and this file, not of the machine's own ``.env``."""
    return Settings(_env_file=file, **given)  # pyright: ignore
