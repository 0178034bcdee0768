"""Ways into an account: whether one would be left."""

from collections.abc import Collection

from models import User
from resolvers.context import Context
from services.errors import LastSignInMethod


def require_one(context: Context, user: User, *, providers: Collection[str], passkeys: int) -> None:
    """LastSignInMethod unless these, or what the account has besides, let the person in by a method that is on."""
    policy = context.services.policy
    ways = {
        "password": user.password_hash is not None and user.email is not None,
        "phone_password": user.password_hash is not None and user.phone is not None,
        "provider": any(name in context.services.providers for name in providers),
        "magic_link": user.email_verified and policy.mail == "on",
        "sms_code": user.phone_verified,
        "passkey": passkeys > 0,
    }
    if not any(is_open and method in policy.sign_in_methods for method, is_open in ways.items()):
        raise LastSignInMethod
