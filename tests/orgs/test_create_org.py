"""createOrg: who founds an organisation, owns it; its slug is its own."""

import secrets

import pytest

from tests.orgs.teams import found


def test_the_founder_is_owner_and_only_member(crowd, database):
    org = crowd.owner.api.run("createOrg", input={"name": "  Founders  ", "description": "Two\nlines"})
    assert (org["__typename"], org["name"], org["description"]) == ("Org", "Founders", "Two\nlines")
    assert (org["viewerRole"], org["memberCount"], org["isActive"]) == ("OWNER", 1, True)
    assert database.count("memberships", "org_id = ? AND role = ?", org["id"], "OWNER") == 1
    assert database.count("audit_events", "org_id = ? AND type = ?", org["id"], "auth.org_created") == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Müller & Söhne", "muller-sohne"), ("  --A  B--C ", "a-b-c"), ("Ｆｕｌｌ Ｗｉｄｔｈ", "full-width")],
)
def test_a_slug_is_made_from_the_name(crowd, name, slug):
    unique = secrets.token_hex(4)
    assert found(crowd.owner, name=f"{name} {unique}")["slug"] == f"{slug}-{unique}"


@pytest.mark.parametrize("name", ["株式会社", "Я", "Admin", "!!!"])
def test_a_name_that_makes_no_slug_gets_a_random_ending(crowd, name):
    slug = found(crowd.owner, name=name)["slug"]
    assert len(slug.rpartition("-")[2]) == 6


def test_two_of_the_same_name_get_slugs_of_their_own(crowd):
    name = f"Twins {secrets.token_hex(4)}"
    first, second = found(crowd.owner, name=name)["slug"], found(crowd.owner, name=name)["slug"]
    assert second.startswith(f"{first}-")


def test_many_of_the_same_name_at_once_all_come_to_be(crowd):
    answers = crowd.owner.api.execute_together(5, "createOrg", input={"name": f"Rush {secrets.token_hex(4)}"})
    slugs = {answer.data["createOrg"]["slug"] for answer in answers}
    assert len(slugs) == 5


def test_a_given_slug_is_taken_in_whatever_case(crowd, database):
    slug = f"taken-{secrets.token_hex(4)}"
    assert found(crowd.owner, slug=slug.upper())["slug"] == slug
    with database.unchanged():
        refused = crowd.outsider.api.run("createOrg", input={"name": "Copy", "slug": slug.title()})
    assert refused["__typename"] == "SlugTaken"


def test_a_given_slug_goes_to_one_of_many_at_once(crowd, database):
    slug = f"race-{secrets.token_hex(4)}"
    answers = crowd.owner.api.execute_together(5, "createOrg", input={"name": "Race", "slug": slug})
    outcomes = sorted(answer.data["createOrg"]["__typename"] for answer in answers)
    assert outcomes == ["Org"] + ["SlugTaken"] * 4
    assert database.count("orgs", "slug = ?", slug) == 1


@pytest.mark.parametrize(
    "slug", ["", "ab", "a" * 65, "-abc", "abc-", "a--b", "a b c", "ünï", "admin", "GraphQL", "a\x00bc"]
)
def test_a_slug_that_will_not_do(crowd, database, slug):
    with database.unchanged():
        refused = crowd.owner.api.run("createOrg", input={"name": "Acme", "slug": slug})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "slug")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  "),
        ("name", "a\nb"),
        ("name", "x" * 201),
        ("name", "\x00"),
        ("description", "x" * 2001),
        ("description", "\x00"),
    ],
)
def test_text_that_will_not_do(crowd, database, field, value):
    with database.unchanged():
        refused = crowd.owner.api.run("createOrg", input={"name": "Acme", field: value})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", field)


def test_nobody_is_denied(api, database):
    with database.unchanged():
        assert api.execute("createOrg", input={"name": "Acme"}).code == "UNAUTHENTICATED"
