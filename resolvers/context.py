"""One request: who asks, from where, what they may use; and loaders that batch its look-ups.

Knows no GraphQL and no HTTP: the transport fills it in, and afterwards hands out the cookies noted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from strawberry.dataloader import DataLoader
from tortoise.functions import Count

from models import ApiKey, Identity, Membership, Org, Passkey, User
from models.org import OrgRole
from models.user import SiteRole
from services import Services, second_factors
from services.audit import NOWHERE, Actor, Origin
from services.errors import FaultReason, Hidden, Unauthenticated
from services.paging import Listing, Page
from services.principals import Principal, Remembered
from services.texts import best_language


class Contact(NamedTuple):
    """The two columns of an account that lists show: ten times cheaper to read than all of it."""

    full_name: str | None
    email: str | None


@dataclass
class Context:
    """`absence` says why `viewer` is None."""

    services: Services
    origin: Origin = NOWHERE
    # As the header of the same name says it.
    accept_language: str = ""
    viewer: Principal | None = None
    # A server that sent a secret API key; then there is no viewer.
    api_key: ApiKey | None = None
    # Why public operations are refused: REQUIRE_PUBLISHABLE_KEY, and no client application named itself.
    client_absence: FaultReason | None = None
    # Someone at the machine's own shell.
    is_operator: bool = False
    absence: FaultReason = FaultReason.TOKEN_MISSING
    # Cookie mode: tokens travel as cookies, and the refresh token is taken from its cookie.
    cookie_mode: bool = False
    refresh_cookie: str | None = None
    # A secret that ties a passkey's challenge to the browser that asked for it.
    passkey_cookie: str | None = None
    # For the transport to set, by kind of token; an empty value clears the cookie.
    new_cookies: dict[str, str] = field(default_factory=dict)
    # Where a flow that a link has just completed began, for the transport to end there.
    redirect_url: str | None = None

    # What its session was read with, for queries; shared by requests, so never to be changed.
    remembered: Remembered | None = None

    @cached_property
    def users(self) -> "DataLoader[UUID, User | None]":
        return DataLoader(load_fn=_load_users)

    @cached_property
    def contacts(self) -> "DataLoader[UUID, Contact]":
        return DataLoader(load_fn=_load_contacts)

    @cached_property
    def orgs(self) -> "DataLoader[UUID, Org | None]":
        return DataLoader(load_fn=_load_orgs)

    @cached_property
    def memberships(self) -> "DataLoader[tuple[UUID, UUID], Membership | None]":
        return DataLoader(load_fn=_load_memberships)

    @cached_property
    def member_counts(self) -> "DataLoader[UUID, int]":
        return DataLoader(load_fn=_load_member_counts)

    @cached_property
    def memberships_of(self) -> "DataLoader[UUID, list[Membership]]":
        return DataLoader(load_fn=_load_memberships_of)

    @cached_property
    def identities_of(self) -> "DataLoader[UUID, list[Identity]]":
        return DataLoader(load_fn=_load_identities_of)

    @cached_property
    def passkeys_of(self) -> "DataLoader[UUID, list[Passkey]]":
        return DataLoader(load_fn=_load_passkeys_of)

    @cached_property
    def second_factors_of(self) -> "DataLoader[UUID, list[str]]":
        return DataLoader(load_fn=second_factors.of_people)

    @cached_property
    def pages(self) -> "DataLoader[Listing, Page[Any]]":
        return DataLoader(load_fn=_load_pages)

    def forget(self) -> None:
        """In a transaction that changes something: what is selected next in the same operation is read anew."""
        self.remembered = None
        for name in _LOADERS:
            self.__dict__.pop(name, None)

    async def changed(self, *ids: UUID) -> None:
        """After the commit of a change of these people, sessions and organisations: returns once no process serves
        what they were. What is selected next in the same operation is read anew.
        """
        self.forget()
        await self.services.principals.forget(*ids)

    def note_cookies(self, access: str, refresh: str | None) -> None:
        """A session was started, renewed or (empty strings) ended in cookie mode; None keeps the refresh cookie."""
        self.new_cookies["access"] = access
        if refresh is not None:
            self.new_cookies["refresh"] = refresh

    def principal(self) -> Principal:
        """The viewer, where a guard has made sure of one."""
        if self.viewer is None:
            raise Unauthenticated(self.absence)
        return self.viewer

    async def user(self) -> User:
        """The viewer's row."""
        user = await self.users.load(self.principal().user_id)
        if user is None:
            raise Unauthenticated(FaultReason.SESSION_ENDED)
        return user

    def remembered_memberships(self, user_id: UUID) -> Sequence[Membership] | None:
        """The viewer's own, with their organisations, where memory is warm."""
        if self.remembered is None or self.remembered.user.id != user_id:
            return None
        return self.remembered.memberships

    def remembered_org(self, org_id: UUID) -> Org | None:
        """One of the viewer's own, to be read, where memory is warm."""
        for membership in (self.remembered.memberships or ()) if self.remembered else ():
            if membership.org_id == org_id:
                return membership.org
        return None

    @property
    def language(self) -> str:
        """What the sentences of the answer are written in."""
        return best_language(self.accept_language)

    def language_of(self, user: User | None) -> str:
        """What to write to a person in: their own locale, else whatever the request asks for."""
        return best_language(user.locale if user else None, self.accept_language)

    @property
    def actor(self) -> Actor:
        if self.viewer is not None:
            return Actor(self.viewer.user_id, self.viewer.email)
        return Actor(self.api_key.id) if self.api_key else Actor()

    @property
    def site_role(self) -> SiteRole | None:
        """The rank on the whole site: the viewer's, or ADMIN for a secret API key and a shell; None for a stranger."""
        if self.viewer is not None:
            return self.viewer.role
        return SiteRole.ADMIN if self.api_key or self.is_operator else None

    async def org_role(self, org_id: UUID) -> OrgRole | None:
        """The viewer's rank in an organisation: site admins and secret API keys own all, moderators belong."""
        if self.site_role is SiteRole.ADMIN:
            return OrgRole.OWNER if await self.orgs.load(org_id) else None
        if self.viewer is None:
            return None
        membership = await self._own_membership(self.viewer.user_id, org_id)
        if membership is not None:
            return membership.role
        is_moderator = self.viewer.role.reaches(SiteRole.MODERATOR) and await self.orgs.load(org_id)
        return OrgRole.MEMBER if is_moderator else None

    async def _own_membership(self, user_id: UUID, org_id: UUID) -> Membership | None:
        remembered = self.remembered_memberships(user_id)
        if remembered is None:
            return await self.memberships.load((user_id, org_id))
        return next((membership for membership in remembered if membership.org_id == org_id), None)

    async def person(self, user_id: UUID) -> User:
        """The account that another row speaks of."""
        user = await self.users.load(user_id)
        if user is None:
            raise Hidden
        return user

    async def org(self, org_id: UUID) -> Org:
        """The organisation, to be read, where a guard has made sure of it."""
        org = self.remembered_org(org_id) or await self.orgs.load(org_id)
        if org is None:
            raise Hidden
        return org


def parse_id(text: str) -> UUID | None:
    """None for what cannot be one of our ids, which is then as unknown as any other."""
    try:
        parsed = UUID(text)
    except (ValueError, AttributeError):
        return None
    return parsed if str(parsed) == text.lower() else None


_LOADERS = [name for name, value in vars(Context).items() if isinstance(value, cached_property)]


async def _load_users(ids: list[UUID]) -> Sequence[User | None]:
    found = await User.in_bulk(ids, "id")
    return [found.get(id_) for id_ in ids]


async def _load_contacts(ids: list[UUID]) -> Sequence[Contact]:
    rows = await User.filter(id__in=ids).values_list("id", "full_name", "email")
    found = {id_: Contact(full_name, email) for id_, full_name, email in rows}
    return [found.get(id_, Contact(None, None)) for id_ in ids]


async def _load_orgs(ids: list[UUID]) -> Sequence[Org | None]:
    found = await Org.in_bulk(ids, "id")
    return [found.get(id_) for id_ in ids]


async def _load_memberships(pairs: list[tuple[UUID, UUID]]) -> Sequence[Membership | None]:
    user_ids, org_ids = {user for user, _ in pairs}, {org for _, org in pairs}
    rows = await Membership.filter(user_id__in=user_ids, org_id__in=org_ids)
    found = {(row.user_id, row.org_id): row for row in rows}
    return [found.get(pair) for pair in pairs]


async def _load_member_counts(org_ids: list[UUID]) -> Sequence[int]:
    rows = await Membership.filter(org_id__in=org_ids).annotate(n=Count("id")).group_by("org_id").values("org_id", "n")
    found = {row["org_id"]: row["n"] for row in rows}
    return [found.get(org_id, 0) for org_id in org_ids]


async def _load_memberships_of(user_ids: list[UUID]) -> Sequence[list[Membership]]:
    rows = await Membership.filter(user_id__in=user_ids).order_by("id")
    return [[row for row in rows if row.user_id == user_id] for user_id in user_ids]


async def _load_identities_of(user_ids: list[UUID]) -> Sequence[list[Identity]]:
    rows = await Identity.filter(user_id__in=user_ids).order_by("id")
    return [[row for row in rows if row.user_id == user_id] for user_id in user_ids]


async def _load_passkeys_of(user_ids: list[UUID]) -> Sequence[list[Passkey]]:
    rows = await Passkey.filter(user_id__in=user_ids).order_by("id")
    return [[row for row in rows if row.user_id == user_id] for user_id in user_ids]


async def _load_pages(listings: list[Listing]) -> Sequence[Page[Any]]:
    return [await listing.page() for listing in listings]
