"""``quanze serve``: the GraphQL service. Placeholder until ``server.app`` exists."""

from __future__ import annotations

import sys


def serve() -> None:
    """提供 GraphQL 服务。"""
    sys.exit("GraphQL 服务还没有做好（server/commands/serve.py）")
