"""`ostiary orgs`: what an operator decides about an organisation."""

from typing import Annotated

import typer

from models import Org
from resolvers import orgs
from server.cli.console import AsJson, as_operator, show

app = typer.Typer(no_args_is_help=True, help="Organisations: list, require a second factor.")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List every organisation, oldest first."""
    found = as_operator(lambda _context: orgs.every())
    show([_summary(org) for org in found], as_json=as_json, empty="There is no organisation yet.")


@app.command("require-mfa")
def require_mfa(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Which one.")],
    *,
    off: Annotated[bool, typer.Option("--off", help="Ask for none any more.")] = False,
) -> None:
    """Ask every member for a second factor: who has none enrols one before anything else."""
    org = as_operator(lambda context: orgs.require_mfa(context, slug, is_required=not off))
    typer.echo(f"{org.slug} asks its members for {'no' if off else 'a'} second factor now.")


def _summary(org: Org) -> dict[str, object]:
    return {
        "slug": org.slug,
        "name": org.name,
        "is_active": org.is_active,
        "requires_mfa": org.requires_mfa,
        "created_at": org.created_at,
        "id": org.id,
    }
