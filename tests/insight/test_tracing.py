"""Traces: real spans at a real collector, tied together from the caller's to the statement, and telling no secret."""

import re
import secrets
import subprocess
import sys

import pytest

from tests.insight.breaking import broken
from tests.insight.collector import Collector, attributes_of
from tests.providers.browsing import APP, Browser
from tests.providers.fakes import CLIENT_ID, CLIENT_SECRET, Fakes
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, verify
from tests.support.processes import ROOT, clean_environment, free_port


@pytest.fixture(scope="module")
def collector():
    collector = Collector()
    yield collector
    collector.stop()


@pytest.fixture(scope="module")
def fakes():
    fakes = Fakes()
    yield fakes
    fakes.close()


@pytest.fixture(scope="module")
def server(make_server, collector, fakes):
    google = {"CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET, "BASE_URL": fakes.issuer("google")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        patch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
        named = {f"OAUTH_GOOGLE_{name}": value for name, value in google.items()}
        return make_server(ALLOWED_REDIRECT_ORIGINS=APP, **named)


def traced(api):
    """A caller with a trace of its own: its id, its span, and the API that sends them."""
    trace_id, span_id = secrets.token_hex(16), secrets.token_hex(8)
    return trace_id, span_id, api.with_headers(traceparent=f"00-{trace_id}-{span_id}-01")


def test_a_request_is_one_trace_below_the_callers_span(api, collector):
    email = sign_up(api)
    verify(api, email)
    trace_id, span_id, caller = traced(api)
    sign_in(caller, email)
    collector.wait_for("POST /graphql", trace_id=trace_id)
    spans = collector.trace(trace_id)
    request, operation, field = (spans[name] for name in ("POST /graphql", "GraphQL operation", "Mutation.signIn"))
    assert request.parent_span_id.hex() == span_id
    assert operation.parent_span_id == request.span_id
    assert field.parent_span_id == operation.span_id
    assert attributes_of(request) == {
        "http.request.method": "POST", "http.route": "/graphql", "http.response.status_code": "200"
    }  # fmt: skip
    assert attributes_of(field)["ostiary.outcome"] == "SignedIn"
    selected = spans["SELECT users"]
    assert selected.parent_span_id == field.span_id
    assert attributes_of(selected)["db.collection.name"] == "users"
    assert "INSERT sessions" in spans
    assert {"service.name": "ostiary"}.items() <= collector.resources[-1].items()


def test_no_span_tells_a_secret_an_address_or_what_a_client_named(api, collector):
    email = new_email("traced-person")
    sign_up(api, email=email, userData={"nickname": "Whisperer"})
    verify(api, email)
    person = sign_in(api, email)
    trace_id, _, caller = traced(person.api)
    caller.execute("query MyOwnName($q: String!) { mine: orgBySlug(slug: $q) { id } }", q="hidden-slug")
    caller.http.get("/auth/reset", params={"token": "token-in-the-query"})
    caller.http.get("/nowhere/token-in-the-path")
    collector.wait_for("GET /auth/reset", trace_id=trace_id)
    collector.wait_for("GET", trace_id=trace_id)
    told = str([[span.name, attributes_of(span), span.status.message, list(span.events)] for span in collector.spans])
    for hidden in (email, PASSWORD, person.access_token, "Whisperer", "MyOwnName", "hidden-slug", "token-in", "mine"):
        assert hidden not in told, hidden
    assert not re.search(r"@example|rt_|at_[A-Za-z]", told)


def test_a_mail_is_a_span_too(api, collector):
    sign_up(api)
    assert collector.wait_for("ask mail").kind == collector.wait_for("SELECT users").kind


def test_a_call_to_a_provider_is_a_span_of_its_request(server, collector, fakes):
    fakes.reset()
    browser = Browser(server)
    browser.sign_in("google")
    asked = collector.wait_for("ask provider")
    request = collector.wait_for("GET /auth/provider/{name}/callback", trace_id=asked.trace_id.hex())
    told = str([attributes_of(span) for span in collector.trace(request.trace_id.hex()).values()])
    assert fakes.email not in told
    assert CLIENT_SECRET not in told


def test_a_refusal_is_no_error(api, collector):
    trace_id, _, caller = traced(api)
    assert caller.execute("me").code == "UNAUTHENTICATED"
    collector.wait_for("POST /graphql", trace_id=trace_id)
    field = collector.trace(trace_id)["Query.me"]
    assert (attributes_of(field)["ostiary.outcome"], field.status.code) == ("UNAUTHENTICATED", 0)


def test_a_log_line_names_its_trace(server, api):
    trace_id, _, caller = traced(api)
    with broken(server.database, "invites"):
        answer = caller.execute("invitePreview", token="x" * 43)
    assert f"[request_id={answer.headers['x-request-id']} trace_id={trace_id}]" in server.log


@pytest.mark.one_engine
def test_a_malformed_parent_is_as_good_as_none(api, collector):
    for parent in ("nonsense", "00-" + "0" * 32 + "-" + "0" * 16 + "-01", "x" * 5_000):
        assert api.with_headers(traceparent=parent).run("authConfig")


@pytest.mark.one_engine
def test_a_collector_that_is_away_holds_up_nobody(start_server, monkeypatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    server = start_server()
    assert server.api.run("authConfig")
    assert server.stop() is not None


@pytest.mark.one_engine
def test_without_the_packages_it_is_one_sentence(server, monkeypatch):
    """As where they are not installed: a package of that name that has no exporter stands in front."""
    folder = server.log_path.parent
    (folder / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'opentelemetry.sdk' else find(name, *more)\n"
    )
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    environment = {**clean_environment(server.settings), "PYTHONPATH": f"{ROOT}:{folder}"}
    done = subprocess.run(
        [sys.executable, "-m", "server", "run", "--port", "1"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    sentence = "OTEL_EXPORTER_OTLP_ENDPOINT: traces need packages more: pip install '.[tracing]'."
    assert (done.returncode, done.stderr.strip()) == (2, sentence)
