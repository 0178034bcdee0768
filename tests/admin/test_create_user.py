"""createUser: an account that an administrator makes, or brings along from elsewhere."""

from base64 import b64encode
from hashlib import pbkdf2_hmac, scrypt

import argon2
import bcrypt
import pytest

from tests.admin.records import recorded
from tests.support.mail import code_in, mails_to, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in

REFUSED = [
    ({}, "InvalidInput"),
    ({"email": "nobody"}, "InvalidInput"),
    ({"email": "somebody@example.com", "password": "password"}, "WeakPassword"),
    ({"email": "somebody@example.com", "passwordHash": "$1$salt$digest"}, "InvalidInput"),
    ({"email": "somebody@example.com", "passwordHash": f"$2b$31${'.' * 53}"}, "InvalidInput"),
    ({"email": "somebody@example.com", "password": PASSWORD, "passwordHash": f"$2b$04${'.' * 53}"}, "InvalidInput"),
    ({"phone": "12345"}, "InvalidInput"),
]


def create(staff, **wish):
    return staff.api.run("createUser", input=wish)


def test_a_verified_account_signs_in_at_once(api, admin, database):
    email = new_email()
    created = create(
        admin, email=email.upper(), password=PASSWORD, emailVerified=True, role="MODERATOR", appData={"a": 1}
    )
    assert (created["email"], created["role"], created["appData"]) == (email, "MODERATOR", {"a": 1})
    assert sign_in(api, email).api.run("me")["emailVerified"] is True
    assert mails_to(api, email) == []
    (event,) = recorded(database, "user_registered", created["id"])
    assert event["actor_id"] == admin.user_id


def test_an_unverified_account_gets_the_mail_that_proves_it(api, admin):
    email = new_email()
    create(admin, email=email, password=PASSWORD)
    assert api.run("signIn", input={"email": email, "password": PASSWORD})["__typename"] == "EmailNotVerified"
    code = code_in(wait_for_mail(api, email, subject="Verify"))
    assert api.run("verifyEmail", input={"code": {"email": email, "code": code}})["__typename"] == "EmailVerified"
    assert sign_in(api, email).user_id


@pytest.mark.parametrize(
    "hashed",
    [
        bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode(),
        bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode().replace("$2b$", "$2y$"),
        argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD),
        f"$pbkdf2-sha256$1000$c2FsdA${b64encode(pbkdf2_hmac('sha256', PASSWORD.encode(), b'salt', 1000)).decode()}",
        f"scrypt$salt$16$8$1${b64encode(scrypt(PASSWORD.encode(), salt=b'salt', n=16, r=8, p=1)).decode()}",
    ],
    ids=["bcrypt 2b", "bcrypt 2y", "argon2id", "pbkdf2", "scrypt"],
)
def test_a_hash_from_elsewhere_works_and_is_renewed_at_the_first_sign_in(api, admin, database, hashed):
    email = new_email()
    created = create(admin, email=email, passwordHash=hashed, emailVerified=True)
    wrong = api.run("signIn", input={"email": email, "password": "not-the-tractor-42"})
    assert wrong["__typename"] == "InvalidCredentials"
    stored = database.row("SELECT password_hash FROM users WHERE id = ?", created["id"])["password_hash"]
    assert not stored.startswith("hs256:")
    sign_in(api, email)
    renewed = database.row("SELECT password_hash FROM users WHERE id = ?", created["id"])["password_hash"]
    assert renewed.startswith("hs256:")
    assert sign_in(api, email).user_id == created["id"]


def test_a_taken_address(admin, person, database):
    with database.unchanged():
        assert create(admin, email=person.email, password=PASSWORD)["__typename"] == "EmailTaken"


@pytest.mark.parametrize(("wish", "typename"), REFUSED)
def test_what_cannot_be(admin, database, wish, typename):
    with database.unchanged():
        assert create(admin, **wish)["__typename"] == typename


def test_a_moderator_makes_nobody(moderator, database):
    with database.unchanged():
        answer = moderator.api.execute("createUser", input={"email": new_email(), "password": PASSWORD})
        assert answer.code == "FORBIDDEN"
