"""``python -m benchmarks.serving var/worlds/4000-1``: the questions, the product as it is served against bare Cypher.

Answers are compared first; then A B A B, medians. The database, both servers and the load share the machine's cores.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.serving.client import Connection, post
from benchmarks.serving.measure import Contender, Figures, Unanswered, compare, warm
from benchmarks.serving.questions import JUDGED, PAGE, Question, questions
from server import database, local_neo4j
from server.local_neo4j import ports
from server.settings import Settings
from server.tokens import SampleIssuer

SECONDS = 1.0
CLIENTS = (1, 8, 64)


def main(folder: Path, wanted: Sequence[str]) -> None:
    """Measure one world and print a table."""
    world = json.loads((folder / "world.json").read_text("utf-8"))
    settings = Settings().model_copy(update={"data_dir": folder.resolve()})
    running = local_neo4j.start(settings.neo4j_folder, database.options(settings), _say)
    token = SampleIssuer(settings.data_dir / "sample-issuer.pem").issue("bb")
    with ExitStack() as stack:
        product = stack.enter_context(_product(settings))
        print(asyncio.run(_first_answer(product, token)))
        bare = stack.enter_context(_bare(running))
        asyncio.run(_measure(world, product, bare, token, wanted))
        _tell_of_size(running.pid, settings.neo4j_folder)
        print(f"service: {_memory(os.getpid(), 'serve')} MB")
    if running.started_now:
        local_neo4j.stop(settings.neo4j_folder)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


@contextmanager
def _product(settings: Settings) -> Generator[int]:
    """The service as it is served."""
    port = ports.choose(0)
    given = {"QUANZE_DATA_DIR": str(settings.data_dir), "QUANZE_PORT": str(port)}
    with _process([sys.executable, "-m", "server.cli", "serve"], given):
        yield port


@contextmanager
def _bare(running: local_neo4j.Running) -> Generator[int]:
    port = ports.choose(0)
    command = [sys.executable, "-m", "uvicorn", "benchmarks.serving.bare:app", "--port", str(port)]
    quiet = [
        "--loop",
        "uvloop",
        "--http",
        "httptools",
        "--lifespan",
        "off",
        "--log-level",
        "warning",
    ]
    with _process([*command, *quiet], {"BARE_URI": running.uri, "BARE_PASSWORD": running.password}):
        yield port


@contextmanager
def _process(command: Sequence[str], given: Mapping[str, str]) -> Generator[None]:
    with subprocess.Popen(
        command, env={**os.environ, **given}, stdout=subprocess.DEVNULL
    ) as server:
        try:
            yield
        finally:
            server.terminate()


async def _first_answer(product: int, token: str) -> str:
    """How long a service that was just started takes to answer the page of fifty, the first and the second time."""
    began = time.perf_counter()
    await _listening(product)
    listens = time.perf_counter() - began
    connection = await Connection.to(product)
    request = post(product, "/graphql", json.dumps({"query": PAGE}).encode(), token)
    first, second = [(await connection.send(request)).seconds for _ in range(2)]
    connection.close()
    return f"a cold start: listens after {listens:.1f} s, first page {first * 1000:.0f} ms, second {second * 1000:.0f} ms"


async def _measure(
    world: Mapping[str, Any], product: int, bare: int, token: str, wanted: Sequence[str]
) -> None:
    await asyncio.gather(_listening(product), _listening(bare))
    power = await _with_a_request(product, token)
    print(
        "| question | clients | product p50 | bare p50 | × | to reach | product a second | bare a second | product p95 | p99 |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for question in questions(world, power):
        if not wanted or any(question.name.startswith(name) for name in wanted):
            await _ask(question, _contenders(question, product, bare, token))
    for source in ("local_revision", "hot_revision", "local_repeal"):
        told = await _judged(world[source], product, token)
        print(f"judged for the first time, {source}: {told}")


async def _judged(source: str, product: int, token: str) -> str:
    """An impact as nobody has asked for it yet: as it was known after each of the last events."""
    connection = await Connection.to(product)

    async def ask(**given: Any) -> tuple[Any, float]:
        body = json.dumps({"query": JUDGED, "variables": {"source": source, **given}}).encode()
        answer = await connection.send(post(product, "/graphql", body, token))
        return json.loads(answer.body)["data"]["impact"], answer.seconds

    last = (await ask())[0]["summary"]["knownAt"]
    asked = [await ask(known=last - back) for back in range(3)]
    connection.close()
    hits = asked[0][0]["hits"]["totalCount"]
    took = median(seconds for _, seconds in asked)
    return f"{hits} hits, {took * 1000:.0f} ms, {took / hits * 1000:.2f} ms a hit"


async def _listening(port: int) -> None:
    for _ in range(1200):
        try:
            (await Connection.to(port)).close()
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


async def _with_a_request(product: int, token: str) -> str:
    """A power with an open request."""
    body = json.dumps({"query": "{ requests(first: 1) { nodes { powerIds } } }"}).encode()
    connection = await Connection.to(product)
    answer = await connection.send(post(product, "/graphql", body, token))
    connection.close()
    return json.loads(answer.body)["data"]["requests"]["nodes"][0]["powerIds"][0]


def _contenders(question: Question, product: int, bare: int, token: str) -> list[Contender]:
    asked = {"query": question.document, "variables": dict(question.variables)}
    return [
        Contender(
            name="product",
            port=product,
            request=post(product, "/graphql", json.dumps(asked).encode(), token),
        ),
        Contender(
            name="bare",
            port=bare,
            request=post(bare, question.path, json.dumps(dict(question.given)).encode()),
        ),
    ]


async def _ask(question: Question, contenders: Sequence[Contender]) -> None:
    answers = [await _answer(each) for each in contenders]
    if answers[0] != answers[1]:
        print(
            f"{question.name}: the answers differ", json.dumps(answers, ensure_ascii=False)[:3000]
        )
        return
    for each in contenders:
        await warm(each)
    for clients in CLIENTS:
        try:
            found = await compare(contenders, clients=clients, seconds=SECONDS)
        except Unanswered as failed:
            print(f"| {question.name} | {clients} | {failed} |", flush=True)
            return
        print(_row(question, clients, found["product"], found["bare"]), flush=True)


async def _answer(contender: Contender) -> Any:
    connection = await Connection.to(contender.port)
    answer = await connection.send(contender.request)
    connection.close()
    return json.loads(answer.body)


def _row(question: Question, clients: int, product: Figures, bare: Figures) -> str:
    ratio = f"{product.p50 / bare.p50:.2f}"
    target = f"{question.target}" if clients == 1 else "–"
    cells = (
        question.name, clients, f"{product.p50:.2f} ms", f"{bare.p50:.2f} ms", ratio, target,
        f"{product.rate:.0f}", f"{bare.rate:.0f}", f"{product.p95:.1f} ms", f"{product.p99:.1f} ms",
    )  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _tell_of_size(pid: int, folder: Path) -> None:
    store = sum(
        file.stat().st_size for file in (folder / "data/databases").rglob("*") if file.is_file()
    )
    print(f"Neo4j: {psutil.Process(pid).memory_info().rss >> 20} MB; store: {store >> 20} MB")


def _memory(parent: int, command: str) -> int:
    """Megabytes of the child process that runs this command."""
    children = psutil.Process(parent).children(recursive=True)
    return sum(c.memory_info().rss for c in children if command in c.cmdline()) >> 20


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
