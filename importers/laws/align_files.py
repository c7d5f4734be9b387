"""对齐两个文件: what ``quanze laws align OLD NEW --json`` prints; no database is needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from importers.laws.reader import read_statute
from legal.alignment import align
from legal.alignment.report import to_json


def align_files(
    old: Path, new: Path, *, aliases: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Read two texts of a statute and align the new one to the old one.

    Raises:
        FileRefused: one of the files is empty, too large, damaged, protected, or no text of a statute.
    """
    return to_json(align(read_statute(old), read_statute(new), aliases=aliases))
