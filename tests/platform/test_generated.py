"""What is generated from the code is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.generate import FILES
from server.settings import Settings


@pytest.mark.generated
@pytest.mark.parametrize("path", FILES)
def test_a_generated_file_is_up_to_date(path: str, root: Path) -> None:
    assert (root / path).read_text("utf-8") == FILES[path](), "run `make docs` and review the diff"


@pytest.mark.generated
def test_the_example_names_every_setting_once(root: Path) -> None:
    lines = (root / ".env.example").read_text("utf-8").splitlines()
    named = [line[1:].split("=")[0] for line in lines if line.startswith("#QUANZE_")]

    assert named == [f"QUANZE_{name.upper()}" for name in Settings.model_fields]
