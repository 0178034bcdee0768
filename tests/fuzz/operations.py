"""Operations that schemathesis makes from the contract, asked of a running server by every kind of viewer."""

from collections import Counter
from typing import Any

import schemathesis
from graphql import StringValueNode, parse_value
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from codegen.__main__ import FOLDER
from tests.fuzz.oracle import faults_of
from tests.support.api import Answer, Api
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, Person, make_staff, new_email, sign_up_verified
from tests.support.server import SECRET_KEY, Server

VIEWERS = ("anonymous", "person", "admin", "secret key")
# What a case deletes is gone for all that follow; so new people and organisations come now and then.
CASES_OF_ONE_SITE = 500
NASTY = (
    "\x00", "\x1b[31m", "\u202e\u2066", "\ufdfa" * 20, "e\u0301" * 40, "\U0001f9d1\u200d\U0001f680", "' OR 1=1 --",
    "{{7*7}}", "%(name)s", "../../etc/passwd", "\r\nBcc: a@example.com", "javascript:alert(1)", "//evil.example",
    "a@b@example.com", "+15555550123", "9" * 400, "x" * 20_000, "00000000", "at_", "rt_", "sk_", "eyJ.eyJ.", "-1",
)  # fmt: skip
_JSON = ('{a: [1, "b"]}', "[]", '"x"', "-0.5", "null", "{sub: 1, role: ADMIN}")
_MOMENTS = ("2026-01-02T03:04:05Z", "2026-01-02", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00+14:00", "", "\x00")
schemathesis.graphql.scalar("JSON", some.sampled_from(_JSON).map(parse_value))
schemathesis.graphql.scalar("DateTime", some.sampled_from(_MOMENTS).map(lambda text: StringValueNode(value=text)))


class Site:
    """Who asks on one server, what there is to ask for, and what nobody may be shown."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._viewers: dict[str, Api] = {"anonymous": server.api}
        for viewer in VIEWERS[1:]:
            self._renew(viewer)
        bystander = sign_up_verified(server.api, password="copper-lantern-sings-9", fullName="Bea Bystander")
        orgs = [_org_of(api) for api in (self._viewers["person"], bystander.api)]
        self.known = self._known(bystander, orgs)
        self.secrets = self._planted(bystander)

    def ask(self, viewer: str, document: str) -> list[str]:
        """What is wrong with the answer."""
        response = self._viewers[viewer].http.post("/graphql", json={"query": document})
        faults = faults_of(response, self.secrets)
        if not faults and viewer != "anonymous" and _must_sign_in(Answer(response)):
            self._renew(viewer)
        return faults

    def _renew(self, viewer: str) -> None:
        """A case may have signed them out, or deleted them."""
        if viewer == "person":
            self._viewers[viewer] = sign_up_verified(self._server.api).api
            return
        admin = make_staff(self._server).api
        key = {"name": "Fuzz"}
        self._viewers[viewer] = admin if viewer == "admin" else admin.as_(admin.run("createApiKey", input=key)["key"])

    def _known(self, bystander: Person, orgs: list[dict[str, Any]]) -> list[str]:
        """Values that are worth something, so that cases come past the first look-up."""
        invites = self._viewers["person"].run("orgInvites", orgId=orgs[0]["id"])["nodes"]
        mine = [each[name] for each in orgs for name in ("id", "slug")] + [invite["id"] for invite in invites]
        return [*mine, bystander.user_id, bystander.email, bystander.session_id, PASSWORD, self._server.url]

    def _planted(self, bystander: Person) -> list[str]:
        asked = {"email": bystander.email}
        self._server.api.run("requestPasswordReset", input=asked)
        mail = wait_for_mail(self._server.api, bystander.email, subject="password")
        tokens = [bystander.access_token, bystander.refresh_token, bystander.password]
        return [SECRET_KEY, *tokens, token_in(mail), code_in(mail)]


def _org_of(owner: Api) -> dict[str, Any]:
    org = owner.run("createOrg", input={"name": "Lighthouse"})
    owner.run("invite", input={"orgId": org["id"], "email": new_email()})
    return dict(org)


def _must_sign_in(answer: Answer) -> bool:
    return answer.code == "REAUTHENTICATION_REQUIRED" or answer.reason in {"SESSION_ENDED", "TOKEN_INVALID"}


def explore(site: Site, cases: int, *, repeatable: bool = False) -> Counter[str]:
    """Asks that many operations; AssertionError on the first answer that is wrong. How often each field was asked."""
    asked: Counter[str] = Counter()

    @settings(
        max_examples=cases,
        derandomize=repeatable,
        database=None,
        deadline=None,
        # A case changes the server, so that the same one need not fail again.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(viewer=some.sampled_from(VIEWERS), case=_cases(site.known))
    def ask(viewer: str, case: Case) -> None:
        asked[case.operation.label] += 1
        faults = site.ask(viewer, str(case.body))
        assert not faults, (faults, viewer, case.body)

    ask()
    return asked


def explore_anew(server: Server, cases: int) -> None:
    """Many cases, with new people on the same server every so often."""
    asked: Counter[str] = Counter()
    while asked.total() < cases:
        asked += explore(Site(server), min(CASES_OF_ONE_SITE, cases - asked.total()))
        print(f"{asked.total()} operations of {len(asked)} fields asked, every answer as published", flush=True)


def _cases(known: list[str]) -> SearchStrategy[Case]:
    """Any operation, right by the contract or wrong; half of its strings are known or nasty ones."""
    words = {"strings": {"values": [*known, *NASTY]}, "ids": {"values": known}}
    often = {"dictionary": "ids", "probability": 0.8}
    config = SchemathesisConfig.from_dict(
        {
            "dictionaries": words,
            "generation": {"dictionaries": {"string": {"dictionary": "strings", "probability": 0.5}}},
            "parameters": {f"*.*.{path}{name}": often for path in ("", "input.") for name in ("orgId", "id", "userId")},
        }
    )
    schema = schemathesis.graphql.from_path(FOLDER / "schema.graphql", config=config)
    operations = some.sampled_from([found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)])
    modes = some.sampled_from([GenerationMode.POSITIVE] * 3 + [GenerationMode.NEGATIVE])
    return some.tuples(operations, modes).flatmap(lambda chosen: chosen[0].as_strategy(generation_mode=chosen[1]))
