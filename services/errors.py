"""Every failure that a client handles, as one tree. A failure outside it is ours: logged and masked.

OstiaryError
├── Denied                          a guard or a limit: a top-level error with extensions.code
│   ├── Unauthenticated
│   ├── Forbidden
│   ├── Hidden
│   ├── ReauthenticationRequired
│   ├── RateLimited
│   ├── BadUserInput
│   └── ServiceUnavailable
└── Refusal                         what a person could have caused: the Problem type of the same name
    ├── InvalidInput
    ├── InvalidCredentials
    ├── AccountLocked
    ├── AccountDeactivated
    ├── EmailNotVerified
    ├── PhoneNotVerified
    ├── EmailTaken
    ├── PhoneTaken
    ├── WeakPassword
    ├── InvalidToken
    ├── InvalidCode
    ├── RedirectNotAllowed
    ├── NotFound
    ├── SlugTaken
    ├── AlreadyMember
    ├── LastOwner
    ├── LastAdmin
    ├── OwnsOrgs
    ├── InviteNotYours
    ├── RoleTooHigh
    ├── ProviderNotConfigured
    ├── LastSignInMethod
    └── FeatureDisabled
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from models.org import Org
from services.texts import DEFAULT, N_, translate


class FaultReason(StrEnum):
    """What the client should do next, beside UNAUTHENTICATED and FORBIDDEN."""

    TOKEN_MISSING = "TOKEN_MISSING"
    TOKEN_EXPIRED = "TOKEN_EXPIRED"
    TOKEN_INVALID = "TOKEN_INVALID"
    SESSION_ENDED = "SESSION_ENDED"
    NOT_VERIFIED = "NOT_VERIFIED"
    ROLE_TOO_LOW = "ROLE_TOO_LOW"
    MFA_ENROLLMENT_REQUIRED = "MFA_ENROLLMENT_REQUIRED"
    CSRF = "CSRF"


class PasswordWeakness(StrEnum):
    """Why a new password was refused (OWASP ASVS 5.0 V6.2)."""

    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    COMMON = "COMMON"
    BREACHED = "BREACHED"
    REPEATED_CHARACTER = "REPEATED_CHARACTER"
    CONTAINS_IDENTIFIER = "CONTAINS_IDENTIFIER"


@dataclass(frozen=True)
class FieldFault:
    """One input field and what is wrong with it; `path` is dotted. `values` fill the message's `%(name)s`."""

    path: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """For the operator's shell, in English."""
        return f"{self.path}: {self.in_language(DEFAULT).message}"

    def in_language(self, language: str) -> "FieldFault":
        return FieldFault(self.path, translate(language, self.message, self.values))


class OstiaryError(Exception):
    """Carries a code that clients switch on and a sentence that people read."""

    code: ClassVar[str]
    message: str
    fields: Sequence[FieldFault] = ()

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def speak(self, language: str) -> None:
        """Puts every sentence into that language: at the edge, where the reader is known."""
        self.message = translate(language, self.message)
        self.fields = [fault.in_language(language) for fault in self.fields]


class Denied(OstiaryError):
    """Refused by a guard or a limit, before anything happened."""

    reason: FaultReason | None = None
    retry_after: int | None = None
    methods: Sequence[str] | None = None


class Unauthenticated(Denied):
    code = "UNAUTHENTICATED"
    message = N_("Sign in to do this.")

    def __init__(self, reason: FaultReason = FaultReason.TOKEN_MISSING, message: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason


class Forbidden(Denied):
    code = "FORBIDDEN"
    message = N_("You may not do this.")

    def __init__(self, reason: FaultReason = FaultReason.ROLE_TOO_LOW) -> None:
        super().__init__()
        self.reason = reason


class Hidden(Denied):
    """Outsiders learn nothing: the same answer for what is not there and what is not theirs."""

    code = "NOT_FOUND"
    message = N_("There is no such thing, or you may not see it.")


class ReauthenticationRequired(Denied):
    code = "REAUTHENTICATION_REQUIRED"
    message = N_("Confirm that it is you, then try again.")

    def __init__(self, methods: Sequence[str]) -> None:
        """`methods`: what `reauthenticate` takes of this person; none where only signing in again does."""
        super().__init__()
        self.methods = methods


class RateLimited(Denied):
    code = "RATE_LIMITED"
    message = N_("Too many requests. Please try again later.")

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class BadUserInput(Denied):
    """An argument that no typed problem covers, such as a malformed cursor."""

    code = "BAD_USER_INPUT"
    message = N_("An argument is not valid.")

    def __init__(self, *fields: FieldFault) -> None:
        super().__init__()
        self.fields = fields

    def speak(self, language: str) -> None:
        super().speak(language)
        if self.fields:
            self.message = f"{self.fields[0].path}: {self.fields[0].message}"


class ServiceUnavailable(Denied):
    code = "SERVICE_UNAVAILABLE"
    message = N_("The service is busy. Please try again shortly.")

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__()
        self.retry_after = retry_after


class Refusal(OstiaryError):
    """What a person could have caused, and a client can show or mend."""


class InvalidInput(Refusal):
    code = "INVALID_INPUT"
    message = N_("Some fields are not valid.")

    def __init__(self, *fields: FieldFault) -> None:
        super().__init__()
        self.fields = fields


class InvalidCredentials(Refusal):
    code = "INVALID_CREDENTIALS"
    message = N_("Incorrect email or password.")


class AccountLocked(Refusal):
    code = "ACCOUNT_LOCKED"
    message = N_("Account temporarily locked due to too many failed sign-in attempts. Please try again later.")

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class AccountDeactivated(Refusal):
    code = "ACCOUNT_DEACTIVATED"
    message = N_("This account is deactivated.")


class EmailNotVerified(Refusal):
    code = "EMAIL_NOT_VERIFIED"
    message = N_("Verify your email address first.")


class PhoneNotVerified(Refusal):
    code = "PHONE_NOT_VERIFIED"
    message = N_("Verify your phone number first.")


class EmailTaken(Refusal):
    code = "EMAIL_TAKEN"
    message = N_("An account with this email address exists already.")


class PhoneTaken(Refusal):
    code = "PHONE_TAKEN"
    message = N_("An account with this phone number exists already.")


class WeakPassword(Refusal):
    code = "WEAK_PASSWORD"
    message = N_("Choose a stronger password.")

    def __init__(self, *reasons: PasswordWeakness) -> None:
        super().__init__()
        self.reasons = reasons


class InvalidToken(Refusal):
    code = "INVALID_TOKEN"
    message = N_("Invalid or expired token.")


class InvalidCode(Refusal):
    code = "INVALID_CODE"
    message = N_("Invalid or expired code.")


class RedirectNotAllowed(Refusal):
    code = "REDIRECT_NOT_ALLOWED"
    message = N_("This redirect address is not on the allow-list.")


class NotFound(Refusal):
    code = "NOT_FOUND"
    message = N_("There is no such thing, or you may not see it.")


class SlugTaken(Refusal):
    code = "SLUG_TAKEN"
    message = N_("Another organisation has this slug.")


class AlreadyMember(Refusal):
    code = "ALREADY_MEMBER"
    message = N_("This person is a member already.")


class LastOwner(Refusal):
    code = "LAST_OWNER"
    message = N_("An organisation keeps at least one owner.")


class LastAdmin(Refusal):
    code = "LAST_ADMIN"
    message = N_("A site keeps at least one admin.")


class OwnsOrgs(Refusal):
    code = "OWNS_ORGS"
    message = N_("Transfer or delete the organisations that only this account owns first.")

    def __init__(self, orgs: Sequence[Org]) -> None:
        super().__init__()
        self.orgs = orgs


class InviteNotYours(Refusal):
    code = "INVITE_NOT_YOURS"
    message = N_("This invitation was sent to another address.")


class RoleTooHigh(Refusal):
    code = "ROLE_TOO_HIGH"
    message = N_("You cannot grant, change or remove a role above your own.")


class ProviderNotConfigured(Refusal):
    code = "PROVIDER_NOT_CONFIGURED"
    message = N_("This provider is not set up here.")


class LastSignInMethod(Refusal):
    code = "LAST_SIGN_IN_METHOD"
    message = N_("This is the account's only way to sign in.")


class FeatureDisabled(Refusal):
    code = "FEATURE_DISABLED"
    message = N_("This is switched off here.")
