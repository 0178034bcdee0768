"""Says what is wrong with a document or a value without repeating it: a refused value may be a password.

Knows the sentences of graphql-core; one that it does not know is replaced whole.
"""

import re

_PLACE = re.compile(r"(Variable|Argument) '(\$?\w+)' has invalid (?:default )?value(?: at ([\w.\[\]]+))?: ", re.ASCII)
_SAFE = re.compile(
    r"Expected a value of non-null type '[^']+' to be provided"
    r"|Expected value of non-null type '[^']+' not to be None"
    r"|Expected value of type '[^']+' to be an object"
    r"|Expected value of type '[^']+' to include required field '\w+'"
    r"|Expected value of type '[^']+' not to include unknown field '\w{1,60}'"
    r"|Expected value of type '[^']+'"
    r"|(Within )?OneOf Input Object (type )?'\w+',? (exactly one field must be specified|must specify exactly one key)"
    r"|Argument '\w+' of required type '[^']+' was not provided"
    r"|Variable values are nested too deeply"
)
_TYPE = re.compile(
    r"Value cannot represent a (\w+)|Enum '(\w+)' cannot|(\w+) cannot represent|Value .* in '(\w+)' enum", re.DOTALL
)
_TOKEN = re.compile(r"(found|Unexpected) (Name|Int|Float|String|BlockString) .*", re.DOTALL)


def is_coercion_fault(message: str) -> bool:
    """Whether graphql-core says that a variable or an argument does not fit its type."""
    return message.startswith(("Variable '$", "Variable values ", "Argument '"))


def describe_value_fault(message: str) -> str:
    """graphql-core's sentence about a wrong value, with the place and the expected type but not the value."""
    place = _PLACE.match(message)
    if place is None:
        return _reason(message)
    kind, name, path = place.groups()
    dotted = f"{name}{path if path.startswith(('.', '[')) else '.' + path}" if path else name
    return f"{kind} '{dotted}': {_reason(message[place.end() :])}"


def describe_syntax_fault(message: str) -> str:
    """graphql-core's sentence about a syntax error, with the kind of a token but not its text."""
    return _TOKEN.sub(r"\1 \2.", message)


def _reason(sentence: str) -> str:
    if safe := _SAFE.match(sentence):
        return f"{safe.group()}."
    if known := _TYPE.match(sentence):
        return f"Expected value of type '{next(filter(None, known.groups()))}'."
    return "The value is not valid."
