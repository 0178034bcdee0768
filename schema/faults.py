"""The codes of top-level errors, for clients that switch on `extensions.code` and `extensions.reason`."""

from enum import Enum

import strawberry

from services.errors import FaultReason


@strawberry.enum
class FaultCode(Enum):
    """`extensions.code` of every top-level error."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    REAUTHENTICATION_REQUIRED = "REAUTHENTICATION_REQUIRED"
    RATE_LIMITED = "RATE_LIMITED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


strawberry.enum(FaultReason, description="`extensions.reason`, beside UNAUTHENTICATED and FORBIDDEN: what to do next.")
