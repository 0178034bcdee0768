"""Everything held about a person, as one document (GDPR art. 15 and 20). No secret, and nothing of other people."""

from typing import Any

import orjson
from tortoise.queryset import QuerySet

from models import Identity, Invite, Membership, Passkey, RecoveryCode, Session, TotpFactor, User
from resolvers import audit_log
from resolvers.context import Context

_ACCOUNT = (
    "id", "email", "email_verified", "phone", "phone_verified", "full_name", "avatar_url", "locale", "role",
    "is_active", "user_data", "app_data", "last_sign_in_at", "created_at", "updated_at",
)  # fmt: skip
_SESSION = ("id", "created_at", "last_seen_at", "expires_at", "ended_at", "methods", "ip_address", "user_agent")
_IDENTITY = ("provider", "issuer", "subject", "email", "linked_at")
_TOTP = ("created_at", "confirmed_at")
_RECOVERY_CODE = ("created_at", "used_at")
_PASSKEY = (
    "credential_id", "name", "sign_count", "transports", "backup_eligible", "backed_up", "created_at", "last_used_at",
)  # fmt: skip
_MEMBERSHIP = ("org_id", "org__name", "org__slug", "role", "joined_at")
_INVITE = ("org_id", "org__name", "email", "role", "status", "created_at", "expires_at", "accepted_at")


async def read(context: Context) -> dict[str, Any]:
    """The viewer's own."""
    user = await context.user()
    (account,) = await _rows(User.filter(id=user.id), _ACCOUNT)
    document = {
        "account": account | {"has_password": user.password_hash is not None},
        "sessions": await _rows(Session.filter(user_id=user.id), _SESSION),
        "identities": await _rows(Identity.filter(user_id=user.id), _IDENTITY),
        "authenticators": await _rows(TotpFactor.filter(user_id=user.id, confirmed_at__isnull=False), _TOTP),
        "recovery_codes": await _rows(RecoveryCode.filter(user_id=user.id), _RECOVERY_CODE),
        "passkeys": await _rows(Passkey.filter(user_id=user.id), _PASSKEY),
        "memberships": await _rows(Membership.filter(user_id=user.id), _MEMBERSHIP),
        "invites": await _rows(Invite.filter(email=user.email or ""), _INVITE) if user.email_verified else [],
        "audit_events": await _events(user),
    }
    exported: dict[str, Any] = orjson.loads(orjson.dumps(_in_camel_case(document), default=str))
    return exported


async def _rows(matching: QuerySet[Any], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return list(await matching.order_by("id").values(*names))


async def _events(user: User) -> list[dict[str, Any]]:
    events = await (await audit_log.about(user.id)).order_by("id")
    personal = await audit_log.personal(events, seen_by=user.id)
    return [
        {
            "type": event.type,
            "at": event.at,
            "org_id": event.org_id,
            "ip_address": personal[event.id].ip_address if event.id in personal else None,
            "user_agent": personal[event.id].user_agent if event.id in personal else None,
        }
        for event in events
    ]


def _in_camel_case(value: Any, *, is_ours: bool = True) -> Any:
    """Names as in the API; what the application keeps in the two JSON fields stays as it is."""
    if isinstance(value, list):
        return [_in_camel_case(item) for item in value]
    if not isinstance(value, dict) or not is_ours:
        return value
    return {_camel(name): _in_camel_case(held, is_ours=not name.endswith("_data")) for name, held in value.items()}


def _camel(name: str) -> str:
    first, *rest = name.replace("__", "_").split("_")
    return first + "".join(word.title() for word in rest)
