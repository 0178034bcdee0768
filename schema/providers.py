"""Providers: sign in through one, link one more, unlink it."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from resolvers import identities, providers
from resolvers.context import Context
from schema.guards import Authenticated, Public, SameAsParent
from schema.problems import InvalidInput, LastSignInMethod, NotFound, ProviderNotConfigured, RedirectNotAllowed
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import given
from schema.types.people import User


@strawberry.input
class SignInWithProviderInput:
    """Which provider, and where the flow ends."""

    provider: str = strawberry.field(description="A name from `authConfig.providers`.")
    redirect_url: str = strawberry.field(description="Where the flow ends; on an allowed origin.")
    code_challenge: str | None = strawberry.field(
        default=strawberry.UNSET, description="PKCE challenge (S256) that binds the grant to this client."
    )


@strawberry.type(directives=[SameAsParent()])
class ProviderRedirect:
    """Where to send the browser next."""

    authorization_url: str = strawberry.field(description="For one visit within ten minutes.")


SignInWithProviderResult = Annotated[
    ProviderRedirect | ProviderNotConfigured | RedirectNotAllowed | InvalidInput,
    strawberry.union("SignInWithProviderResult"),
]
LinkProviderResult = Annotated[
    ProviderRedirect | ProviderNotConfigured | RedirectNotAllowed | InvalidInput,
    strawberry.union("LinkProviderResult"),
]
UnlinkProviderResult = Annotated[User | NotFound | LastSignInMethod, strawberry.union("UnlinkProviderResult")]


@strawberry.type
class ProviderMutations:
    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="The URL to send the browser to. The provider's answer ends at `redirectUrl` with a one-time "
        "`?grant=` for redeemGrant, or with `?error=`.",
    )
    async def sign_in_with_provider(
        self, info: Info[Context, None], input: SignInWithProviderInput
    ) -> SignInWithProviderResult:
        url = await providers.begin_sign_in(
            info.context, input.provider, input.redirect_url, given(input.code_challenge)
        )
        return ProviderRedirect(authorization_url=url)

    @strawberry.mutation(
        directives=[Authenticated(fresh_within=600)],
        description="Like signInWithProvider, for one more way into the viewer's account. "
        "Ends at `redirectUrl` with `?linked=<name>`, or with `?error=`.",
    )
    async def link_provider(self, info: Info[Context, None], input: SignInWithProviderInput) -> LinkProviderResult:
        url = await providers.begin_linking(
            info.context, input.provider, input.redirect_url, given(input.code_challenge)
        )
        return ProviderRedirect(authorization_url=url)

    @strawberry.mutation(
        directives=[Authenticated(fresh_within=600)], description="Takes that way in away, unless it is the last one."
    )
    async def unlink_provider(self, info: Info[Context, None], provider: str) -> UnlinkProviderResult:
        return User.of(await identities.unlink(info.context, provider))
