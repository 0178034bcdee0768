"""The Problem types, one for each Refusal of the same name, and the handlers that turn one into the other."""

from enum import Enum
from typing import Any

import strawberry
from strawberry.schema.exception_handlers import ExceptionHandler

from schema.guards import SameAsParent
from schema.types.orgs import Org
from services import errors
from services.errors import PasswordWeakness, Refusal


@strawberry.enum
class ProblemCode(Enum):
    """One for each Problem type."""

    INVALID_INPUT = "INVALID_INPUT"
    INVALID_CREDENTIALS = "INVALID_CREDENTIALS"
    ACCOUNT_LOCKED = "ACCOUNT_LOCKED"
    ACCOUNT_DEACTIVATED = "ACCOUNT_DEACTIVATED"
    EMAIL_NOT_VERIFIED = "EMAIL_NOT_VERIFIED"
    PHONE_NOT_VERIFIED = "PHONE_NOT_VERIFIED"
    EMAIL_TAKEN = "EMAIL_TAKEN"
    PHONE_TAKEN = "PHONE_TAKEN"
    WEAK_PASSWORD = "WEAK_PASSWORD"
    INVALID_TOKEN = "INVALID_TOKEN"
    INVALID_CODE = "INVALID_CODE"
    REDIRECT_NOT_ALLOWED = "REDIRECT_NOT_ALLOWED"
    NOT_FOUND = "NOT_FOUND"
    SLUG_TAKEN = "SLUG_TAKEN"
    ALREADY_MEMBER = "ALREADY_MEMBER"
    LAST_OWNER = "LAST_OWNER"
    LAST_ADMIN = "LAST_ADMIN"
    OWNS_ORGS = "OWNS_ORGS"
    INVITE_NOT_YOURS = "INVITE_NOT_YOURS"
    ROLE_TOO_HIGH = "ROLE_TOO_HIGH"
    PROVIDER_NOT_CONFIGURED = "PROVIDER_NOT_CONFIGURED"
    LAST_SIGN_IN_METHOD = "LAST_SIGN_IN_METHOD"
    FEATURE_DISABLED = "FEATURE_DISABLED"


strawberry.enum(PasswordWeakness, description="Why a new password was refused.")


@strawberry.interface(description="What a person could have caused, and a client can show or mend.")
class Problem:
    code: ProblemCode = strawberry.field(description="To switch on.")
    message: str = strawberry.field(description="A sentence for the person.")

    @classmethod
    def of(cls, refusal: Any) -> "Problem":
        return cls(code=ProblemCode(refusal.code), message=refusal.message)


_directives = [SameAsParent()]


@strawberry.type(directives=_directives)
class FieldProblem:
    """What is wrong with one input field."""

    path: str = strawberry.field(description="The input field's name, dotted.")
    message: str = strawberry.field(description="What it must be.")


@strawberry.type(directives=_directives)
class InvalidInput(Problem):
    """Some input fields are not valid."""

    fields: list[FieldProblem] = strawberry.field(description="Each field and what is wrong with it.")

    @classmethod
    def of(cls, refusal: errors.InvalidInput) -> "InvalidInput":
        fields = [FieldProblem(path=fault.path, message=fault.message) for fault in refusal.fields]
        return cls(code=ProblemCode(refusal.code), message=refusal.message, fields=fields)


@strawberry.type(directives=_directives)
class InvalidCredentials(Problem):
    """Wrong identifier or password; never says which."""


@strawberry.type(directives=_directives)
class AccountLocked(Problem):
    """Too many wrong guesses. Answers alike for accounts that do not exist."""

    retry_after: int = strawberry.field(description="Seconds.")

    @classmethod
    def of(cls, refusal: errors.AccountLocked) -> "AccountLocked":
        return cls(code=ProblemCode(refusal.code), message=refusal.message, retry_after=refusal.retry_after)


@strawberry.type(directives=_directives)
class AccountDeactivated(Problem):
    """An administrator switched the account off."""


@strawberry.type(directives=_directives)
class EmailNotVerified(Problem):
    """The password was right; the address has not been verified yet."""


@strawberry.type(directives=_directives)
class PhoneNotVerified(Problem):
    """The password was right; the phone number has not been verified yet."""


@strawberry.type(directives=_directives)
class EmailTaken(Problem):
    """Only where verification is off, since then hiding it would be theatre."""


@strawberry.type(directives=_directives)
class PhoneTaken(Problem):
    """Only where verification is off, since then hiding it would be theatre."""


@strawberry.type(directives=_directives)
class WeakPassword(Problem):
    """The new password is too easy to guess."""

    reasons: list[PasswordWeakness] = strawberry.field(description="Every reason that applies.")

    @classmethod
    def of(cls, refusal: errors.WeakPassword) -> "WeakPassword":
        return cls(code=ProblemCode(refusal.code), message=refusal.message, reasons=list(refusal.reasons))


@strawberry.type(directives=_directives)
class InvalidToken(Problem):
    """Unknown, expired, used or made for something else; never says which."""


@strawberry.type(directives=_directives)
class InvalidCode(Problem):
    """Unknown, expired, used, or tried too often; never says which."""


@strawberry.type(directives=_directives)
class RedirectNotAllowed(Problem):
    """`redirectUrl` is not on the allow-list of origins."""


@strawberry.type(directives=_directives)
class NotFound(Problem):
    """Not there, or not yours to see; never says which."""


@strawberry.type(directives=_directives)
class SlugTaken(Problem):
    """Another organisation has this slug, in whatever case."""


@strawberry.type(directives=_directives)
class AlreadyMember(Problem):
    """The person belongs to the organisation already."""


@strawberry.type(directives=_directives)
class LastOwner(Problem):
    """An organisation keeps at least one owner, on every path."""


@strawberry.type(directives=_directives)
class LastAdmin(Problem):
    """A site keeps at least one admin."""


@strawberry.type(directives=_directives)
class OwnsOrgs(Problem):
    """The account is some organisations' only owner: transfer or delete them first."""

    orgs: list[Org] = strawberry.field(description="Those organisations.")

    @classmethod
    def of(cls, refusal: errors.OwnsOrgs) -> "OwnsOrgs":
        return cls(code=ProblemCode(refusal.code), message=refusal.message, orgs=[Org.of(org) for org in refusal.orgs])


@strawberry.type(directives=_directives)
class InviteNotYours(Problem):
    """The invitation was sent to an address that the viewer has not verified as theirs."""


@strawberry.type(directives=_directives)
class RoleTooHigh(Problem):
    """No one grants, changes or removes a role above their own."""


@strawberry.type(directives=_directives)
class ProviderNotConfigured(Problem):
    """No such provider is set up here."""


@strawberry.type(directives=_directives)
class LastSignInMethod(Problem):
    """Without it the account could not be entered any more."""


@strawberry.type(directives=_directives)
class FeatureDisabled(Problem):
    """The operator has switched this off, or not set it up."""


def _handler(refusal: type[Refusal]) -> ExceptionHandler[Any]:
    problem = globals()[refusal.__name__]

    class Handler:
        exception_type = refusal
        error_type = problem

        def handle(self, exception: Any, *, field: Any, info: Any) -> Any:
            exception.speak(info.context.language)
            return problem.of(exception)

    return Handler()


# Strawberry's handlers never fire for an interface, so there is one for each type.
handlers = [_handler(refusal) for refusal in Refusal.__subclasses__()]
