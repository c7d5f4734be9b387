"""``quanze lists``."""

from __future__ import annotations

import typer

app = typer.Typer(help="清单：读入、查看、导出。", no_args_is_help=True)
