"""An answer is given again as it was, to the same reader, until somebody acts; what is of the moment is told anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph import people
from graph.db import Graph, Tx
from graph.errors import GraphUnavailable
from resolvers import auditing
from server import answers
from server.asking import Service
from server.graphql_view import NEGOTIATED, Api
from tests.service.client import Client

ORGANS = "{ orgUnits(first: 9) { totalCount nodes { name } } }"

ME = "{ me { user roles { role } } }"

FOUND_AN_ORGAN = """mutation {
  registerOrgUnit(code: "NEW", name: "区新设局", kind: WORK_DEPT, validFrom: "2024-01-01") { __typename }
}"""


class Counting:
    """How often the schema was asked."""

    times = 0


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting, run = Counting(), Api.run

    async def counted(self: Api, *args: Any, **kwargs: Any) -> Any:
        counting.times += 1
        return await run(self, *args, **kwargs)

    monkeypatch.setattr(Api, "run", counted)
    return counting


async def _data(client: Client, query: str = ORGANS, **given: Any) -> Any:
    response = await client.ask(query, **given)
    assert response.status_code == 200, response.text
    return response.json()["data"]


async def test_what_is_asked_a_third_time_is_not_executed(
    client: Client, executed: Counting
) -> None:
    token = client.token("admin")
    told = [await client.ask(ORGANS, headers=token) for _ in range(5)]

    assert len({(r.content, tuple(sorted(r.headers.items()))) for r in told}) == 1
    assert executed.times == 2, "the first asking is noted, the second is kept"


async def test_another_token_of_the_same_user_is_told_the_same(
    client: Client, executed: Counting
) -> None:
    for _ in range(3):
        await _data(client, user="admin")

    assert executed.times == 2


async def test_after_an_act_it_is_told_anew(client: Client) -> None:
    before = [await _data(client, user="admin") for _ in range(3)]

    await _data(client, FOUND_AN_ORGAN, user="admin")

    assert (await _data(client, user="admin"))["orgUnits"]["totalCount"] == (
        before[-1]["orgUnits"]["totalCount"] + 1
    )


async def test_an_act_through_another_service_is_seen_at_once(
    open_: Callable[[Service], Client], service: Service
) -> None:
    here, elsewhere = open_(service), open_(replace(service))
    before = [await _data(here, user="admin") for _ in range(3)]

    await _data(elsewhere, FOUND_AN_ORGAN, user="admin")

    assert await _data(here, user="admin") != before[-1]


async def test_everybody_is_told_his_own(client: Client) -> None:
    for user in ("admin", "bb1", "admin", "bb1", "admin", "bb1"):
        assert (await _data(client, ME, user=user))["me"]["user"] == user

    assert (await _data(client, ME))["me"]["user"] == ""


async def test_the_public_is_not_told_what_a_user_was(client: Client) -> None:
    trail = "{ auditTrail { __typename } }"
    for _ in range(3):
        assert (await _data(client, trail, user="admin"))["auditTrail"]["__typename"] == (
            "AuditTrail"
        )

    assert (await _data(client, trail))["auditTrail"]["__typename"] == "Forbidden"


async def test_a_new_day_is_told_anew(open_: Callable[[Service], Client], service: Service) -> None:
    now = [datetime(2024, 3, 1, 2, tzinfo=UTC)]
    client = open_(replace(service, clock=lambda: now[0]))
    today = "{ orgUnits(first: 9) { nodes { name } } me { roles { role } } }"
    employed = [await _data(client, today, user="bb1") for _ in range(3)]

    now[0] = datetime(2009, 1, 1, tzinfo=UTC)
    response = await client.ask(today, user="bb1")

    assert employed[-1]["me"]["roles"]
    assert response.status_code == 401, "he was not employed on that day"


async def test_who_lost_his_roles_is_not_told_what_he_was(
    client: Client, people_: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolvers.memory.LATELY", 0.0)
    for _ in range(3):
        await _data(client, ME, user="admin")
    admin = await people_.read(people.actor, "admin", date(2024, 6, 1))

    await people_.write(
        people.put_user, 2, user="admin", name="管理员", organ=admin.roles[0][1],
        valid_from=date(2010, 1, 1), to=date(2020, 1, 1),
    )  # fmt: skip

    assert (await client.ask(ME, user="admin")).status_code == 401


async def test_an_act_that_is_sent_twice_is_done_twice(client: Client) -> None:
    told = [await _data(client, FOUND_AN_ORGAN, user="admin") for _ in range(3)]

    assert [t["registerOrgUnit"]["__typename"] for t in told][1:] == ["OrganExists"] * 2


async def test_the_chain_is_verified_each_time(
    client: Client, executed: Counting, people_: Graph
) -> None:
    async def alter(tx: Tx) -> None:
        await (await tx.run("MATCH (e:AuditEvent {seq: 1}) SET e.name = 'nobody'")).consume()

    verify = "{ verifyAudit { ... on AuditVerdict { firstFault { seq } } } }"
    before = [await _data(client, verify, user="admin") for _ in range(3)][-1]["verifyAudit"]
    await people_.write(alter)
    after = (await _data(client, verify, user="admin"))["verifyAudit"]

    assert executed.times == 4
    assert (before["firstFault"] or {}).get("seq") != 1
    assert after["firstFault"] == {"seq": 1}


async def test_a_refusal_of_the_moment_is_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second asking, which is the one to be kept, meets a database that is away."""
    trail = "{ auditTrail { __typename } }"
    await _data(client, trail, user="admin")

    async def away(*_: object) -> int:
        raise GraphUnavailable("ServiceUnavailable")

    with monkeypatch.context() as broken:
        broken.setattr(auditing, "last", away)
        told = (await _data(client, trail, user="admin"))["auditTrail"]["__typename"]

    assert told == "GraphUnavailable"
    assert (await _data(client, trail, user="admin"))["auditTrail"]["__typename"] == "AuditTrail"


async def test_a_wrong_query_is_refused_each_time(client: Client, executed: Counting) -> None:
    for _ in range(3):
        assert (await client.ask("{ nothing }", user="admin")).json()["errors"]

    assert executed.times == 3


async def test_the_form_of_an_answer_is_the_one_that_was_asked_for(client: Client) -> None:
    token = client.token("admin")
    for _ in range(3):
        plain = await client.ask(ME, headers=token)
        negotiated = await client.ask(ME, headers={**token, "accept": NEGOTIATED})

        assert plain.headers["content-type"].startswith("application/json")
        assert negotiated.headers["content-type"].startswith(NEGOTIATED)


async def test_a_body_of_another_kind_is_refused_though_it_says_the_same(client: Client) -> None:
    body = b'{"query": "{ __typename }"}'
    for _ in range(3):
        assert (await client.raw(body)).status_code == 200

    assert (await client.raw(body, "text/plain")).status_code == 415


async def test_a_long_question_is_executed_each_time(client: Client, executed: Counting) -> None:
    for _ in range(3):
        await _data(client, ORGANS + " " * answers.LONGEST, user="admin")

    assert executed.times == 3


async def test_of_so_many_questions_the_first_is_forgotten(
    client: Client, executed: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "NOTED", 2)
    for number in (1, 2, 3):
        await _data(client, f"{{ orgUnits(first: {number}) {{ totalCount }} }}", user="admin")

    for _ in range(3):
        await _data(client, "{ orgUnits(first: 1) { totalCount } }", user="admin")

    assert executed.times == 3 + 2
