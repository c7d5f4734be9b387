"""数据库迁移: numbered Cypher files, each applied once, oldest first.

Every statement is idempotent, because Neo4j keeps schema and data changes in separate transactions and a run may
stop half-way. Migrating is a command, never a side effect of connecting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import LiteralString, cast

from neo4j import AsyncDriver, AsyncSession

from graph.errors import DatabaseNewer, MigrationChanged

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """迁移: the statements of one file, without comments, and their fingerprint."""

    name: str
    statements: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the statements: a comment may still be mended after release, a statement may not."""
        return sha256(";\n".join(self.statements).encode()).hexdigest()


def files(folder: Path = FOLDER) -> list[Migration]:
    """Every migration of this program, oldest first."""
    return [Migration(path.stem, _statements(path)) for path in sorted(folder.glob("*.cypher"))]


def _statements(path: Path) -> tuple[str, ...]:
    """The statements of a file. A statement ends with ``;`` at the end of a line; a comment has its own line."""
    lines = path.read_text("utf-8").splitlines()
    code = "\n".join(line.rstrip() for line in lines if not line.lstrip().startswith("//"))
    return tuple(part.strip() for part in (code + "\n").split(";\n") if part.strip())


async def migrate(driver: AsyncDriver, database: str, folder: Path = FOLDER) -> list[str]:
    """Apply what is missing; return the names applied, oldest first.

    Raises:
        DatabaseNewer: the database holds a migration that this program does not know.
        MigrationChanged: a migration was applied with other statements than its file now has.
    """
    migrations = files(folder)
    async with driver.session(database=database) as session:
        await session.run(ONE_MIGRATION_ONE_NODE)
        applied = await _applied(session)
        _check(migrations, applied)
        pending = [migration for migration in migrations if migration.name not in applied]
        for migration in pending:
            await _apply(session, migration)
        await session.run(AWAIT_INDEXES)
    return [migration.name for migration in pending]


async def pending(driver: AsyncDriver, database: str, folder: Path = FOLDER) -> list[str]:
    """The names that ``migrate`` would apply; nothing is written. Raises as ``migrate``."""
    migrations = files(folder)
    async with driver.session(database=database) as session:
        applied = await _applied(session)
    _check(migrations, applied)
    return [migration.name for migration in migrations if migration.name not in applied]


ONE_MIGRATION_ONE_NODE = """
CREATE CONSTRAINT migration_name IF NOT EXISTS
FOR (m:Migration) REQUIRE m.name IS UNIQUE
"""

# A new index answers nothing before it is online.
AWAIT_INDEXES = "CALL db.awaitIndexes(120)"

APPLIED = """
OPTIONAL MATCH (m:Migration)
RETURN collect([m.name, m.digest]) AS applied
"""


async def _applied(session: AsyncSession) -> dict[str, str]:
    """Name → digest of what was applied."""
    result = await session.run(APPLIED)
    row = await result.single(strict=True)
    return {name: digest for name, digest in row["applied"] if name is not None}


def _check(migrations: Sequence[Migration], applied: dict[str, str]) -> None:
    known = {migration.name: migration.digest for migration in migrations}
    if unknown := sorted(applied.keys() - known.keys()):
        raise DatabaseNewer(tuple(unknown), newest=max(known, default=""))
    for name, digest in sorted(applied.items()):
        if known[name] != digest:
            raise MigrationChanged(name)


MARK = """
MERGE (m:Migration {name: $name})
SET m.digest = $digest, m.appliedAt = datetime()
"""


async def _apply(session: AsyncSession, migration: Migration) -> None:
    for statement in migration.statements:
        # The one cast of the project: these strings come from our own files.
        result = await session.run(cast("LiteralString", statement))
        await result.consume()
    await session.run(MARK, {"name": migration.name, "digest": migration.digest})
