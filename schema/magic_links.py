"""Magic links: signing in by a link or code that went to a verified address."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from resolvers import magic_links
from resolvers.context import Context
from schema.guards import Public
from schema.problems import (
    AccountDeactivated,
    AccountLocked,
    FeatureDisabled,
    InvalidInput,
    InvalidToken,
    RedirectNotAllowed,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import EmailCodeInput, EmailLinkInput, EmailSent, given, proof_of
from schema.types.sessions import MfaRequired, SignedIn, outcome_of

# Also counted by our own landing page, which has another end than a session: the grant on a redirectUrl.
SIGN_IN_LIMIT = RateLimit(quota="10/minute", per=RateLimitKey.IP)


@strawberry.input(one_of=True)
class MagicLinkInput:
    """Either the link's token, or the address with the short code from the same mail."""

    token: str | None = strawberry.field(default=strawberry.UNSET, description="The link's `token` parameter.")
    code: EmailCodeInput | None = strawberry.field(default=strawberry.UNSET, description="The mail's code.")


SendMagicLinkResult = Annotated[
    EmailSent | InvalidInput | RedirectNotAllowed | FeatureDisabled, strawberry.union("SendMagicLinkResult")
]
SignInWithMagicLinkResult = Annotated[
    SignedIn | MfaRequired | InvalidToken | AccountLocked | AccountDeactivated | FeatureDisabled,
    strawberry.union("SignInWithMagicLinkResult"),
]


@strawberry.type
class MagicLinkMutations:
    @strawberry.mutation(
        directives=[
            Public(),
            RateLimit(quota="10/minute", per=RateLimitKey.IP),
            RateLimit(quota="10/10 minutes", per=RateLimitKey.RECIPIENT),
        ],
        description="Mails a link and a code that sign in, if an account has verified the address. "
        "The same answer if not.",
    )
    async def send_magic_link(self, info: Info[Context, None], input: EmailLinkInput) -> SendMagicLinkResult:
        sent_to = await magic_links.send(
            info.context, input.email, given(input.redirect_url), given(input.code_challenge)
        )
        return EmailSent(email=sent_to)

    @strawberry.mutation(
        directives=[Public(), SIGN_IN_LIMIT], description="Starts a session by the link or the code of a mail."
    )
    async def sign_in_with_magic_link(
        self, info: Info[Context, None], input: MagicLinkInput
    ) -> SignInWithMagicLinkResult:
        return outcome_of(await magic_links.sign_in(info.context, proof_of(input.token, input.code)))
