"""Signing in and out: sessions, their tokens, and the proof that it is still you."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models import Membership, Purpose, Session, User
from resolvers import challenges, guesses, mails
from resolvers.challenges import Challenge
from resolvers.context import Context, parse_id
from services import audit, metrics, refresh_tokens, second_factors
from services.audit import Actor
from services.database import now, transaction
from services.devices import parse_device
from services.errors import (
    AccountDeactivated,
    EmailNotVerified,
    FaultReason,
    InvalidCredentials,
    InvalidToken,
    NotFound,
    Refusal,
    Unauthenticated,
)
from services.pkce import matches_challenge
from services.second_factors import are_two_factors
from services.text import canonical_email, is_storable

_DEVICES_REMEMBERED = 50
_BATCH = 500


@dataclass(frozen=True)
class SignedInResult:
    """Tokens are None where they travel as cookies; `refresh_token` also where the session keeps the one it has."""

    session: Session
    user: User
    access_token: str | None
    refresh_token: str | None
    expires_in: int
    # REQUIRE_MFA, or an organisation: nothing else before a second factor is enrolled.
    must_enroll: bool


# What a door answers with: a session, or the challenge for a second factor.
Outcome = SignedInResult | Challenge


async def sign_in(context: Context, email: str, password: str) -> Outcome:
    """By address and password. Whatever the reason of a refusal, it cost the same time (OWASP ASVS 5.0 V6.3.8)."""
    services = context.services
    identifier = canonical_email(email) or email.strip().lower()[:254]
    user = await User.get_or_none(email=identifier) if is_storable(identifier) else None
    offered = "password" in services.policy.sign_in_methods
    await guesses.check(context, identifier, user if offered else None, password)
    assert user is not None
    refusal: Refusal | None = None if user.is_active else AccountDeactivated()
    if services.policy.require_verification and not user.email_verified:
        refusal = refusal or EmailNotVerified()
    if refusal is not None:
        await guesses.record(context, "login_failed", identifier, user, reason=refusal.code)
        raise refusal
    return await start(context, user, ["password"])


async def start(
    context: Context, user: User, methods: list[str], *, outrun: type[Refusal] = InvalidCredentials
) -> Outcome:
    """The one gate of every door: a session, or the challenge where what was proved is not enough for this account.

    `outrun`: for who was deactivated, or given another password, since they proved who they are.
    """
    factors = [] if are_two_factors(methods) else await second_factors.of_person(user.id)
    if factors:
        return await challenges.pose(context, user, methods, factors, outrun=outrun)
    return await begin(context, user, methods, outrun=outrun)


async def begin(
    context: Context, user: User, methods: list[str], *, outrun: type[Refusal] = InvalidCredentials
) -> SignedInResult:
    """A new session, whatever sessions there were before. The person must still be as they were when proved.

    Behind the gate: for what has been through it, and for an account that was made in this request.
    """
    services, policy, moment = context.services, context.services.policy, now()
    session = Session(
        user=user,
        expires_at=moment + min(policy.refresh_token_ttl, policy.session_max_age),
        ends_at=moment + policy.session_max_age,
        authenticated_at=moment,
        methods=methods,
        ip_address=context.origin.ip_address,
        user_agent=(context.origin.user_agent or "")[:512],
    )
    refresh_token = refresh_tokens.mint(services.vault, session)
    async with transaction():
        if not await challenges.as_proved(user).update(last_sign_in_at=now()):
            raise outrun
        if await _is_new_device(session):
            await mails.send_new_device(context, user)
        await session.save()
        await audit.record(
            "login_success", actor=Actor.of(user), target=session, origin=context.origin, methods=methods
        )
    metrics.SIGN_INS.labels("+".join(methods), "SignedIn").inc()
    user.last_sign_in_at = now()
    return await _signed_in(context, session, user, refresh_token)


async def _is_new_device(session: Session) -> bool:
    """Whether the person has had sessions, and none on a device of this kind."""
    latest = Session.filter(user_id=session.user_id).order_by("-id").limit(_DEVICES_REMEMBERED)
    known = {str(user_agent) for user_agent in await latest.values_list("user_agent", flat=True)}
    if not known or session.user_agent in known:
        return False
    return parse_device(session.user_agent).name() not in {parse_device(user_agent).name() for user_agent in known}


async def _signed_in(context: Context, session: Session, user: User, refresh_token: str | None) -> SignedInResult:
    access_token = await access_token_for(context, session, user)
    # From here on the request speaks for the person, who may read what the answer says of them.
    context.viewer = viewer = (await context.services.principals.remember(session, user)).principal
    lifetime = context.services.tokens.lifetime
    if context.cookie_mode:
        context.note_cookies(access_token, refresh_token)
        return SignedInResult(session, user, None, None, lifetime, viewer.must_enroll)
    return SignedInResult(session, user, access_token, refresh_token, lifetime, viewer.must_enroll)


async def access_token_for(context: Context, session: Session, user: User) -> str:
    """Speaks for the session's organisation as long as the person belongs to it."""
    membership = None
    if session.active_org_id is not None:
        membership = await Membership.get_or_none(org_id=session.active_org_id, user_id=user.id, org__is_active=True)
    org_role = membership.role.value if membership else None
    return await context.services.tokens.mint(session, user, org_role=org_role, client=context.origin.client)


async def refresh(context: Context, refresh_token: str | None) -> SignedInResult:
    """Trades a refresh token for its successor (RFC 9700 §4.14.2).

    The immediate predecessor answers with the same successor for REFRESH_GRACE, so that tabs and retries agree.
    Anything older is theft: the whole session ends.
    """
    presented = refresh_token or context.refresh_cookie
    session = await refresh_tokens.find(context.services.vault, presented or "")
    if session is None:
        raise InvalidToken
    if session.ended_at is not None or not session.user.is_active:
        raise InvalidToken
    if min(session.expires_at, session.ends_at) <= now():
        raise InvalidToken
    successor = await refresh_tokens.rotate(context.services.vault, context.services.policy, session, presented or "")
    if successor is None:
        await _end_as_stolen(context, session)
        raise InvalidToken
    return await _signed_in(context, session, session.user, successor)


async def _end_as_stolen(context: Context, session: Session) -> None:
    async with transaction():
        if not await Session.filter(id=session.id, ended_at__isnull=True).update(ended_at=now()):
            return
        await audit.record("refresh_reused", actor=Actor.of(session.user), target=session, origin=context.origin)
    metrics.REFRESH_THEFTS.inc()
    await context.changed(session.id)


async def sign_out(context: Context, refresh_token: str | None) -> int:
    """Ends the session of the access token, or else of the refresh token or cookie; 0 where there is none."""
    session_id = context.viewer.session_id if context.viewer else None
    if session_id is None:
        session = await refresh_tokens.find(context.services.vault, refresh_token or context.refresh_cookie or "")
        session_id = session.id if session else None
    if context.cookie_mode:
        context.note_cookies("", "")
    if session_id is None:
        return 0
    return await end(context, Q(id=session_id), event="logout")


async def sign_out_everywhere(context: Context, *, keep_current: bool) -> int:
    viewer = context.principal()
    which = Q(user_id=viewer.user_id)
    if keep_current:
        which &= ~Q(id=viewer.session_id)
    elif context.cookie_mode:
        context.note_cookies("", "")
    return await end(context, which, event="session_revoked")


async def revoke(context: Context, session_id: str) -> int:
    """One of the viewer's own sessions; NotFound for any other id."""
    ended = await end(context, Q(id=parse_id(session_id), user_id=context.principal().user_id), event="session_revoked")
    if not ended:
        raise NotFound
    return ended


async def end(context: Context, which: Q, *, event: str) -> int:
    """Ends the living sessions that match, on every worker from now on; how many."""
    async with transaction():
        ended = await end_in_transaction(context, which, event=event)
    await context.changed(*ended)
    return len(ended)


async def end_all(context: Context) -> int:
    """Everybody's, batch by batch; how many."""
    ended = 0
    while ids := await _living().limit(_BATCH).values_list("id", flat=True):
        ended += await end(context, Q(id__in=list(ids)), event="session_revoked")
    return ended


def _living() -> QuerySet[Session]:
    return Session.filter(ended_at__isnull=True, ends_at__gt=now())


async def end_in_transaction(context: Context, which: Q, *, event: str = "session_revoked") -> list[UUID]:
    """For a caller that commits other things with it, and then tells `context.changed`."""
    living = await _living().filter(which).select_for_update()
    ended = [row for row in living if await Session.filter(id=row.id, ended_at__isnull=True).update(ended_at=now())]
    for row in ended:
        await audit.record(event, actor=context.actor, target=row, origin=context.origin)
    return [row.id for row in ended]


async def current(context: Context) -> Session | None:
    return await Session.get_or_none(id=context.principal().session_id)


async def all_of_viewer(context: Context) -> list[Session]:
    return await living(context.principal().user_id)


async def living(user_id: UUID) -> list[Session]:
    """Newest first."""
    return await _living().filter(user_id=user_id, expires_at__gt=now()).order_by("-id")


async def renew_access(context: Context) -> SignedInResult:
    """An access token for the viewer's session as it stands now; the session keeps its refresh token."""
    living = Session.filter(id=context.principal().session_id, ended_at__isnull=True)
    session = await living.select_related("user").first()
    if session is None:
        raise Unauthenticated(FaultReason.SESSION_ENDED)
    context.forget()
    return await _signed_in(context, session, session.user, None)


async def redeem_grant(context: Context, grant: str, code_verifier: str | None) -> Outcome:
    """Trades the one-time grant of a redirect for a session; with the PKCE verifier, where the flow had a challenge."""
    row = await context.services.onetime.find(grant, Purpose.GRANT)
    if not matches_challenge(row.detail.get("code_challenge"), code_verifier):
        raise InvalidToken
    async with transaction():
        await context.services.onetime.spend(row)
    user = await User.get(id=row.user_id)
    if not user.is_active:
        raise AccountDeactivated
    return await start(context, user, list(row.detail["methods"]), outrun=InvalidToken)  # type: ignore[call-overload]


async def grant_for(context: Context, user: User, methods: list[str], *, code_challenge: str | None) -> str:
    """In the transaction of the proof: a grant that `redeem_grant` trades for a session within GRANT_TTL."""
    minted = await context.services.onetime.mint(
        Purpose.GRANT,
        user,
        user.email or user.phone or "",
        ttl=context.services.policy.grant_ttl,
        detail={"methods": methods, "code_challenge": code_challenge},
    )
    return minted.token
