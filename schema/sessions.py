"""Sessions: sign in, refresh, sign out, and proving again that it is still you."""

from typing import Annotated

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from resolvers import reauthentication, sessions
from resolvers.context import Context
from schema.guards import Authenticated, Public
from schema.problems import (
    AccountDeactivated,
    AccountLocked,
    EmailNotVerified,
    FeatureDisabled,
    InvalidCode,
    InvalidCredentials,
    InvalidToken,
    NotFound,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import given
from schema.types.sessions import MfaRequired, Session, SignedIn, SignedOut, outcome_of


@strawberry.input
class SignInInput:
    """Who, and the proof."""

    email: str = strawberry.field(description="The address of the account.")
    password: str = strawberry.field(description="Never logged.")


@strawberry.input
class RefreshInput:
    """Left out in cookie mode."""

    refresh_token: str = strawberry.field(description="The session's current one: `rt_…`.")


@strawberry.input
class PasskeyProofInput:
    """What navigator.credentials.get answered."""

    challenge: str = strawberry.field(description="The challenge that it answers.")
    credential: JSON = strawberry.field(description="The credential, in WebAuthn's JSON form.")


@strawberry.input(one_of=True)
class ReauthenticateInput:
    """One proof."""

    password: str | None = strawberry.field(default=strawberry.UNSET, description="The account's password.")
    totp: str | None = strawberry.field(default=strawberry.UNSET, description="An authenticator's code.")
    passkey: PasskeyProofInput | None = strawberry.field(default=strawberry.UNSET, description="A passkey's answer.")


def _proof_of(input: ReauthenticateInput) -> reauthentication.Proof:
    answer = input.passkey or None
    passkey = reauthentication.PasskeyAnswer(answer.challenge, answer.credential) if answer else None
    return reauthentication.Proof(given(input.password), given(input.totp), passkey)


@strawberry.input
class RedeemGrantInput:
    """The one-time grant of a redirect."""

    grant: str = strawberry.field(description="`at_…`, good for a minute.")
    code_verifier: str | None = strawberry.field(
        default=strawberry.UNSET, description="The PKCE verifier, where the flow began with a challenge."
    )


SignInResult = Annotated[
    SignedIn | MfaRequired | InvalidCredentials | AccountLocked | AccountDeactivated | EmailNotVerified,
    strawberry.union("SignInResult"),
]
RefreshResult = Annotated[SignedIn | InvalidToken, strawberry.union("RefreshResult")]
SignOutResult = Annotated[SignedOut, strawberry.union("SignOutResult")]
SignOutEverywhereResult = Annotated[SignedOut, strawberry.union("SignOutEverywhereResult")]
RevokeSessionResult = Annotated[SignedOut | NotFound, strawberry.union("RevokeSessionResult")]
ReauthenticateResult = Annotated[
    SignedIn | InvalidCredentials | InvalidCode | AccountLocked | FeatureDisabled,
    strawberry.union("ReauthenticateResult"),
]
RedeemGrantResult = Annotated[
    SignedIn | MfaRequired | InvalidToken | AccountDeactivated, strawberry.union("RedeemGrantResult")
]


@strawberry.type
class SessionQueries:
    @strawberry.field(
        directives=[Authenticated()], description="The session that asks, and the organisation it speaks for."
    )
    async def session(self, info: Info[Context, None]) -> Session | None:
        row = await sessions.current(info.context)
        return Session.of(row) if row else None

    @strawberry.field(directives=[Authenticated()], description="The viewer's live sessions, newest first.")
    async def sessions(self, info: Info[Context, None]) -> list[Session] | None:
        return [Session.of(row) for row in await sessions.all_of_viewer(info.context)]


@strawberry.type
class SessionMutations:
    @strawberry.mutation(
        directives=[
            Public(),
            RateLimit(quota="10/minute", per=RateLimitKey.IP),
            RateLimit(quota="10/minute", per=RateLimitKey.IDENTIFIER),
        ],
        description="Starts a session by address and password.",
    )
    async def sign_in(self, info: Info[Context, None], input: SignInInput) -> SignInResult:
        return outcome_of(await sessions.sign_in(info.context, input.email, input.password))

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="120/minute", per=RateLimitKey.IP)],
        description="Trades the refresh token for new tokens. The one before answers alike for ten seconds; "
        "an older one ends the session.",
    )
    async def refresh(self, info: Info[Context, None], input: RefreshInput | None = strawberry.UNSET) -> RefreshResult:
        return SignedIn.of(await sessions.refresh(info.context, input.refresh_token if input else None))

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="60/minute", per=RateLimitKey.IP)],
        description="Ends the session of the access token, or else of the refresh token or cookie. "
        "Succeeds also where there is none.",
    )
    async def sign_out(self, info: Info[Context, None], input: RefreshInput | None = strawberry.UNSET) -> SignOutResult:
        ended = await sessions.sign_out(info.context, input.refresh_token if input else None)
        return SignedOut(sessions_revoked=ended)

    @strawberry.mutation(directives=[Authenticated()], description="Ends all sessions of the viewer.")
    async def sign_out_everywhere(
        self,
        info: Info[Context, None],
        keep_current: Annotated[bool, strawberry.argument(description="All but the one that asks.")] = False,
    ) -> SignOutEverywhereResult:
        ended = await sessions.sign_out_everywhere(info.context, keep_current=keep_current)
        return SignedOut(sessions_revoked=ended)

    @strawberry.mutation(directives=[Authenticated()], description="Ends one session of the viewer.")
    async def revoke_session(self, info: Info[Context, None], id: strawberry.ID) -> RevokeSessionResult:
        return SignedOut(sessions_revoked=await sessions.revoke(info.context, id))

    @strawberry.mutation(
        directives=[Authenticated(), RateLimit(quota="5/minute", per=RateLimitKey.VIEWER)],
        description="Proves again who the viewer is, for fields that ask for freshness.",
    )
    async def reauthenticate(self, info: Info[Context, None], input: ReauthenticateInput) -> ReauthenticateResult:
        return SignedIn.of(await reauthentication.reauthenticate(info.context, _proof_of(input)))

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="Trades the one-time grant that a magic link, a verification link or a provider put on the "
        "redirect URL for a session.",
    )
    async def redeem_grant(self, info: Info[Context, None], input: RedeemGrantInput) -> RedeemGrantResult:
        return outcome_of(await sessions.redeem_grant(info.context, input.grant, given(input.code_verifier)))
