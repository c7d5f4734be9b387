"""端口: on the loopback only."""

from __future__ import annotations

import socket

LOOPBACK = "127.0.0.1"


def uri(port: int) -> str:
    """Address for the driver."""
    return f"bolt://{LOOPBACK}:{port}"


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def choose(last: int) -> int:
    """The port of the last start while it is free, so that a living service finds the server again; else any."""
    if last and is_free(last):
        return last
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]
