"""Parses, measures and validates each document once, and remembers the good ones. Never runs a document.

A refused document is not remembered, so that a stranger's mistakes do not push out what clients use.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    ValidationRule,
    ValuesOfCorrectTypeRule,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.rules import ASTValidationRule, overlapping_fields_can_be_merged
from graphql.validation.validate import ValidationAbortedError
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from schema.coercion import describe_syntax_fault, describe_value_fault
from schema.limits import MAX_NODES, MAX_TOKENS, QueryTooComplex, Ruler, check, check_nodes

CACHE_BYTES = 16 * 1024 * 1024
BYTES_PER_TOKEN = 600  # Measured: syntax tree and token list of one token, locations kept.
MAX_ERRORS = 10

# Comparing fields of the same name is quadratic: stock, 2.6 kB of aliases take a second. Real documents spend
# less than a hundred units. graphql-core offers this attribute as the way to set the budget.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 5_000


class ValuesOfCorrectTypeUnquoted(ValuesOfCorrectTypeRule):
    """The stock rule, but its errors do not repeat the value."""

    def report_error(self, error: GraphQLError) -> None:
        super().report_error(GraphQLError(describe_value_fault(error.message), error.nodes))


class Prepared(NamedTuple):
    """A document with its verdict. `may_exceed_nodes`: whether it does depends on the variables of each request."""

    document: DocumentNode
    errors: tuple[GraphQLError, ...] = ()
    may_exceed_nodes: bool = False

    @property
    def operations(self) -> list[OperationDefinitionNode]:
        return [node for node in self.document.definitions if isinstance(node, OperationDefinitionNode)]


class Documents:
    """The documents of one schema, and whether that schema may be explored: by introspection, by suggestions.

    `solitary` names the mutations that must be the only field of their operation.
    """

    def __init__(self, *, solitary: frozenset[str], introspection: bool, suggestions: bool) -> None:
        self._solitary = solitary
        self._hide_suggestions = not suggestions
        self._rules = _rules(introspection)
        self._remembered: LRUCache[str, Prepared] = LRUCache(
            CACHE_BYTES, getsizeof=lambda prepared: size_of(prepared.document)
        )
        self._kept: dict[str, Prepared] = {}

    def extension(self) -> SchemaExtension:
        """A factory for Strawberry's list of extensions."""
        return DocumentExtension(self)

    def prepare(self, schema: GraphQLSchema, source: str) -> Prepared:
        """Raises GraphQLError on what cannot be parsed; any other verdict is in `errors`."""
        if remembered := self.remembered(source):
            return remembered
        document = _parse(source)
        prepared = self._judge(schema, document)
        if not prepared.errors and size_of(document) <= CACHE_BYTES:
            self._remembered[source] = prepared
        return prepared

    def remembered(self, source: str) -> Prepared | None:
        """What came before and was found good, or is kept."""
        return self._kept.get(source) or self._remembered.get(source)

    def keep(self, schema: GraphQLSchema, source: str) -> None:
        """Prepare it now, and for as long as the process lives. Raises GraphQLError on what could never run."""
        prepared = self._judge(schema, _parse(source))
        if prepared.errors:
            raise prepared.errors[0]
        self._kept[source] = prepared

    def check_nodes(self, schema: GraphQLSchema, prepared: Prepared, name: str | None, variables: object) -> None:
        """Count the nodes that the named operation asks for with these variables."""
        if not prepared.may_exceed_nodes:
            return
        given = variables if isinstance(variables, dict) else {}
        for operation in prepared.operations:
            if name is None or (operation.name and operation.name.value == name):
                check_nodes(Ruler(schema, prepared.document, variables=given).operation(operation))

    def _judge(self, schema: GraphQLSchema, document: DocumentNode) -> Prepared:
        prepared = Prepared(document)
        try:
            # Before validation, which is not linear.
            ruler = Ruler(schema, document, self._solitary)
            sizes = [(operation, ruler.operation(operation)) for operation in prepared.operations]
            for operation, size in sizes:
                check(operation, size)
        except QueryTooComplex as error:
            return prepared._replace(errors=(error,))
        errors = validate(schema, document, self._rules, MAX_ERRORS, hide_suggestions=self._hide_suggestions)
        most = max((size.nodes for _, size in sizes), default=0)
        return prepared._replace(errors=tuple(map(_coded, errors)), may_exceed_nodes=most > MAX_NODES)


class DocumentExtension(SchemaExtension):
    """Hands Strawberry the prepared document, so that it neither parses nor validates."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def on_parse(self) -> Iterator[None]:
        execution = self.execution_context
        self._prepared = self._documents.prepare(execution.schema._schema, execution.query or "")
        execution.graphql_document = self._prepared.document
        yield

    def on_validate(self) -> Iterator[None]:
        self.execution_context.pre_execution_errors = list(self._prepared.errors) or self._request_errors()
        yield

    def _request_errors(self) -> list[GraphQLError]:
        """What depends on the request beside the document: which operation, which variables."""
        execution = self.execution_context
        # Strawberry's `operation_name` falls back to the first operation, which would run one that nobody chose.
        if execution._provided_operation_name is None and len(self._prepared.operations) > 1:
            return [_refusal("Name the operation to run: the document has several.", "BAD_USER_INPUT")]
        try:
            name, variables = execution.operation_name, execution.variables
            self._documents.check_nodes(execution.schema._schema, self._prepared, name, variables)
        except QueryTooComplex as error:
            return [error]
        return []


def mark_one_of(schema: GraphQLSchema) -> None:
    """Tell graphql-core which inputs are @oneOf: Strawberry 0.341 does not, and its own rule for them crashes
    on an undefined variable and on a fragment that stands before its operation."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            definition = kind.extensions.get("strawberry-definition")
            kind.is_one_of = bool(definition and definition.is_one_of)


def _rules(introspection: bool) -> tuple[type[ASTValidationRule], ...]:
    stock = (ValuesOfCorrectTypeUnquoted if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules)
    own: tuple[type[ValidationRule], ...] = (MaybeNullValidationRule,)
    return (*stock, *own) if introspection else (*stock, *own, NoSchemaIntrospectionCustomRule)


def size_of(document: DocumentNode) -> int:
    """Bytes that the document takes in memory, roughly."""
    source = document.loc.source.body if document.loc else ""
    return 4 * len(source) + BYTES_PER_TOKEN * document.token_count


def _parse(source: str) -> DocumentNode:
    try:
        return parse(source, max_lexical_tokens=MAX_TOKENS, max_comments=MAX_TOKENS)
    except GraphQLSyntaxError as error:
        if error.message.endswith("Parsing aborted."):
            raise QueryTooComplex(f"A document may have at most {MAX_TOKENS} tokens, 200 deep.") from None
        message = describe_syntax_fault(error.message)
        code = {"code": "GRAPHQL_PARSE_FAILED"}
        raise GraphQLError(message, source=error.source, positions=error.positions, extensions=code) from None


def _coded(error: GraphQLError) -> GraphQLError:
    if isinstance(error, ValidationAbortedError) and error.message == "Validation aborted.":
        return QueryTooComplex("The document repeats too many fields or fragments to be compared.")
    error.extensions = {"code": "GRAPHQL_VALIDATION_FAILED"}
    return error


def _refusal(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})
