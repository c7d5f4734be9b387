"""登录: a new database gets our password before anybody is told of it; an old one must know it."""

from __future__ import annotations

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError

from server.local_neo4j.home import Home
from server.local_neo4j.problems import WrongPassword

USER = "neo4j"
_FIRST_PASSWORD = "neo4j"  # what every new Neo4j has, and lets nobody work with

CHANGE = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"


def prepare(uri: str, home: Home) -> None:
    """Afterwards the password of the file opens the database.

    Raises:
        WrongPassword: neither that password nor that of a new database does.
    """
    password = home.password()
    if _opens(uri, password):
        return
    try:
        with _driver(uri, _FIRST_PASSWORD) as driver:
            driver.execute_query(
                CHANGE, {"old": _FIRST_PASSWORD, "new": password}, database_="system"
            )
    except AuthError as error:
        raise WrongPassword(home.password_file) from error


def _opens(uri: str, password: str) -> bool:
    try:
        with _driver(uri, password) as driver:
            driver.verify_connectivity()
    except AuthError:
        return False
    return True


def _driver(uri: str, password: str) -> Driver:
    return GraphDatabase.driver(uri, auth=(USER, password))
