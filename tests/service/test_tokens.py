"""Who asks: no token is the public, a wrong one is refused in Chinese, and nobody can switch the sample's issuer on."""

from __future__ import annotations

import base64
import json
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt import algorithms

from graph import people
from graph.db import Graph
from server.asking import Service
from server.service import NotFounded, NotLoopback, verifier_of
from server.service import service as made_of
from server.settings import Settings
from server.tokens import (
    AUDIENCE,
    SAMPLE_ISSUER,
    IssuerMissing,
    IssuerUnreachable,
    KeysMissing,
    OidcVerifier,
    SampleIssuer,
    TokenRefused,
)
from tests.service.client import Client, bearer, sentences

ME = "{ me { user name roles { role } } }"
ISSUER = "https://login.example"
REFUSED = "登录令牌无效或已过期，请重新登录"


async def test_without_a_token_the_public_asks(client: Client) -> None:
    response = await client.ask(ME)

    assert response.json()["data"]["me"]["roles"] == []


FOUND_AN_ORGAN = """mutation {
  registerOrgUnit(code: "NEW", name: "区新设局", kind: WORK_DEPT, validFrom: "2024-01-01") { __typename }
}"""


async def test_who_lost_his_roles_elsewhere_does_nothing_more(
    client: Client, people_: Graph
) -> None:
    token = client.token("admin")
    await client.ask(ME, headers=token)
    admin = await people_.read(people.actor, "admin", date(2024, 6, 1))
    await people_.write(
        people.put_user, 2, user="admin", name="管理员", organ=admin.roles[0][1],
        valid_from=date(2010, 1, 1), to=date(2020, 1, 1),
    )  # fmt: skip

    response = await client.ask(FOUND_AN_ORGAN, headers=token)

    assert sentences(response) == ["没有编号为“admin”的用户，或其账号在今天无任何角色"]


async def test_a_token_stands_for_a_user_with_his_roles_of_today(client: Client) -> None:
    me = (await client.ask(ME, user="bb1")).json()["data"]["me"]

    assert (me["user"], me["roles"]) == ("bb1", [{"role": "BB"}])


@pytest.mark.parametrize(
    "header",
    [
        "Basic YWRtaW46YWRtaW4=",
        "Bearer",
        "Bearer ",
        "",
        "Token x",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer " + "x" * 8_000,
    ],
)
async def test_what_is_no_token_is_refused_and_never_the_public(
    header: str, outside: Client
) -> None:
    response = await outside.ask(ME, headers={"authorization": header})

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="quanze"'
    assert sentences(response) == [REFUSED]


def _claims(**changed: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    claims: dict[str, Any] = {"sub": "bb1", "iss": SAMPLE_ISSUER, "aud": AUDIENCE, "iat": now}
    claims |= {"exp": now + timedelta(hours=1)} | changed
    return {name: value for name, value in claims.items() if value is not None}


AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)
WRONG_CLAIMS = {
    "expired": {"exp": AN_HOUR_AGO},
    "never expires": {"exp": None},
    "not valid yet": {"nbf": datetime.now(UTC) + timedelta(hours=1)},
    "of another issuer": {"iss": "someone"},
    "of no issuer": {"iss": None},
    "for another audience": {"aud": "someone"},
    "for no audience": {"aud": None},
    "of nobody": {"sub": None},
    "of a number": {"sub": 7},
}


@pytest.mark.parametrize("name", WRONG_CLAIMS)
async def test_a_token_with_wrong_claims_is_refused(
    name: str, outside: Client, tmp_path: Path
) -> None:
    key = (tmp_path / "issuer.pem").read_text()
    token = jwt.encode(_claims(**WRONG_CLAIMS[name]), key, algorithm="EdDSA")

    response = await outside.ask(ME, headers=bearer(token))

    assert response.status_code == 401
    assert sentences(response) == [REFUSED]


def _part(value: object) -> str:
    return (
        base64.urlsafe_b64encode(json.dumps(value, default=_seconds).encode()).decode().strip("=")
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", ""])
async def test_a_token_that_nobody_signed_is_refused(algorithm: str, outside: Client) -> None:
    token = f"{_part({'alg': algorithm, 'typ': 'JWT'})}.{_part(_claims())}."

    response = await outside.ask(ME, headers=bearer(token))

    assert response.status_code == 401
    assert sentences(response) == [REFUSED]


def _confused(public: bytes, claims: dict[str, Any], kid: str = "") -> str:
    """Signed with HS256, the public key for a secret."""
    head = f"{_part({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{_part(claims)}"
    sign = hmac.HMAC(public, hashes.SHA256())
    sign.update(head.encode())
    return f"{head}.{base64.urlsafe_b64encode(sign.finalize()).decode().strip('=')}"


def _pem(key: Any) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


async def test_the_public_key_is_no_secret(outside: Client, tmp_path: Path) -> None:
    key = serialization.load_pem_private_key((tmp_path / "issuer.pem").read_bytes(), None)

    response = await outside.ask(ME, headers=bearer(_confused(_pem(key), _claims())))

    assert response.status_code == 401


async def test_a_token_of_another_key_is_refused(outside: Client) -> None:
    token = jwt.encode(_claims(), Ed25519PrivateKey.generate(), algorithm="EdDSA")

    assert (await outside.ask(ME, headers=bearer(token))).status_code == 401


@pytest.mark.parametrize("user", ["nobody", "gone", "", "' OR 1=1", "*"])
async def test_who_has_no_role_today_is_refused(user: str, client: Client) -> None:
    response = await client.ask(ME, headers=client.token(user))

    assert response.status_code == 401
    assert "无任何角色" in sentences(response)[0]


# An OIDC issuer on loopback.


@dataclass
class Issuer:
    """Publishes keys; counts how often it was asked."""

    keys: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    body: bytes | None = None
    asked: int = 0
    url: str = ""

    def publish(self, key: Any, kid: str, **more: str) -> None:
        kind: Any = (
            algorithms.RSAAlgorithm
            if isinstance(key, rsa.RSAPrivateKey)
            else algorithms.ECAlgorithm
        )
        told = json.loads(kind.to_jwk(key.public_key()))
        self.keys.append({**told, "kid": kid, "use": "sig", **more})


@pytest.fixture
def oidc() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked += 1
            body = (
                json.dumps({"keys": issuer.keys}).encode() if issuer.body is None else issuer.body
            )
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}/keys"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())


def _signed(key: Any, kid: str, algorithm: str, **changed: Any) -> str:
    return jwt.encode(_claims(iss=ISSUER, **changed), key, algorithm, headers={"kid": kid})


def _verifier(oidc: Issuer, cooldown: float = 0) -> OidcVerifier:
    return OidcVerifier(ISSUER, AUDIENCE, oidc.url, cooldown=cooldown)


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (EC, "ES256")])
def test_the_keys_of_an_issuer_are_believed(oidc: Issuer, key: Any, algorithm: str) -> None:
    oidc.publish(key, "1")
    verifier = _verifier(oidc)

    assert [verifier.user(_signed(key, "1", algorithm)) for _ in range(3)] == ["bb1"] * 3
    assert oidc.asked == 1


async def test_its_users_are_let_in(
    oidc: Issuer, service: Service, open_: Callable[[Service], Client]
) -> None:
    oidc.publish(RSA, "1")
    client = open_(replace(service, verifier=_verifier(oidc)))

    response = await client.ask(ME, headers=bearer(_signed(RSA, "1", "RS256")))

    assert response.json()["data"]["me"]["user"] == "bb1"


def test_after_a_rotation_the_new_key_is_believed_and_the_old_one_is_not(oidc: Issuer) -> None:
    oidc.publish(RSA, "1")
    verifier = _verifier(oidc)
    verifier.user(_signed(RSA, "1", "RS256"))

    oidc.keys.clear()
    oidc.publish(EC, "2")

    assert verifier.user(_signed(EC, "2", "ES256")) == "bb1"
    with pytest.raises(TokenRefused):
        verifier.user(_signed(RSA, "1", "RS256"))


def test_invented_keys_do_not_make_us_ask_the_issuer_again_and_again(oidc: Issuer) -> None:
    oidc.publish(RSA, "1")
    verifier = _verifier(oidc, cooldown=30)

    for number in range(20):
        with pytest.raises(TokenRefused):
            verifier.user(_signed(RSA, f"invented {number}", "RS256"))

    assert oidc.asked == 1


def test_the_issuers_public_key_is_no_secret(oidc: Issuer) -> None:
    oidc.publish(RSA, "1")

    with pytest.raises(TokenRefused):
        _verifier(oidc).user(_confused(_pem(RSA), _claims(iss=ISSUER), "1"))


def test_a_key_is_believed_for_its_own_algorithm_only(oidc: Issuer) -> None:
    oidc.publish(EC, "1")

    with pytest.raises(TokenRefused):
        _verifier(oidc).user(_signed(RSA, "1", "RS256"))


def test_a_key_for_encryption_signs_nothing(oidc: Issuer) -> None:
    oidc.publish(RSA, "1", use="enc")
    oidc.publish(EC, "2")

    with pytest.raises(TokenRefused):
        _verifier(oidc).user(_signed(RSA, "1", "RS256"))


@pytest.mark.parametrize(
    "changed", [{"aud": "someone"}, {"exp": AN_HOUR_AGO}, {"iss": "https://other.example"}]
)
def test_an_issuers_token_with_wrong_claims_is_refused(
    oidc: Issuer, changed: dict[str, Any]
) -> None:
    oidc.publish(RSA, "1")
    claims = _claims(**{"iss": ISSUER, **changed})

    with pytest.raises(TokenRefused):
        _verifier(oidc).user(jwt.encode(claims, RSA, "RS256", headers={"kid": "1"}))


def test_a_token_that_brings_its_own_key_is_refused(oidc: Issuer) -> None:
    oidc.publish(EC, "1")
    own = json.loads(algorithms.RSAAlgorithm.to_jwk(RSA.public_key()))
    headers = {
        "kid": "9",
        "jwk": own,
        "jku": "http://evil.example/keys",
        "x5u": "http://evil.example",
    }
    token = jwt.encode(_claims(iss=ISSUER), RSA, "RS256", headers=headers)

    with pytest.raises(TokenRefused):
        _verifier(oidc).user(token)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"keys": []}', b'{"keys": [{"kty": "x"}]}']
)
async def test_an_issuer_that_tells_no_keys_is_not_the_users_fault(
    oidc: Issuer, body: bytes, service: Service, open_: Callable[[Service], Client]
) -> None:
    oidc.body = body
    client = open_(replace(service, verifier=_verifier(oidc)))

    response = await client.ask(ME, headers=bearer(_signed(RSA, "1", "RS256")))

    assert response.status_code == 503
    assert response.headers["retry-after"] == "2"
    assert sentences(response) == ["暂时无法取得登录签发方的公钥，不能核对令牌，请稍后再试"]


def test_an_issuer_that_is_down_is_told() -> None:
    verifier = OidcVerifier(ISSUER, AUDIENCE, "http://127.0.0.1:1/keys")

    with pytest.raises(IssuerUnreachable, match="公钥"):
        verifier.user(_signed(RSA, "1", "RS256"))


@pytest.mark.parametrize("keys", ["", "file:///etc/passwd", "login.example/keys"])
def test_an_issuer_needs_the_address_of_its_keys(keys: str) -> None:
    with pytest.raises(KeysMissing, match="QUANZE_OIDC_KEYS"):
        OidcVerifier(ISSUER, AUDIENCE, keys)


# The sample's issuer cannot be switched on.


def _settings(folder: Path, **changed: Any) -> Settings:
    return Settings(_env_file=None, data_dir=folder, **changed)  # pyright: ignore[reportCallIssue]


def test_the_sample_on_our_own_server_has_an_issuer(tmp_path: Path) -> None:
    verifier = verifier_of(_settings(tmp_path), sample=True)

    assert isinstance(verifier, SampleIssuer)
    assert verifier.user(verifier.issue("bb1")) == "bb1"
    mode = (tmp_path / "sample-issuer.pem").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize(
    ("sample", "changed"),
    [
        (False, {}),
        (False, {"production": True}),
        (True, {"production": True}),
        (True, {"neo4j_uri": "bolt://db.example"}),
        (True, {"neo4j_uri": "bolt://127.0.0.1"}),
        (False, {"territory": "980106"}),
        (False, {"oidc_issuer": ""}),
        (False, {"oidc_audience": SAMPLE_ISSUER}),
        (False, {"oidc_keys": "http://127.0.0.1/keys"}),
    ],
)
def test_elsewhere_it_cannot_be_had(sample: bool, changed: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(IssuerMissing, match="QUANZE_OIDC_ISSUER"):
        verifier_of(_settings(tmp_path, **changed), sample=sample)

    assert not (tmp_path / "sample-issuer.pem").exists()


def test_a_set_issuer_takes_its_place_even_in_the_sample(tmp_path: Path) -> None:
    settings = _settings(tmp_path, oidc_issuer=SAMPLE_ISSUER, oidc_keys="http://127.0.0.1:1/keys")
    token = SampleIssuer(tmp_path / "sample-issuer.pem").issue("bb1")

    verifier = verifier_of(settings, sample=True)

    assert isinstance(verifier, OidcVerifier)
    with pytest.raises(IssuerUnreachable):
        verifier.user(token)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_no_setting_switches_it_on(name: str, tmp_path: Path) -> None:
    """Each setting, with a value that it takes: outside the sample none of them yields an issuer of our own."""
    values: dict[Any, Any] = {bool: True, int: 4_096, float: 5.0, str: "https://x.example/1"}
    value = values.get(Settings.model_fields[name].annotation)
    left_out = value is None or name in ("neo4j_uri", "neo4j_port")
    given: dict[str, Any] = {} if left_out else {name: value}
    if name == "oidc_issuer":
        given["oidc_keys"] = "https://x.example/keys"
    settings = _settings(tmp_path, **given)

    try:
        verifier = verifier_of(settings, sample=False)
    except IssuerMissing:
        return
    assert isinstance(verifier, OidcVerifier)


async def test_a_graph_that_was_not_founded_serves_nobody(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(NotFounded, match="quanze found"):
        await made_of(_settings(tmp_path), graph)


async def test_the_sample_shows_its_users_and_production_none(
    people_: Graph, tmp_path: Path
) -> None:
    sample = await made_of(_settings(tmp_path), people_)
    issuer = {"oidc_issuer": ISSUER, "oidc_keys": "http://127.0.0.1:1/keys"}
    production = await made_of(_settings(tmp_path, production=True, **issuer), people_)

    assert set(sample.users) == {"admin", "bb1", "gone"}
    assert production.users == {}


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "::", "example.com"])
async def test_only_production_listens_to_others(host: str, people_: Graph, tmp_path: Path) -> None:
    with pytest.raises(NotLoopback):
        await made_of(_settings(tmp_path, host=host), people_)
