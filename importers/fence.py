"""围栏: the child process of ``files.fenced``. Standard input: the file; standard output: JSON."""

from __future__ import annotations

import importlib
import json
import resource
import sys
from collections.abc import Callable
from typing import Any

from importers.errors import FileRefused
from importers.files import MEMORY, OUT_OF_MEMORY, SECONDS, freeze


def main(work: str, name: str) -> int:
    """Run one reader on standard input within the limits."""
    module, _, function = work.partition(":")
    reader: Callable[[bytes, str], Any] = getattr(importlib.import_module(module), function)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = {"result": reader(sys.stdin.buffer.read(), name)}
    except FileRefused as refused:
        answer = {"refused": freeze(refused)}
    except MemoryError:
        return OUT_OF_MEMORY
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
