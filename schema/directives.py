"""How a directive of the SDL is declared: a class whose docstring is its description."""

from collections.abc import Callable
from typing import TypeVar, dataclass_transform

import strawberry
from strawberry.schema_directive import Location

Class = TypeVar("Class", bound=type)


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.directive_field,))
def directive(*locations: Location, repeatable: bool = False) -> Callable[[Class], Class]:
    """A schema directive whose description is the class's docstring, on one line."""

    def wrap(cls: Class) -> Class:
        description = " ".join((cls.__doc__ or "").split())
        decorate = strawberry.schema_directive(
            locations=list(locations), description=description, repeatable=repeatable
        )
        return decorate(cls)

    return wrap
