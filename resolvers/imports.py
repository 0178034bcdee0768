"""People from elsewhere, in bulk: by the rules of createUser, a batch in a transaction. Sends nothing.

Whoever is there already stays as they are, so that a run that was broken off is simply started again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, StrictBool, StrictStr, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails
from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from models import Identity, SiteRole, User
from resolvers import invites, new_users
from resolvers.context import Context
from resolvers.profiles import clean_profile
from services import audit
from services.database import transaction
from services.errors import EmailTaken, FieldFault, InvalidInput, PhoneTaken
from services.seen import Seen
from services.text import canonical_email, clean_line

BATCH = 500
_TRIES = 3
_IDENTITY_TAKEN = "identities: belongs to another account"


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, hide_input_in_errors=True)


class IdentityLine(_Line):
    """A way in through a provider. `issuer` may be left out where the provider is set up here."""

    provider: StrictStr
    subject: StrictStr
    issuer: StrictStr | None = None
    email: StrictStr | None = None


class UserLine(_Line):
    """One person, by the names of the API. What is left out or null is as for a new account."""

    id: UUID | None = None
    email: StrictStr | None = None
    email_verified: StrictBool = False
    phone: StrictStr | None = None
    phone_verified: StrictBool = False
    password_hash: StrictStr | None = None
    full_name: StrictStr | None = None
    avatar_url: StrictStr | None = None
    locale: StrictStr | None = None
    role: SiteRole = SiteRole.USER
    is_active: StrictBool = True
    user_data: dict[str, Any] | None = None
    app_data: dict[str, Any] | None = None
    created_at: AwareDatetime | None = None
    last_sign_in_at: AwareDatetime | None = None
    identities: list[IdentityLine] = []


@dataclass(frozen=True)
class Source:
    """One person as a file tells of them, and where: the number of the line, or of the entry in a list."""

    line: int
    told: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """Why nobody was made of a line. `is_present`: the person is there already, which is no fault."""

    line: int
    reason: str
    is_present: bool = False


@dataclass
class Newcomer:
    line: int
    user: User
    identities: list[Identity]
    left_out: int

    @property
    def keys(self) -> list[str]:
        """What no two people share."""
        user = self.user
        own = [
            f"email {user.email}" if user.email else "",
            f"phone {user.phone}" if user.phone else "",
            f"id {user.id}",
        ]
        return [key for key in own if key] + [f"identity {row.issuer} {row.subject}" for row in self.identities]


@dataclass
class Tally:
    """How a run went so far. `identities_left_out`: of providers that are not set up here."""

    imported: int = 0
    present: int = 0
    refused: int = 0
    identities_left_out: int = 0


@dataclass
class Import:
    """One run over one file. A dry one looks and writes nothing."""

    context: Context
    seen: Seen
    dry_run: bool = False
    tally: Tally = field(default_factory=Tally)

    async def take(self, entries: Sequence[Source | Refused]) -> list[Refused]:
        """Imports at most BATCH people, all that are fit in one transaction; why the others are not among them."""
        refused: list[Refused] = []
        newcomers: list[Newcomer] = []
        for entry in entries:
            if isinstance(entry, Refused):
                refused.append(entry)
                continue
            try:
                newcomers.append(self._unseen(_newcomer(self.context, entry)))
            except InvalidInput as fault:
                refused.append(Refused(entry.line, "; ".join(map(str, fault.fields))))
        fresh, known = await self._store(newcomers)
        refused = sorted([*refused, *known], key=lambda each: each.line)
        self.tally.imported += len(fresh)
        self.tally.present += sum(each.is_present for each in refused)
        self.tally.refused += sum(not each.is_present for each in refused)
        self.tally.identities_left_out += sum(each.left_out for each in fresh)
        return refused

    def _unseen(self, newcomer: Newcomer) -> Newcomer:
        for key in newcomer.keys:
            if (line := self.seen.first(key)) is not None:
                raise InvalidInput(FieldFault(key.split(" ")[0], "is that of line %(line)s too", {"line": line}))
        for key in newcomer.keys:
            self.seen.note(key, newcomer.line)
        return newcomer

    async def _store(self, newcomers: list[Newcomer]) -> tuple[list[Newcomer], list[Refused]]:
        """Somebody may sign up with one of the addresses meanwhile: then all is looked at again."""
        if self.dry_run:
            return await _without_known(newcomers)
        for _ in range(_TRIES - 1):
            try:
                return await self._insert(newcomers)
            except IntegrityError:
                continue
        return await self._insert(newcomers)

    async def _insert(self, newcomers: list[Newcomer]) -> tuple[list[Newcomer], list[Refused]]:
        context = self.context
        async with transaction():
            fresh, known = await _without_known(newcomers)
            users = [each.user for each in fresh]
            await User.bulk_create(users)
            await Identity.bulk_create([row for each in fresh for row in each.identities])
            details = [(user, {"role": user.role, "imported": True}) for user in users]
            await audit.record_each("user_registered", details, actor=context.actor, origin=context.origin)
            await invites.accept_waiting_of(context, users)
        return fresh, known


def _newcomer(context: Context, source: Source) -> Newcomer:
    """InvalidInput where the line is not fit; each of its faults is told, and no value."""
    try:
        line = UserLine.model_validate({name: held for name, held in source.told.items() if held is not None})
    except ValidationError as error:
        raise InvalidInput(
            *[FieldFault(".".join(map(str, each["loc"])), _said(each)) for each in error.errors()]
        ) from None
    plain = dict(line)
    more = {name: plain.pop(name) for name in ("id", "is_active", "created_at", "last_sign_in_at", "avatar_url")}
    told, hashed = plain.pop("identities"), plain.pop("password_hash")
    user = new_users.clean(context, new_users.NewUser(**plain))
    user.update_from_dict(clean_profile({"avatar_url": more.pop("avatar_url")}))
    user.update_from_dict({name: value for name, value in more.items() if value is not None})
    user.password_hash = new_users.stored_hash(hashed) if hashed is not None else None
    identities = [row for each in told if (row := _identity(context, user, each))]
    return Newcomer(source.line, user, identities, len(told) - len(identities))


def _said(fault: ErrorDetails) -> str:
    """A field's name may come from a column of the file; its value never shows."""
    return "is no field" if fault["type"] == "extra_forbidden" else fault["msg"]


def _identity(context: Context, user: User, line: IdentityLine) -> Identity | None:
    """None for a provider that is not set up here, unless the line names its issuer."""
    provider = context.services.providers.get(line.provider)
    issuer = line.issuer or (provider.issuer if provider else None)
    if issuer is None:
        return None
    return Identity(
        user_id=user.id,
        provider=clean_line(line.provider, "identities", longest=50),
        issuer=clean_line(issuer, "identities", longest=255),
        subject=clean_line(line.subject, "identities", longest=255),
        email=canonical_email(line.email or ""),
    )


async def _without_known(newcomers: list[Newcomer]) -> tuple[list[Newcomer], list[Refused]]:
    """Those who are not in the tables yet; and the others, with what is taken."""
    emails, phones, ids = await _known_users([each.user for each in newcomers])
    identities = await _known_identities([row for each in newcomers for row in each.identities])
    fresh, known = [], []
    for each in newcomers:
        if each.user.id in ids or each.user.email in emails:
            known.append(Refused(each.line, EmailTaken.message, is_present=True))
        elif each.user.phone in phones:
            known.append(Refused(each.line, PhoneTaken.message, is_present=each.user.email is None))
        elif any((row.issuer, row.subject) in identities for row in each.identities):
            known.append(Refused(each.line, _IDENTITY_TAKEN))
        else:
            fresh.append(each)
    return fresh, known


async def _known_users(users: list[User]) -> tuple[set[str], set[str], set[UUID]]:
    emails = [user.email for user in users if user.email]
    phones = [user.phone for user in users if user.phone]
    same = Q(email__in=emails) | Q(phone__in=phones) | Q(id__in=[user.id for user in users])
    rows = await User.filter(same).values_list("email", "phone", "id")
    return {row[0] for row in rows} - {None}, {row[1] for row in rows} - {None}, {row[2] for row in rows}


async def _known_identities(identities: list[Identity]) -> set[tuple[str, str]]:
    if not identities:
        return set()
    same = Identity.filter(
        issuer__in={row.issuer for row in identities}, subject__in=[row.subject for row in identities]
    )
    return set(await same.values_list("issuer", "subject"))
