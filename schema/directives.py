"""How a directive of the SDL is declared: a class whose docstring is its description."""

from collections.abc import Callable
from typing import TypeVar, cast

import strawberry
from strawberry.schema_directive import Location

Class = TypeVar("Class", bound=type)


def directive(*locations: Location, repeatable: bool = False) -> Callable[[Class], Class]:
    """A schema directive whose description is the class's docstring, on one line."""

    def wrap(cls: Class) -> Class:
        description = " ".join((cls.__doc__ or "").split())
        decorate = strawberry.schema_directive(
            locations=list(locations), description=description, repeatable=repeatable
        )
        return cast(Class, decorate(cls))

    return wrap
