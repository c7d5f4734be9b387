"""``quanze citations``."""

from __future__ import annotations

import typer

app = typer.Typer(help="引用：解析法规条款的引用。", no_args_is_help=True)
