"""数据库目录: everything of one local server lies in one folder that only its owner may enter."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """数据库目录."""

    folder: Path

    @property
    def conf(self) -> Path:
        """Folder of ``neo4j.conf``."""
        return self.folder / "conf"

    @property
    def password_file(self) -> Path:
        """密码文件: made once, 0600."""
        return self.folder / "password"

    @property
    def record(self) -> Path:
        """Who runs: pid, start time and port of the last server that was started here."""
        return self.folder / "server.json"

    @property
    def lock(self) -> Path:
        """Held by the kernel for whoever is starting or stopping; a left-over file means nothing."""
        return self.folder / "start.lock"

    @property
    def written_by(self) -> Path:
        """The version of Neo4j that last opened the data."""
        return self.folder / "neo4j.version"

    @property
    def console(self) -> Path:
        """What the server prints."""
        return self.folder / "console.log"

    @property
    def temporary(self) -> Path:
        """For what Java unpacks while it runs; emptied before each start."""
        return self.folder / "tmp"

    def make(self) -> None:
        """Create the folders that must be there before a start."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.conf.mkdir(exist_ok=True)

    def prepare_start(self) -> None:
        """Clear away what the last server printed and unpacked."""
        self.console.unlink(missing_ok=True)
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()

    def password(self) -> str:
        """The password, generated at the first call. Only the owner can read its file."""
        if not self.password_file.exists():
            _write_secret(self.password_file, secrets.token_urlsafe(24))
        self.password_file.chmod(0o600)
        return self.password_file.read_text("utf-8").strip()


def _write_secret(path: Path, secret: str) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret + "\n")
    part.replace(path)
