"""请求上下文: what a resolver is handed: the desk of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import strawberry

from resolvers.acting import Desk


@dataclass(slots=True)
class Context:
    """One request of one user.

    Attributes:
        production: errors are masked and nothing about the inside is told.
    """

    desk: Desk
    production: bool = False


Info: TypeAlias = strawberry.Info[Context, Any]
