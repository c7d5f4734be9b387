"""令牌: who asks. The keys are an OIDC issuer's; only the sample district has an issuer of its own.

No setting switches the sample's issuer on: it answers only for a graph whose founding event says that it is the
sample, on a server that we manage ourselves, and only as long as no OIDC issuer is set.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from graph.errors import DomainError

SAMPLE_ISSUER = "quanze-sample"
AUDIENCE = "quanze"
LIFETIME = timedelta(hours=12)


class TokenRefused(DomainError):
    """令牌无效: expired, not ours, or damaged."""

    def __str__(self) -> str:
        return "登录令牌无效或已过期，请重新登录"


@dataclass(eq=False)
class IssuerMissing(DomainError):
    """没有签发方: an OIDC issuer must be set outside the sample district."""

    def __str__(self) -> str:
        return "未设置登录签发方（QUANZE_OIDC_ISSUER），且本库不是样本区，不能签发或核对令牌"


@dataclass(eq=False)
class KeysMissing(DomainError):
    """没有签发方的公钥地址."""

    def __str__(self) -> str:
        return "已设置登录签发方（QUANZE_OIDC_ISSUER），还须设置其公钥地址（QUANZE_OIDC_KEYS，http 或 https）"


class IssuerUnreachable(DomainError):
    """签发方无法访问: its keys cannot be had now; the token may be good."""

    def __str__(self) -> str:
        return "暂时无法取得登录签发方的公钥，不能核对令牌，请稍后再试"


class Verifier(Protocol):
    """核对令牌."""

    def user(self, token: str) -> str:
        """The user id that a token stands for. May wait for the network: not to be called on the event loop.

        Raises:
            TokenRefused, IssuerUnreachable.
        """
        ...


OIDC_ALGORITHMS = ("RS256", "ES256", "EdDSA")
"""Public keys only: with HS256 the issuer's public key would itself be the secret."""

LEEWAY = timedelta(seconds=30)
"""By which clocks may differ."""


class OidcVerifier:
    """令牌 of an OIDC issuer, checked with the keys that it publishes.

    The whole set of keys is fetched again when it is old, and when a token names a key that it lacks (a rotation);
    so a key that the issuer withdrew is not believed any longer. The library holds back who asks too often.

    Raises:
        KeysMissing: the address of the keys is not one.
    """

    def __init__(self, issuer: str, audience: str, keys: str, *, cooldown: float = 30.0) -> None:
        self._issuer = issuer
        self._audience = audience
        if not keys.startswith(("http://", "https://")):
            raise KeysMissing
        self._keys = jwt.PyJWKClient(
            keys, cache_keys=False, lifespan=300, timeout=5, cooldown_duration=cooldown
        )

    def user(self, token: str) -> str:
        try:
            if jwt.get_unverified_header(token).get("alg") not in OIDC_ALGORITHMS:
                raise TokenRefused
            key = self._key(token)
            claims = _claims(token, key, OIDC_ALGORITHMS, self._issuer, self._audience)
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise TokenRefused from error
        return str(claims["sub"])

    def _key(self, token: str) -> jwt.PyJWK:
        """The key that a token names. Whatever the issuer answers instead of keys is its fault, not the token's."""
        try:
            self._keys.get_signing_keys()
        except (jwt.PyJWTError, ValueError) as error:
            raise IssuerUnreachable from error
        try:
            return self._keys.get_signing_key_from_jwt(token)
        except jwt.PyJWKClientConnectionError as error:
            raise IssuerUnreachable from error


class SampleIssuer:
    """样本区的签发方: signs and checks tokens with a key in the sample's data folder, readable by its owner only."""

    def __init__(self, key_file: Path) -> None:
        self._key = _key(key_file)

    def issue(self, user: str, now: datetime | None = None) -> str:
        """A token for one user of the sample."""
        moment = now or datetime.now(UTC)
        claims = {"sub": user, "iss": SAMPLE_ISSUER, "aud": AUDIENCE}
        claims |= {"iat": moment, "exp": moment + LIFETIME}
        return jwt.encode(claims, self._key, algorithm="EdDSA")

    def user(self, token: str) -> str:
        try:
            claims = _claims(token, self._key.public_key(), ("EdDSA",), SAMPLE_ISSUER, AUDIENCE)
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise TokenRefused from error
        return str(claims["sub"])


def _claims(token: str, key: Any, algorithms: Sequence[str], issuer: str, audience: str) -> Any:
    return jwt.decode(
        token,
        key,
        algorithms=algorithms,
        leeway=LEEWAY,
        issuer=issuer,
        audience=audience,
        options={"require": ["exp", "sub", "iss", "aud"]},
    )


def _key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(loaded, Ed25519PrivateKey)
    return loaded
