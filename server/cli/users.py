"""`ostiary users`: the first admin, roles, and accounts to try things out with."""

import secrets
import sys
from typing import Annotated

import typer

from models import SiteRole, User
from resolvers import new_users, users
from resolvers.context import Context
from server.cli.console import AsJson, as_operator, fail, load_settings, show, show_one
from services.errors import EmailTaken

app = typer.Typer(no_args_is_help=True, help="People: create, list, show, promote, erase; reset second factors.")
_ROLES = "|".join(role.lower() for role in SiteRole)
Role = typer.Option(case_sensitive=False, metavar=_ROLES, help="Rank on the whole site.")
_TEST_DOMAIN = "example.com"


@app.command()
def create(
    *,
    email: Annotated[str, typer.Option(help="The address to sign in with.")],
    password: Annotated[
        str | None,
        typer.Option(help="Left out: asked for, or read from a pipe, and so unseen in the list of processes."),
    ] = None,
    role: Annotated[SiteRole, Role] = SiteRole.USER,
    unverified: Annotated[bool, typer.Option("--unverified", help="They must prove the address first.")] = False,
    full_name: Annotated[str | None, typer.Option(help="As others will see it.")] = None,
) -> None:
    """Create an account, verified unless told otherwise."""
    wish = new_users.NewUser(
        email=email,
        password=_asked_password() if password is None else password,
        role=role,
        full_name=full_name,
        email_verified=not unverified,
    )
    user = as_operator(lambda context: new_users.create(context, wish))
    typer.echo(f"Created {user.email} as {user.role.lower()}.")


def _asked_password() -> str:
    """From a person twice and unseen, from a pipe its first line."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List everyone, oldest first."""
    found = as_operator(lambda _context: users.everyone())
    show([_summary(user) for user in found], as_json=as_json, empty="There is nobody yet.")


@app.command("show")
def show_user(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")], *, as_json: AsJson = False
) -> None:
    """Show one account."""
    user = as_operator(lambda _context: users.by_email(email))
    show_one(_details(user), as_json=as_json)


@app.command()
def promote(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")],
    role: Annotated[SiteRole, typer.Argument(case_sensitive=False, metavar="ROLE", help=f"The new rank: {_ROLES}.")],
) -> None:
    """Give an account another role, higher or lower, from its next request on."""
    user = as_operator(lambda context: users.set_role(context, email, role))
    typer.echo(f"{user.email} is {role.lower()} now.")


@app.command("reset-mfa")
def reset_mfa(email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")]) -> None:
    """Take every second factor away from somebody who lost them all. Make sure that it is the person who asks."""
    user = as_operator(lambda context: users.reset_mfa(context, email))
    typer.echo(f"{user.email} signs in without a second factor now.")


@app.command()
def erase(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an account and what the audit log holds of the person; the events stay, without names."""
    if not yes:
        typer.confirm(f"Erase {email} for good?", abort=True)
    id_ = as_operator(lambda context: users.erase(context, email))
    typer.echo(f"Erased {id_}.")


def create_test_users(
    *,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 5,
    prefix: Annotated[str, typer.Option(help="`test` makes test1@example.com and so on.")] = "test",
    as_json: AsJson = False,
) -> None:
    """Create verified accounts with one new password, which is printed. In development only."""
    if load_settings().is_production:
        fail("create-test-users: not in production.", code=2)
    password = secrets.token_hex(8)
    emails = [f"{prefix}{number}@{_TEST_DOMAIN}" for number in range(1, count + 1)]

    async def create_all(context: Context) -> list[User]:
        try:
            return await new_users.create_verified(context, emails, password)
        except EmailTaken:
            fail("Some of these accounts exist already: choose another --prefix.")

    accounts = [{"email": user.email, "password": password} for user in as_operator(create_all)]
    show(accounts, as_json=as_json, empty="")


def _summary(user: User) -> dict[str, object]:
    return {
        "email": user.email,
        "role": user.role.lower(),
        "email_verified": user.email_verified,
        "is_active": user.is_active,
        "created_at": user.created_at,
        "id": user.id,
    }


def _details(user: User) -> dict[str, object]:
    return {
        **_summary(user),
        "full_name": user.full_name,
        "phone": user.phone,
        "phone_verified": user.phone_verified,
        "locale": user.locale,
        "last_sign_in_at": user.last_sign_in_at,
        "updated_at": user.updated_at,
    }
