"""An account of one's own: profile, address, password, devices, activity, data; and the proof for what is delicate."""

import json

import httpx

from tests.pages.visitor import Form, Visitor, person_at
from tests.support.mail import code_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in
from tests.support.server import Server

NEW_PASSWORD = "harbour-of-quiet-lanterns"


def test_a_profile_is_changed_and_cleared(server: Server):
    _, visitor = person_at(server, fullName="Ada")
    saved = visitor.follow(visitor.submit("/auth/account", fullName="Ada Lovelace", locale="de-AT"))
    assert "Ihre Änderungen sind gespeichert." in saved.text
    assert 'value="Ada Lovelace"' in saved.text
    wrong = visitor.submit("/auth/account", fullName="Grace", avatarUrl="javascript:alert(1)")
    assert "Dieses Feld muss eine http- oder https-Adresse sein." in wrong.text
    assert 'value="Grace"' in wrong.text
    assert 'value="Grace"' not in visitor.open("/auth/account").text
    cleared = visitor.follow(visitor.submit("/auth/account", fullName="", locale="", avatarUrl=""))
    assert "Lovelace" not in cleared.text


def test_a_new_address_is_proved_by_its_mail(server: Server):
    person, visitor = person_at(server)
    new = new_email()
    sent = visitor.submit("/auth/account/email", email=new)
    assert f"on their way to {new}" in sent.text
    page = visitor.open(f"/auth/verify?email={new}")
    verified = visitor.send(page, "/auth/verify", code=code_in(wait_for_mail(server.api, new)))
    assert "is the address of your account from now on" in verified.text
    assert new in visitor.open("/auth/account").text
    assert person.email not in visitor.open("/auth/account").text


def test_what_is_delicate_asks_for_the_password_and_then_happens(server: Server):
    _, visitor = person_at(server, is_stale=True)
    new = new_email()
    asked = visitor.submit("/auth/account/email", email=new)
    assert asked.status_code == httpx.codes.FORBIDDEN
    assert "Confirm that it is you" in asked.text
    wrong = visitor.send(asked, "/auth/reauthenticate", password="not-the-right-one")
    assert "Incorrect email or password." in wrong.text
    assert "not-the-right-one" not in wrong.text
    done = visitor.send(wrong, "/auth/reauthenticate", password=PASSWORD)
    assert f"on their way to {new}" in done.text
    assert wait_for_mail(server.api, new)


def test_a_proof_alone_repeats_only_forms_of_this_browser(server: Server):
    person, visitor = person_at(server, is_stale=True)
    asked = visitor.submit("/auth/account/data", "/auth/account/data/delete")
    fields = {**Form(asked.text, "/auth/reauthenticate").fields, "password": PASSWORD}
    stranger = Visitor(server)
    stranger.http.cookies.update({"ostiary-access": visitor.http.cookies["ostiary-access"]})
    with server.database.unchanged():
        answer = stranger.http.post("/auth/reauthenticate", data=fields, headers={"Origin": "null"})
    assert answer.status_code == httpx.codes.FORBIDDEN
    assert server.database.count("users", "id = ?", person.user_id) == 1


def test_who_has_no_password_signs_in_once_more_and_comes_back(server: Server):
    person, visitor = person_at(server, is_stale=True)
    server.database.execute("UPDATE users SET password_hash = NULL WHERE id = ?", person.user_id)
    asked = visitor.submit("/auth/account/data", "/auth/account/data/delete", sure="yes")
    assert 'type="password"' not in asked.text
    again = "/auth/login?again=1&amp;next=%2Fauth%2Faccount%2Fdata"
    assert f'href="{again}"' in asked.text
    assert visitor.open(again.replace("&amp;", "&")).status_code == httpx.codes.OK
    sent = visitor.submit("/auth/magic/send", email=person.email)
    code = code_in(wait_for_mail(server.api, person.email, subject="sign-in link"))
    assert visitor.send(sent, "/auth/magic", code=code).headers["Location"] == "/auth/account/data"
    gone = visitor.submit("/auth/account/data", "/auth/account/data/delete", sure="yes")
    assert "Your account is deleted." in visitor.follow(gone).text


def test_a_password_is_changed_and_others_are_signed_out(server: Server):
    person, visitor = person_at(server)
    wrong = visitor.submit("/auth/account/password", currentPassword="no", newPassword=NEW_PASSWORD)
    assert "Incorrect" in wrong.text
    assert NEW_PASSWORD not in wrong.text
    weak = visitor.submit("/auth/account/password", currentPassword=PASSWORD, newPassword="password1")
    assert 'href="#newPassword">It is among the most common' in weak.text
    changed = visitor.submit(
        "/auth/account/password", currentPassword=PASSWORD, newPassword=NEW_PASSWORD, revokeOtherSessions="yes"
    )
    assert "Your new password is set." in visitor.follow(changed).text
    assert person.api.execute("me").code == "UNAUTHENTICATED"
    assert sign_in(server.api, person.email, NEW_PASSWORD)


def test_devices_are_listed_and_ended(server: Server):
    person, visitor = person_at(server)
    page = visitor.open("/auth/account/sessions")
    assert page.text.count("Last used") == 2
    assert page.text.count("This one") == 1
    ended = visitor.follow(visitor.send(page, "/auth/account/sessions/revoke", id=person.session_id))
    assert "That session has ended." in ended.text
    assert person.api.execute("me").code == "UNAUTHENTICATED"


def test_signing_out_everywhere(server: Server):
    person, visitor = person_at(server)
    others = visitor.follow(visitor.submit("/auth/account/sessions", "/auth/account/sessions/end", scope="others"))
    assert "You are signed out everywhere else." in others.text
    assert person.api.execute("me").code == "UNAUTHENTICATED"
    everywhere = visitor.submit("/auth/account/sessions", "/auth/account/sessions/end", scope="all")
    assert everywhere.headers["Location"] == "/auth/login?done=signed_out"
    assert visitor.open("/auth/account").headers["Location"] == "/auth/login"


def test_activity_is_told_in_words_page_by_page(server: Server):
    person, visitor = person_at(server)
    for _ in range(11):
        sign_in(server.api, person.email)
        person.api.run("updateProfile", input={"fullName": "Ada"})
    page = visitor.open("/auth/account/activity")
    assert "The profile was changed" in page.text
    assert "The account was made" not in page.text
    more = page.text.split('href="/auth/account/activity?after=')[1].split('"')[0]
    assert "The account was made" in visitor.open(f"/auth/account/activity?after={more}").text


def test_everything_held_is_downloaded(server: Server):
    person, visitor = person_at(server)
    answer = visitor.submit("/auth/account/data", "/auth/account/data/export")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="account.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.text)["account"]["email"] == person.email


def test_a_download_after_a_proof_waits_for_the_button(server: Server):
    _, visitor = person_at(server, is_stale=True)
    asked = visitor.submit("/auth/account/data", "/auth/account/data/export")
    back = visitor.follow(visitor.send(asked, "/auth/reauthenticate", password=PASSWORD))
    assert "Now press the button once more." in back.text
    assert "attachment" in visitor.send(back, "/auth/account/data/export").headers["Content-Disposition"]


def test_an_account_is_deleted(server: Server):
    person, visitor = person_at(server)
    gone = visitor.submit("/auth/account/data", "/auth/account/data/delete", sure="yes")
    assert "Your account is deleted." in visitor.follow(gone).text
    assert server.database.count("users", "id = ?", person.user_id) == 0


def test_an_only_owner_hands_over_first(server: Server):
    person, visitor = person_at(server)
    org = person.api.run("createOrg", input={"name": "Engines"})
    answer = visitor.submit("/auth/account/data", "/auth/account/data/delete", sure="yes")
    assert "Transfer or delete the organisations" in answer.text
    assert f'href="/auth/orgs/{org["id"]}"' in answer.text
    assert server.database.count("users", "id = ?", person.user_id) == 1


def test_pages_speak_the_language_of_the_browser(server: Server):
    _, visitor = person_at(server)
    page = visitor.http.get("/auth/account", headers={"Accept-Language": "de-CH, en;q=0.5"})
    assert page.headers["Content-Language"] == "de"
    assert '<html lang="de"' in page.text
