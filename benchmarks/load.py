"""Sends one kind of request over many connections for some seconds: by wrk where it is installed, else by threads.

Looks into every answer, since GraphQL tells failures with HTTP 200; one that is not as it should be ends the run.
"""

import http.client
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 32
_WRK = shutil.which("wrk")
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Request:
    """`%N%` in the body becomes a number that was never sent before, `%T%` a refresh token of `tokens`.

    `good` is what every good answer holds. Without a body it is a GET.
    """

    url: str
    good: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    tokens: Sequence[str] = ()


@dataclass(frozen=True)
class Measured:
    """Of one round: requests per second, and milliseconds of the middle and of the slowest hundredth."""

    rate: float
    p50: float
    p99: float


class BadAnswer(RuntimeError):
    """Some answers were not what they should be, so the rest says nothing of speed."""


def graphql(url: str, body: dict[str, object], good: str, token: str = "", tokens: Sequence[str] = ()) -> Request:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return Request(f"{url}/graphql", good, json.dumps(body), headers, tokens)


def send(request: Request, *, seconds: float, connections: int = CONNECTIONS) -> Measured:
    return (_by_wrk if _WRK else _by_threads)(request, seconds, connections)


def once(request: Request) -> str:
    """One request, and its answer."""
    body = request.body.replace("%N%", str(time.time_ns()))
    asked = urllib.request.Request(request.url, body.encode() or None, request.headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=60) as answer:
        text = answer.read().decode()
    if request.good not in text:
        raise BadAnswer(text[:500])
    return text


def storm(request: Request, *, seconds: float) -> Measured:
    """`send` for what queues up at the hasher; returns once that is worked off, so that what follows starts fair."""
    measured = send(request, seconds=seconds)
    once(request)
    return measured


def _by_wrk(request: Request, seconds: float, connections: int) -> Measured:
    with tempfile.NamedTemporaryFile("w", suffix=".tokens") as tokens:
        tokens.write("\n".join(request.tokens))
        tokens.flush()
        headers = [f"{name}: {value}" for name, value in request.headers.items()]
        told = [request.good, request.body, tokens.name if request.tokens else "", *headers]
        flags = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "30s", "-s", str(_SCRIPT)]
        command = [str(_WRK), *flags, request.url, "--", *told]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line, _, example = printed[printed.index('{"requests"') :].partition("\n")
    found = json.loads(line)
    if found["bad"]:
        raise BadAnswer(
            f"{found['bad']} of {found['requests']} answers of {request.url} are bad, such as: {example[:500]}"
        )
    if not found["requests"]:
        raise BadAnswer(f"{request.url} answered nothing in {seconds} seconds")
    return Measured(found["requests"] / found["microseconds"] * 1e6, found["p50"] / 1000, found["p99"] / 1000)


def _by_threads(request: Request, seconds: float, connections: int) -> Measured:
    taken: list[float] = []
    wrong: list[str] = []
    tokens = deque(request.tokens)
    until = time.perf_counter() + seconds
    place = urlsplit(request.url)

    def ask() -> None:
        connection = http.client.HTTPConnection(place.netloc)
        while not wrong and (began := time.perf_counter()) < until:
            token = tokens.popleft() if tokens else ""
            body = request.body.replace("%N%", str(time.time_ns())).replace("%T%", token)
            connection.request("POST" if body else "GET", place.path, body or None, request.headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            taken.append((time.perf_counter() - began) * 1000)
            if answer.status >= 300 or request.good not in text:
                wrong.append(text)
            elif token:
                tokens.append(re.findall('"refreshToken":"([^"]+)"', text)[0])

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise BadAnswer(wrong[0])
    return Measured(len(taken) / seconds, statistics.median(taken), statistics.quantiles(taken, n=100)[98])
