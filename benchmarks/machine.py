"""What this machine can do at most, without any product on it: the limits that stand beside every figure."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import asyncpg
import bcrypt
import httpx
import uvloop

from benchmarks.load import Measured
from tests.support.processes import ROOT, free_port

IN_FLIGHT = 8
_ROTATE = """UPDATE bench_sessions SET refresh_digest = $2, previous_digest = refresh_digest, rotated_at = now(),
  expires_at = now() + interval '30 days', last_seen_at = now() WHERE id = $1 AND ended_at IS NULL"""
_TABLE = """CREATE TABLE IF NOT EXISTS bench_sessions (id int PRIMARY KEY, refresh_digest text, previous_digest text,
  rotated_at timestamptz, expires_at timestamptz, last_seen_at timestamptz, ended_at timestamptz)"""
_ROWS = "INSERT INTO bench_sessions (id) SELECT generate_series(1, 1000) ON CONFLICT DO NOTHING"


@contextmanager
def plain_endpoint(answer: bytes, *, workers: int = 1) -> Iterator[str]:
    """The URL of Starlette, uvicorn and orjson with this answer; flags as `ostiary run` has them."""
    port = free_port()
    flags = ["--no-access-log", "--no-server-header", "--no-proxy-headers", "--ws", "none", "--port", str(port)]
    flags += ["--workers", str(workers)] if workers > 1 else []
    environment = {**os.environ, "PLAIN_ANSWER": answer.decode()}
    command = [sys.executable, "-m", "uvicorn", "benchmarks.plain:app", *flags]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/graphql", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(url: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Until something answers there, whatever it says."""
    until = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url, trust_env=False)
        except httpx.TransportError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


def hashes(cost: int, *, seconds: float) -> Measured:
    """bcrypt alone, on every core at once: cores ÷ hash time."""
    cores = os.cpu_count() or 1
    hashed = bcrypt.hashpw(b"password", bcrypt.gensalt(cost))
    taken: list[float] = []
    began = time.perf_counter()

    def work() -> None:
        while (start := time.perf_counter()) < began + seconds:
            bcrypt.checkpw(b"password", hashed)
            taken.append((time.perf_counter() - start) * 1000)

    with ThreadPoolExecutor(cores) as pool:
        for _ in range(cores):
            pool.submit(work)
    return _measured(taken, time.perf_counter() - began)


def rotations(database_url: str, *, seconds: float) -> Measured:
    """PostgreSQL's own part of a refresh: one guarded UPDATE after the other on each of a few held connections."""
    taken, passed = uvloop.run(_rotate(database_url, seconds))
    return _measured(taken, passed)


async def _rotate(database_url: str, seconds: float) -> tuple[list[float], float]:
    connections = [await asyncpg.connect(database_url) for _ in range(IN_FLIGHT)]
    await connections[0].execute(f"{_TABLE}; {_ROWS}")
    taken: list[float] = []
    began = time.perf_counter()

    async def work(place: int, connection: asyncpg.Connection) -> None:
        rotate = await connection.prepare(_ROTATE)
        number = 0
        while (start := time.perf_counter()) < began + seconds:
            number += 1
            await rotate.fetch(1 + (number * IN_FLIGHT + place) % 1000, f"{number:064d}")
            taken.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(work(place, connection) for place, connection in enumerate(connections)))
    passed = time.perf_counter() - began
    for connection in connections:
        await connection.close()
    return taken, passed


def _measured(taken: list[float], passed: float) -> Measured:
    taken.sort()
    return Measured(len(taken) / passed, taken[len(taken) // 2], taken[len(taken) * 99 // 100])
