"""Who may call what: every mutation, by every role and by the public; whoever may not hears so, whatever he sends (《办法》第三条)."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
)
from graphql.type.definition import GraphQLField, get_named_type, is_required_argument

from graph.db import Graph
from graph.model.actor import Actor, Role
from schema.loading import context_of
from tests.scenarios.world import SCHEMA, World

R = Role
OFFICES = (R.BB, R.FZ)
FEEDING = (*OFFICES, R.ADMIN)
DEPARTMENTS = (R.DEPT, R.STREET)

# fmt: off
MAY: dict[str, tuple[Role, ...]] = {
    # 第三条: 编办 keeps organs, lists and their adjustment; 法制办 judges the law; whoever feeds decides nothing
    "registerOrgUnit":             (R.ADMIN, R.BB),
    "nameOrgUnit":                 (R.ADMIN, R.BB),
    "bindRole":                    (R.ADMIN, R.BB),
    "registerUser":                (R.ADMIN,),
    "registerInstrument":          FEEDING,
    "recordText":                  FEEDING,
    "confirmCorrespondence":       (R.FZ,),
    "confirmCorrespondencesAbove": (R.FZ,),
    "assessSupport":               (R.FZ,),
    "linkParent":                  FEEDING,
    "suggestCleanup":              (*OFFICES, *DEPARTMENTS),
    "submitCleanupOpinion":        (R.FZ,),
    "recordCatalogueFinding":      (R.BB,),
    "overrideRemedy":              (R.BB,),
    "recordEffect":                (*FEEDING, *DEPARTMENTS),
    "confirmEffect":               (R.FZ,),
    "rejectEffect":                (R.FZ,),
    "correctEffect":               (R.FZ,),
    "recordLegalOpinion":          (R.FZ,),
    "confirmProvisionFunction":    OFFICES,
    "confirmBasisGroups":          OFFICES,
    "linkCitation":                (*OFFICES, *DEPARTMENTS),
    "importListEdition":           (R.BB, R.ADMIN, *DEPARTMENTS),
    "compileListEdition":          (R.BB,),
    "commitImpact":                OFFICES,
    # 第七条第（三）项、第（四）项
    "recordOrgChange":             (R.BB,),
    "planReorganization":          (R.BB,),
    "assignPowers":                (R.BB,),
    "setHandover":                 (R.BB,),
    "resolveDuplicate":            (R.BB,),
    "commitReorganization":        (R.BB,),
    # 第八条
    "submitRequest":               DEPARTMENTS,
    "withdrawRequest":             DEPARTMENTS,
    "reviseRequest":               DEPARTMENTS,
    "updateDraft":                 DEPARTMENTS,
    "resubmitRequest":             DEPARTMENTS,
    "orgReview":                   (R.BB,),
    "legalityReview":              (R.FZ,),
    "submitToGov":                 (R.BB,),
    "governmentDecide":            (R.GOV,),
    "applyRequest":                (R.BB,),
}
# fmt: on
WHO: tuple[Role | None, ...] = (*Role, None)


def _mutations() -> dict[str, GraphQLField]:
    kind = SCHEMA._schema.mutation_type  # pyright: ignore[reportPrivateUsage]
    assert kind is not None
    return kind.fields


def test_the_table_names_every_mutation() -> None:
    assert MAY.keys() == _mutations().keys()


SCALARS = {"ID": "x:1-1", "String": "文", "Date": "2024-01-02", "Int": 1, "Float": 0.9, "Boolean": True}  # fmt: skip


def _some(kind: Any) -> Any:
    """Some value of this type: what a stranger sends who has read the schema."""
    if isinstance(kind, GraphQLNonNull):
        return _some(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [_some(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {n: _some(f.type) for n, f in kind.fields.items() if isinstance(f.type, GraphQLNonNull)}  # fmt: skip
    return SCALARS[get_named_type(kind).name]


def _document(name: str, field: GraphQLField) -> tuple[str, dict[str, Any]]:
    needed = {n: a.type for n, a in field.args.items() if is_required_argument(a)}
    heads = ", ".join(f"${n}: {kind}" for n, kind in needed.items())
    given = ", ".join(f"{n}: ${n}" for n in needed)
    document = (
        f"mutation({heads}) {{ {name}({given}) {{ __typename ... on Problem {{ message }} }} }}"
    )
    return document, {n: _some(kind) for n, kind in needed.items()}


async def _told(world: World, name: str, role: Role | None) -> Any:
    """The type that answers; an error of the server fails the test."""
    roles = ((role, "organ:1-1"),) if role else ()
    actor = Actor(user="u" if role else "", name="某人", roles=roles)
    document, variables = _document(name, _mutations()[name])
    result = await SCHEMA.execute(
        document, variable_values=variables, context_value=context_of(world.desk(actor))
    )
    assert result.errors is None, (name, role, result.errors)
    assert result.data is not None
    return result.data[name]


@pytest.mark.parametrize("name", MAY)
async def test_whoever_may_not_is_refused_before_anything_is_looked_at(
    graph: Graph, name: str
) -> None:
    """The refusal names who may; whoever may hears something else than that he may not, and never a crash."""
    world = World(graph)
    for role in WHO:
        told = await _told(world, name, role)
        if role in MAY[name]:
            assert told["__typename"] != "Forbidden", role
        else:
            assert told["__typename"] == "Forbidden", role
            assert "您无权办理" in told["message"]
            assert any(r.value in told["message"] for r in MAY[name])
