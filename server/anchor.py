"""审计链锚: the head of the chain, kept outside the database: one signed line for each event, appended for good.

A line is ``seq hash signature``. The signature (Ed25519) is over number, hash and the signature of the line before,
so that a line cannot be changed, added or taken out of the middle without the key. The private key is made at the
first use, readable by its owner alone; whoever has the public key can check the file without being able to forge it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from graph.anchoring import Anchored, Anchors
from graph.audit import Recorded

LINES, PRIVATE, PUBLIC = "heads.txt", "key.pem", "key.pub.pem"


class FileAnchor:
    """锚文件 in a folder of its own: ``heads.txt``, ``key.pem`` (0600) and ``key.pub.pem``.

    Safe for several threads and processes of one machine: keys and lines are written under a lock on the file.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._file = folder / LINES

    def keep(self, record: Recorded) -> None:
        """Append the event's number and hash, signed; it is on the disk when this returns."""
        with self._file.open("a+b") as file:
            # Keys are made under this lock too: of many who come first, threads or processes, one makes them.
            fcntl.flock(file, fcntl.LOCK_EX)
            key = self._key()
            _drop_torn_line(file.fileno())
            before = _last_signature(file.fileno())
            signature = key.sign(_message(record.seq, record.hash, before)).hex()
            file.write(f"{record.seq} {record.hash} {signature}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def kept(self) -> Anchors:
        """Every line, with whether it is genuine."""
        key = self._public()
        if not self._file.exists():
            return Anchors(lost=key is not None)
        return Anchors(rows=tuple(_checked(self._lines(), key)))

    def _public(self) -> Ed25519PublicKey | None:
        """The public key: its own file, else from the private one; None where both are gone or never were."""
        private, public = self._folder / PRIVATE, self._folder / PUBLIC
        if public.exists():
            key = load_pem_public_key(public.read_bytes())
            assert isinstance(key, Ed25519PublicKey)
            return key
        return _load(private).public_key() if private.exists() else None

    def _lines(self) -> list[str]:
        """The finished lines: one without its end is being written, or was torn by a crash."""
        whole, _, _ = self._file.read_bytes().rpartition(b"\n")
        return whole.decode("utf-8", "replace").splitlines()

    def _key(self) -> Ed25519PrivateKey:
        """The private key, made at the first use.

        A public key that is missing is told again: a crash may have come between the two. One that is there stays,
        even beside another private key: what it signed can then still be checked, and what comes after is named.
        """
        private, public = self._folder / PRIVATE, self._folder / PUBLIC
        if not private.exists():
            key = Ed25519PrivateKey.generate()
            text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _write(private, text, mode=0o600)
        key = _load(private)
        if not public.exists():
            told = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            _write(public, told, mode=0o644)
        return key


def _load(private: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(private.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def _write(path: Path, content: bytes, *, mode: int) -> None:
    """All of the file or none, with these rights from its first moment. Only under the lock."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    part.replace(path)


def _drop_torn_line(descriptor: int) -> None:
    """A crash in the middle of a line leaves one without an end; its event is in the chain, only not anchored."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, LONGEST, max(0, size - LONGEST))
    os.ftruncate(descriptor, size - len(tail) + tail.rfind(b"\n") + 1)


def _message(seq: int, hash_: str, before: str) -> bytes:
    return f"quanze-anchor-1 {seq} {hash_} {before}".encode()


LONGEST = 512
"""Bytes of a line at most: a number, 64 and 128 hexadecimal digits."""


def _last_signature(descriptor: int) -> str:
    """The signature of the last line; "" for an empty file."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, LONGEST, max(0, size - LONGEST)).decode("utf-8", "replace")
    lines = tail.splitlines()
    return _Line.read(lines[-1]).signature if lines else ""


@dataclass(frozen=True, slots=True)
class _Line:
    seq: int
    hash: str
    signature: str

    @classmethod
    def read(cls, text: str) -> _Line:
        """A line as it stands; one that is none has number 0."""
        number, *rest = text.split(" ")
        if len(rest) != 2 or not number.isdigit():
            return cls(0, "", text)
        return cls(int(number), *rest)


def _checked(lines: Iterable[str], key: Ed25519PublicKey | None) -> Iterator[Anchored]:
    """Without the public key no line can be trusted."""
    before = ""
    for number, text in enumerate(lines, start=1):
        line = _Line.read(text)
        genuine = key is not None and _is_genuine(line, before, key)
        yield Anchored(line=number, seq=line.seq, hash=line.hash, genuine=genuine)
        before = line.signature


def _is_genuine(line: _Line, before: str, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(bytes.fromhex(line.signature), _message(line.seq, line.hash, before))
    except (InvalidSignature, ValueError):
        return False
    return True
