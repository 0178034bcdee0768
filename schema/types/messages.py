"""What several capabilities take and answer where a message proves something."""

from enum import Enum

import strawberry

from resolvers.accounts import Proof
from schema.guards import SameAsParent


@strawberry.input
class EmailLinkInput:
    """Where to send a link. `codeChallenge` (PKCE, S256) binds the grant at `redirectUrl` to this client."""

    email: str = strawberry.field(description="The address of the account.")
    redirect_url: str | None = strawberry.field(
        default=strawberry.UNSET, description="Where the link ends; on an allowed origin."
    )
    code_challenge: str | None = strawberry.field(default=strawberry.UNSET, description="PKCE challenge, S256.")


@strawberry.input
class EmailCodeInput:
    """The short code of a mail, with the address that it went to."""

    email: str = strawberry.field(description="The address.")
    code: str = strawberry.field(description="Eight digits.")


@strawberry.input
class PhoneCodeInput:
    """The code of an SMS, with the number that it went to."""

    phone: str = strawberry.field(description="E.164, such as +15555555555.")
    code: str = strawberry.field(description="Eight digits.")


@strawberry.type(directives=[SameAsParent()])
class EmailSent:
    """A message is on its way, if the address may have one. The same answer whether or not anyone has it."""

    email: str = strawberry.field(description="The address, in its canonical form.")


@strawberry.enum
class VerificationChannel(Enum):
    """How an address is proved."""

    EMAIL = strawberry.enum_value("email", description="A link and a code by mail.")
    PHONE = strawberry.enum_value("phone", description="A code by SMS.")


@strawberry.type(directives=[SameAsParent()])
class VerificationRequired:
    """No session yet: the address must be verified first. The same answer whether or not it was free."""

    channel: VerificationChannel = strawberry.field(description="Where the proof is on its way.")
    address: str = strawberry.field(description="In its canonical form.")


def given(value: str | None) -> str | None:
    """An optional argument that was left out, as None."""
    return None if value is strawberry.UNSET else value


def proof_of(token: str | None, code: EmailCodeInput | None) -> Proof:
    """Of a mailbox, from a @oneOf input."""
    if code is not None and code is not strawberry.UNSET:
        return Proof(email=code.email, code=code.code)
    return Proof(token=given(token) or "")
