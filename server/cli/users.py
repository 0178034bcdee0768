"""`ostiary users`: the first admin, what administrators do to accounts, and accounts to try things out with."""

import secrets
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import orjson
import typer

from models import SiteRole, User
from resolvers import new_users, users
from resolvers.context import Context
from server.cli import transfers
from server.cli.console import as_operator, fail, load_settings
from server.cli.tables import AsJson, show, show_one
from services.errors import EmailTaken

app = typer.Typer(no_args_is_help=True, help="People: create, look up, change, import, export, erase.")
_ROLES = "|".join(role.lower() for role in SiteRole)
Role = typer.Option(case_sensitive=False, metavar=_ROLES, help="Rank on the whole site.")
Who = Annotated[str, typer.Argument(metavar="WHO", help="Whose account: the address, phone number or id.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
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
def list_(
    *,
    search: Annotated[str | None, typer.Option(help="The beginning of a name or of an address.")] = None,
    role: Annotated[SiteRole | None, typer.Option(case_sensitive=False, metavar=_ROLES, help="Of this rank.")] = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help="Who may be here, or may not.")] = None,
    as_json: AsJson = False,
) -> None:
    """List everyone, oldest first."""
    found = as_operator(lambda _context: users.everyone(search=search, role=role, active=active))
    show([_summary(user) for user in found], as_json=as_json, empty="There is nobody like that.")


@app.command("show")
def show_user(who: Who, *, as_json: AsJson = False) -> None:
    """Show one account."""
    user = as_operator(lambda _context: users.known_as(who))
    show_one(_details(user), as_json=as_json)


@app.command()
def update(
    who: Who,
    *,
    email: Annotated[str | None, typer.Option(help="A new one counts as unverified; empty clears it.")] = None,
    phone: Annotated[str | None, typer.Option(help="A new one counts as unverified; empty clears it.")] = None,
    full_name: Annotated[str | None, typer.Option(help="As others will see it; empty clears it.")] = None,
    email_verified: Annotated[bool | None, typer.Option(help="Your word, instead of a mail's.")] = None,
    user_data: Annotated[str | None, typer.Option(help="JSON to merge into it (RFC 7396).")] = None,
    app_data: Annotated[str | None, typer.Option(help="JSON to merge into it (RFC 7396).")] = None,
) -> None:
    """Change what an account says. What is left out stays."""
    texts = {"email": email, "phone": phone, "full_name": full_name}
    wishes: dict[str, Any] = {name: text or None for name, text in texts.items() if text is not None}
    documents = (("user_data", user_data), ("app_data", app_data))
    wishes |= {name: _json(name, text) for name, text in documents if text is not None}
    if email_verified is not None:
        wishes["email_verified"] = email_verified
    if not wishes:
        fail("Say what to change: see --help.", code=2)
    user = _done_to(who, lambda context, user: users.update(context, str(user.id), wishes))
    typer.echo(f"Updated {_name(user)}.")


def _json(name: str, text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        fail(f"--{name.replace('_', '-')}: must be JSON.", code=2)


@app.command("reset-mfa")
def reset_mfa(who: Who) -> None:
    """Take every second factor away from somebody who lost them all. Make sure that it is the person who asks."""
    typer.echo(f"{_name(_done_to(who, users.reset_mfa))} signs in without a second factor now.")


@app.command()
def promote(
    who: Who,
    role: Annotated[SiteRole, typer.Argument(case_sensitive=False, metavar="ROLE", help=f"The new rank: {_ROLES}.")],
) -> None:
    """Give an account another role, higher or lower, from its next request on."""

    async def work(context: Context, user: User) -> User:
        if user.role is role:
            fail(f"{_name(user)} is {role.lower()} already.")
        return await users.update(context, str(user.id), {"role": role})

    typer.echo(f"{_name(_done_to(who, work))} is {role.lower()} now.")


@app.command()
def activate(who: Who) -> None:
    """Let somebody sign in again."""

    async def work(context: Context, user: User) -> User:
        if user.is_active:
            fail(f"{_name(user)} is active already.")
        return await users.activate(context, str(user.id))

    typer.echo(f"{_name(_done_to(who, work))} may sign in again.")


@app.command()
def deactivate(who: Who) -> None:
    """End somebody's sessions and let them in no more."""

    async def work(context: Context, user: User) -> User:
        if not user.is_active:
            fail(f"{_name(user)} is deactivated already.")
        return await users.deactivate(context, str(user.id))

    typer.echo(f"{_name(_done_to(who, work))} is out, and may not come in.")


@app.command()
def unlock(who: Who) -> None:
    """Forget the wrong passwords that locked an account."""
    user = _done_to(who, lambda context, user: users.unlock(context, str(user.id)))
    typer.echo(f"{_name(user)} may try again.")


@app.command()
def delete(who: Who, *, yes: Yes = False) -> None:
    """Delete an account; the audit log keeps what it holds of the person, unlike with `erase`."""
    if not yes:
        typer.confirm(f"Delete {who} for good?", abort=True)
    id_ = _done_to(who, lambda context, user: users.delete(context, str(user.id)))
    typer.echo(f"Deleted {id_}.")


@app.command()
def erase(who: Who, *, yes: Yes = False) -> None:
    """Delete an account and what the audit log holds of the person; the events stay, without names."""
    if not yes:
        typer.confirm(f"Erase {who} for good?", abort=True)
    id_ = _done_to(who, users.erase)
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


def _done_to(who: str, work: Callable[[Context, User], Awaitable[Any]]) -> Any:
    async def done(context: Context) -> Any:
        return await work(context, await users.known_as(who))

    return as_operator(done)


app.command("import")(transfers.import_users)
app.command("export")(transfers.export_users)


def _name(user: User) -> str:
    return user.email or user.phone or str(user.id)


def _summary(user: User) -> dict[str, object]:
    return {
        "email": user.email,
        "phone": user.phone,
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
        "phone_verified": user.phone_verified,
        "locale": user.locale,
        "last_sign_in_at": user.last_sign_in_at,
        "updated_at": user.updated_at,
        "user_data": user.user_data,
        "app_data": user.app_data,
    }
