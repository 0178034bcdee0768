"""Passkeys, and the challenges that a browser answers with one."""

from datetime import datetime
from typing import cast

import strawberry
from strawberry.scalars import JSON

from models import Passkey as PasskeyRow
from resolvers.passkey_proofs import Challenge
from schema.guards import SameAsParent


@strawberry.type(directives=[SameAsParent()])
class Passkey:
    """A key that one of the person's devices, or their password manager, signs in with."""

    id: strawberry.ID = strawberry.field(description="Ours, not WebAuthn's.")
    name: str = strawberry.field(description="As the person called it, or what made it.")
    created_at: datetime = strawberry.field(description="When it was added.")
    last_used_at: datetime | None = strawberry.field(description="Null until its first use.")
    backed_up: bool = strawberry.field(
        description="Whether it outlives the device: it is kept in an account elsewhere."
    )

    @classmethod
    def of(cls, row: PasskeyRow) -> "Passkey":
        return cls(
            id=strawberry.ID(str(row.id)),
            name=row.name,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            backed_up=row.backed_up,
        )


@strawberry.type(directives=[SameAsParent()])
class PasskeyChallenge:
    """`options` is what navigator.credentials takes, in WebAuthn's JSON form."""

    challenge: str = strawberry.field(description="Send it back with the browser's answer, once, within five minutes.")
    options: JSON = strawberry.field(
        description="For PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON."
    )

    @classmethod
    def of(cls, challenge: Challenge) -> "PasskeyChallenge":
        return cls(challenge=challenge.token, options=cast(JSON, challenge.options))
