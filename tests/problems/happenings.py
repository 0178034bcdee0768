"""One happening for each page of docs/problems: makes the answer that the page shows. Named as the page is."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from uuid import uuid4

from graphql import OperationDefinitionNode, parse, print_ast, separate_operations

from codegen.documents import CURATED
from tests.defences.waiting import wait_for
from tests.support.api import Api
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, Person, make_staff, new_email, sign_in, sign_up, sign_up_verified
from tests.support.server import Server

# No magic link, so that something is switched off and a provider may be someone's only way in.
SETTINGS = {"SIGN_IN_METHODS": "password,provider,phone_password,sms_code", "INVITE_EXISTING": "ask"}
ENROLLING = {"REQUIRE_MFA": "all"}
LIMITED = {"RATE_LIMITS": "on", "RATE_LIMIT_INVITE_PREVIEW": "1/hour"}

Answer = dict[str, Any]


def curated(field: str) -> str:
    """The operation of that name in codegen/operations, with its fragments."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CURATED.glob("*.graphql")))
    for document in separate_operations(parse(text)).values():
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode) and node.name and node.name.value.lower() == field.lower():
                return print_ast(document)
    raise LookupError(field)


class Site:
    """A server that is not another test's, and who is needed on it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.api = server.api

    @cached_property
    def admin(self) -> Person:
        return make_staff(self.server)

    def someone(self) -> Person:
        return sign_up_verified(self.api)

    def team(self) -> tuple[Person, str]:
        """An owner, and their organisation."""
        owner = self.someone()
        return owner, owner.api.run("createOrg", input={"name": "Lighthouse"})["id"]

    def member(self, owner: Person, org_id: str, role: str = "MEMBER") -> Person:
        person = self.someone()
        member = {"orgId": org_id, "userId": person.user_id, "role": role}
        assert owner.api.run("addMember", input=member)["__typename"] == "OrgMember"
        return person

    def change(self, statement: str, *values: object) -> None:
        self.server.database.execute(statement, *values)


HAPPENINGS: dict[str, Callable[[Site], Answer]] = {}


def happening(page: str) -> Callable[[Callable[[Site], Answer]], Callable[[Site], Answer]]:
    def keep(make: Callable[[Site], Answer]) -> Callable[[Site], Answer]:
        HAPPENINGS[page] = make
        return make

    return keep


def ask(api: Api, operation: str, **variables: object) -> Answer:
    """The body as it came, for a curated operation or a document."""
    document = curated(operation) if operation.isidentifier() else operation
    return api.http.post("/graphql", json={"query": document, "variables": variables}).json()


# ── problems ──


@happening("InvalidInput")
def _(site: Site) -> Answer:
    return ask(site.api, "signUp", input={"email": "ada", "password": PASSWORD})


@happening("InvalidCredentials")
def _(site: Site) -> Answer:
    return ask(site.api, "signIn", input={"email": new_email(), "password": PASSWORD})


@happening("AccountLocked")
def _(site: Site) -> Answer:
    guess = {"email": new_email(), "password": PASSWORD}
    for _ in range(5):
        ask(site.api, "signIn", input=guess)
    return ask(site.api, "signIn", input=guess)


@happening("AccountDeactivated")
def _(site: Site) -> Answer:
    person = site.someone()
    site.admin.api.run("deactivateUser", id=person.user_id)
    return ask(site.api, "signIn", input={"email": person.email, "password": PASSWORD})


@happening("EmailNotVerified")
def _(site: Site) -> Answer:
    return ask(site.api, "signIn", input={"email": sign_up(site.api), "password": PASSWORD})


@happening("PhoneNotVerified")
def _(site: Site) -> Answer:
    phone = {"phone": "+15555550101", "password": PASSWORD}
    site.api.run("signUpWithPhone", input=phone)
    return ask(site.api, "signInWithPhone", input=phone)


@happening("EmailTaken")
def _(site: Site) -> Answer:
    return ask(site.admin.api, "createUser", input={"email": site.someone().email})


@happening("PhoneTaken")
def _(site: Site) -> Answer:
    ask(site.admin.api, "createUser", input={"phone": "+15555550102"})
    return ask(site.admin.api, "createUser", input={"phone": "+15555550102"})


@happening("WeakPassword")
def _(site: Site) -> Answer:
    return ask(site.api, "signUp", input={"email": new_email(), "password": "letmein"})


@happening("InvalidToken")
def _(site: Site) -> Answer:
    return ask(site.api, "verifyEmail", input={"token": "used-an-hour-ago"})


@happening("InvalidCode")
def _(site: Site) -> Answer:
    return ask(site.api, "verifyPhone", input={"phone": "+15555550103", "code": "00000000"})


@happening("RedirectNotAllowed")
def _(site: Site) -> Answer:
    elsewhere = {"email": new_email(), "redirectUrl": "https://elsewhere.example/welcome"}
    return ask(site.api, "requestPasswordReset", input=elsewhere)


@happening("NotFound")
def _(site: Site) -> Answer:
    return ask(site.someone().api, "revokeSession", id=str(uuid4()))


@happening("SlugTaken")
def _(site: Site) -> Answer:
    person = site.someone()
    ask(person.api, "createOrg", input={"name": "Harbour", "slug": "harbour"})
    return ask(person.api, "createOrg", input={"name": "Harbour", "slug": "harbour"})


@happening("AlreadyMember")
def _(site: Site) -> Answer:
    owner, org_id = site.team()
    return ask(owner.api, "addMember", input={"orgId": org_id, "userId": owner.user_id})


@happening("LastOwner")
def _(site: Site) -> Answer:
    owner, org_id = site.team()
    return ask(owner.api, "leaveOrg", orgId=org_id)


@happening("LastAdmin")
def _(site: Site) -> Answer:
    return ask(site.admin.api, "deleteAccount")


@happening("OwnsOrgs")
def _(site: Site) -> Answer:
    owner, org_id = site.team()
    site.member(owner, org_id)
    return ask(owner.api, "deleteAccount")


@happening("InviteNotYours")
def _(site: Site) -> Answer:
    owner, org_id = site.team()
    invited = site.someone()
    owner.api.run("invite", input={"orgId": org_id, "email": invited.email})
    token = token_in(wait_for_mail(site.api, invited.email, subject="Lighthouse"))
    return ask(site.someone().api, "acceptInvite", input={"token": token})


@happening("RoleTooHigh")
def _(site: Site) -> Answer:
    owner, org_id = site.team()
    admin = site.member(owner, org_id, "ADMIN")
    return ask(admin.api, "removeMember", input={"orgId": org_id, "userId": owner.user_id})


@happening("ProviderNotConfigured")
def _(site: Site) -> Answer:
    asked = {"provider": "github", "redirectUrl": "http://localhost:3000/welcome"}
    return ask(site.api, "signInWithProvider", input=asked)


@happening("LastSignInMethod")
def _(site: Site) -> Answer:
    person = site.someone()
    site.change("UPDATE users SET password_hash = NULL WHERE id = ?", person.user_id)
    site.change(
        "INSERT INTO identities (id, user_id, provider, issuer, subject, linked_at)"
        " VALUES (?, ?, 'github', 'https://github.com', ?, '2026-01-01 00:00:00+00:00')",
        *(str(uuid4()), person.user_id, person.user_id),
    )
    return ask(person.api, "unlinkProvider", provider="github")


@happening("FeatureDisabled")
def _(site: Site) -> Answer:
    return ask(site.api, "sendMagicLink", input={"email": new_email()})


# ── codes of top-level errors ──


@happening("UNAUTHENTICATED")
@happening("TOKEN_MISSING")
def _(site: Site) -> Answer:
    return ask(site.api, "me")


@happening("FORBIDDEN")
@happening("ROLE_TOO_LOW")
def _(site: Site) -> Answer:
    return ask(site.someone().api, "users")


@happening("NOT_FOUND")
def _(site: Site) -> Answer:
    _, org_id = site.team()
    return ask(site.someone().api, "org", orgId=org_id)


@happening("REAUTHENTICATION_REQUIRED")
def _(site: Site) -> Answer:
    person = site.someone()
    earlier = "2026-01-01 00:00:00+00:00"
    site.change("UPDATE sessions SET authenticated_at = ? WHERE id = ?", earlier, person.session_id)
    renewed = site.api.run("refresh", input={"refreshToken": person.refresh_token})
    stale = site.api.as_(renewed["accessToken"])
    wait_for(lambda: stale.execute("accountExport").code)
    return ask(stale, "accountExport")


@happening("BAD_USER_INPUT")
def _(site: Site) -> Answer:
    owner, org_id = site.team()
    return ask(owner.api, "orgMembers", orgId=org_id, first=1000)


@happening("GRAPHQL_PARSE_FAILED")
def _(site: Site) -> Answer:
    return ask(site.api, "{ me { id }")


@happening("GRAPHQL_VALIDATION_FAILED")
def _(site: Site) -> Answer:
    return ask(site.api, "{ me { name } }")


@happening("QUERY_TOO_COMPLEX")
def _(site: Site) -> Answer:
    one = 'signIn(input: { email: "a@example.com", password: "a" }) { __typename }'
    return ask(site.api, f"mutation {{ first: {one} second: {one} }}")


# ── reasons ──


@happening("TOKEN_EXPIRED")
def _(site: Site) -> Answer:
    person = site.someone()
    change = {"currentPassword": PASSWORD, "newPassword": PASSWORD[::-1], "revokeOtherSessions": False}
    person.api.run("changePassword", input=change)
    return ask(person.api, "me")


@happening("TOKEN_INVALID")
def _(site: Site) -> Answer:
    return ask(site.api.as_("nobodys"), "me")


@happening("SESSION_ENDED")
def _(site: Site) -> Answer:
    person = site.someone()
    person.api.run("signOut")
    return ask(person.api, "me")


@happening("NOT_VERIFIED")
def _(site: Site) -> Answer:
    person = site.someone()
    site.admin.api.run("updateUser", input={"id": person.user_id, "emailVerified": False})
    return ask(person.api, "createOrg", input={"name": "Lighthouse"})


@happening("CSRF")
def _(site: Site) -> Answer:
    foreign = site.api.with_headers(Ostiary_Session="cookie", Origin="https://elsewhere.example")
    return ask(foreign, "me")


# ── what needs a server of its own ──


def rate_limited(site: Site) -> Answer:
    ask(site.api, "invitePreview", token="nobodys")
    return ask(site.api, "invitePreview", token="nobodys")


def not_enrolled(site: Site) -> Answer:
    return ask(site.someone().api, "myInvites")


def broken(site: Site) -> Answer:
    """A table that is gone is a fault of ours."""
    site.change("ALTER TABLE invites RENAME TO lost")
    return ask(site.api, "invitePreview", token="anything")


def without_database(site: Site, halt: Callable[[], None]) -> Answer:
    person = sign_in(site.api, site.someone().email)
    halt()
    wait_for(lambda: person.api.execute("me").code)
    return ask(person.api, "me")
