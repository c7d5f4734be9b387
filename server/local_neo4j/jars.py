"""程序包: the 216 jars of Neo4j Community, each checked against its SHA-256 before every start.

``jars.sha256`` names them all, so a start needs no resolution, and nobody can slip a jar in: what the lock does not
name is not on the class path. Checking all 140 MB takes 0.15 s, so there is no cache of "already checked".
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import requests
from jgo.constants import MAVEN_CENTRAL_URL
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from server.local_neo4j.problems import JarAltered, JarForeign, JarUnavailable

LOCK = Path(__file__).parent / "jars.sha256"
MAIN = ("org.neo4j", "neo4j")
_THREADS = 8
_TELL_EVERY = 54  # a quarter
_TIMEOUT = 60  # seconds without a byte


@dataclass(frozen=True, slots=True)
class Jar:
    """程序包: one line of the lock."""

    sha256: str
    group: str
    artifact: str
    version: str
    classifier: str = ""

    @property
    def name(self) -> str:
        """The file's name, as Maven and ``mvn dependency:copy-dependencies`` call it."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"

    @property
    def address(self) -> str:
        """Its path inside a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.name}"

    def is_in(self, folder: Path) -> bool:
        """Whether the folder holds this very jar, byte for byte."""
        path = folder / self.name
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


def locked(lock: Path = LOCK) -> tuple[Jar, ...]:
    """Every jar that the lock names."""
    return tuple(_parse(line) for line in lock.read_text("utf-8").splitlines())


def _parse(line: str) -> Jar:
    digest, coordinates = line.split("  ")
    return Jar(digest, *coordinates.split(":"))


def version(jars: tuple[Jar, ...]) -> str:
    """The version of Neo4j itself."""
    return next(jar.version for jar in jars if (jar.group, jar.artifact) == MAIN)


def class_path(jars: tuple[Jar, ...], folder: Path) -> str:
    """What Java is told to load."""
    return os.pathsep.join(str(folder / jar.name) for jar in jars)


def check(jars: tuple[Jar, ...], folder: Path) -> None:
    """Every jar is there and unaltered. The folder is the operator's own, so nothing is mended.

    Raises:
        JarUnavailable: a jar is not in the folder.
        JarAltered: a jar is half downloaded or not the one that the lock names.
    """
    for jar in _unfit(jars, folder):
        if (folder / jar.name).is_file():
            raise JarAltered(jar.name, folder)
        raise JarUnavailable(jar.name, folder, "目录里没有")


def fetch(
    jars: tuple[Jar, ...], folder: Path, *, repository: str = "", say: Callable[[str], None] = print
) -> None:
    """Every jar is there and unaltered afterwards; what is missing or altered is downloaded.

    Args:
        repository: address of a Maven repository, for who has a mirror; else Maven Central.
        say: is told what happens.

    Raises:
        JarUnavailable: a jar cannot be downloaded.
        JarForeign: the repository answers with another jar than the lock names.
    """
    unfit = list(_unfit(jars, folder))
    for jar in unfit:
        if (folder / jar.name).is_file():
            say(f"程序包 {jar.name} 不完整或被改动，重新下载")
    if not unfit:
        return
    folder.mkdir(parents=True, exist_ok=True)
    say(f"下载 Neo4j 的程序包：{len(unfit)} 个")
    with _session() as session, ThreadPoolExecutor(_THREADS) as pool:
        base = (repository or MAVEN_CENTRAL_URL).rstrip("/")
        downloads = pool.map(partial(_download, session, base, folder), unfit)
        for done, _ in enumerate(downloads, start=1):
            if done % _TELL_EVERY == 0:
                say(f"已下载 {done}/{len(unfit)}")


def _unfit(jars: tuple[Jar, ...], folder: Path) -> Iterator[Jar]:
    with ThreadPoolExecutor(_THREADS) as pool:
        fit = list(pool.map(partial(_is_fit, folder), jars))
    return (jar for jar, is_fit in zip(jars, fit, strict=True) if not is_fit)


def _is_fit(folder: Path, jar: Jar) -> bool:
    return jar.is_in(folder)


def _session() -> requests.Session:
    session = requests.Session()
    retries = Retry(total=4, connect=2, backoff_factor=0.5, status_forcelist=(429, 502, 503, 504))
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retries, pool_maxsize=_THREADS))
    return session


def _download(session: requests.Session, base: str, folder: Path, jar: Jar) -> None:
    """Into a file of another name first: a jar under its own name is a whole jar."""
    part = folder / f"{jar.name}.{os.getpid()}.part"
    try:
        digest = _save(session, f"{base}/{jar.address}", part)
        if digest != jar.sha256:
            raise JarForeign(jar.name, base)
        part.replace(folder / jar.name)
    except requests.RequestException as error:
        raise JarUnavailable(jar.name, folder, f"下载失败：{type(error).__name__}") from error
    finally:
        part.unlink(missing_ok=True)


def _save(session: requests.Session, url: str, path: Path) -> str:
    digest = hashlib.sha256()
    with session.get(url, stream=True, timeout=_TIMEOUT) as answer, path.open("wb") as file:
        answer.raise_for_status()
        for chunk in answer.iter_content(1 << 16):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
