"""The codes of top-level errors, for clients that switch on `extensions.code` and `extensions.reason`."""

from enum import Enum

import strawberry

from services.errors import FaultReason


@strawberry.enum
class FaultCode(Enum):
    """`extensions.code` of every top-level error."""

    UNAUTHENTICATED = strawberry.enum_value("UNAUTHENTICATED", description="Sign in; `reason` says why you are not.")
    FORBIDDEN = strawberry.enum_value("FORBIDDEN", description="Signed in, and not allowed; `reason` says why.")
    NOT_FOUND = strawberry.enum_value("NOT_FOUND", description="Not there, or not yours to see.")
    REAUTHENTICATION_REQUIRED = strawberry.enum_value(
        "REAUTHENTICATION_REQUIRED", description="Call reauthenticate, then try again."
    )
    RATE_LIMITED = strawberry.enum_value("RATE_LIMITED", description="Wait `extensions.retryAfter` seconds.")
    BAD_USER_INPUT = strawberry.enum_value("BAD_USER_INPUT", description="An argument or variable is not valid.")
    GRAPHQL_PARSE_FAILED = strawberry.enum_value("GRAPHQL_PARSE_FAILED", description="Not a GraphQL document.")
    GRAPHQL_VALIDATION_FAILED = strawberry.enum_value(
        "GRAPHQL_VALIDATION_FAILED", description="The document does not fit the schema."
    )
    QUERY_TOO_COMPLEX = strawberry.enum_value("QUERY_TOO_COMPLEX", description="The document asks for too much.")
    SERVICE_UNAVAILABLE = strawberry.enum_value(
        "SERVICE_UNAVAILABLE", description="Busy, or a part is down: wait `extensions.retryAfter` seconds."
    )
    INTERNAL_SERVER_ERROR = strawberry.enum_value(
        "INTERNAL_SERVER_ERROR", description="Our fault; `extensions.requestId` finds it in the log."
    )


strawberry.enum(FaultReason, description="`extensions.reason`, beside UNAUTHENTICATED and FORBIDDEN: what to do next.")
