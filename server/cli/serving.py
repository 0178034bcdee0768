"""Commands that serve: the API, the delivery worker, the migrations and the SDL."""

import asyncio
import errno
import multiprocessing
import os
import signal
import socket
import sys
from typing import Annotated

import typer
import uvicorn
from starlette.applications import Starlette

from schema import build_schema
from server import logs, metrics, tracing
from server.app import create_app, database, schema_for
from server.cli import migrating
from server.cli.console import fail, in_loop, load_settings
from server.loading import building
from server.settings import PREFIX, Settings, SettingsError
from server.trusted import load_documents
from server.wiring import build_services, build_worker

# How `run` tells its worker processes, which read their settings anew.
_WORKERS = f"{PREFIX}INTERNAL_WORKERS"
_DELIVERS = f"{PREFIX}INTERNAL_DELIVERS"
_DRAIN_SECONDS = 15
# Longer than a proxy or a client keeps an idle connection (60 s and less): who hangs up first must not be the server,
# since a request that is on its way then gets no answer.
_KEEP_ALIVE_SECONDS = 75


def run(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes to serve with.")] = 1,
    reload: Annotated[bool, typer.Option("--reload", help="Start again when the code changes.")] = False,
    migrate: Annotated[bool, typer.Option(help="Bring the database up to date first.")] = True,
    worker: Annotated[bool, typer.Option(help="Deliver messages from the server too.")] = True,
) -> None:
    """Start the API."""
    settings = _settings_at(port)
    is_alone = workers == 1 and not reload
    application = _application(settings, delivers=worker) if is_alone else _named_application(settings)
    if settings.is_production and workers > 1 and not settings.redis_url:
        fail(f"{PREFIX}REDIS_URL: production with several workers needs one.", code=2)
    logs.configure(as_json=settings.is_production)
    _require_tracing()
    _require_free(host, port)
    _require_free_for_metrics(settings, host, port)
    if migrate:
        _migrate_apart(settings)
    os.environ[_WORKERS], os.environ[_DELIVERS] = str(workers), str(int(worker))
    _say_where(settings)
    logs.tell_settings(settings)
    with metrics.served(settings, host, is_shared=not is_alone):
        uvicorn.run(
            application,
            factory=not is_alone,
            host=host,
            port=port,
            workers=workers,
            reload=reload,
            proxy_headers=False,
            server_header=False,
            access_log=False,
            ws="none",
            log_config=None,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
        )


def _migrate_apart(settings: Settings) -> None:
    """In a process of its own: the states of all migrations would stay in the server's memory for good, 15 MB."""
    child = multiprocessing.get_context("fork").Process(target=_migrate, args=(settings,))
    child.start()
    child.join()
    if child.exitcode:
        raise typer.Exit(child.exitcode)


def _migrate(settings: Settings) -> None:
    try:
        in_loop(migrating.apply_migrations(settings))
    except typer.Exit as end:
        sys.exit(end.exit_code)


def serve() -> Starlette:
    """What each of several worker processes runs."""
    settings = load_settings()
    logs.configure(as_json=settings.is_production)
    with building():
        return create_app(settings, workers=int(os.environ[_WORKERS]), delivers=os.environ[_DELIVERS] == "1")


def _settings_at(port: int) -> Settings:
    """In development the public address follows the port, unless it was set."""
    settings = load_settings()
    if settings.is_production or "public_url" in Settings().model_fields_set:
        return settings
    os.environ[f"{PREFIX}PUBLIC_URL"] = f"http://localhost:{port}"
    return load_settings()


def _application(settings: Settings, *, delivers: bool) -> Starlette:
    """For this very process to run."""
    try:
        with building():
            return create_app(settings, delivers=delivers)
    except SettingsError as error:
        fail(str(error), code=2)


def _named_application(settings: Settings) -> str:
    """For processes that import it, after a look at the documents: one that cannot start is started again and again."""
    try:
        schema_for(settings, load_documents(settings))
    except SettingsError as error:
        fail(str(error), code=2)
    return "server.__main__:serve"


def _require_tracing() -> None:
    if tracing.is_wanted() and not tracing.is_possible():
        fail("OTEL_EXPORTER_OTLP_ENDPOINT: traces need packages more: pip install '.[tracing]'.", code=2)


def _require_free_for_metrics(settings: Settings, host: str, port: int | None = None) -> None:
    name = f"{PREFIX}METRICS_PORT"
    if settings.metrics_port == port is not None:
        fail(f"{name}: must be another port than the API's.", code=2)
    if settings.metrics_port is not None:
        _require_free(host, settings.metrics_port, chosen_by=name)


def _require_free(host: str, port: int, *, chosen_by: str = "--port") -> None:
    """Asked before anything happens. The server binds for itself, so that it owns its sockets."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fail(f"Port {port} of {host} is in use already: choose another by {chosen_by}.")
        fail(f"Cannot listen on port {port} of {host}: {error.strerror}.", code=2)


def _say_where(settings: Settings) -> None:
    if settings.is_production:
        return
    lines = [f"Ostiary is starting at {settings.public_url}", f"  GraphiQL     {settings.public_url}/graphql"]
    if not settings.smtp_host:
        lines.append(f"  Mailbox      {settings.public_url}/dev/mailbox")
    lines += [f"  Pages        {settings.public_url}/auth/login, /auth/account, /auth/orgs"]
    lines += [f"  Database     {settings.database_url.rpartition('@')[2]}"]
    typer.echo("\n".join(lines))


def migrate() -> None:
    """Bring the database up to date."""
    in_loop(migrating.apply_migrations(load_settings()))
    typer.echo("The database is up to date.")


def worker(
    *, host: Annotated[str, typer.Option(help="Address to show metrics at, on METRICS_PORT.")] = "127.0.0.1"
) -> None:
    """Deliver messages, until SIGTERM or SIGINT."""
    settings = load_settings()
    logs.configure(as_json=settings.is_production)
    _require_tracing()
    _require_free_for_metrics(settings, host)
    with metrics.served(settings, host, is_shared=False):
        in_loop(_deliver(settings))


async def _deliver(settings: Settings) -> None:
    async with database(settings), tracing.exporting():
        delivery = build_worker(settings, build_services(settings))
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, delivery.stop)
        await delivery.run()


def schema() -> None:
    """Print the SDL."""
    typer.echo(build_schema().as_str())
