"""Folders of local servers, and small file systems to fill."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import psutil
import pytest

from server import local_neo4j
from server.local_neo4j import process
from server.local_neo4j.home import Home
from tests import neo4j_template


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A folder for a server; whatever still runs there at the end is killed."""
    home = Home(tmp_path / "neo4j")
    yield home
    while found := process.find(home):
        found.kill()
        found.wait(30)


@pytest.fixture
def used_home(home: Home, neo4j_options: local_neo4j.Options) -> Home:
    """The folder of a server that ran once and was stopped in order."""
    neo4j_template.copy(home.folder, neo4j_options)
    return home


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes a file system of a given size, e.g. ``1m``; a second call changes the size."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def resize(options: str) -> Path:
        remount = "remount," if folder.is_mount() else ""
        mount = ["mount", "-t", "tmpfs", "-o", f"{remount}{options}", "tmpfs", str(folder)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip(
                "needs the right to mount a small file system; a real full disk is left out"
            )
        return folder

    with _unmounted(folder):
        yield resize


@contextlib.contextmanager
def _unmounted(folder: Path) -> Generator[None]:
    try:
        yield
    finally:
        for found in psutil.process_iter():
            if process.is_server(found, Home(folder / "neo4j")):
                found.kill()
                found.wait(30)
        if folder.is_mount():
            subprocess.run(["umount", str(folder)], check=True)
