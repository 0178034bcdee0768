"""The operator's command line, `ostiary`. A wrong flag or setting: one sentence, exit code 2, nothing changed."""

import asyncio
import os
import signal
import sys
from typing import Annotated

import typer
import uvicorn
from tortoise.migrations.api import migrate as apply_migrations

from schema import build_schema
from server import logs
from server.app import create_app, database
from server.settings import PREFIX, Settings, SettingsError
from server.wiring import build_services, build_worker, tortoise_config

app = typer.Typer(no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False, help=__doc__)
_WORKERS = f"{PREFIX}INTERNAL_WORKERS"
_DELIVERS = f"{PREFIX}INTERNAL_DELIVERS"
_DRAIN_SECONDS = 15


def load_settings() -> Settings:
    try:
        return Settings.load()
    except SettingsError as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes to serve with.")] = 1,
    reload: Annotated[bool, typer.Option(help="Start again when the code changes.")] = False,
    migrate: Annotated[bool, typer.Option(help="Bring the database up to date first.")] = True,
    worker: Annotated[bool, typer.Option(help="Deliver messages from the server too.")] = True,
) -> None:
    """Start the API."""
    if f"{PREFIX}PUBLIC_URL" not in os.environ and port != 8000 and load_settings().public_url.endswith(":8000"):
        os.environ[f"{PREFIX}PUBLIC_URL"] = f"http://localhost:{port}"
    settings = load_settings()
    if settings.is_production and workers > 1 and not settings.redis_url:
        typer.echo(f"{PREFIX}REDIS_URL: production with several workers needs one.", err=True)
        raise typer.Exit(2)
    logs.configure(as_json=settings.is_production)
    if migrate:
        asyncio.run(_migrate(settings))
    os.environ[_WORKERS], os.environ[_DELIVERS] = str(workers), str(int(worker))
    _say_where(settings)
    uvicorn.run(
        "server.cli:serve",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        ws="none",
        log_config=None,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )


def serve() -> object:
    """What each worker process runs."""
    settings = load_settings()
    logs.configure(as_json=settings.is_production)
    return create_app(settings, workers=int(os.environ[_WORKERS]), delivers=os.environ[_DELIVERS] == "1")


def _say_where(settings: Settings) -> None:
    if settings.is_production:
        return
    lines = [f"Ostiary is starting at {settings.public_url}", f"  GraphiQL     {settings.public_url}/graphql"]
    if not settings.smtp_host:
        lines.append(f"  Mailbox      {settings.public_url}/dev/mailbox")
    lines += [f"  Pages        {settings.public_url}/auth/verify, /auth/reset, /auth/invite"]
    lines += [f"  Database     {settings.database_url.rpartition('@')[2]}"]
    typer.echo("\n".join(lines))


async def _migrate(settings: Settings) -> None:
    await apply_migrations(config=tortoise_config(settings.database_url))


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    asyncio.run(_migrate(load_settings()))
    typer.echo("The database is up to date.")


@app.command()
def worker() -> None:
    """Deliver messages, until SIGTERM or SIGINT."""
    settings = load_settings()
    logs.configure(as_json=settings.is_production)
    asyncio.run(_deliver(settings))


async def _deliver(settings: Settings) -> None:
    async with database(settings):
        delivery = build_worker(settings, build_services(settings))
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, delivery.stop)
        await delivery.run()


@app.command()
def schema() -> None:
    """Print the SDL."""
    typer.echo(build_schema().as_str())


def main() -> None:
    app()
