"""服务的组成, from settings: which keys are believed, where the anchor lies, who the sample's users are."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

from graph.db import Graph
from graph.errors import DomainError
from graph.people import founding, users
from graph.rules.pack import DEFAULT
from resolvers.memory import Memory
from server.anchor import FileAnchor
from server.asking import Service
from server.settings import Settings
from server.tokens import IssuerMissing, OidcVerifier, SampleIssuer, Verifier


class NotLoopback(DomainError):
    """监听地址不当."""

    def __str__(self) -> str:
        return "未设为生产环境（QUANZE_PRODUCTION=true）时，服务只能监听本机地址"


class NotFounded(DomainError):
    """系统尚未启用."""

    def __str__(self) -> str:
        return "系统尚未启用：请先用 ./quanze found 登记首个管理员，或用 make run 建立样本区"


PLACES = 2
"""Requests that are let in for each connection to the database. Of more, the last would wait in vain for one:
the refusal that they get then comes after seconds instead of at once."""


async def service(settings: Settings, graph: Graph) -> Service:
    """The service that these settings describe.

    Raises:
        NotLoopback, NotFounded, IssuerMissing.
    """
    if not settings.production and not _loopback(settings.host):
        raise NotLoopback
    facts = await graph.read(founding)
    if facts is None:
        raise NotFounded
    sample = bool(facts.get("sample"))
    verifier = verifier_of(settings, sample=sample)
    shown = await graph.read(users) if isinstance(verifier, SampleIssuer) else {}
    return Service(
        graph=graph,
        pack=replace(
            DEFAULT,
            territory=str(facts.get("territory") or settings.territory),
            powers_at_once=settings.powers_at_once,
        ),
        verifier=verifier,
        anchor=FileAnchor(settings.data_dir / "audit"),
        memory=Memory(settings.remembered),
        explorer_folder=settings.data_dir / "explorer",
        production=settings.production,
        hosts=tuple(h.strip() for h in settings.hosts.split(",") if h.strip()),
        users=shown,
        crowd=PLACES * settings.neo4j_pool_size,
    )


def verifier_of(settings: Settings, *, sample: bool) -> Verifier:
    """Whose tokens are believed.

    Raises:
        IssuerMissing: no OIDC issuer is set, and this is not the sample on a server of our own.
    """
    if settings.oidc_issuer:
        return OidcVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_keys)
    if sample and not settings.production and not settings.neo4j_uri:
        return SampleIssuer(settings.data_dir / "sample-issuer.pem")
    raise IssuerMissing


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
