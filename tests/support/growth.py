"""A server with as many people as wished and all that comes with them, and what is asked of it all the time.

For PostgreSQL. Number n of anything is told from n, such as `seed-1@example.com`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import psycopg

from tests.support.people import PASSWORD, Person, make_staff, new_email, sign_in
from tests.support.server import Server

USERS, ORGS, MEMBERSHIPS, SESSIONS, TOKENS, INVITES, EVENTS, MESSAGES = range(1, 9)
# Sorted before every id of today.
_ID = "('01900000-{kind:04d}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"
_DIGEST = "md5('{what}' || n) || md5(n || '{what}')"
SESSIONS_EACH, EVENTS_EACH, PEOPLE_IN_AN_ORG = 2, 2, 10


def _uuid_of(kind: int, number: int) -> UUID:
    return UUID(f"01900000-{kind:04d}-7000-8000-{number:012x}")


def _id(kind: int, number: str = "n") -> str:
    return _ID.format(kind=kind, number=number)


def _person(each: int = 1) -> str:
    return _id(USERS, "n" if each == 1 else f"(n + {each - 1}) / {each}")


_STATEMENTS = (
    f"""INSERT INTO users (id, email, full_name, email_verified, phone_verified, password_hash, role, is_active,
          user_data, app_data, created_at, updated_at)
        SELECT {_id(USERS)}, 'seed-' || n || '@example.com', 'Person ' || n, true, false, repeat('h', 66), 'USER', true,
          '{{}}', '{{}}', now(), now() FROM generate_series(1, %(people)s) n""",
    f"""INSERT INTO orgs (id, name, slug, is_active, requires_mfa, created_at, updated_at)
        SELECT {_id(ORGS)}, 'Organisation ' || n, 'seed-' || n, true, false, now(), now()
        FROM generate_series(1, 1 + %(people)s / {PEOPLE_IN_AN_ORG}) n""",
    # Everybody in the first organisation, and each in one more.
    f"""INSERT INTO memberships (id, org_id, user_id, role, joined_at)
        SELECT {_id(MEMBERSHIPS)}, {_id(ORGS, "1")}, {_id(USERS)}, 'MEMBER', now()
        FROM generate_series(1, %(people)s) n
        UNION ALL
        SELECT {_id(MEMBERSHIPS, "%(people)s + n")}, {_id(ORGS, f"2 + (n - 1) / {PEOPLE_IN_AN_ORG}")}, {_id(USERS)},
          'MEMBER', now() FROM generate_series(1, %(people)s) n""",
    f"""INSERT INTO sessions (id, user_id, created_at, last_seen_at, expires_at, ends_at, authenticated_at, methods,
          ip_address, user_agent, token_generation, refresh_digest, previous_digest,
          sealed_successor)
        SELECT {_id(SESSIONS)}, {_person(SESSIONS_EACH)}, now(), now(), now() + interval '30 days',
          now() + interval '90 days', now(), '["password"]', '192.0.2.7', repeat('Mozilla ', 12), 0,
          {_DIGEST.format(what="refresh")}, {_DIGEST.format(what="before")}, repeat('s', 184)
        FROM generate_series(1, %(people)s * {SESSIONS_EACH}) n""",
    f"""INSERT INTO one_time_tokens (id, purpose, user_id, digest, address, code_tries, detail, created_at, expires_at)
        SELECT {_id(TOKENS)}, 'reset_password', {_id(USERS)}, {_DIGEST.format(what="token")},
          'seed-' || n || '@example.com', 0, '{{}}', now(), now() + interval '1 hour'
        FROM generate_series(1, %(people)s) n""",
    f"""INSERT INTO attempts (key, failures, counted_since)
        SELECT {_DIGEST.format(what="attempt")}, 1, now() FROM generate_series(1, %(people)s) n""",
    f"""INSERT INTO invites (id, org_id, email, role, status, invited_by_id, digest, pending_key, created_at,
          expires_at)
        SELECT {_id(INVITES)}, {_id(ORGS, f"1 + n / {PEOPLE_IN_AN_ORG}")}, 'guest-' || n || '@example.com', 'MEMBER',
          'PENDING', {_id(USERS)}, {_DIGEST.format(what="invite")}, 'guest ' || n, now(), now() + interval '7 days'
        FROM generate_series(1, %(people)s) n""",
    f"""INSERT INTO audit_events (id, type, at, actor_id, target_type, target_id, detail, personal_digest, position,
          chain_hash)
        SELECT {_id(EVENTS)}, 'auth.login_success', now(), {_person(EVENTS_EACH)}, 'session', {_id(SESSIONS)}::text,
          '{{"methods": ["password"]}}', {_DIGEST.format(what="personal")}, n, {_DIGEST.format(what="chain")}
        FROM generate_series(1, %(people)s * {EVENTS_EACH}) n""",
    f"""INSERT INTO audit_personal (event_id, salt, actor_email, ip_address, user_agent)
        SELECT {_id(EVENTS)}, md5('salt' || n), 'seed-' || n || '@example.com', '192.0.2.7', repeat('Mozilla ', 12)
        FROM generate_series(1, %(people)s * {EVENTS_EACH}) n""",
    f"""INSERT INTO audit_chain (id, first_position, anchor_hash, last_position, last_hash)
        VALUES (1, 1, repeat('0', 64), %(people)s * {EVENTS_EACH}, repeat('0', 64))""",
    f"""INSERT INTO outbox (id, channel, template, status, attempts, created_at, due_at, sent_at)
        SELECT {_id(MESSAGES)}, 'email', 'verify_email', 'sent', 1, now(), now(), now()
        FROM generate_series(1, %(people)s) n""",
)


def seed(database_url: str, people: int) -> None:
    """Into tables that are new."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for statement in _STATEMENTS:
            connection.execute(statement, {"people": people}, prepare=False)
        connection.execute("VACUUM ANALYZE")


@dataclass
class Crowded:
    """A server over many rows, and two of its people. The person owns the organisation that everybody belongs to."""

    server: Server
    person: Person
    admin: Person
    org_id: str
    refresh_token: str


def settle(server: Server) -> Crowded:
    """The person is one of the seeded, given a password that somebody knows."""
    admin, database = make_staff(server), server.database
    hashed = database.row("SELECT password_hash FROM users WHERE email = ?", admin.email)["password_hash"]
    database.execute("UPDATE users SET password_hash = ? WHERE email = ?", hashed, "seed-7@example.com")
    database.execute("UPDATE memberships SET role = ? WHERE user_id = ?", "OWNER", str(_uuid_of(USERS, 7)))
    person = sign_in(server.api, "seed-7@example.com")
    return Crowded(server, person, admin, str(_uuid_of(ORGS, 1)), sign_in(server.api, person.email).refresh_token)


def _guess(crowded: Crowded) -> object:
    return crowded.server.api.run("signIn", input={"email": crowded.person.email, "password": "wrong-tractor"})


def _refresh(crowded: Crowded) -> None:
    signed = crowded.server.api.run("refresh", input={"refreshToken": crowded.refresh_token})
    crowded.refresh_token = signed["refreshToken"]


def _search(crowded: Crowded) -> object:
    return crowded.admin.api.run('{ users(search: "person 77", first: 20) { nodes { id email } } }')


def _invite(crowded: Crowded) -> object:
    wish = {"orgId": crowded.org_id, "email": new_email()}
    return crowded.person.api.run("mutation I($i: InviteInput!) { invite(input: $i) { __typename } }", i=wish)


OPERATIONS: dict[str, Callable[[Crowded], object]] = {
    # How many members an organisation has is counted where it is asked for; nothing here does.
    "me": lambda crowded: crowded.person.api.run("{ me { id email memberships { role org { id name } } } }"),
    "session": lambda crowded: crowded.person.api.run("{ session { id createdAt } }"),
    "sessions": lambda crowded: crowded.person.api.run("{ sessions { id } }"),
    "signIn": lambda crowded: sign_in(crowded.server.api, crowded.person.email),
    "signIn, wrong": _guess,
    "signUp": lambda crowded: crowded.server.api.run("signUp", input={"email": new_email(), "password": PASSWORD}),
    "refresh": _refresh,
    "signOut": lambda crowded: sign_in(crowded.server.api, crowded.person.email).api.run("signOut"),
    "requestPasswordReset": lambda crowded: crowded.server.api.run(
        "requestPasswordReset", input={"email": crowded.person.email}
    ),
    "users, searched": _search,
    "users": lambda crowded: crowded.admin.api.run("{ users(first: 20) { nodes { id email } } }"),
    "orgMembers": lambda crowded: crowded.person.api.run(
        "query M($org: ID!) { orgMembers(orgId: $org, first: 50) { nodes { id user { email } } } }", org=crowded.org_id
    ),
    "invite": _invite,
    "auditEvents": lambda crowded: crowded.admin.api.run("{ auditEvents(first: 20) { nodes { id type } } }"),
    "myAuditEvents": lambda crowded: crowded.person.api.run("{ myAuditEvents(first: 20) { nodes { id type } } }"),
}
