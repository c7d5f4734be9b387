"""A service in this process, as a stranger meets it: over HTTP, without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from graph import people
from graph.db import Graph, connect
from graph.model.actor import Actor, Role
from graph.model.organ import OrgKind
from graph.people import RoleBinding
from graph.rules.pack import DEFAULT
from resolvers import organs
from resolvers.acting import Desk
from server.app import create
from server.asking import Service
from server.tokens import SampleIssuer
from tests.service.client import Client

TODAY = date(2024, 3, 1)


def clock() -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC)


class NoAnchor:
    """Keeps nothing."""

    def keep(self, record: object) -> None: ...


@pytest.fixture
def issuer(tmp_path: Path) -> SampleIssuer:
    return SampleIssuer(tmp_path / "issuer.pem")


@pytest.fixture
async def people_(graph: Graph) -> Graph:
    """Three users: an administrator, a clerk of 编办, and one whose time in office is over."""
    desk = Desk(graph=graph, actor=Actor(), clock=clock)
    founded = await organs.found(
        desk,
        organ_code="ADM",
        organ_name="信息中心",
        user="admin",
        name="管理员",
        valid_from=date(2010, 1, 1),
        sample=True,
    )
    admin = replace(desk, actor=await graph.read(people.actor, "admin", TODAY))
    made = await organs.register_organ(
        admin, code="BB", name="区委编办", kind=OrgKind.WORK_DEPT, valid_from=date(2010, 1, 1)
    )
    await _bind(graph, made["organ"], Role.BB)
    await _employ(graph, "bb1", made["organ"], None)
    await _employ(graph, "gone", founded["organ"], date(2020, 1, 1))
    return graph


async def _bind(graph: Graph, organ: str, role: Role) -> None:
    binding = RoleBinding(
        id=f"binding-{organ}", role=role, organ=organ, valid_from=date(2010, 1, 1), to=None
    )
    await graph.write(people.put_binding, 1, binding)


async def _employ(graph: Graph, user: str, organ: str, to: date | None) -> None:
    await graph.write(
        people.put_user, 1, user=user, name=user, organ=organ, valid_from=date(2010, 1, 1), to=to
    )


@pytest.fixture
def service(people_: Graph, issuer: SampleIssuer, tmp_path: Path) -> Service:
    """As in the sample district: explorer, introspection, users to choose from."""
    return replace(_doorless(people_, issuer, tmp_path), users={"admin": "管理员", "bb1": "编办"})


@pytest.fixture
def production(service: Service) -> Service:
    return replace(service, production=True)


@pytest.fixture
async def open_(issuer: SampleIssuer) -> AsyncIterator[Callable[[Service], Client]]:
    """Makes clients of services; closes them at the end."""
    made: list[httpx.AsyncClient] = []

    def client(service: Service) -> Client:
        transport = httpx.ASGITransport(app=create(service), raise_app_exceptions=False)
        http = httpx.AsyncClient(transport=transport, base_url="http://testserver")
        made.append(http)
        return Client(http, issuer)

    yield client
    for http in made:
        await http.aclose()


@pytest.fixture
def client(open_: Callable[[Service], Client], service: Service) -> Client:
    return open_(service)


@pytest.fixture
def strict(open_: Callable[[Service], Client], production: Service) -> Client:
    """A client of the same service in production."""
    return open_(production)


@pytest.fixture
async def outside_service(issuer: SampleIssuer, tmp_path: Path) -> AsyncIterator[Service]:
    """A service whose database is nowhere: what is refused must not need one."""
    async with connect("bolt://127.0.0.1:1", "nobody", "nothing") as nowhere:
        yield _doorless(Graph(nowhere, "neo4j"), issuer, tmp_path)


@pytest.fixture
def outside(open_: Callable[[Service], Client], outside_service: Service) -> Client:
    return open_(outside_service)


@pytest.fixture
def outside_production(open_: Callable[[Service], Client], outside_service: Service) -> Client:
    return open_(replace(outside_service, production=True))


def _doorless(graph: Graph, issuer: SampleIssuer, folder: Path) -> Service:
    return Service(
        graph=graph,
        pack=DEFAULT,
        verifier=issuer,
        anchor=NoAnchor(),
        explorer_folder=folder / "explorer",
        production=False,
        hosts=("testserver", "[::1]"),
        users={},
        clock=clock,
    )
