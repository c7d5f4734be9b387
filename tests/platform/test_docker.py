"""docker-compose.yml and Dockerfile. Docker cannot run here, so the files are read, not tried."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from server.local_neo4j import jars
from server.settings import Settings


def test_the_compose_file_keeps_the_compose_specification(root: Path) -> None:
    """The schema is the one that ``check-jsonschema`` carries."""
    assert _check(root / "docker-compose.yml") == (0, "")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("cap_drop: [ALL]", "cap_drop: ALL"), ("service_healthy", "healthy"), ("ports:", "port:")],
)
def test_the_specification_would_find_a_mistake(
    root: Path, tmp_path: Path, right: str, wrong: str
) -> None:
    text = (root / "docker-compose.yml").read_text("utf-8")
    assert right in text
    mistaken = tmp_path / "docker-compose.yml"
    mistaken.write_text(text.replace(right, wrong), "utf-8")

    assert _check(mistaken)[0] == 1


def test_only_the_loopback_is_published_and_the_database_not_at_all(compose: Any) -> None:
    ports = {name: list(service.get("ports", [])) for name, service in _services(compose)}

    assert ports == {"neo4j": [], "migrate": [], "service": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["database"]["internal"] is True
    assert list(compose["services"]["neo4j"]["networks"]) == ["database"]


def test_nobody_is_root_or_can_become_it(compose: Any) -> None:
    for name, service in _services(compose):
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), name
        assert list(service["cap_drop"]) == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_our_own_containers_cannot_write_to_their_root(compose: Any) -> None:
    own = [service for _, service in _services(compose) if service["image"] == "quanze"]

    assert [service["read_only"] for service in own] == [True, True]


def test_the_password_stands_in_no_environment(compose: Any) -> None:
    assert compose["secrets"]["neo4j_auth"]["file"] == "./secrets/neo4j_auth"
    for _, service in _services(compose):
        named = {name for name in service["environment"] if re.search("AUTH|PASSWORD", name)}
        assert named <= {"NEO4J_AUTH_PATH", "QUANZE_NEO4J_PASSWORD_FILE"}
        assert list(service["secrets"]) == ["neo4j_auth"]


def test_the_secrets_are_never_committed(root: Path) -> None:
    assert {"/secrets/", "/.env"} <= set((root / ".gitignore").read_text("utf-8").splitlines())


def test_each_waits_until_what_it_needs_is_healthy(compose: Any) -> None:
    services = compose["services"]

    assert services["migrate"]["depends_on"]["neo4j"]["condition"] == "service_healthy"
    needs = services["service"]["depends_on"]["migrate"]["condition"]
    assert needs == "service_completed_successfully"
    assert all("healthcheck" in services[name] for name in ("neo4j", "service"))


def test_data_outlives_the_containers(compose: Any) -> None:
    services = compose["services"]

    assert "neo4j-data:/data" in services["neo4j"]["volumes"]
    assert "service-data:/data" in services["service"]["volumes"]


def test_the_image_is_the_neo4j_that_we_test_with(compose: Any) -> None:
    version = jars.version(jars.locked())

    assert compose["services"]["neo4j"]["image"] == f"neo4j:{version}-community"


def test_every_variable_is_a_setting(compose: Any) -> None:
    known = {f"QUANZE_{name.upper()}" for name in Settings.model_fields}
    named = {name for _, service in _services(compose) for name in service["environment"]}

    assert {name for name in named if name.startswith("QUANZE_")} <= known


def test_the_service_runs_as_in_production(compose: Any) -> None:
    environment = compose["services"]["service"]["environment"]

    assert environment["QUANZE_PRODUCTION"] == "true"
    assert environment["QUANZE_OIDC_ISSUER"].startswith("${QUANZE_OIDC_ISSUER:?")
    assert "127.0.0.1" in environment["QUANZE_HOSTS"], "the health check calls it by this name"


def test_the_image_holds_every_package_and_nothing_else(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    packages = {*project["tool"]["importlinter"]["root_packages"], "sample"}
    dockerfile = (root / "Dockerfile").read_text("utf-8")
    allowed = re.findall(r"^!(\w+)$", (root / ".dockerignore").read_text("utf-8"), re.MULTILINE)

    assert set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE)) == packages
    assert set(allowed) == packages


def test_the_image_installs_only_what_is_locked_and_runs_as_nobody(root: Path) -> None:
    dockerfile = (root / "Dockerfile").read_text("utf-8")

    assert "--require-hashes -r requirements.txt" in dockerfile
    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["10001:10001"]


@pytest.fixture(scope="module")
def compose(root: Path) -> Any:
    return YAML(typ="safe").load(root / "docker-compose.yml")


def _services(compose: Any) -> list[tuple[str, Any]]:
    return list(compose["services"].items())


def _check(file: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [*command, "--quiet", str(file)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout
