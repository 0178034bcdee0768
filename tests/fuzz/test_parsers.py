"""What reads a stranger's text reads it or refuses by a typed refusal: some texts each here, more by `make fuzz`."""

from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy

from tests.fuzz.parsers import Parser, parsers
from tests.fuzz.tokens import Tokens

TEXTS = 150
ANY_TEXT = some.text(some.characters(exclude_categories=()), max_size=60)


def variations(seeds: tuple[str, ...]) -> SearchStrategy[str]:
    """Any text; or a seed of which a part is another text."""

    def changed(seed: str, at: int, removed: int, put: str) -> str:
        at %= len(seed) + 1
        return seed[:at] + put + seed[at + removed :]

    numbers = some.integers(0, 200)
    return ANY_TEXT | some.builds(changed, some.sampled_from(seeds), numbers, some.integers(0, 8), ANY_TEXT)


def explore(parser: Parser) -> None:
    @settings(max_examples=TEXTS, deadline=None, database=None)
    @given(variations(parser.seeds))
    def read(text: str) -> None:
        parser.read(text)

    for seed in parser.seeds:
        parser.read(seed)
    read()


def test_any_text_is_read_or_refused(subtests):
    with Tokens() as tokens:
        for name, parser in parsers(tokens).items():
            with subtests.test(name):
                explore(parser)
