"""What the person of a session has proved, as it changes while the session lives."""

from uuid import UUID

from tortoise.expressions import F

from models import Session


async def add(session_id: UUID, method: str) -> None:
    """In a transaction: one thing more."""
    session = await Session.filter(id=session_id).select_for_update().first()
    if session is not None and method not in session.methods:
        await Session.filter(id=session_id).update(methods=[*session.methods, method])


async def lower(user_id: UUID, *methods: str) -> None:
    """In a transaction: these are proved no more. Access tokens that claim them are refused; refreshed ones do not."""
    for session in await Session.filter(user_id=user_id, ended_at__isnull=True).order_by("id").select_for_update():
        left = [method for method in session.methods if method not in methods]
        if left != session.methods:
            raised = {"methods": left, "token_generation": F("token_generation") + 1}
            await Session.filter(id=session.id).update(**raised)
