"""The schema that runs every guard, and refuses to build where one is missing: printed implies enforced."""

from collections.abc import Awaitable, Callable, Iterable
from inspect import isawaitable
from typing import Any, cast

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types import ExecutionResult, Info
from strawberry.types.base import StrawberryObjectDefinition, has_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.graphql import OperationType
from strawberry.utils.str_converters import to_camel_case

from resolvers.context import Context
from schema.descriptions import describe
from schema.documents import mark_one_of
from schema.guards import (
    OPEN_WHILE_ENROLLING,
    Guard,
    HasOrgRole,
    Public,
    SameAsParent,
    VisibleTo,
    require_enrolled,
)
from schema.observation import observe
from schema.plans import Plans
from schema.quotas import RateLimit

_ROOTS = ("Query", "Mutation", "Subscription")


class Enforcement(FieldExtension):
    """Runs a field's guards, then its limits, then the resolver; or answers null for what is not visible. Somebody who
    must enrol a second factor gets no further than that.
    """

    def __init__(self, guards: list[Guard], limits: list[RateLimit], visibility: list[VisibleTo], name: str) -> None:
        self.guards, self.limits, self.visibility, self.name = guards, limits, visibility, name
        self.is_for_enrolled = name not in OPEN_WHILE_ENROLLING and any(
            not isinstance(guard, Public) for guard in guards
        )

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """For a field that may answer at once, as attributes do: at once, where who may see it is known so too."""
        verdict = self.reveals_at_once(info.context, source)
        if verdict is None:
            return self.resolve_async(next_, source, info, **kwargs)
        return next_(source, info, **kwargs) if verdict else None

    def reveals_at_once(self, context: Context, source: Any) -> bool | None:
        """Whether the field answers more than null; None where the database must be asked, or nothing is answered."""
        if self.limits or (self.is_for_enrolled and context.viewer is not None and context.viewer.must_enroll):
            return None
        for guard in self.guards:
            if not guard.passes_at_once(context):
                return None
        for rule in self.visibility:
            verdict = rule.reveals_at_once(context, source)
            if not verdict:
                return verdict
        return True

    async def resolve_async(self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **kwargs: Any) -> Any:
        context: Context = info.context
        if self.is_for_enrolled:
            require_enrolled(context)
        for guard in self.guards:
            await guard.check(context, source, kwargs)
        for limit in self.limits:
            await limit.count(context, self.name, kwargs)
        for rule in self.visibility:
            if not await rule.reveals(context, source):
                return None
        # A resolver that is not a coroutine function answers at once, whatever Strawberry's types say.
        result: Any = next_(source, info, **kwargs)
        return await result if isawaitable(result) else result


class UnguardedSchema(TypeError):
    """The schema does not build: every fault at once, a line each."""


class GuardedSchema(strawberry.Schema):
    """A schema in which printed implies enforced."""

    def __init__(self, *, plans: Plans | None = None, **kwargs: Any) -> None:
        self._plans = plans
        self._faults: list[str] = []
        super().__init__(**kwargs)
        if plans is not None and len(self.extensions) > 1:
            self._faults.append("plans run no schema extension beside the one that prepares documents")
        if self._faults:
            raise UnguardedSchema("\n".join(sorted(set(self._faults))))
        mark_one_of(self._schema)
        observe(self._schema)
        describe(self._schema)

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """By a plan where there is one, else as Strawberry does."""
        allowed = tuple(OperationType if allowed_operation_types is None else allowed_operation_types)
        if self._plans is not None and query and root_value is None and operation_extensions is None:
            key = (query, operation_name)
            answer = self._plans.answer(self._schema, key, context_value, variable_values, allowed)
            if answer is not None:
                return await answer
        return await super().execute(
            query, variable_values, context_value, root_value, operation_name, allowed, operation_extensions
        )

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        fields = super().get_fields(type_definition)
        if not type_definition.is_input:
            self._faults += _faults_of_type(type_definition)
            for field in fields:
                self._faults += _faults_of_field(type_definition, field)
                _enforce(field)
        return fields

    def process_errors(self, errors: list[Any], execution_context: Any = None) -> None:
        """Nothing: the transport logs what is ours, and only that."""


def _enforce(field: StrawberryField) -> None:
    guards = _applied(field, Guard)
    limits = _applied(field, RateLimit)
    visibility = _applied(field, VisibleTo)
    if not (guards or limits or visibility) or any(isinstance(known, Enforcement) for known in field.extensions):
        return
    name = to_camel_case(field.python_name)
    field.extensions = [*field.extensions, Enforcement(guards, limits, visibility, name)]
    rules = [each.rule for each in (*guards, *visibility, *limits)]
    field.description = "\n\n".join(filter(None, (field.description, " ".join(rules))))


def _applied(field: StrawberryField, kind: type[Any]) -> list[Any]:
    return [each for each in field.directives if isinstance(each, kind)]


def _faults_of_type(definition: StrawberryObjectDefinition) -> Iterable[str]:
    applied = list(definition.directives or ())
    for each in applied:
        if isinstance(each, Guard | VisibleTo):
            yield f"{definition.name}: a guard belongs on a field, not on a type"
    if definition.name in _ROOTS or definition.is_interface:
        return
    if not any(isinstance(each, SameAsParent) for each in applied):
        yield f"{definition.name}: an object type says @sameAsParent"


def _faults_of_field(definition: StrawberryObjectDefinition, field: StrawberryField) -> Iterable[str]:
    where = f"{definition.name}.{to_camel_case(field.python_name)}"
    guards = _applied(field, Guard)
    if definition.name in _ROOTS and len(guards) != 1:
        yield f"{where}: a root field has exactly one access guard"
    if any(isinstance(guard, HasOrgRole) for guard in guards) and not _has_org_in_reach(definition, field):
        yield f"{where}: @hasOrgRole needs an orgId argument or input field, a slug, or an organisation as parent"


def _has_org_in_reach(definition: StrawberryObjectDefinition, field: StrawberryField) -> bool:
    for argument in field.arguments:
        if argument.python_name in ("org_id", "slug"):
            return True
        if has_object_definition(argument.type) and any(
            inner.python_name == "org_id" for inner in argument.type.__strawberry_definition__.fields
        ):
            return True
    return "in_org" in definition.origin.__annotations__


def solitary_mutations(mutation: type) -> frozenset[str]:
    """Public, rate-limited mutations, by their names in the SDL: each guess must cost a request."""
    definition = cast(Any, mutation).__strawberry_definition__
    return frozenset(
        to_camel_case(field.python_name)
        for field in definition.fields
        if _applied(field, Public) and _applied(field, RateLimit)
    )


def quota_names(*roots: type) -> frozenset[str]:
    """What RATE_LIMIT_ settings may be called: a misspelt one would limit nothing."""
    return frozenset(
        name
        for root in roots
        for field in cast(Any, root).__strawberry_definition__.fields
        for limit in _applied(field, RateLimit)
        for name in limit.names(to_camel_case(field.python_name))
    )
