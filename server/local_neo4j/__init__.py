"""本地 Neo4j: a real server as a managed child process, without Docker, Java or Maven on the machine.

See docs/adr/0003-local-neo4j.md for the reasons.
"""

from server.local_neo4j.control import Options, Running, is_starting, require, start, status, stop
from server.local_neo4j.launch import Memory
from server.local_neo4j.problems import ExternalServer, LocalNeo4jProblem, NotRunning

__all__ = [
    "ExternalServer",
    "LocalNeo4jProblem",
    "Memory",
    "NotRunning",
    "Options",
    "Running",
    "is_starting",
    "require",
    "start",
    "status",
    "stop",
]
