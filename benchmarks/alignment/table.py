"""Write the fitted weights as the table that the package ships."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.alignment.truth import ROOT
from legal.alignment.scoring import Line, Model

_TABLE = ROOT / "legal" / "alignment" / "weights.py"
_HEAD = '''"""权重: fitted on the truth of ``tests/alignment/truth`` by ``python -m benchmarks.alignment --write``; not edited by hand."""

from legal.alignment.scoring import Line, Model

SHIPPED = Model(
'''


def write(model: Model) -> None:
    """Put the model into the package."""
    tables = {"alone": model.alone, "placed": model.placed, "link": model.link}
    lines = {
        "calibrate_main": model.calibrate_main,
        "calibrate_link": model.calibrate_link,
        "calibrate_deleted": model.calibrate_deleted,
    }
    body = [_weights(name, weights) for name, weights in tables.items()]
    body += [_line(name, line) for name, line in lines.items()]
    _TABLE.write_text(f"{_HEAD}{''.join(body)})\n", encoding="utf-8")


def _weights(name: str, weights: Mapping[str, float]) -> str:
    rows = "".join(f'        "{feature}": {weight:.4f},\n' for feature, weight in weights.items())
    return f"    {name}={{\n{rows}    }},\n"


def _line(name: str, line: Line) -> str:
    return f"    {name}=Line(slope={line.slope:.4f}, shift={line.shift:.4f}),\n"
