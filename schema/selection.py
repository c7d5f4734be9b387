"""选取: what a client asked for, so that what nobody sees is not read."""

from __future__ import annotations

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from schema.context import Info


def asked_for(info: Info) -> frozenset[str]:
    """The name of every field below this one, through fragments and whatever ``@skip`` says: never too few."""
    raw = info._raw_info  # pyright: ignore[reportPrivateUsage]
    waiting: list[SelectionSetNode | None] = [node.selection_set for node in raw.field_nodes]
    names: set[str] = set()
    spread: set[str] = set()
    while waiting:
        selected = waiting.pop()
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                names.add(node.name.value)
            if isinstance(node, FieldNode | InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                waiting.append(raw.fragments[node.name.value].selection_set)
    return frozenset(names)
