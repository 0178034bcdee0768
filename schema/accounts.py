"""Accounts: sign up, prove the address, change the profile, delete."""

from enum import Enum
from typing import Annotated, Any, cast

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from resolvers import account_deletion, account_export, accounts, config, email_changes
from resolvers.context import Context
from resolvers.sessions import SignedInResult
from schema.guards import Authenticated, Public, SameAsParent
from schema.problems import (
    EmailTaken,
    FeatureDisabled,
    InvalidInput,
    InvalidToken,
    LastAdmin,
    OwnsOrgs,
    RedirectNotAllowed,
    WeakPassword,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import (
    EmailCodeInput,
    EmailLinkInput,
    EmailSent,
    VerificationChannel,
    VerificationRequired,
    given,
    proof_of,
)
from schema.types.people import AccountDeleted, User
from schema.types.sessions import SignedIn
from schema.waiting import OF_MEMORY, later, remembered

_per_ip = RateLimit(quota="10/minute", per=RateLimitKey.IP)
_per_recipient = RateLimit(quota="10/10 minutes", per=RateLimitKey.RECIPIENT)


@strawberry.enum
class AuthMethod(Enum):
    """A way to sign in."""

    PASSWORD = "password"
    MAGIC_LINK = "magic_link"
    PHONE_PASSWORD = "phone_password"
    SMS_CODE = "sms_code"
    PROVIDER = "provider"
    PASSKEY = "passkey"


@strawberry.type(directives=[SameAsParent()])
class ProviderInfo:
    """A provider that people may sign in with."""

    name: str = strawberry.field(description="For `provider` arguments.")
    display_name: str = strawberry.field(description="For a button.")


@strawberry.type(directives=[SameAsParent()])
class AuthConfig:
    """How people sign in here."""

    methods: list[AuthMethod] = strawberry.field(description="What is switched on.")
    providers: list[ProviderInfo] = strawberry.field(description="What is set up.")
    email_verification_required: bool = strawberry.field(description="No session before the address is verified.")
    password_min_length: int = strawberry.field(description="Characters, as Unicode code points.")
    password_max_length: int = strawberry.field(description="Characters, as Unicode code points.")
    sign_up_enabled: bool = strawberry.field(description="Whether new accounts may be made.")


@strawberry.input
class SignUpInput:
    """What a new person gives."""

    email: str = strawberry.field(description="Stored and mailed in its canonical form.")
    password: str = strawberry.field(description="8 to 128 characters, not a common one.")
    full_name: str | None = strawberry.field(default=strawberry.UNSET, description="As others will see it.")
    locale: str | None = strawberry.field(default=strawberry.UNSET, description="Language tag, such as `de-AT`.")
    user_data: JSON | None = strawberry.field(
        default=strawberry.UNSET, description="The application's own fields: an object of at most 16 KB."
    )
    redirect_url: str | None = strawberry.field(
        default=strawberry.UNSET, description="Where the mail's link ends, with `?grant=`; on an allowed origin."
    )
    code_challenge: str | None = strawberry.field(
        default=strawberry.UNSET, description="PKCE challenge (S256) that binds the grant to this client."
    )


@strawberry.input(one_of=True)
class VerifyEmailInput:
    """Either the link's token, or the address with the short code from the same mail."""

    token: str | None = strawberry.field(default=strawberry.UNSET, description="The link's `token` parameter.")
    code: EmailCodeInput | None = strawberry.field(default=strawberry.UNSET, description="The mail's code.")


@strawberry.input
class UpdateProfileInput:
    """What is left out stays, null clears."""

    full_name: str | None = strawberry.field(default=strawberry.UNSET, description="As others will see it.")
    avatar_url: str | None = strawberry.field(default=strawberry.UNSET, description="An http or https address.")
    locale: str | None = strawberry.field(default=strawberry.UNSET, description="Language tag, such as `de-AT`.")
    user_data: JSON | None = strawberry.field(
        default=strawberry.UNSET, description="Merged into what is there, as RFC 7396 says: null removes a key."
    )


@strawberry.input
class ChangeEmailInput:
    """The new address, and where its link ends."""

    email: str = strawberry.field(description="The new address.")
    redirect_url: str | None = strawberry.field(default=strawberry.UNSET, description="On an allowed origin.")


@strawberry.type(directives=[SameAsParent()])
class EmailVerified:
    """The address is verified."""

    email: str = strawberry.field(description="In its canonical form.")
    grant: str | None = strawberry.field(
        description="One-time, for redeemGrant, so that nobody need type the password again; "
        "null where the address was changed, not signed up."
    )


@strawberry.type(directives=[SameAsParent()])
class PasswordResetRequired:
    """The old address is back; set a new password with `resetToken`."""

    email: str = strawberry.field(description="The restored address.")
    reset_token: str = strawberry.field(description="For resetPassword.")


SignUpResult = Annotated[
    SignedIn | VerificationRequired | EmailTaken | WeakPassword | InvalidInput | RedirectNotAllowed | FeatureDisabled,
    strawberry.union("SignUpResult"),
]
VerifyEmailResult = Annotated[EmailVerified | InvalidToken, strawberry.union("VerifyEmailResult")]
ResendVerificationEmailResult = Annotated[
    EmailSent | InvalidInput | RedirectNotAllowed | FeatureDisabled, strawberry.union("ResendVerificationEmailResult")
]
UpdateProfileResult = Annotated[User | InvalidInput, strawberry.union("UpdateProfileResult")]
ChangeEmailResult = Annotated[EmailSent | InvalidInput | RedirectNotAllowed, strawberry.union("ChangeEmailResult")]
UndoEmailChangeResult = Annotated[PasswordResetRequired | InvalidToken, strawberry.union("UndoEmailChangeResult")]
DeleteAccountResult = Annotated[AccountDeleted | OwnsOrgs | LastAdmin, strawberry.union("DeleteAccountResult")]


@strawberry.type
class AccountQueries:
    @strawberry.field(
        directives=[Public()],
        description="What a sign-in page needs to draw itself: methods, providers, password rules.",
    )
    def auth_config(self, info: Info[Context, None]) -> AuthConfig:
        read = config.read(info.context)
        return AuthConfig(
            methods=[AuthMethod(method) for method in read.methods],
            providers=[ProviderInfo(name=name, display_name=shown) for name, shown in read.providers.items()],
            email_verification_required=read.email_verification_required,
            password_min_length=read.password_min_length,
            password_max_length=read.password_max_length,
            sign_up_enabled=read.sign_up_enabled,
        )

    @strawberry.field(directives=[Authenticated()], metadata=OF_MEMORY, description="The person who asks.")
    def me(self, info: Info[Context, None]) -> User | None:
        memory = info.context.remembered
        return remembered(memory, User.of, memory.user) if memory else later(User.of, info.context.user())

    @strawberry.field(
        directives=[Authenticated(fresh_within=600)],
        description="Everything held about the viewer, as one JSON document.",
    )
    async def account_export(self, info: Info[Context, None]) -> JSON | None:
        return cast(JSON, await account_export.read(info.context))


@strawberry.type
class AccountMutations:
    @strawberry.mutation(
        directives=[Public(), _per_ip, _per_recipient],
        description="Makes an account. With verification on the answer is alike for a free and a taken address.",
    )
    async def sign_up(self, info: Info[Context, None], input: SignUpInput) -> SignUpResult:
        given_fields: dict[str, Any] = {name: given(value) for name, value in vars(input).items()}
        wish = accounts.SignUp(**given_fields)
        outcome = await accounts.sign_up(info.context, wish)
        if isinstance(outcome, SignedInResult):
            return SignedIn.of(outcome)
        return VerificationRequired(channel=VerificationChannel.EMAIL, address=outcome)

    @strawberry.mutation(
        directives=[Public(), _per_ip], description="Proves an address, after a sign-up or a change of address."
    )
    async def verify_email(self, info: Info[Context, None], input: VerifyEmailInput) -> VerifyEmailResult:
        proved = await accounts.verify_email(info.context, proof_of(input.token, input.code))
        return EmailVerified(email=proved.email, grant=proved.grant)

    @strawberry.mutation(
        directives=[Public(), _per_ip, _per_recipient], description="Sends the verification mail again."
    )
    async def resend_verification_email(
        self, info: Info[Context, None], input: EmailLinkInput
    ) -> ResendVerificationEmailResult:
        sent_to = await accounts.resend_verification(
            info.context, input.email, given(input.redirect_url), given(input.code_challenge)
        )
        return EmailSent(email=sent_to)

    @strawberry.mutation(directives=[Authenticated()], description="Changes the viewer's own profile.")
    async def update_profile(self, info: Info[Context, None], input: UpdateProfileInput) -> UpdateProfileResult:
        changes = {name: value for name, value in vars(input).items() if value is not strawberry.UNSET}
        return User.of(await accounts.update_profile(info.context, changes))

    @strawberry.mutation(
        directives=[
            Authenticated(fresh_within=600),
            RateLimit(quota="5/hour", per=RateLimitKey.VIEWER),
            _per_recipient,
        ],
        description="Sends a proof to the new address, which replaces the old one once verifyEmail has it.",
    )
    async def change_email(self, info: Info[Context, None], input: ChangeEmailInput) -> ChangeEmailResult:
        sent_to = await email_changes.request(info.context, input.email, given(input.redirect_url))
        return EmailSent(email=sent_to)

    @strawberry.mutation(
        directives=[Public(), _per_ip],
        description="The way back in the mail to the old address: restores it, ends every session, "
        "asks for a new password.",
    )
    async def undo_email_change(self, info: Info[Context, None], token: str) -> UndoEmailChangeResult:
        email, reset_token = await email_changes.undo(info.context, token)
        return PasswordResetRequired(email=email, reset_token=reset_token)

    @strawberry.mutation(
        directives=[Authenticated(fresh_within=600)], description="Deletes the viewer's own account, for good."
    )
    async def delete_account(self, info: Info[Context, None]) -> DeleteAccountResult:
        return AccountDeleted(user_id=strawberry.ID(await account_deletion.delete(info.context)))
