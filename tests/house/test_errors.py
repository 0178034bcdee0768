"""The tree that opens services/errors.py is the truth about its classes."""

from collections.abc import Iterator

from services import errors


def branches(parent: type[Exception], depth: int = 1) -> Iterator[tuple[int, str]]:
    """Each subclass with its depth, in the order in which they are written."""
    for child in parent.__subclasses__():
        if child.__module__ == errors.__name__:
            yield depth, child.__name__
            yield from branches(child, depth + 1)


def drawn_branches(docstring: str) -> list[tuple[int, str]]:
    lines = [line for line in docstring.splitlines() if "── " in line]
    return [(line.index("── ") // 4 + 1, line.split("── ")[1].split()[0]) for line in lines]


def test_the_docstring_draws_every_error_where_it_belongs():
    assert drawn_branches(errors.__doc__ or "") == list(branches(errors.OstiaryError))


def test_each_error_has_its_own_code_among_its_siblings():
    for family in (errors.Denied, errors.Refusal):
        codes = [child.code for child in family.__subclasses__()]
        assert len(codes) == len(set(codes))
