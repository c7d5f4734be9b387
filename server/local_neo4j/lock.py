"""锁定程序包: resolve Neo4j and everything under it once, and write the lock. For who raises the version.

make lock-jars VERSION=5.26.30
"""

from __future__ import annotations

import hashlib
import sys

import jgo

from server.local_neo4j import jars


def lock(version: str) -> list[str]:
    """The lines of the lock for one version of Neo4j."""
    endpoint = f"org.neo4j:neo4j:{version}+org.neo4j.app:neo4j-server:{version}"
    found = sorted(jgo.resolve(endpoint), key=lambda artifact: artifact.key)
    return [_line(artifact) for artifact in found]


def _line(artifact: jgo.maven.Artifact) -> str:
    group, name, version, classifier, _ = artifact.key
    digest = hashlib.sha256(artifact.resolve().read_bytes()).hexdigest()
    return f"{digest}  {':'.join(part for part in (group, name, version, classifier) if part)}"


if __name__ == "__main__":
    lines = lock(sys.argv[1] if sys.argv[1:] else jars.version(jars.locked()))
    jars.LOCK.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{jars.LOCK}：{len(lines)} 个程序包")
