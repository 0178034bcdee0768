"""`ostiary orgs`: which organisations there are, who owns them, and what an operator asks of their members."""

from typing import Annotated

import typer

from models import Membership, Org
from resolvers import orgs
from resolvers.context import Context
from server.cli.console import as_operator
from server.cli.tables import AsJson, show, show_one

app = typer.Typer(no_args_is_help=True, help="Organisations: list, show, require a second factor.")
Which = Annotated[str, typer.Argument(metavar="ORG", help="Its slug or id.")]


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List every organisation, oldest first."""

    async def work(context: Context) -> list[dict[str, object]]:
        found = await orgs.every()
        counts = await context.member_counts.load_many([org.id for org in found])
        return [_row(org, count) for org, count in zip(found, counts, strict=True)]

    show(as_operator(work), as_json=as_json, empty="There is none yet.")


@app.command("show")
def show_org(which: Which, *, as_json: AsJson = False) -> None:
    """Show one organisation with those who own it."""

    async def work(context: Context) -> dict[str, object]:
        org = await orgs.known_as(which)
        owners = [_name(membership) for membership in await orgs.owners(org)]
        return {
            **_row(org, await context.member_counts.load(org.id)),
            "description": org.description,
            "updated_at": org.updated_at,
            "owners": owners if as_json else ", ".join(owners),
        }

    show_one(as_operator(work), as_json=as_json)


@app.command("require-mfa")
def require_mfa(
    which: Which, *, off: Annotated[bool, typer.Option("--off", help="Ask for none any more.")] = False
) -> None:
    """Ask every member for a second factor: who has none enrols one before anything else."""

    async def work(context: Context) -> Org:
        return await orgs.require_mfa(context, await orgs.known_as(which), is_required=not off)

    org = as_operator(work)
    typer.echo(f"{org.slug} asks its members for {'no' if off else 'a'} second factor now.")


def _name(membership: Membership) -> str:
    return membership.user.email or membership.user.phone or str(membership.user_id)


def _row(org: Org, members: int) -> dict[str, object]:
    return {
        "slug": org.slug,
        "name": org.name,
        "members": members,
        "is_active": org.is_active,
        "requires_mfa": org.requires_mfa,
        "created_at": org.created_at,
        "id": org.id,
    }
