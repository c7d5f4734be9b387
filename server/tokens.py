"""令牌: who asks. The keys are an OIDC issuer's; only the sample district has an issuer of its own.

No setting switches the sample's issuer on: it answers only for a graph whose founding event says that it is the
sample, on a server that we manage ourselves, and only as long as no OIDC issuer is set.
"""

from __future__ import annotations

import os
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


class Verifier(Protocol):
    """核对令牌."""

    def user(self, token: str) -> str:
        """The user id that a token stands for.

        Raises:
            TokenRefused
        """
        ...


class OidcVerifier:
    """令牌 of an OIDC issuer, checked with the keys that it publishes."""

    def __init__(self, issuer: str, audience: str, keys: str) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keys = jwt.PyJWKClient(keys, cache_keys=True, lifespan=3600, timeout=5)

    def user(self, token: str) -> str:
        try:
            key = self._keys.get_signing_key_from_jwt(token).key
            claims = _claims(token, key, ["RS256", "ES256", "EdDSA"], self._issuer, self._audience)
        except jwt.PyJWTError as error:
            raise TokenRefused from error
        return str(claims["sub"])


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
            claims = _claims(token, self._key.public_key(), ["EdDSA"], SAMPLE_ISSUER, AUDIENCE)
        except jwt.PyJWTError as error:
            raise TokenRefused from error
        return str(claims["sub"])


def _claims(token: str, key: Any, algorithms: list[str], issuer: str, audience: str) -> Any:
    return jwt.decode(
        token,
        key,
        algorithms=algorithms,
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
