# Written by codegen. Do not edit.
from datetime import datetime
from typing import Any, Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ApiKeyKind, OrgRole, SiteRole


class AddMemberInput(BaseModel):
    """Whom to add, as what."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    user_id: str = Field(alias="userId")
    "Which person."
    role: OrgRole = OrgRole.MEMBER
    "At most the viewer's own."


class AddMembersInput(BaseModel):
    """At most 500 at once."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    user_ids: list[str] = Field(alias="userIds")
    "Which people."
    role: OrgRole = OrgRole.MEMBER
    "For all of them; at most the viewer's own."


class ChangeEmailInput(BaseModel):
    """The new address, and where its link ends."""

    email: str
    "The new address."
    redirect_url: Optional[str] = Field(alias="redirectUrl", default=None)
    "On an allowed origin."


class ChangePasswordInput(BaseModel):
    """The old and the new."""

    current_password: str = Field(alias="currentPassword")
    "Wrong ones count towards the lock of the account."
    new_password: str = Field(alias="newPassword")
    "8 to 128 characters, not a common one."
    revoke_other_sessions: bool = Field(alias="revokeOtherSessions", default=True)
    "False keeps them; they must refresh."


class CompleteMfaInput(BaseModel):
    """The challenge, and what it asks for."""

    challenge: str
    "Of `MfaRequired`."
    proof: "MfaProofInput"
    "One second factor."


class CreateApiKeyInput(BaseModel):
    """What the key is for."""

    name: str
    "To tell keys apart, at most 100 characters."
    kind: ApiKeyKind = ApiKeyKind.SECRET
    "What it is good for."
    expires_at: Optional[datetime] = Field(alias="expiresAt", default=None)
    "Left out: never."


class CreateOrgInput(BaseModel):
    """What a new organisation is called."""

    name: str
    "For people, 1 to 200 characters."
    slug: Optional[str] = None
    "For addresses: 3 to 64 letters a to z, digits and single hyphens. Left out: made from the name."
    description: Optional[str] = None
    "At most 2,000 characters."


class CreateUserInput(BaseModel):
    """A new account: an address or a phone number, and a password, its hash from elsewhere, or neither."""

    email: Optional[str] = None
    "Stored in its canonical form."
    phone: Optional[str] = None
    "E.164, such as +15555555555."
    password: Optional[str] = None
    "Left out: set by a reset."
    password_hash: Optional[str] = Field(alias="passwordHash", default=None)
    "When importing: bcrypt, argon2, PBKDF2, scrypt or Firebase's scrypt, each within its bounds."
    full_name: Optional[str] = Field(alias="fullName", default=None)
    "As others will see it."
    locale: Optional[str] = None
    "Language tag, such as `de-AT`."
    role: SiteRole = SiteRole.USER
    "Not above your own."
    email_verified: bool = Field(alias="emailVerified", default=False)
    "True skips verification: an administrator's word, never a client's."
    phone_verified: bool = Field(alias="phoneVerified", default=False)
    "True skips verification."
    user_data: Optional[Any] = Field(alias="userData", default=None)
    "The application's own fields."
    app_data: Optional[Any] = Field(alias="appData", default=None)
    "Fields that only admins write."


class EmailCodeInput(BaseModel):
    """The short code of a mail, with the address that it went to."""

    email: str
    "The address."
    code: str
    "Eight digits."


class EmailLinkInput(BaseModel):
    """Where to send a link. `codeChallenge` (PKCE, S256) binds the grant at `redirectUrl` to this client."""

    email: str
    "The address of the account."
    redirect_url: Optional[str] = Field(alias="redirectUrl", default=None)
    "Where the link ends; on an allowed origin."
    code_challenge: Optional[str] = Field(alias="codeChallenge", default=None)
    "PKCE challenge, S256."


class FinishPasskeyInput(BaseModel):
    """What the browser answered to the options of a challenge."""

    challenge: str
    "Of the PasskeyChallenge that it answers."
    credential: Any
    "The credential's `toJSON()`."
    name: Optional[str] = None
    "For a new passkey, at most 100 characters; what made it, where left out."


class InviteIdInput(BaseModel):
    """One invitation of one organisation."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    invite_id: str = Field(alias="inviteId")
    "Which invitation."


class InviteInput(BaseModel):
    """Whom to invite, to what, and where the link leads."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    email: str
    "The address that the invitation is for."
    role: OrgRole = OrgRole.MEMBER
    "At most the viewer's own."
    redirect_url: Optional[str] = Field(alias="redirectUrl", default=None)
    "The application's own page, which the link leads to with `?token=`; on an allowed origin."
    send_email: bool = Field(alias="sendEmail", default=True)
    "False: only the link in the answer."


class InviteProofInput(BaseModel):
    """Either the link's token, or the id of one in `myInvites`."""

    token: Optional[str] = None
    "The link's `token` parameter."
    invite_id: Optional[str] = Field(alias="inviteId", default=None)
    "Of an invitation to the viewer's own verified address."


class MagicLinkInput(BaseModel):
    """Either the link's token, or the address with the short code from the same mail."""

    token: Optional[str] = None
    "The link's `token` parameter."
    code: Optional["EmailCodeInput"] = None
    "The mail's code."


class MemberInput(BaseModel):
    """One person in one organisation."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    user_id: str = Field(alias="userId")
    "Which person."


class MfaProofInput(BaseModel):
    """One second factor: one of `MfaRequired.methods`."""

    totp: Optional[str] = None
    "The six digits of an authenticator."
    recovery_code: Optional[str] = Field(alias="recoveryCode", default=None)
    "One of the ten, in any case, with or without dashes."
    passkey: Optional[Any] = None
    "What navigator.credentials.get answered to `passkeyOptions`."


class PasskeyProofInput(BaseModel):
    """What navigator.credentials.get answered."""

    challenge: str
    "The challenge that it answers."
    credential: Any
    "The credential, in WebAuthn's JSON form."


class PhoneCodeInput(BaseModel):
    """The code of an SMS, with the number that it went to."""

    phone: str
    "E.164, such as +15555555555."
    code: str
    "Eight digits."


class ReauthenticateInput(BaseModel):
    """One proof."""

    password: Optional[str] = None
    "The account's password."
    totp: Optional[str] = None
    "An authenticator's code."
    passkey: Optional["PasskeyProofInput"] = None
    "A passkey's answer."


class RedeemGrantInput(BaseModel):
    """The one-time grant of a redirect."""

    grant: str
    "`at_…`, good for a minute."
    code_verifier: Optional[str] = Field(alias="codeVerifier", default=None)
    "The PKCE verifier, where the flow began with a challenge."


class RefreshInput(BaseModel):
    """Left out in cookie mode."""

    refresh_token: str = Field(alias="refreshToken")
    "The session's current one: `rt_…`."


class ResetPasswordInput(BaseModel):
    """The proof, and the new password. A code needs its address: `{ code: { email, code } }`."""

    proof: "ResetProofInput"
    "Of the mailbox or phone."
    new_password: str = Field(alias="newPassword")
    "8 to 128 characters, not a common one."


class ResetProofInput(BaseModel):
    """Either the link's token, or an address with the short code from the same message."""

    token: Optional[str] = None
    "The link's `token` parameter."
    code: Optional["EmailCodeInput"] = None
    "The mail's code."
    phone_code: Optional["PhoneCodeInput"] = Field(alias="phoneCode", default=None)
    "The SMS's code."


class SignInInput(BaseModel):
    """Who, and the proof."""

    email: str
    "The address of the account."
    password: str
    "Never logged."


class SignInWithPhoneInput(BaseModel):
    """Who, and the proof."""

    phone: str
    "E.164, such as +15555555555."
    password: str
    "Never logged."


class SignInWithProviderInput(BaseModel):
    """Which provider, and where the flow ends."""

    provider: str
    "A name from `authConfig.providers`."
    redirect_url: str = Field(alias="redirectUrl")
    "Where the flow ends; on an allowed origin."
    code_challenge: Optional[str] = Field(alias="codeChallenge", default=None)
    "PKCE challenge (S256) that binds the grant to this client."


class SignUpInput(BaseModel):
    """What a new person gives."""

    email: str
    "Stored and mailed in its canonical form."
    password: str
    "8 to 128 characters, not a common one."
    full_name: Optional[str] = Field(alias="fullName", default=None)
    "As others will see it."
    locale: Optional[str] = None
    "Language tag, such as `de-AT`."
    user_data: Optional[Any] = Field(alias="userData", default=None)
    "The application's own fields: an object of at most 16 KB."
    redirect_url: Optional[str] = Field(alias="redirectUrl", default=None)
    "Where the mail's link ends, with `?grant=`; on an allowed origin."
    code_challenge: Optional[str] = Field(alias="codeChallenge", default=None)
    "PKCE challenge (S256) that binds the grant to this client."


class SignUpWithPhoneInput(BaseModel):
    """What a new person gives."""

    phone: str
    "E.164, such as +15555555555."
    password: str
    "8 to 128 characters, not a common one."
    full_name: Optional[str] = Field(alias="fullName", default=None)
    "As others will see it."
    locale: Optional[str] = None
    "Language tag, such as `de-AT`."
    user_data: Optional[Any] = Field(alias="userData", default=None)
    "The application's own fields: an object of at most 16 KB."


class UpdateMemberRoleInput(BaseModel):
    """Whose role becomes what."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    user_id: str = Field(alias="userId")
    "Which person."
    role: OrgRole
    "At most the viewer's own."


class UpdateOrgInput(BaseModel):
    """What is left out stays, null clears."""

    org_id: str = Field(alias="orgId")
    "Which organisation."
    name: Optional[str] = None
    "For people, 1 to 200 characters."
    slug: Optional[str] = None
    "For addresses."
    description: Optional[str] = None
    "At most 2,000 characters."
    is_active: Optional[bool] = Field(alias="isActive", default=None)
    "For owners: false hides it from all but its owners and site admins."


class UpdateProfileInput(BaseModel):
    """What is left out stays, null clears."""

    full_name: Optional[str] = Field(alias="fullName", default=None)
    "As others will see it."
    avatar_url: Optional[str] = Field(alias="avatarUrl", default=None)
    "An http or https address."
    locale: Optional[str] = None
    "Language tag, such as `de-AT`."
    user_data: Optional[Any] = Field(alias="userData", default=None)
    "Merged into what is there, as RFC 7396 says: null removes a key."


class UpdateUserInput(BaseModel):
    """What is left out stays, null clears."""

    id: str
    "Whose account."
    email: Optional[str] = None
    "A new one counts as unverified."
    phone: Optional[str] = None
    "E.164, such as +15555555555."
    full_name: Optional[str] = Field(alias="fullName", default=None)
    "As others will see it."
    role: Optional[SiteRole] = None
    "Not above your own."
    email_verified: Optional[bool] = Field(alias="emailVerified", default=None)
    "An administrator's word."
    user_data: Optional[Any] = Field(alias="userData", default=None)
    "Merged, as RFC 7396 says."
    app_data: Optional[Any] = Field(alias="appData", default=None)
    "Merged, as RFC 7396 says."


class VerifyEmailInput(BaseModel):
    """Either the link's token, or the address with the short code from the same mail."""

    token: Optional[str] = None
    "The link's `token` parameter."
    code: Optional["EmailCodeInput"] = None
    "The mail's code."
