"""One operation of a document that was validated: its plans, and running it by one of them.

Variables, located errors and null's way up are graphql-core's own code, called from here.
"""

import logging
from collections.abc import Callable
from types import CoroutineType
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution import default_field_resolver, default_type_resolver
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.executor import CollectedErrors
from graphql.execution.values import VariableValues, get_variable_values
from graphql.pyutils import RefMap
from graphql.type.definition import GraphQLResolveInfoHelpers
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from schema.documents import size_of
from schema.plans.compiling import Compiler, NotCovered, Reason
from schema.plans.steps import Fields, Run
from schema.plans.syntax import condition_variables

_log = logging.getLogger("ostiary.plans")
# As many sets of answers to its @skip and @include as one operation is planned for.
MAX_VARIANTS = 8
BYTES_PER_FIELD = 3_000  # Measured: its closures.
# As many faults of variables as graphql-core lists by itself.
_MAX_VARIABLE_ERRORS = 50


# What few requests need of graphql-core's executor, and how its constructor makes it.
_LATE: dict[str, Callable[[Run], Any]] = {
    "async_helpers": lambda run: GraphQLResolveInfoHelpers(run.gather_async_work, run.track_async_work),
    "pending_incremental_futures": lambda _run: set(),
    "background_futures": lambda _run: set(),
    "_relevant_sub_fields": lambda _run: {},
    "_stream_usages": lambda _run: RefMap(),
}


class _Executor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's, in which those come to be when they are first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name not in _LATE:
            raise AttributeError(name)
        made = self.__dict__[name] = _LATE[name](self)
        return made


class Operation:
    """Has a plan, or a reason for none, for each set of values that its conditions (@skip, @include) came with."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, definition: OperationDefinitionNode) -> None:
        self._schema = schema
        self._definition = definition
        named = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
        self._definitions = {node.name.value: node for node in named}
        self._fragments = {name: FragmentDetails(node) for name, node in self._definitions.items()}
        self._conditions = condition_variables(definition, *named)
        self._plans: dict[tuple[Any, ...], Fields | Reason] = {}
        executor = _Executor(
            schema,
            self._definitions,
            self._fragments,
            None,
            None,
            definition,
            VariableValues({}, {}),
            default_field_resolver,
            default_type_resolver,
            default_field_resolver,
            is_awaitable=optimized_is_awaitable,
        )
        self._executor = {name: value for name, value in vars(executor).items() if name not in _LATE}
        self.type = OperationType(definition.operation.value)
        self.bytes = size_of(document)

    def variables(self, given: Any) -> VariableValues | list[GraphQLError]:
        definitions = self._definition.variable_definitions or ()
        return get_variable_values(self._schema, definitions, given or {}, max_errors=_MAX_VARIABLE_ERRORS)

    def begin(self, context: object, variables: VariableValues) -> Run:
        """graphql-core's executor for one request: holds its state, makes its `info` and its errors."""
        run = _Executor.__new__(_Executor)
        # As its own constructor leaves it, in a third of the time; nothing that a request changes is shared.
        run.__dict__.update(self._executor)
        run.context_value, run.variable_values = context, variables
        run.collected_errors = CollectedErrors()
        return run

    def plan_for(self, run: Run) -> tuple[Fields | Reason, bool]:
        """The plan, or why there is none; and whether it was made just now."""
        values = tuple(map(run.variable_values.coerced.get, self._conditions))
        known = self._plans.get(values)
        if known is not None:
            return known, False
        if len(self._plans) == MAX_VARIANTS:
            return Reason.CONDITIONS, False
        self._plans[values] = made = self._compile(run)
        return made, True

    def _compile(self, run: Run) -> Fields | Reason:
        compiler = Compiler(run)
        try:
            return compiler.operation(self._definition, self._fragments)
        except GraphQLError:
            # A condition without a value: an error of the answer, with a place of its own.
            return Reason.CONDITIONS
        except NotCovered as refused:
            return refused.reason
        except Exception:
            _log.exception("no plan for a document: graphql-core runs it")
            return Reason.FAULT
        finally:
            self.bytes += BYTES_PER_FIELD * compiler.fields


async def carry_out(plan: Fields, run: Run) -> ExecutionResult:
    """As graphql-core's `execute_operation` and Strawberry's `execute` would answer."""
    try:
        data = plan(run, None, None, None)
        if type(data) is CoroutineType:
            data = await data
    except GraphQLError as error:
        run.collected_errors.add(error, None)
        data = None
    except Exception as fault:
        return PreExecutionError(data=None, errors=[GraphQLError(str(fault), original_error=fault)])
    return ExecutionResult(data=data, errors=run.collected_errors.errors or None)
