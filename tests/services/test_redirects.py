"""services.redirects: exact origins, and nothing that a browser reads otherwise."""

import pytest

from services.errors import RedirectNotAllowed
from services.redirects import origin_of, require_allowed, with_parameter

ALLOWED = ("https://app.example", "http://localhost:3000")


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example",
        "https://app.example/",
        "https://APP.example/a?b=c#d",
        "https://app.example:443/",
        "http://localhost:3000/after",
        None,
    ],
)
def test_allowed(url):
    require_allowed(url, ALLOWED)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/relative",
        "//app.example",
        "/\\app.example",
        "https:\\\\app.example",
        "https:app.example",
        "https:///app.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil.example",
        "https://evil.example/https://app.example",
        "https://evil.example#https://app.example",
        "https://evilapp.example",
        "https://sub.app.example",
        "https://app.example@evil.example",
        "https://user:password@app.example",
        "https://app.example\\@evil.example",
        "https://app.example\t.evil.example",
        "https://app.exa\nmple",
        " https://app.example",
        "https://app.example ",
        "https://app。example",
        "https://аpp.example",
        "https://app.example:port",
        "https://app.example:99999",
        "https://[::1",
        "javascript:alert(1)//https://app.example",
        "data:text/html,https://app.example",
        "myapp://callback",
        "https://app.example/" + "x" * 2_000,
        "https://app.example/\x00",
        "https://app.example/\ud800",
    ],
)
def test_not_allowed(url):
    with pytest.raises(RedirectNotAllowed):
        require_allowed(url, ALLOWED)


def test_an_origin():
    assert origin_of("HTTPS://App.Example:443/path") == "https://app.example"
    assert origin_of("http://[::1]:3000/") == "http://[::1]:3000"


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("https://a", "https://a?token=t"),
        ("https://a/b?c=d", "https://a/b?c=d&token=t"),
        ("https://a/b?c=d#e", "https://a/b?c=d&token=t#e"),
        ("https://a/#/route", "https://a/?token=t#/route"),
    ],
)
def test_a_parameter_more(url, result):
    assert with_parameter(url, "token", "t") == result
