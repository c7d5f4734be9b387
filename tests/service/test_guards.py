"""Hostile requests: each is refused within a second, in Chinese, without a crash and without a word of the inside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from graphql import get_introspection_query
from neo4j import AsyncDriver

from graph.db import Graph, Tx
from graph.errors import GraphUnavailable, QueryTimedOut
from sample import setting_up, story
from schema import guards
from server.asking import Service
from tests.service.client import Client, refused_quickly, sentences

LISTED = "{ powers(first: 5) { nodes { id name } } }"


def chain(n: int, times: int) -> str:
    """Fragments, each of which spreads the next several times: exponential once written out."""
    spreads = "".join(
        f"fragment f{i} on PowerConnection {{ {f'...f{i + 1} ' * times}}} " for i in range(n)
    )
    last = f"fragment f{n} on PowerConnection {{ totalCount }}"
    return f"query {{ powers {{ ...f0 }} }} {spreads}{last}"


def deep_chain(n: int, inside: int) -> str:
    """Fragments in fragments, each within many inline fragments: nothing but depth."""
    links = " ".join(
        f"fragment f{i} on Query {{ {'... { ' * inside} ...f{i + 1} {'}' * inside} }}"
        for i in range(n)
    )
    return f"query {{ ...f0 }} {links} fragment f{n} on Query {{ __typename }}"


def nested(n: int) -> str:
    return "{ powers " + "{ nodes " * n + "{ id }" + " }" * n + " }"


HOSTILE = {
    "exponential spreads": chain(25, 2),
    "exponential spreads under aliases": chain(20, 3).replace("totalCount", "a: totalCount"),
    "a cycle of fragments": "query { powers { ...a } } fragment a on PowerConnection { nodes { id } ...b } fragment b on PowerConnection { ...a }",
    "a fragment that spreads itself": "query { ...a } fragment a on Query { ...a }",
    "thousands of fragments": "{ powers { totalCount } } "
    + " ".join(f"fragment f{i} on Query {{ __typename }}" for i in range(1_500)),
    "a long chain of fragments": deep_chain(55, 5),
    "a longer chain of fragments": deep_chain(58, 40),
    "nesting beyond the limit": nested(60),
    "nesting beyond the stack": nested(20_000),
    "inline fragments beyond the stack": "{ " + "... { " * 1_500 + "__typename" + " }" * 1_501,
    "lists beyond the stack": "{ power(id: " + "[" * 3_000 + "]" * 3_000 + ") { id } }",
    "objects beyond the stack": "{ power(id: " + "{a: " * 2_000 + "1" + "}" * 2_000 + ") { id } }",
    "types beyond the stack": "query($a: " + "[" * 3_000 + "Int" + "]" * 3_000 + ") { __typename }",
    "thousands of aliases": "{ "
    + " ".join(f"a{i}: powers {{ totalCount }}" for i in range(2_000))
    + " }",
    "roots within a fragment": "query { ...all } fragment all on Query { "
    + " ".join(f"a{i}: powers {{ totalCount }}" for i in range(100))
    + " }",
    "the same field again and again": "{ powers { " + "totalCount " * 900 + "} }",
    "the same inline fragment again and again": "{ powers { " + "... { totalCount } " * 900 + "} }",
    "a huge page": "{ powers(first: 2147483647) { nodes { id name } } }",
    "a page of many digits": "{ powers(first: " + "9" * 6_000 + ") { nodes { id } } }",
    "pages within pages": "{ powers(first: 200) { nodes { id } } "
    + " ".join(f"a{i}: powers(first: 200) {{ nodes {{ {'id ' * 25}}} }}" for i in range(15))
    + " }",
    "too many directives": "{ powers { totalCount " + "@include(if: true) " * 2_000 + "} }",
    "unknown directives": "{ powers { totalCount "
    + "".join(f"@d{i} " for i in range(2_000))
    + "} }",
    "too many tokens": "{ powers(where: {types: [" + "LICENCE " * 20_000 + "]}) { totalCount } }",
    "too much text": "{ powers { totalCount } } #" + "x" * 300_000,
    "a long comment": "#" * 190_000 + "\n{ nothing }",
    "no query at all": "#",
    "half a query": "{ powers {",
    "an unknown field": "{ powrs { id } }",
    "a subscription": "subscription { powers { totalCount } }",
    "two operations without a name": "query a { __typename } query b { __typename }",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_query_is_refused(name: str, outside: Client) -> None:
    await refused_quickly(outside.ask(HOSTILE[name]))


async def test_a_crowd_of_unknown_directives_is_one_error(outside: Client) -> None:
    """A scanner that counts ten errors for ten directives takes the service for one without limits."""
    told = (await outside.ask("query { __typename " + "@aa" * 10 + " }")).json()["errors"]

    assert [error["message"] for error in told] == ["查询的一处的指令数为 10，超过上限 4"]


@pytest.mark.parametrize("name", HOSTILE)
async def test_the_same_in_production(name: str, outside_production: Client) -> None:
    await refused_quickly(outside_production.ask(HOSTILE[name]))


BODIES = {
    "a number": b"1",
    "a text": b'"{ me { name } }"',
    "null": b"null",
    "a list": b'[{"query": "{ me { name } }"}, {"query": "{ me { name } }"}]',
    "an empty list": b"[]",
    "nothing": b"",
    "not JSON": b"query=%7Bme%7D",
    "half of JSON": b'{"query": "{ me',
    "JSON beyond the stack": b'{"query": "{ me { name } }", "variables": '
    + b'{"a":' * 50_000
    + b"1"
    + b"}" * 50_001,
    "lists beyond the stack": b"[" * 100_000,
    "a number of many digits": b'{"query": "{ me { name } }", "variables": {"n": '
    + b"9" * 6_000
    + b"}}",
    "not a number": b'{"query": "{ me { name } }", "variables": {"n": NaN}}',
    "bytes that are no text": b'{"query": "\xff\xfe"}',
    "half a character": b'{"query": "{ me { name } }", "variables": {"n": "\\ud800"}}',
    "a query that is a number": b'{"query": 7}',
    "no query": b'{"variables": {}}',
    "an empty query": b'{"query": ""}',
    "variables that are a list": b'{"query": "{ me { name } }", "variables": [1]}',
    "a name that is a list": b'{"query": "{ me { name } }", "operationName": ["a"]}',
    "a name that does not exist": b'{"query": "query a { me { name } }", "operationName": "b"}',
    "extensions that are a text": b'{"query": "{ me { name } }", "extensions": "x"}',
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_hostile_body_is_refused(name: str, outside: Client) -> None:
    await refused_quickly(outside.raw(BODIES[name]))


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        ";",
        "application/jsonp",
    ],
)
async def test_only_json_is_read(kind: str, outside: Client) -> None:
    """A form of another site can send the others without asking the browser first."""
    response = await outside.raw(b'{"query": "{ me { name } }"}', kind)

    assert response.status_code == 415
    assert "JSON" in sentences(response)[0]


ACT = 'mutation { bindRole(role: BB, organ: "o", validFrom: "2024-01-01") { __typename } }'
BY_GET = {"accept": "application/json"}


async def test_nothing_is_done_by_get(outside: Client) -> None:
    response = await outside.http.get("/graphql", params={"query": ACT}, headers=BY_GET)

    assert response.status_code == 405
    assert sentences(response) == ["办理须用 POST 提交"]


async def test_in_production_nothing_is_asked_by_get(outside_production: Client) -> None:
    """An address with a query in it ends in logs and histories."""
    for query in (ACT, "{ me { name } }"):
        response = await outside_production.http.get("/graphql", params={"query": query})

        assert response.status_code == 405
        assert sentences(response) == ["只接受 POST 请求"]


async def test_outside_production_a_query_may_come_by_get(outside: Client) -> None:
    query = "query($t: Boolean!) { me @include(if: $t) { name } }"
    given = {"query": query, "variables": '{"t": true}'}

    response = await outside.http.get("/graphql", params=given, headers=BY_GET)

    assert response.json() == {"data": {"me": {"name": "公众"}}}
    for wrong in ({"variables": "{"}, {"variables": "[1]"}, {"query": "{ powers {"}):
        refused = await outside.http.get("/graphql", params=given | wrong, headers=BY_GET)
        assert refused.status_code in (200, 400)
        sentences(refused)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_refused(method: str, outside: Client) -> None:
    response = await outside.http.request(method, "/graphql")

    assert response.status_code == 405


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "testserver@evil.example", "[::2]:80"]
)
async def test_an_unknown_host_is_refused(host: str, outside: Client) -> None:
    response = await outside.http.post("/graphql", json={}, headers={"host": host})

    assert response.status_code == 400
    assert "主机名" in sentences(response)[0]


@pytest.mark.parametrize("host", ["testserver", "TESTSERVER:8000", "[::1]:8000", "[::1]"])
async def test_a_known_host_may_have_a_port(host: str, client: Client) -> None:
    response = await client.http.get("/health", headers={"host": host})

    assert response.status_code == 200


async def test_a_large_body_is_refused_before_it_is_read(outside: Client) -> None:
    headers = {"content-type": "application/json", "content-length": str(50_000_000)}
    response = await outside.http.post("/graphql", content=_never(), headers=headers)

    assert response.status_code == 413
    assert sentences(response) == ["请求体过大，请分批提交"]


async def _never() -> AsyncIterator[bytes]:
    pytest.fail("the body was read")
    yield b""


@pytest.mark.parametrize("length", ["-1", "x", "1" * 40, "²"])
async def test_a_length_that_is_none_is_refused(length: str, outside: Client) -> None:
    headers = {"content-type": "application/json", "content-length": length.encode()}
    response = await outside.http.post("/graphql", content=b"{}", headers=headers)  # pyright: ignore[reportArgumentType]

    assert response.status_code == 413


async def test_a_body_in_pieces_is_refused_when_it_grows_too_large(
    open_: Callable[[Service], Client], service: Service
) -> None:
    client = open_(replace(service, body_limit=100_000))
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(50):
            sent += 10_000
            yield b" " * 10_000

    response = await client.http.post(
        "/graphql", content=pieces(), headers={"content-type": "application/json"}
    )

    assert response.status_code == 413
    assert sentences(response) == ["请求体过大，请分批提交"]
    assert sent <= 120_000


async def test_huge_variables_that_nobody_uses_cost_little(client: Client) -> None:
    response = await client.ask(LISTED, {"x": ["y" * 1_000] * 5_000})

    assert response.json()["data"]["powers"]["nodes"] == []


async def test_a_page_size_in_a_variable_counts(client: Client) -> None:
    query = "query($n: Int!) { powers(first: $n) { nodes { id name } } }"

    for n in (2_147_483_647, 200_000):
        assert "代价" in (await refused_quickly(client.ask(query, {"n": n})))[0]
    assert (await client.ask(query, {"n": 5})).json()["data"]


async def test_a_page_size_in_a_default_value_counts(outside: Client) -> None:
    query = "query($n: Int = 2000000) { powers(first: $n) { nodes { id } } }"

    assert "代价" in (await refused_quickly(outside.ask(query)))[0]


async def test_a_page_whose_size_nobody_said_counts_as_fifty() -> None:
    bare = guards.read("{ powers { nodes { id name } } }")
    said = guards.read("{ powers(first: 50) { nodes { id name } } }")
    paged = frozenset({"powers"})
    tight = guards.Limits(cost=150)

    assert guards.check(bare, {}, tight, paged) == guards.check(said, {}, tight, paged) != []


async def test_a_page_that_is_merely_too_large_hears_the_largest(outside: Client) -> None:
    response = await outside.ask("{ powers(first: 500) { nodes { id } } }")

    assert sentences(response) == ["每页须为 1 至 200 条，您要求了 500 条"]


def _documents() -> dict[str, str]:
    """Every document that the sample sends."""
    found = {**vars(story), **vars(setting_up)}
    return {
        k: v
        for k, v in found.items()
        if isinstance(v, str) and v.lstrip().startswith(("query", "mutation"))
    }


@pytest.mark.parametrize("name", _documents())
def test_what_the_sample_asks_is_within_the_limits(name: str) -> None:
    assert guards.check(guards.read(_documents()[name]), {}) == []


async def test_the_explorer_may_ask_for_the_whole_schema(outside: Client) -> None:
    response = await outside.ask(get_introspection_query(descriptions=True))

    assert response.json()["data"]["__schema"]["queryType"] == {"name": "Query", "kind": "OBJECT"}


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(),
        "{ __schema { types { name } } }",
        '{ __type(name: "Query") { name } }',
        "query { ...a } fragment a on Query { __schema { types { name } } }",
    ],
)
async def test_in_production_nobody_may(query: str, outside_production: Client) -> None:
    assert "本服务不提供内省；接口契约见 schema.graphql" in await refused_quickly(
        outside_production.ask(query)
    )


WRONG = {
    "{ powrs { totalCount } }": "powers",
    "{ powers { totalCont } }": "totalCount",
    "{ powers(frst: 1) { totalCount } }": "first",
    "query($w: PowerWere) { powers(where: $w) { totalCount } }": "PowerWhere",
}


@pytest.mark.parametrize("query", WRONG)
async def test_a_misspelling_is_helped_in_development_only(
    query: str, outside: Client, outside_production: Client
) -> None:
    assert f"您要的也许是 {WRONG[query]}" in str(sentences(await outside.ask(query)))

    response = await outside_production.ask(query)
    sentences(response)
    assert "Did you mean" not in response.text
    assert WRONG[query] not in response.text.replace("PowerWere", "")


@pytest.mark.parametrize(
    ("declared", "value", "told"),
    [
        ("Int!", "x", "须为整数，现为 'x'"),
        ("Int!", None, "“Int!”类型的值不能为空"),
        ("Int!", [1], "须为整数，现为 [1]"),
    ],
)
async def test_wrong_variables_are_explained(
    declared: str, value: object, told: str, outside: Client, outside_production: Client
) -> None:
    query = f"query($n: {declared}) {{ powers(first: $n) {{ totalCount }} }}"
    for each in (outside, outside_production):
        (sentence,) = sentences(await each.ask(query, {"n": value}))
        assert sentence.startswith("查询不符合接口契约：")
        assert "$n" in sentence
        assert told in sentence


async def test_a_wrong_date_is_explained(client: Client) -> None:
    query = "query($on: Date!) { aliases(on: $on) { totalCount } }"
    (told,) = sentences(await client.ask(query, {"on": "2024-13-01"}, user="bb1"))

    assert told.endswith("变量“$on”的值不对：须为日期，如 2024-01-31，现为“2024-13-01”")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError("secret: bolt://neo4j:password@10.0.0.1")

    monkeypatch.setattr("resolvers.reading.power_page", crash, raising=True)


@pytest.mark.usefixtures("broken")
async def test_a_bug_in_a_resolver_tells_nothing(
    outside: Client, outside_production: Client
) -> None:
    for each in (outside, outside_production):
        response = await each.ask(LISTED)
        assert response.status_code == 200
        assert sentences(response) == ["系统内部错误，已记录；请稍后再试"]
        assert "secret" not in response.text


async def test_a_bug_outside_the_resolvers_tells_nothing(
    outside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("schema.guards.check", crash)
    response = await outside.ask(f"{LISTED} # nobody asked it in these words before")

    assert sentences(response) == ["系统内部错误，已记录；请稍后再试"]
    assert "secret" not in response.text


async def test_a_bug_before_the_query_tells_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("graph.people.actor", crash)
    response = await client.ask(LISTED, user="bb1")

    assert response.status_code == 500
    assert sentences(response) == ["系统内部错误，已记录；请稍后再试"]
    assert "secret" not in response.text


async def test_a_refusal_in_a_plain_field_tells_its_sentence_and_its_code(outside: Client) -> None:
    response = await outside.ask("{ requests(first: 5) { totalCount } }")

    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "Forbidden"}
    assert error["path"] == ["requests"]
    assert sentences(response) == [error["message"]]


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (GraphUnavailable("ConnectionAcquisitionTimeoutError"), 503, "图数据库暂时不可用"),
        (QueryTimedOut(10), 200, "查询超过 10 秒仍未完成"),
    ],
)
async def test_an_overloaded_database_is_told_in_time(
    error: Exception, status: int, sentence: str, outside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("resolvers.reading.power_page", busy)
    response = await outside.ask(LISTED)

    assert response.status_code == status
    assert ("retry-after" in response.headers) == (status == 503)
    assert response.json()["errors"][0]["message"].startswith(sentence)
    assert response.json()["errors"][0]["extensions"] == {"code": type(error).__name__}


async def test_a_query_that_takes_too_long_is_ended_by_the_database(
    client: Client, driver: AsyncDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = Graph(driver, "neo4j", query_timeout=0.2)

    async def forever(*_: object, **__: object) -> None:
        await impatient.read(_count_for_ever)

    monkeypatch.setattr("resolvers.reading.power_page", forever)
    response = await client.ask(LISTED)

    assert sentences(response) == ["查询超过 0.2 秒仍未完成，已中止；请缩小范围后再试"]
    assert response.json()["errors"][0]["extensions"] == {"code": "QueryTimedOut"}


async def _count_for_ever(tx: Tx) -> None:
    await (await tx.run("UNWIND range(1, 1000000000) AS i RETURN sum(i % 7)")).single()


async def test_every_answer_has_safe_headers(client: Client) -> None:
    for response in (
        await client.ask(LISTED),
        await client.raw(b"1"),
        await client.http.get("/nothing"),
        await client.http.get("/health", headers={"host": "evil.example"}),
    ):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "access-control-allow-origin" not in response.headers


async def test_an_unknown_address_is_told_in_chinese(outside: Client) -> None:
    response = await outside.http.get("/nothing")

    assert response.status_code == 404
    assert sentences(response) == ["没有这个地址"]


NEGOTIATED = "application/graphql-response+json"


@pytest.mark.parametrize(
    "query", ["{ powers {", "{ powrs { id } }", "query($t: Int!) { me { name } }"]
)
async def test_who_reads_the_newer_media_type_is_told_by_status_that_nothing_was_executed(
    query: str, outside: Client
) -> None:
    response = await outside.ask(query, headers={"accept": f"{NEGOTIATED}, application/json;q=0.9"})

    assert response.status_code == 400
    assert response.headers["content-type"] == NEGOTIATED
    assert set(response.json()) == {"errors"}
    old = await outside.ask(query, headers={"accept": "application/json"})
    assert old.status_code == 200
    assert old.headers["content-type"] == "application/json"


async def test_what_fails_while_it_is_executed_is_an_answer_in_either_media_type(
    outside: Client,
) -> None:
    for accept in (NEGOTIATED, "application/json"):
        response = await outside.ask("{ sources { nodes { id } } }", headers={"accept": accept})

        assert response.status_code == 200
        assert response.json()["data"] == {"sources": None}
        assert response.json()["errors"][0]["extensions"]["code"] == "Forbidden"
        assert response.headers["content-type"] == accept


async def test_a_text_is_validated_once_and_refused_each_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    validated: list[object] = []
    validate = guards.validate_document

    def counted(*given: Any) -> Any:
        validated.append(given[1])
        return validate(*given)

    monkeypatch.setattr(guards, "validate_document", counted)
    wrong = "{ powers { nodes { idd } } }"

    first, second = [await client.ask(wrong) for _ in range(2)]

    assert sentences(first) == sentences(second) != []
    assert len(validated) == 1


async def test_what_may_be_asked_elsewhere_is_no_leave_to_ask_it_in_production(
    client: Client, strict: Client
) -> None:
    asked = "{ __schema { queryType { name } } }"

    for _ in range(2):
        assert (await client.ask(asked)).json()["data"]
        assert set(sentences(await strict.ask(asked))) == {
            "本服务不提供内省；接口契约见 schema.graphql"
        }


@pytest.mark.parametrize("length", [guards.KEPT - 1, guards.KEPT, guards.KEPT + 1])
async def test_a_long_text_is_answered_like_a_short_one(length: int, client: Client) -> None:
    asked = "{ __typename nothing }".ljust(length)

    assert "nothing" in sentences(await client.ask(asked))[0]
    assert (await client.ask("{ __typename }".ljust(length))).json()["data"]
