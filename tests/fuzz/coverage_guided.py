"""`python -m tests.fuzz.coverage_guided NAME FOLDER [libFuzzer's options]`: one parser under atheris. Never returns."""

import sys

import atheris

# Ours, and the libraries to which a stranger's text is handed: libFuzzer sees which lines a text reaches.
with atheris.instrument_imports(include=["services", "schema", "tests", "graphql", "email_validator", "jwt"]):
    from tests.fuzz.parsers import parsers
    from tests.fuzz.tokens import Tokens

_, name, *options = sys.argv

with Tokens() as tokens:
    parser = parsers(tokens)[name]
    # What is no UTF-8 becomes lone surrogates, which texts may hold, too.
    atheris.Setup([sys.argv[0], *options], lambda data: parser.read(data.decode("utf-8", "surrogateescape")))
    atheris.Fuzz()
