"""What must be true of accounts, sessions and organisations, told in a few lines without a server."""

from dataclasses import dataclass, field

from tests.support.mail import Mail

RANKS = ("MEMBER", "ADMIN", "OWNER")


@dataclass(eq=False)
class Account:
    email: str
    id: str
    password: str | None
    is_verified: bool = False
    is_active: bool = True
    # The newest mail of each purpose, as long as its link lives.
    verification: Mail | None = None
    reset: Mail | None = None

    def answer_to(self, password: str) -> str:
        """How a sign-in ends."""
        if self.password is None or password != self.password:
            return "InvalidCredentials"
        if not self.is_active:
            return "AccountDeactivated"
        return "SignedIn" if self.is_verified else "EmailNotVerified"

    def forget_mails(self) -> None:
        self.verification = self.reset = None


@dataclass(eq=False)
class Session:
    account: Account
    id: str
    # Oldest first; the last lives, the one before is answered alike.
    refresh_tokens: list[str]
    # Each with the generation of which it is.
    access_tokens: list[tuple[str, int]]
    generation: int = 0
    has_ended: bool = False

    def is_open_to(self, generation: int) -> bool:
        return not self.has_ended and generation == self.generation

    @property
    def is_living(self) -> bool:
        return self.is_open_to(self.access_tokens[-1][1])


@dataclass(eq=False)
class Org:
    id: str
    members: dict[Account, str] = field(default_factory=dict)

    def refusal_of(self, viewer: Account, needed: str) -> str | None:
        rank = self.members.get(viewer)
        if rank is None:
            return "NOT_FOUND"
        return None if reaches(rank, needed) else "FORBIDDEN"

    def would_be_without(self, owner: Account) -> bool:
        """No active owner would be left."""
        others = [each for each, role in self.members.items() if role == "OWNER" and each is not owner]
        return self.members.get(owner) == "OWNER" and not any(other.is_active for other in others)


@dataclass(eq=False)
class Invite:
    org: Org
    email: str
    role: str
    inviter: Account
    id: str
    token: str
    is_pending: bool = True

    def is_rightful(self) -> bool:
        """Its sender could still send it."""
        rank = self.org.members.get(self.inviter)
        may = rank is not None and reaches(rank, "ADMIN") and reaches(rank, self.role)
        return self.is_pending and self.inviter.is_active and may

    def take(self, account: Account) -> None:
        self.is_pending = False
        self.org.members.setdefault(account, self.role)


def reaches(rank: str, needed: str) -> bool:
    return RANKS.index(rank) >= RANKS.index(needed)


class Site:
    """All of it, and what a deed changes in several places."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.gone: list[Account] = []
        self.sessions: list[Session] = []
        self.orgs: list[Org] = []
        self.invites: list[Invite] = []

    def sessions_of(self, account: Account) -> list[Session]:
        return [each for each in self.sessions if each.account is account and not each.has_ended]

    def end(self, sessions: list[Session]) -> int:
        """How many lived."""
        for session in sessions:
            session.has_ended = True
        return len(sessions)

    def verify(self, account: Account) -> None:
        """The address is theirs, and so are its invitations."""
        if not account.is_verified:
            account.is_verified = True
            for invite in self.invites:
                if invite.email == account.email and account.is_active and invite.is_rightful():
                    invite.take(account)

    def set_password(self, account: Account, password: str) -> None:
        """Links from before are dead, and so is every access token."""
        account.password = password
        account.forget_mails()
        for session in self.sessions_of(account):
            session.generation += 1

    def deactivate(self, account: Account) -> None:
        if account.is_active:
            account.is_active = False
            account.forget_mails()
            self.end(self.sessions_of(account))

    def delete(self, account: Account) -> None:
        self.end(self.sessions_of(account))
        self.gone.append(self.accounts.pop(account.email))
        for org in self.orgs:
            org.members.pop(account, None)

    def owns_alone(self, account: Account) -> bool:
        return any(org.would_be_without(account) for org in self.orgs)
