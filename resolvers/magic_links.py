"""Magic links: signing in by a link or code that went to a verified address."""

from models import OneTimeToken, Purpose, User
from resolvers import accounts, mails, redirects, sessions
from resolvers.context import Context
from services import audit
from services.attempts import CODE_GUESSES, code_counter
from services.audit import Actor
from services.database import transaction
from services.errors import AccountDeactivated, FeatureDisabled, InvalidToken
from services.text import canonical_email, required_email
from services.timing import evened

_METHODS = ["magic_link"]


def _require_offered(context: Context) -> None:
    if "magic_link" not in context.services.policy.sign_in_methods:
        raise FeatureDisabled
    accounts.require_mail(context)


@evened
async def send(context: Context, email: str, redirect_url: str | None, code_challenge: str | None) -> str:
    """A link and a code to a verified address. The same answer, after the same work, for any other."""
    _require_offered(context)
    address = required_email(email)
    await redirects.require(context, redirect_url, code_challenge)
    user = await User.get_or_none(email=address, email_verified=True, is_active=True)
    async with transaction():
        if user is not None:
            await _post(context, user, address, {"redirect_url": redirect_url, "code_challenge": code_challenge})
        else:
            await accounts.post_decoy(context, Purpose.MAGIC_LINK, address)
        await audit.record(
            "magic_link_requested", actor=Actor(user.id if user else None, address), target=user, origin=context.origin
        )
    return address


async def _post(context: Context, user: User, address: str, detail: dict[str, str | None]) -> None:
    ttl = context.services.policy.magic_link_ttl
    minted = await context.services.onetime.mint(Purpose.MAGIC_LINK, user, address, ttl=ttl, detail=detail)
    link = mails.page(context, "magic", minted.token)
    await mails.send_proof(context, address, "magic_link", minted, link=link, ttl=ttl, user=user)


async def sign_in(context: Context, proof: accounts.Proof) -> sessions.Outcome:
    """A session for who holds the link or the code.

    Wrong passwords lock nobody out of this: the mailbox is a proof, not a guess, so the owner always has a way in.
    AccountLocked is for an address whose codes were guessed at ten times within an hour; the link still works.
    """
    row = await _find(context, proof)
    async with transaction():
        await context.services.onetime.spend(row)
        user = await _owner(row)
    return await sessions.start(context, user, _METHODS, outrun=InvalidToken)


async def land(context: Context, proof: accounts.Proof) -> sessions.Outcome | str:
    """For our own landing page. A flow that began with a redirectUrl ends there with the grant that this answers, for
    the application to redeem; any other signs in here.
    """
    row = await _find(context, proof)
    challenge, url = row.detail.get("code_challenge"), row.detail.get("redirect_url")
    grant = None
    async with transaction():
        await context.services.onetime.spend(row)
        user = await _owner(row)
        if isinstance(url, str):
            context.redirect_url = url
            bound_to = challenge if isinstance(challenge, str) else None
            grant = await sessions.grant_for(context, user, _METHODS, code_challenge=bound_to)
    return await sessions.start(context, user, _METHODS, outrun=InvalidToken) if grant is None else grant


async def _find(context: Context, proof: accounts.Proof) -> OneTimeToken:
    _require_offered(context)
    address = canonical_email(proof.email or "")
    if address is not None:
        await context.services.attempts.refuse_if_locked(CODE_GUESSES, code_counter(Purpose.MAGIC_LINK, address))
    row = await accounts.find_proof(context, proof, Purpose.MAGIC_LINK)
    if row.user is None or not row.user.is_active:
        raise AccountDeactivated
    return row


async def _owner(row: OneTimeToken) -> User:
    """The person, as long as the address is theirs and verified."""
    user = await User.get_or_none(id=row.user_id, email=row.address, email_verified=True)
    if user is None:
        raise InvalidToken
    return user
