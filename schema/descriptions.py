"""Descriptions that stand elsewhere: in docstrings, beside enums that the layers below own, or once for all arguments.

A field's own words stand on the field.
"""

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
)

_ARGUMENTS = {
    "input": "All that it takes.",
    "id": "Which one.",
    "orgId": "Which organisation.",
    "slug": "Its short name in addresses.",
    "token": "The link's `token` parameter.",
    "first": "How many, from 1 to 100.",
    "after": "`endCursor` of the page before.",
    "provider": "Its `name` in `authConfig`.",
    "origins": "All of them, each exact, such as https://app.example.com.",
}

_MEMBERS = {
    "ApiKeyKind": {
        "SECRET": "`sk_…`, for a server: counts as a site admin.",
        "PUBLISHABLE": "`pk_…`, for a client application: only tells which one asks.",
    },
    "AuthMethod": {
        "PASSWORD": "An address and a password.",
        "MAGIC_LINK": "A link or a code by mail.",
        "PHONE_PASSWORD": "A phone number and a password.",
        "SMS_CODE": "A code by SMS.",
        "PROVIDER": "An account elsewhere.",
        "PASSKEY": "A passkey.",
    },
    "FaultCode": {
        "UNAUTHENTICATED": "Sign in, or refresh, first.",
        "FORBIDDEN": "The viewer may not do this.",
        "NOT_FOUND": "There is no such thing, or the viewer may not see it.",
        "REAUTHENTICATION_REQUIRED": "Call `reauthenticate`, then try again.",
        "RATE_LIMITED": "Too many uses of the field; wait `extensions.retryAfter` seconds.",
        "BAD_USER_INPUT": "A variable or an argument is not valid.",
        "GRAPHQL_PARSE_FAILED": "The document is not GraphQL.",
        "GRAPHQL_VALIDATION_FAILED": "The document does not fit this schema.",
        "QUERY_TOO_COMPLEX": "The document is too deep, too long or asks for too much.",
        "SERVICE_UNAVAILABLE": "Something that is needed does not answer; try again shortly.",
        "INTERNAL_SERVER_ERROR": "A fault on our side, logged under `extensions.requestId`.",
    },
    "FaultReason": {
        "TOKEN_MISSING": "No access token came with the request.",
        "TOKEN_EXPIRED": "Refresh, then try again.",
        "TOKEN_INVALID": "The access token is none of ours, or was revoked.",
        "SESSION_ENDED": "Sign in again.",
        "NOT_VERIFIED": "Verify an address first.",
        "ROLE_TOO_LOW": "Needs a higher role.",
        "MFA_ENROLLMENT_REQUIRED": "Enroll a second factor first.",
        "CSRF": "A cookie came without the header or from an origin that is not allowed.",
    },
    "InviteStatus": {
        "PENDING": "Waits for an answer.",
        "ACCEPTED": "The person joined.",
        "DECLINED": "The person does not want to.",
        "REVOKED": "Taken back.",
        "EXPIRED": "Nobody answered in time.",
    },
    "MfaMethod": {
        "TOTP": "A code of an authenticator application.",
        "RECOVERY_CODE": "One of the codes that were shown at enrollment.",
        "PASSKEY": "A passkey.",
    },
    "OrgRole": {
        "MEMBER": "Belongs to it.",
        "ADMIN": "Manages members and invitations.",
        "OWNER": "May do everything, deleting it included.",
    },
    "PasswordWeakness": {
        "TOO_SHORT": "Fewer than 8 characters.",
        "TOO_LONG": "More than 128 characters.",
        "COMMON": "One of those that everybody tries first.",
        "BREACHED": "Known from a leak.",
        "REPEATED_CHARACTER": "The same character all along.",
        "CONTAINS_IDENTIFIER": "Made of the person's own address or name.",
    },
    "SiteRole": {
        "USER": "Everybody.",
        "MODERATOR": "Reads all accounts and organisations, and switches accounts off.",
        "ADMIN": "May do everything.",
    },
}


def describe(schema: GraphQLSchema) -> None:
    """Fills in what is not described yet."""
    for type_ in schema.type_map.values():
        type_.description = type_.description or _docstring(type_)
        match type_:
            case GraphQLObjectType() | GraphQLInterfaceType():
                _describe_arguments(type_)
            case GraphQLEnumType():
                _describe_members(type_)


def _docstring(type_: GraphQLNamedType) -> str | None:
    """Of the Python class; a dataclass without one has its signature there, which tells nobody anything."""
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType | GraphQLEnumType):
        return None
    definition = (type_.extensions or {}).get("strawberry-definition")
    source = getattr(definition, "origin", None) or getattr(definition, "wrapped_cls", None)
    text = (source.__doc__ or "") if source else ""
    return " ".join(text.split()) if source and not text.startswith(f"{source.__name__}(") else None


def _describe_arguments(type_: GraphQLObjectType | GraphQLInterfaceType) -> None:
    for field in type_.fields.values():
        for name, argument in field.args.items():
            argument.description = argument.description or _ARGUMENTS.get(name)


def _describe_members(type_: GraphQLEnumType) -> None:
    known = _MEMBERS.get(type_.name, {})
    for name, value in type_.values.items():
        problem = "".join(word.title() for word in name.split("_")) if type_.name == "ProblemCode" else None
        value.description = value.description or known.get(name) or (f"Of {problem}." if problem else None)
