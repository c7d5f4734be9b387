"""sample/README.md tells the truth about what stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

from sample.rows import all_rows, district, holders
from sample.statutes import statutes
from tests.sample.truth import pairs

README = (Path(__file__).parents[2] / "sample/README.md").read_text("utf-8")


def count(pattern: str) -> tuple[int, ...]:
    found = re.search(pattern, README)
    assert found, pattern
    return tuple(int(number) for number in found.groups())


def test_the_readme_counts_rightly() -> None:
    powers = [row for row in all_rows() if not row.continues]

    assert count(r"(\d+) dated texts of (\d+) statutes") == (
        len(statutes()),
        len({s.title for s in statutes().values()}),
    )
    assert count(r"the (\d+) version pairs") == (len(pairs()),)
    assert count(r"(\d+) powers of (\d+) holders") == (len(powers), len(holders()))
    assert count(r"(\d+) organs .+ (\d+) development users") == (
        len(district()["organs"]),
        len(district()["users"]),
    )


def test_the_readme_names_every_pair_and_every_file() -> None:
    stems = {stem.partition("(")[0] for pair in pairs() for stem in (pair.old, pair.new)}
    files = [name for name in re.findall(r"`([a-z]+\.[a-z]+)`", README)]

    assert all(title in README for title in stems)
    assert files
    assert all((Path(__file__).parents[2] / "sample" / name).exists() for name in files)
