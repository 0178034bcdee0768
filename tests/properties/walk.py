"""A walk through the API beside its model: sends, foretells, and after every step looks whether both agree."""

import secrets

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.properties.model import Account, Invite, Org, Session, Site
from tests.support.api import Answer
from tests.support.mail import Mail, wait_for_mail

PASSWORDS = ("violet-tractor-hums-42", "copper-lantern-sings-9", "harbour-of-quiet-lanterns")
passwords = some.sampled_from(PASSWORDS)
names = some.sampled_from(["ann", "bob", "cleo", "dora"])


class Walk(RuleBasedStateMachine):
    """The tools of the rules, and what must hold. A rule foretells the answer, then changes the model."""

    def __init__(self, server, staff) -> None:
        super().__init__()
        self.api, self.database, self.staff = server.api, server.database, staff
        self.site = Site()
        self.suffix = f"{secrets.token_hex(6)}@example.com"
        self.mails: dict[tuple[str, str], int] = {}

    def send(self, session: Session | None, operation: str, **variables: object) -> Answer:
        return self.send_as(session.access_tokens[-1][0] if session else None, operation, **variables)

    def send_as(self, token: str | None, operation: str, **variables: object) -> Answer:
        request = self.api.request(operation, **variables)
        if token is not None:
            request.headers["Authorization"] = f"Bearer {token}"
        return Answer(self.api.http.send(request))

    def expect(self, wanted: str, session: Session | None, operation: str, **variables: object) -> dict:
        """The field's value, once it ended as foretold; empty for an error."""
        answer = self.send(session, operation, **variables)
        field = (answer.data or {}).get(operation) or {}
        assert (answer.code or field.get("__typename")) == wanted, (operation, variables, answer)
        return field

    def session(self, data, *, living=True) -> Session:
        """Mostly one that lives."""
        all_ = self.site.sessions
        found = [each for each in all_ if each.is_living] if living else []
        return data.draw(some.sampled_from(found or all_), label="session")

    def account(self, data) -> Account:
        """One that is gone, too."""
        return data.draw(some.sampled_from([*self.site.accounts.values(), *self.site.gone]), label="account")

    def org(self, data) -> Org:
        return data.draw(some.sampled_from(self.site.orgs), label="org")

    def invite(self, data) -> Invite:
        return data.draw(some.sampled_from(self.site.invites[-5:]), label="invite")

    def mail(self, email: str, subject: str) -> Mail:
        """The next one about this."""
        self.mails[email, subject] = self.mails.get((email, subject), 0) + 1
        return wait_for_mail(self.api, email, subject=subject, count=self.mails[email, subject])

    def begin(self, account: Account, outcome: dict) -> None:
        tokens = [outcome["refreshToken"]], [(outcome["accessToken"], 0)]
        self.site.sessions.append(Session(account, outcome["session"]["id"], *tokens))

    def refused(self, session: Session, org: Org, needed: str) -> str | None:
        """The code that the viewer meets before anything else."""
        return org.refusal_of(session.account, needed) if session.is_living else "UNAUTHENTICATED"

    @invariant()
    def the_right_access_tokens_live(self):
        for session in self.site.sessions:
            for token, generation in (session.access_tokens[0], session.access_tokens[-1]):
                answer = self.send_as(token, "{ me { id } }")
                assert (answer.code is None) == session.is_open_to(generation), (session, answer)
                assert answer.code or answer.data["me"]["id"] == session.account.id

    @invariant()
    def the_right_people_may_sign_in(self):
        for account in self.site.accounts.values():
            password = account.password or PASSWORDS[0]
            outcome = self.expect(
                account.answer_to(password), None, "signIn", input={"email": account.email, "password": password}
            )
            if outcome["__typename"] == "SignedIn":
                assert self.api.run("signOut", input={"refreshToken": outcome["refreshToken"]})["sessionsRevoked"] == 1

    @invariant()
    def members_have_their_ranks(self):
        for org in self.site.orgs:
            nodes = self.staff.api.run("orgMembers", orgId=org.id, first=100)["nodes"]
            wanted = {account.id: role for account, role in org.members.items()}
            assert {node["userId"]: node["role"] for node in nodes} == wanted

    def teardown(self):
        """The refresh tokens last, since to ask one is to use it."""
        for session in self.site.sessions:
            wanted = "InvalidToken" if session.has_ended else "SignedIn"
            self.expect(wanted, None, "refresh", input={"refreshToken": session.refresh_tokens[-1]})
