"""What must hold after anything that broke: `audit` asks the server and looks at its rows. Each drill ends with it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

import models
from tests.chaos.crowd import AT_WORK, Crowd
from tests.defences.waiting import wait_for
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import PASSWORD
from tests.support.server import Server

LONG_AGO = "2020-01-01 00:00:00+00:00"
# Each finds rows that no order of whole steps could have left.
IMPOSSIBLE = {
    "an organisation without an owner": "SELECT o.id FROM orgs o WHERE o.is_active AND NOT EXISTS "
    "(SELECT 1 FROM memberships m WHERE m.org_id = o.id AND m.role = 'OWNER')",
    "a living session of a deactivated person": "SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id "
    "WHERE s.ended_at IS NULL AND NOT u.is_active",
    "half a rotation": "SELECT id FROM sessions WHERE (rotated_at IS NULL) <> (previous_digest IS NULL) "
    "OR (rotated_at IS NULL) <> (sealed_successor IS NULL)",
    "a message that is sent and still holds its text or is held": "SELECT id FROM outbox WHERE status = 'sent' "
    "AND (sent_at IS NULL OR sealed_payload IS NOT NULL OR claimed_until IS NOT NULL)",
    "a message that waits with nothing to send": "SELECT id FROM outbox WHERE status = 'pending' "
    "AND (sealed_payload IS NULL OR sent_at IS NOT NULL)",
    "a message that failed without a reason": "SELECT id FROM outbox WHERE status = 'failed' AND last_error IS NULL",
    "an accepted invitation without the membership": "SELECT i.id FROM invites i WHERE i.status = 'ACCEPTED' "
    "AND NOT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id "
    "WHERE m.org_id = i.org_id AND u.email = i.email)",
    "an answered invitation that still blocks another": "SELECT id FROM invites "
    "WHERE (status = 'PENDING') <> (pending_key IS NOT NULL) OR (status = 'ACCEPTED') <> (accepted_at IS NOT NULL)",
    "an accepted invitation that was not recorded once": "SELECT i.id FROM invites i WHERE i.status = 'ACCEPTED' AND "
    "(SELECT count(*) FROM audit_events e WHERE e.type = 'auth.invite_accepted' "
    "AND e.target_id = CAST(i.id AS varchar(36))) <> 1",
    "a proved address that was not recorded once": "SELECT u.id FROM users u WHERE u.email_verified AND "
    "(SELECT count(*) FROM audit_events e WHERE e.type = 'auth.email_verified' "
    "AND e.target_id = CAST(u.id AS varchar(36))) <> 1",
    "a living token of an address that is proved": "SELECT t.id FROM one_time_tokens t "
    "JOIN users u ON u.id = t.user_id WHERE u.email_verified AND u.email = t.address AND t.purpose = 'verify_email' "
    "AND t.used_at IS NULL",
    "personal values without their event": "SELECT p.event_id FROM audit_personal p "
    "WHERE NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.id = p.event_id)",
    "an event without its personal values": "SELECT e.id FROM audit_events e "
    "WHERE NOT EXISTS (SELECT 1 FROM audit_personal p WHERE p.event_id = e.id)",
}


def audit(server: Server, crowd: Crowd) -> None:
    """On a server that is well again. Prints what it held together, for who wants figures."""
    told = crowd.told
    let_mail_go(server)
    faults = [*told.surprises, *broken_promises(server, crowd), *impossible_rows(server.database)]
    assert not faults, "\n".join(faults)
    wait_for(lambda: not server.database.count("audit_events", "position IS NULL"))
    assert server.cli("audit", "verify") == "Every sealed event is as it was written.\n"
    print(
        f"{told.acknowledged} requests acknowledged, {told.interruptions} interrupted; {len(told.signed_up)} sign-ups, "
        f"{len(told.refresh_tokens)} sessions and {len(told.joined)} memberships asked for again, none lost; "
        f"{server.database.count('audit_events')} events chained; slowest answer {told.slowest:.1f} s"
    )


def let_mail_go(server: Server) -> None:
    """What a dead process had claimed is free after three minutes, what failed is due later; here it is so at once."""
    database = server.database
    database.execute("UPDATE outbox SET claimed_until = NULL, due_at = ? WHERE status = 'pending'", LONG_AGO)
    wait_for(lambda: not database.count("outbox", "status = 'pending'"), seconds=60)
    assert database.count("outbox", "status = 'failed'") == 0


def broken_promises(server: Server, crowd: Crowd) -> Iterator[str]:
    told, api = crowd.told, server.api
    with ThreadPoolExecutor(AT_WORK) as pool:
        for faults in pool.map(lambda email: list(_broken_to(api, crowd, email)), told.signed_up):
            yield from faults
    for token in told.ended_refresh_tokens:
        if api.run("refresh", input={"refreshToken": token})["__typename"] != "InvalidToken":
            yield "a session that was signed out goes on"
    for token, email in told.invited.items():
        if len(crowd.invitations_of(token)) != 1:
            yield f"{email} has {len(crowd.invitations_of(token))} messages with one invitation"
    members = {
        (row["email"], row["org_id"], row["role"])
        for row in server.database.rows(
            "SELECT u.email, m.org_id, m.role FROM memberships m JOIN users u ON u.id = m.user_id"
        )
    }
    promised = [(guest, org, "MEMBER") for guest, org in told.joined]
    promised += [(owner, org, "OWNER") for org, owner in told.owners.items()]
    yield from (f"{email} is not {role} of {org}" for email, org, role in promised if (email, org, role) not in members)


def _broken_to(api: Api, crowd: Crowd, email: str) -> Iterator[str]:
    """Of one message with one code, which works, but not twice; of password and session."""
    messages = crowd.codes_to(email)
    if [len(codes) for codes in messages.values()] != [1]:
        yield f"{email} has these messages: {messages}"
        return
    (code,) = next(iter(messages.values()))
    again = api.run("verifyEmail", input={"code": {"email": email, "code": code}})["__typename"]
    if email in crowd.told.verified and again == "EmailVerified":
        yield f"{email}: the code is good twice"
    signed_in = api.run("signIn", input={"email": email, "password": PASSWORD})["__typename"]
    if signed_in != "SignedIn":
        yield f"{email} cannot sign in: {signed_in}; the code: {again}"
    token = crowd.told.refresh_tokens.get(email)
    if token and api.run("refresh", input={"refreshToken": token})["__typename"] != "SignedIn":
        yield f"{email}: the session is gone"


def impossible_rows(database: Database) -> Iterator[str]:
    for name, query in IMPOSSIBLE.items():
        yield from (f"{name}: {row}" for row in database.rows(query))
    for table, column, target in _references():
        where = f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "id" FROM "{target}")'
        if orphans := database.count(table, where):
            yield f"{orphans} rows of {table} whose {column} is nowhere"
    living = database.rows(
        "SELECT user_id, purpose, count(*) AS total FROM one_time_tokens WHERE used_at IS NULL AND expires_at > ? "
        "AND user_id IS NOT NULL AND purpose <> 'undo_email_change' GROUP BY user_id, purpose HAVING count(*) > 1",
        str(datetime.now(UTC)),
    )
    yield from (f"several living tokens where a newer one kills the older: {row}" for row in living)


def _references() -> Iterator[tuple[str, str, str]]:
    """Table, column, and table referred to: of every foreign key that the models declare."""
    tables = [each for each in vars(models).values() if isinstance(each, type) and issubclass(each, Model)]
    by_name = {table.__name__: table._meta for table in tables}
    for meta in by_name.values():
        for name, field in meta.fields_map.items():
            if isinstance(field, ForeignKeyFieldInstance):
                target = by_name[str(field.model_name).partition(".")[2]]
                yield meta.db_table, f"{name}_id", target.db_table
