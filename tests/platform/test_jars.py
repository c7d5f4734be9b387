"""The jars of Neo4j: none is loaded that the lock does not name, byte for byte."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from server.local_neo4j import jars
from server.local_neo4j.jars import Jar
from server.local_neo4j.problems import JarAltered, JarForeign, JarUnavailable

CONTENT = b"a jar" * 20_000
JARS = tuple(
    Jar(hashlib.sha256(CONTENT).hexdigest(), "org.example", name, "1.0") for name in ("a", "b")
)


def test_the_lock_names_every_jar_once_with_its_digest() -> None:
    locked = jars.locked()

    assert len({jar.name for jar in locked}) == len(locked) == 216
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) for jar in locked)
    assert jars.version(locked).startswith("5.26.")


def test_a_classifier_is_part_of_the_name() -> None:
    jar = Jar("", "io.netty", "epoll", "4.1", "linux-x86_64")

    assert jar.address == "io/netty/epoll/4.1/epoll-4.1-linux-x86_64.jar"


def test_only_what_the_lock_names_is_on_the_class_path(tmp_path: Path) -> None:
    (tmp_path / "slipped-in.jar").write_bytes(b"evil")

    assert jars.class_path(JARS, tmp_path) == f"{tmp_path}/a-1.0.jar:{tmp_path}/b-1.0.jar"


def test_missing_jars_are_downloaded_once(tmp_path: Path, maven: Maven) -> None:
    for _ in range(2):
        jars.fetch(JARS, tmp_path, repository=maven.address, say=maven.said.append)

    assert sorted(maven.asked) == ["/org/example/a/1.0/a-1.0.jar", "/org/example/b/1.0/b-1.0.jar"]
    assert maven.said == ["下载 Neo4j 的程序包：2 个"]
    jars.check(JARS, tmp_path)


@pytest.mark.parametrize("found", [CONTENT[:1000], CONTENT.replace(b"jar", b"rat"), b""])
def test_a_half_or_altered_jar_is_named_and_downloaded_anew(
    tmp_path: Path, maven: Maven, found: bytes
) -> None:
    """Same size and same date do not help: the bytes are compared."""
    (tmp_path / "a-1.0.jar").write_bytes(CONTENT)
    (tmp_path / "b-1.0.jar").write_bytes(found)

    jars.fetch(JARS, tmp_path, repository=maven.address, say=maven.said.append)

    assert maven.asked == ["/org/example/b/1.0/b-1.0.jar"]
    assert maven.said[0] == "程序包 b-1.0.jar 不完整或被改动，重新下载"
    jars.check(JARS, tmp_path)


def test_a_download_that_breaks_off_leaves_nothing(tmp_path: Path, maven: Maven) -> None:
    maven.breaks_off = True

    with pytest.raises(JarUnavailable, match=r"缺少 Neo4j 程序包 .-1\.0\.jar（下载失败"):
        jars.fetch(JARS, tmp_path, repository=maven.address, say=maven.said.append)

    assert list(tmp_path.iterdir()) == []


def test_a_repository_that_answers_with_something_else_is_not_believed(
    tmp_path: Path, maven: Maven
) -> None:
    maven.content = b"another jar"

    with pytest.raises(JarForeign, match="与锁定的 SHA-256 不符，未予采用"):
        jars.fetch(JARS, tmp_path, repository=maven.address, say=maven.said.append)

    assert list(tmp_path.iterdir()) == []


def test_without_a_network_the_missing_jar_is_named(tmp_path: Path) -> None:
    with pytest.raises(JarUnavailable, match="请检查网络后重试，或把它放进"):
        jars.fetch(JARS[:1], tmp_path, repository="http://127.0.0.1:1", say=lambda _: None)


def test_in_the_operators_own_folder_nothing_is_mended(tmp_path: Path) -> None:
    with pytest.raises(JarUnavailable, match=r"a-1\.0\.jar（目录里没有）"):
        jars.check(JARS, tmp_path)

    (tmp_path / "a-1.0.jar").write_bytes(CONTENT[:-1])

    with pytest.raises(JarAltered, match=r"a-1\.0\.jar 不完整或被改动.*请删除"):
        jars.check(JARS, tmp_path)


@dataclass
class Maven:
    """A Maven repository of two jars on the loopback."""

    address: str = ""
    content: bytes = CONTENT
    breaks_off: bool = False
    asked: list[str] = field(default_factory=list[str])
    said: list[str] = field(default_factory=list[str])


@pytest.fixture
def maven() -> Iterator[Maven]:
    repository = Maven()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answer, repository)) as server:
        repository.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield repository
        server.shutdown()
        thread.join()


class _Answer(BaseHTTPRequestHandler):
    def __init__(self, repository: Maven, *args: object) -> None:
        self.repository = repository
        super().__init__(*args)  # pyright: ignore[reportArgumentType]

    def do_GET(self) -> None:
        self.repository.asked.append(self.path)
        content = self.repository.content
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: 1000 if self.repository.breaks_off else None])

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""
