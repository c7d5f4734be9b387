"""谁可以查询: what the public may ask; everything else asks for a role. Refused by default.

What a department sees of it stands in the Cypher of each query, not here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from strawberry.extensions import FieldExtension

from graph.model.actor import Role
from graph.workflow import Forbidden
from schema.context import Info

PUBLIC_FIELDS = frozenset(
    {
        "me",
        "node",
        "instruments",
        "instrument",
        "provision_history",
        "citing",
        "powers",
        "power",
        "power_elements",
        "power_as_of",
        "power_history",
        "power_diff",
        "list_editions",
        "list_edition",
        "edition_diff",
        "org_unit",
        "org_units",
        "org_history",
        "aliases",
        "rule_pack",
        "decision_table",
        "workflow",
    }
)
"""公开的查询: the list and its editions, the statutes, the organs and the rules (《办法》第十条)."""


class SignedIn(FieldExtension):
    """须有角色: the field answers only to someone who holds a role today.

    The first arguments are positional alone: a field may have an argument ``source`` of its own.
    """

    async def resolve_async(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, /, **kwargs: Any
    ) -> Any:
        """Ask the field, or refuse.

        Raises:
            Forbidden
        """
        if not info.context.desk.actor.roles:
            raise Forbidden(info.field_name, tuple(Role))
        return await next_(source, info, **kwargs)


def guard(query: Any) -> None:
    """Ask for a role before every root field that is not public."""
    for field in query.__strawberry_definition__.fields:
        guarded = any(isinstance(extension, SignedIn) for extension in field.extensions)
        if field.python_name not in PUBLIC_FIELDS and not guarded:
            field.extensions.append(SignedIn())
