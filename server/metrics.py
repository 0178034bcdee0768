"""Who may read the metrics: on a port of its own where METRICS_PORT is set; beside the API in development alone.

Several workers count into files of one folder, from which any of them, and the process above them, tells the sum.
"""

import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.settings import Settings
from services import metrics
from services.database import now, pool_usage
from services.delivery import outbox

# The variable's name is prometheus_client's. It is read when that is imported: by each worker, not by this process.
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class _LivingWorkers(MultiProcessCollector):
    """Forgets what a worker that has ended would still add to a sum of the living."""

    def collect(self) -> Iterable[Metric]:
        for file in Path(self._path).glob("gauge_live*.db"):
            pid = int(file.stem.rpartition("_")[2])
            if not _is_alive(pid):
                mark_process_dead(pid, self._path)  # type: ignore[no-untyped-call]
        return cast(Iterable[Metric], super().collect())  # type: ignore[no-untyped-call]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@contextmanager
def served(settings: Settings, host: str, *, is_shared: bool) -> Iterator[None]:
    """Around the life of a process and its workers. `is_shared`: the workers are processes of their own."""
    with _shared_folder() if is_shared and settings.tells_metrics else nullcontext():
        if settings.metrics_port is not None:
            start_http_server(settings.metrics_port, host, _registry())
        yield


@contextmanager
def _shared_folder() -> Iterator[None]:
    with TemporaryDirectory(prefix="ostiary-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ[_FOLDER] = folder
        yield


def _registry() -> CollectorRegistry:
    if _FOLDER not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    _LivingWorkers(registry)  # type: ignore[no-untyped-call]
    return registry


def routes(settings: Settings) -> list[Route]:
    """Beside the API: what strangers could reach, so in development alone."""
    if settings.is_production or settings.metrics_port is not None:
        return []

    async def show(request: Request) -> Response:
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(_registry()), headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    return [Route("/metrics", show)]


def tell_build() -> None:
    try:
        ours = version("ostiary")
    except PackageNotFoundError:
        # It runs from its checkout.
        ours = "unreleased"
    metrics.BUILD.labels(ours, platform.python_version()).set(1)


async def sample() -> None:
    """What is not counted where it happens, but looked at now and then."""
    size, in_use = pool_usage()
    metrics.POOL_SIZE.set(size)
    metrics.POOL_IN_USE.set(in_use)
    pending, oldest = await outbox.pending()
    metrics.OUTBOX_PENDING.set(pending)
    metrics.OUTBOX_OLDEST_SECONDS.set((now() - oldest).total_seconds() if oldest else 0)
