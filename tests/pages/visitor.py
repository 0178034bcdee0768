"""Somebody with a browser that runs no script: opens a page, fills in its form, presses the button. Keeps cookies."""

import re
from html.parser import HTMLParser

import httpx

from tests.support.api import Api
from tests.support.people import PASSWORD, Person, sign_up_verified
from tests.support.server import Server

SAME_SITE = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


class Form(HTMLParser):
    """The first form of a page that goes to `action`: its hidden fields."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self.action = action
        self.fields: dict[str, str] = {}
        self._open = self._found = False
        self.feed(html)
        assert self._found, f"No form to {action} in:\n{html}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = not self._found and given.get("action") == self.action
            self._found = self._found or self._open
        elif tag == "input" and self._open:
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


class Visitor:
    def __init__(self, server: Server) -> None:
        self.origin = server.url
        self.http = httpx.Client(base_url=server.url, headers={"Accept": "text/html"}, trust_env=False, timeout=60)

    def open(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def send(self, page: httpx.Response, action: str, **typed: str) -> httpx.Response:
        """The form as the page has it, with what was typed."""
        fields = {**Form(page.text, action).fields, **typed}
        return self.http.post(action, data=fields, headers=SAME_SITE)

    def submit(self, path: str, action: str | None = None, **typed: str) -> httpx.Response:
        """Opens the page, fills in its form and presses the button."""
        return self.send(self.open(path), action or httpx.URL(path).path, **typed)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        answer = self.submit("/auth/login", email=email, password=password)
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text

    def follow(self, answer: httpx.Response) -> httpx.Response:
        """Where the browser goes by itself."""
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
        return self.http.get(answer.headers["Location"])


def person_at(server: Server, *, is_stale: bool = False, **profile: str) -> tuple[Person, Visitor]:
    """Somebody new, signed in on the pages; `is_stale`: so long ago that what is delicate asks for a proof."""
    person, visitor = sign_up_verified(server.api, **profile), Visitor(server)
    visitor.sign_in(person.email)
    if is_stale:
        statement = "UPDATE sessions SET authenticated_at = ? WHERE user_id = ?"
        server.database.execute(statement, "2020-01-01 00:00:00+00:00", person.user_id)
    return person, visitor


def foreign_code_in(html: str) -> list[str]:
    """Scripts, styles and handlers that do not come from a file of ours."""
    own = r'(?! type="module" src="/static/)'
    return re.findall(rf"<script{own}[^>]*>|<style|\sstyle=|\son\w+=", html)


def invite_link(api: Api, email: str) -> str:
    owner = sign_up_verified(api, fullName="Ada <b>Lovelace</b>")
    org = owner.api.run("createOrg", input={"name": "Engines & Sons"})
    sent = owner.api.run("invite", input={"orgId": org["id"], "email": email, "role": "MEMBER"})
    return str(sent["link"])
