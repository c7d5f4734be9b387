"""设置: one frozen class, read once. Only ``server.app`` and ``server.cli`` make it; everything else is handed values."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """From the environment, else ``.env``. A malformed setting stops the start; ``.env.example`` lists them all."""

    model_config = SettingsConfigDict(
        env_prefix="QUANZE_",
        env_file=ROOT / ".env",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    data_dir: Path = Field(
        default=ROOT / "var", description="folder of everything that is made at run time"
    )

    neo4j_uri: str = Field(
        default="",
        pattern=r"^$|^(bolt|neo4j)(\+s|\+ssc)?://",
        description="external server (bolt://, neo4j://, neo4j+s://); empty: the local one that we manage",
    )
    neo4j_user: str = Field(default="neo4j", description="user at the external server")
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), description="password at the external server, if not in a file"
    )
    neo4j_password_file: Path | None = Field(
        default=None,
        description="file with the password at the external server, e.g. a Docker secret",
    )
    neo4j_database: str = Field(default="neo4j", description="name of the database")
    neo4j_pool_size: int = Field(
        default=50,
        ge=1,
        description="connections at most; twice as many requests are let in at once",
    )
    neo4j_acquisition_timeout: float = Field(
        default=3.0, gt=0, description="seconds to wait for a connection before answering 503"
    )
    query_timeout: float = Field(default=10.0, gt=0, description="seconds that one query may take")

    neo4j_port: int = Field(
        default=0, ge=0, le=65535, description="Bolt port of the local server; 0: any that is free"
    )
    neo4j_jars: Path | None = Field(
        default=None,
        description="folder with the jars of Neo4j; empty: downloaded into the data folder",
    )
    maven_repository: str = Field(
        default="",
        pattern=r"^$|^https?://",
        description="Maven repository to download from; empty: Maven Central",
    )
    neo4j_heap: int = Field(default=768, ge=256, description="MB of heap for the local server")
    neo4j_page_cache: int = Field(
        default=256, ge=16, description="MB of page cache for the local server"
    )

    neo4j_java: str = Field(
        default="", description="further arguments for the local server's Java, parted by spaces"
    )

    host: str = Field(
        default="127.0.0.1",
        description="address that the service listens on; loopback unless in production",
    )
    port: int = Field(default=8000, ge=1, le=65535, description="port that the service listens on")
    production: bool = Field(
        default=False,
        description="true on a server: no explorer, no introspection, nothing told about the inside",
    )
    hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        description="host names by which clients may call the service, parted by commas",
    )
    oidc_issuer: str = Field(
        default="", description="OIDC issuer of the tokens; empty only for the sample district"
    )
    oidc_audience: str = Field(default="quanze", description="audience that a token must name")
    oidc_keys: str = Field(
        default="", description="address of the issuer's keys (JWKS); needed with an issuer"
    )
    powers_at_once: int = Field(
        default=20_000,
        ge=1,
        description="powers read for one analysis at most; one that touches more can be read, not committed",
    )
    remembered: int = Field(
        default=200_000,
        ge=1,
        description="powers, hits and provisions of analyses that are remembered at most, some 4 kB each",
    )
    territory: str = Field(
        default="530112", description="administrative division code of the district"
    )

    @property
    def external_password(self) -> str:
        """The external server's password: from its file, else as set.

        The file may hold ``user/password``, as Neo4j's own Docker image wants it, so that both read one secret.
        """
        if self.neo4j_password_file:
            secret = self.neo4j_password_file.read_text("utf-8").strip()
            return secret.removeprefix(f"{self.neo4j_user}/")
        return self.neo4j_password.get_secret_value()

    @property
    def neo4j_folder(self) -> Path:
        """Folder of the local server."""
        return self.data_dir / "neo4j"

    @property
    def jar_folder(self) -> Path:
        """Folder of the jars: the operator's, else ours, shared by all local servers."""
        return self.neo4j_jars or self.data_dir / "neo4j-jars"
