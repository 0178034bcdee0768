"""`ostiary users` and `ostiary create-test-users`: the first admin comes from here."""

import json
import secrets
import time

import pytest

from tests.cli.commands import attempt_at_terminal, attempt_beside
from tests.second_factors.factors import new_guarded
from tests.support.api import Api
from tests.support.database import Database
from tests.support.mail import mails_to, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up_verified
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


def test_the_first_admin_can_sign_in_at_once(server: Server, api: Api, database: Database):
    email = new_email("Boss")
    server.cli("users", "create", "--email", email, "--password", PASSWORD, "--role", "admin", "--full-name", "Bo")
    boss = sign_in(api, email)
    assert boss.api.run("me")["role"] == "ADMIN"
    assert boss.email.lower() in [row["email"] for row in database.rows("SELECT email FROM users")]
    events = database.rows("SELECT type FROM audit_events WHERE target_id = ?", boss.user_id)
    assert [event["type"] for event in events] == ["auth.user_registered"]
    assert mails_to(api, email) == []


def test_an_unverified_account_must_prove_its_address_first(server: Server, api: Api):
    email = new_email()
    server.cli("users", "create", "--email", email, "--password", PASSWORD, "--unverified")
    outcome = api.run("signIn", input={"email": email, "password": PASSWORD})
    assert outcome["__typename"] == "EmailNotVerified"


def test_a_password_left_out_is_read_from_the_pipe_and_never_shown(server: Server, api: Api):
    email = new_email()
    outcome = attempt_beside(server, "users", "create", "--email", email, typed=f"{PASSWORD}\n")
    assert outcome.exit_code == 0, outcome
    assert PASSWORD not in outcome.printed + outcome.complaint
    assert sign_in(api, email).api.run("me")["role"] == "USER"


def test_a_person_at_a_terminal_types_the_password_twice(server: Server, api: Api):
    email = new_email()
    create = ("users", "create", "--email", email)
    outcome = attempt_at_terminal(server, *create, typed=[PASSWORD, "mistyped", PASSWORD, PASSWORD])
    assert outcome.exit_code == 0, outcome
    assert PASSWORD not in outcome.printed + outcome.complaint
    assert sign_in(api, email).email == email


def test_a_wrong_flag_is_one_sentence_and_changes_nothing(server: Server, database: Database):
    create = ("users", "create", "--password", PASSWORD, "--email")
    with database.unchanged():
        no_address = attempt_beside(server, *create, "nobody@")
        weak = attempt_beside(server, "users", "create", "--email", new_email(), "--password", "password")
        no_role = attempt_beside(server, *create, new_email(), "--role", "emperor")
    assert (no_address.exit_code, no_address.complaint) == (2, "email: must be an email address.")
    assert (weak.exit_code, weak.complaint) == (2, "Choose a stronger password. It is common.")
    assert no_role.exit_code == 2
    assert "emperor" in no_role.complaint


def test_a_taken_address_is_refused_in_any_spelling(server: Server, api: Api, database: Database):
    person = sign_up_verified(api)
    with database.unchanged():
        outcome = attempt_beside(
            server, "users", "create", "--email", person.email.upper(), "--password", "another-violet-tractor-7"
        )
    assert outcome.exit_code == 1
    assert outcome.complaint == "An account with this email address exists already."


def test_list_and_show_tell_scripts_and_people(server: Server, api: Api):
    person = sign_up_verified(api, fullName="[red]Not markup[/red]")
    listed = json.loads(server.cli("users", "list", "--json"))
    assert [row["role"] for row in listed if row["email"] == person.email] == ["user"]
    shown = json.loads(server.cli("users", "show", person.email, "--json"))
    assert (shown["id"], shown["email_verified"]) == (person.user_id, True)
    assert "[red]Not markup[/red]" in server.cli("users", "show", person.email)


def test_a_promotion_counts_from_the_next_request_on(server: Server, api: Api, database: Database):
    person = sign_up_verified(api)
    assert person.api.run("me")["role"] == "USER"
    server.cli("users", "promote", person.email, "moderator")
    assert person.api.run("session")["id"] == person.session_id
    assert person.api.run("me")["role"] == "MODERATOR"
    (event,) = database.rows(
        "SELECT detail FROM audit_events WHERE type = 'auth.user_updated' AND target_id = ?", person.user_id
    )
    assert "MODERATOR" in str(event["detail"])


def test_nobody_is_promoted_by_an_unknown_address(server: Server, database: Database):
    with database.unchanged():
        outcome = attempt_beside(server, "users", "promote", new_email(), "admin")
    assert (outcome.exit_code, outcome.complaint) == (1, "There is no such account.")


def test_the_last_admin_stays(start_server):
    server = start_server()
    email = new_email()
    server.cli("users", "create", "--email", email, "--password", PASSWORD, "--role", "admin")
    for act in (
        ("promote", email, "user"),
        ("deactivate", email),
        ("delete", "--yes", email),
        ("erase", "--yes", email),
    ):
        with server.database.unchanged():
            outcome = attempt_beside(server, "users", *act)
        assert (outcome.exit_code, outcome.complaint) == (1, "A site keeps at least one admin.")


def test_test_users_share_a_printed_password(server: Server, api: Api, database: Database):
    prefix = f"try{time.time_ns()}"
    accounts = json.loads(server.cli("create-test-users", "--count", "3", "--prefix", prefix, "--json"))
    assert [each["email"] for each in accounts] == [f"{prefix}{number}@example.com" for number in (1, 2, 3)]
    sign_in(api, accounts[2]["email"], accounts[2]["password"])
    with database.unchanged():
        again = attempt_beside(server, "create-test-users", "--count", "4", "--prefix", prefix)
    assert (again.exit_code, again.complaint) == (1, "Some of these accounts exist already: choose another --prefix.")


def test_second_factors_are_taken_away_for_who_lost_them(server: Server, api: Api, database: Database):
    guarded = new_guarded(api, database)
    assert "without a second factor" in server.cli("users", "reset-mfa", guarded.email)
    person = sign_in(api, guarded.email)
    assert person.api.run("me")["secondFactors"] == []
    told = [
        event["type"] for event in database.rows("SELECT type FROM audit_events WHERE target_id = ?", person.user_id)
    ]
    assert told.count("auth.factor_removed") == 1
    assert wait_for_mail(api, guarded.email, subject="was removed")
    with database.unchanged():
        assert attempt_beside(server, "users", "reset-mfa", guarded.email).exit_code == 1
        assert attempt_beside(server, "users", "reset-mfa", new_email()).exit_code == 1


def test_an_erased_person_leaves_events_without_a_name(server: Server, api: Api, database: Database):
    person = sign_up_verified(api)
    assert "Erased" in server.cli("users", "erase", "--yes", person.email)
    assert database.count("users", "id = ?", person.user_id) == 0
    events = [row["id"] for row in database.rows("SELECT id FROM audit_events WHERE actor_id = ?", person.user_id)]
    assert events
    assert all(database.count("audit_personal", "event_id = ?", event) == 0 for event in events)
    assert person.api.execute("me").reason == "SESSION_ENDED"


def test_nobody_is_erased_unasked(server: Server, api: Api, database: Database):
    person = sign_up_verified(api)
    with database.unchanged():
        assert attempt_beside(server, "users", "erase", person.email, typed="n\n").exit_code == 1


def test_an_account_is_found_by_address_number_and_id(server: Server, api: Api):
    person = sign_up_verified(api)
    number = f"+4915{secrets.randbelow(10**9):09}"
    server.cli(
        "users", "update", person.email, "--phone", number, "--app-data", '{"plan": "gold"}', "--full-name", "Ann"
    )
    shown = [json.loads(server.cli("users", "show", who, "--json")) for who in (person.email, number, person.user_id)]
    assert shown[0] == shown[1] == shown[2]
    assert (shown[0]["phone"], shown[0]["app_data"], shown[0]["full_name"]) == (number, {"plan": "gold"}, "Ann")
    assert [row["id"] for row in json.loads(server.cli("users", "list", "--search", person.email, "--json"))] == [
        person.user_id
    ]


def test_out_and_in_again(server: Server, api: Api, database: Database):
    person = sign_up_verified(api)
    server.cli("users", "deactivate", person.email)
    assert person.api.execute("me").reason == "SESSION_ENDED"
    with database.unchanged():
        again = attempt_beside(server, "users", "deactivate", person.email)
    assert (again.exit_code, again.complaint) == (1, f"{person.email} is deactivated already.")
    server.cli("users", "activate", person.email)
    assert sign_in(api, person.email).user_id == person.user_id
    assert attempt_beside(server, "users", "activate", person.email).exit_code == 1


def test_a_lock_ends(server: Server, api: Api):
    person = sign_up_verified(api)
    for _ in range(5):
        api.run("signIn", input={"email": person.email, "password": "wrong"})
    assert api.run("signIn", input={"email": person.email, "password": PASSWORD})["__typename"] == "AccountLocked"
    server.cli("users", "unlock", person.email)
    assert sign_in(api, person.email)


@pytest.mark.parametrize(("more", "typed"), [(["--yes"], ""), ([], "y\n")], ids=["unasked", "asked"])
def test_a_deleted_person_is_gone_and_was_recorded(server: Server, api: Api, database: Database, more, typed):
    person = sign_up_verified(api)
    outcome = attempt_beside(server, "users", "delete", person.email, *more, typed=typed)
    assert outcome.printed.endswith(f"Deleted {person.user_id}.\n"), outcome
    assert database.count("users", "id = ?", person.user_id) == 0
    assert database.count("audit_events", "type = 'auth.user_deleted' AND target_id = ?", person.user_id) == 1
