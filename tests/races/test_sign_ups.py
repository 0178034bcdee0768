"""Two who sign up as one: of requests for one address, number or slug, one gets it, however they spell it."""

import secrets

import pytest

from tests.accounts.wire import events
from tests.phones.callers import new_phone
from tests.races.outcomes import as_drill, name_of, outcomes
from tests.support.api import together
from tests.support.people import PASSWORD, new_email


def spellings(name):
    """One address: in capitals, composed and decomposed, wide, in ASCII, with blanks around it."""
    return [
        f"{name}@bücher.example",
        f"{name.upper()}@BÜCHER.example",
        f"  {name}@xn--bcher-kva.example\n",
        f"{name}@bu\u0308cher.example",
        f"{name}＠ｂücher.example",
    ]


def wishes_for_one_address(requests):
    name = f"race{secrets.token_hex(6)}"
    written = spellings(name) * (requests // 5)
    return f"{name}@xn--bcher-kva.example", [{"email": email, "password": PASSWORD} for email in written]


def test_an_address_in_any_spelling(api, database, size):
    """All are answered alike; one token lives, and no password of before the proof (pre-hijacking)."""
    for _ in range(size.rounds):
        email, wishes = wishes_for_one_address(size.requests)
        answers = together([api.request("signUp", input=wish) for wish in wishes])
        assert {answer.text for answer in answers} == {answers[0].text}
        assert name_of(answers[0]) == "VerificationRequired"
        row = database.row("SELECT id, password_hash FROM users WHERE email = ?", email)
        assert row["password_hash"] is None
        assert events(database, row["id"]).count("user_registered") == 1
        assert database.count("one_time_tokens", "address = ? AND used_at IS NULL", email) == 1


def test_where_nobody_need_verify(open_server, size):
    for _ in range(size.rounds):
        email, wishes = wishes_for_one_address(size.requests)
        names = outcomes([open_server.api.request("signUp", input=wish) for wish in wishes])
        assert names == {"SignedIn": 1, "EmailTaken": size.requests - 1}
        person = open_server.database.row("SELECT id FROM users WHERE email = ?", email)["id"]
        assert open_server.database.count("sessions", "user_id = ?", person) == 1
        assert events(open_server.database, person) == ["user_registered", "login_success"]


@as_drill
def test_a_number(api, database, size):
    for _ in range(size.rounds):
        phone = new_phone()
        request = api.request("signUpWithPhone", input={"phone": phone, "password": PASSWORD})
        assert outcomes([request] * size.requests) == {"VerificationRequired": size.requests}
        row = database.row("SELECT id, password_hash FROM users WHERE phone = ?", phone)
        assert row["password_hash"] is None
        assert events(database, row["id"]).count("user_registered") == 1


@as_drill
def test_a_number_where_nobody_need_verify(open_server, size):
    for _ in range(size.rounds):
        phone = new_phone()
        request = open_server.api.request("signUpWithPhone", input={"phone": phone, "password": PASSWORD})
        assert outcomes([request] * size.requests) == {"SignedIn": 1, "PhoneTaken": size.requests - 1}
        assert open_server.database.count("users", "phone = ?", phone) == 1


def test_an_administrator_beside_a_person(admin, api, database, size):
    """Who came first has the account; the other's request leaves no second one."""
    for _ in range(size.rounds):
        email = new_email()
        made = admin.api.request("createUser", input={"email": email, "password": PASSWORD, "emailVerified": True})
        signed_up = api.request("signUp", input={"email": email, "password": PASSWORD})
        names = outcomes([made, signed_up] * (size.requests // 2))
        assert names["User"] <= 1
        assert names["User"] + names["EmailTaken"] == names["VerificationRequired"] == size.requests // 2
        person = database.row("SELECT id, email_verified FROM users WHERE email = ?", email)
        assert bool(person["email_verified"]) == (names["User"] == 1)
        assert events(database, person["id"]).count("user_registered") == 1


@pytest.mark.parametrize("column", ["email", "phone"])
def test_two_accounts_that_change_to_one(newcomer, admin, database, size, column):
    people = [newcomer() for _ in range(10)]
    for _ in range(size.rounds):
        wanted = new_email() if column == "email" else new_phone()
        wishes = [{"id": person.user_id, column: wanted} for person in people]
        requests = [admin.api.request("updateUser", input=wish) for wish in wishes]
        names = outcomes(requests)
        assert names == {"User": 1, f"{column.title()}Taken": 9}
        assert database.count("users", f"{column} = ?", wanted) == 1


def test_a_slug(newcomer, database, size):
    person = newcomer()
    for _ in range(size.rounds):
        slug = f"race-{secrets.token_hex(6)}"
        request = person.api.request("createOrg", input={"name": "Race", "slug": slug})
        assert outcomes([request] * size.requests) == {"Org": 1, "SlugTaken": size.requests - 1}
        org = database.row("SELECT id FROM orgs WHERE slug = ?", slug)["id"]
        assert database.count("memberships", "org_id = ? AND role = 'OWNER'", org) == 1
