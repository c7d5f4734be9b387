"""The libraries: each with its reason, each locked with its hash, no host named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

BOTH = ("requirements", "requirements-dev")
PEER = "benchmarks/serving/peer"


@pytest.mark.parametrize("name", BOTH)
def test_every_library_has_its_reason(root: Path, name: str) -> None:
    reasons = (root / "docs/adr/0002-libraries.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([\w.-]+)` \| \S", reasons, re.MULTILINE))

    assert set(_wanted(root, name)) <= explained


def test_no_reason_outlives_its_library(root: Path) -> None:
    reasons = (root / "docs/adr/0002-libraries.md").read_text("utf-8")
    explained = re.findall(r"^\| `([\w.@/-]+)` \|", reasons, re.MULTILINE)
    wanted = [library for name in BOTH for library in _wanted(root, name)]

    assert explained == [*wanted, *_packages(root)]


@pytest.mark.parametrize("name", BOTH)
def test_every_library_is_locked(root: Path, name: str) -> None:
    locked = re.findall(r"^([\w.-]+)==", _text(root, f"{name}.txt"), re.MULTILINE)

    assert {_plain(library) for library in _wanted(root, name)} <= {_plain(each) for each in locked}


@pytest.mark.parametrize("name", BOTH)
def test_every_locked_version_has_a_hash_and_no_host(root: Path, name: str) -> None:
    blocks = re.split(r"\n(?=\S)", _text(root, f"{name}.txt").strip())

    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert "://" not in _text(root, f"{name}.txt")


def test_the_peer_is_locked_exactly_with_hashes_and_without_a_host(root: Path) -> None:
    locked = json.loads(_text(root, f"{PEER}/package-lock.json"))["packages"]
    itself = locked.pop("")

    assert itself["dependencies"] == _packages(root)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in _packages(root).values())
    assert all(package["integrity"].startswith("sha512-") for package in locked.values())
    assert [name for name, package in locked.items() if "resolved" in package] == []


def _packages(root: Path) -> dict[str, str]:
    """The npm packages of the peer, with their versions."""
    return json.loads(_text(root, f"{PEER}/package.json"))["dependencies"]


def _wanted(root: Path, name: str) -> list[str]:
    """The libraries of one ``.in`` file, without versions and extras."""
    return re.findall(r"^([A-Za-z][\w.-]*)", _text(root, f"{name}.in"), re.MULTILINE)


def _text(root: Path, file: str) -> str:
    return (root / file).read_text("utf-8")


def _plain(library: str) -> str:
    return re.sub(r"[-_.]+", "-", library).lower()
