"""Where a link may lead: exact origins only, on every operation that takes a redirectUrl."""

import pytest
from graphql import get_named_type

from tests.support.documents import contract
from tests.support.mail import link_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_up_verified

pytestmark = pytest.mark.one_engine

ALLOWED = "https://app.example.com"
DOCUMENT = "mutation($email: String!) { requestPasswordReset(input: {email: $email}) { __typename } }"
NASTY = [
    "",
    "/path",
    "//app.example.com",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:app.example.com",
    "https:/app.example.com",
    "https:///app.example.com",
    "https://evil.example",
    "http://app.example.com",
    "https://app.example.com.evil.example",
    "https://evil-app.example.com",
    "https://xapp.example.com",
    "https://app.example.com:8443",
    "https://app.example.com@evil.example",
    "https://app.example.com:x@evil.example",
    "https://user@app.example.com",
    "https://app.example.com\\@evil.example",
    "https://app.example.com\\.evil.example",
    "https://evil.example\\@app.example.com",
    "https://evil.example#@app.example.com",
    "https://evil.example?@app.example.com",
    "https://app.example.com%2eevil.example",
    "https://app.example.com%00.evil.example",
    "https://app.example.com\x00",
    "https://app.example.com\n",
    "https://app.example.com\r\nSet-Cookie: a=b",
    "ht\ttps://evil.example",
    " https://app.example.com",
    "https://app.example.com ",
    "https://app.example.com/a b",
    "https://app。example.com",
    "https://ａpp.example.com",
    "https://[::1]@evil.example",
    "https://app.example.com:99999",
    "https://app.example.com:-1",
    "javascript:alert(1)",
    "JaVaScRiPt://app.example.com/%0aalert(1)",
    "data:text/html,x",
    "data://app.example.com",
    "vbscript:x",
    "file:///etc/passwd",
    "myapp-evil://callback",
    "myapp:callback",
    "my://callback",
    "myapp://callback.evil",
    "https://" + "a" * 3000 + ".example",
]
NAMES = ["signUp", "resendVerificationEmail", "requestPasswordReset", "changeEmail", "invite"]
FINE = [
    "https://app.example.com",
    "https://app.example.com/",
    "https://app.example.com:443/a/b?c=d&e=%20#f",
    "HTTPS://APP.example.com/x",
    "myapp://callback",
    "myapp://callback/deeper?x=1",
    "http://[::1]:3000/",
]


@pytest.fixture(scope="module")
def site(make_server):
    return make_server(ALLOWED_REDIRECT_ORIGINS=f"{ALLOWED}, myapp://callback, http://[::1]:3000")


@pytest.fixture(scope="module")
def person(site):
    return sign_up_verified(site.api)


@pytest.fixture(scope="module")
def org_id(person):
    return person.api.run("createOrg", input={"name": "Links"})["id"]


@pytest.fixture(scope="module")
def operations(site, person, org_id):
    """Every operation with a redirectUrl, each as a function of the address."""

    def asking(api, operation, **wish):
        def ask(url):
            email = {} if "email" in wish else {"email": new_email()}
            return api.run(operation, input={**wish, **email, "redirectUrl": url})["__typename"]

        return ask

    return {
        "signUp": asking(site.api, "signUp", password=PASSWORD),
        "resendVerificationEmail": asking(site.api, "resendVerificationEmail", email=person.email),
        "requestPasswordReset": asking(site.api, "requestPasswordReset", email=person.email),
        "changeEmail": asking(person.api, "changeEmail"),
        "invite": asking(person.api, "invite", orgId=org_id),
    }


@pytest.mark.parametrize("operation", NAMES)
def test_anything_doubtful_is_refused_and_nothing_is_sent(site, operations, operation):
    with site.database.unchanged():
        passed = [url for url in NASTY if operations[operation](url) != "RedirectNotAllowed"]
    assert passed == []


@pytest.mark.parametrize("operation", NAMES)
def test_allowed_origins_are_allowed_whatever_the_path(operations, operation):
    for url in FINE:
        assert operations[operation](url) in ("VerificationRequired", "EmailSent", "InviteSent")


def test_without_an_allow_list_nothing_is_allowed(server):
    wish = {"email": new_email(), "password": PASSWORD, "redirectUrl": server.url}
    assert server.api.run("signUp", input=wish)["__typename"] == "RedirectNotAllowed"


def test_every_operation_with_a_redirect_is_tried():
    roots = (contract().query_type, contract().mutation_type)
    takers = {
        name
        for root in filter(None, roots)
        for name, field in root.fields.items()
        for argument in field.args.values()
        if "redirectUrl" in getattr(get_named_type(argument.type), "fields", {})
    }
    elsewhere = {"sendMagicLink", "signInWithProvider", "linkProvider"}
    assert takers - elsewhere == set(NAMES)


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded", "X-Original-Host"])
def test_links_are_built_from_the_public_url_alone(site, header):
    email = sign_up_verified(site.api).email
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    body = {"query": DOCUMENT, "variables": {"email": email}}
    site.api.http.post("/graphql", json=body, headers={header: value}).raise_for_status()
    mail = wait_for_mail(site.api, email, subject="new password")
    assert "evil.example" not in mail.text + mail.html
    assert link_in(mail).startswith(f"{site.url}/auth/reset?token=")
