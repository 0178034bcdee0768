"""Which JSON Schemas an operator may set: what is wrong with a file is one sentence."""

import json

import pytest

from services.user_data import BadSchema, UserDataRules

WRONG = {
    "type": ({"type": "strin"}, "type: "),
    "deep": ({"properties": {"a": {"minLength": -1}}}, "properties.a.minLength: "),
    "look-around": ({"properties": {"a": {"pattern": "(?=a)b"}}}, "properties.a.pattern: "),
    "back-reference": ({"pattern": r"(a)\1"}, "pattern: "),
    "huge pattern": ({"pattern": "(a{1000}){1000}"}, "pattern: "),
    "remote": ({"$ref": "http://127.0.0.1:9/schema.json"}, "a schema must stand in one file"),
    "local file": ({"$ref": "file:///etc/hostname"}, "a schema must stand in one file"),
    "nowhere": ({"$ref": "#/$defs/missing"}, "does not exist"),
    "list": ([1], "the schema: "),
}


@pytest.mark.parametrize(("schema", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_schema_is_one_sentence(tmp_path, schema, told):
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(schema))
    with pytest.raises(BadSchema) as fault:
        UserDataRules.read(path)
    assert told in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b" " * 2_000_000], ids=["empty", "open", "bytes", "large"])
def test_a_wrong_file_is_one_sentence(tmp_path, content):
    path = tmp_path / "schema.json"
    path.write_bytes(content)
    with pytest.raises(BadSchema, match=str(path)):
        UserDataRules.read(path)
    for missing in (tmp_path / "none.json", tmp_path):
        with pytest.raises(BadSchema, match="cannot be read"):
            UserDataRules.read(missing)


def test_a_schema_that_names_itself_ends():
    UserDataRules({"properties": {"a": {"$ref": "#"}}}).check({"a": {"a": {"a": {}}}})
    UserDataRules({"$ref": "#"}).check({"a": 1})


def test_without_one_everything_is_allowed():
    UserDataRules.read(None).check({"anything": [1, {}]})
