"""``quanze laws``."""

from __future__ import annotations

import typer

app = typer.Typer(help="法规：读入、比对、查看。", no_args_is_help=True)
