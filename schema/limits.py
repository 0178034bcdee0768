"""How big a document may be: measured in linear time, before it is validated or run.

Each fragment is measured once, however often it is spread. Never asks what a document means: that is validation.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

MAX_TOKENS = 2_000
MAX_DEPTH = 10
MAX_ALIASES = 20
MAX_DIRECTIVES = 50
MAX_ROOT_MUTATIONS = 5
MAX_NODES = 10_000
MAX_PAGE = 100
DEFAULT_PAGE = 50
MAX_NESTING = 100  # Selection sets within each other, fragments included: keeps the walk off Python's recursion limit.

INTROSPECTION = {"__schema", "__type"}


class QueryTooComplex(GraphQLError):
    """The document asks for more than one request may."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "QUERY_TOO_COMPLEX"})


class Size(NamedTuple):
    """What a selection comes to, fragments expanded. `roots` are the fields at its own top level."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    nodes: int = 0
    roots: int = 0
    solitary: bool = False

    def beside(self, other: "Size") -> "Size":
        return Size(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.nodes + other.nodes,
            self.roots + other.roots,
            self.solitary or other.solitary,
        )


class Ruler:
    """Measures the operations of one document. Without `variables`, a page that a variable sizes counts as full."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        solitary: frozenset[str] = frozenset(),
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        self._schema = schema
        self._solitary = solitary
        self._variables = variables
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[str, Size] = {}
        self._nesting = 0

    def operation(self, operation: OperationDefinitionNode) -> Size:
        if self._variables is not None:
            self._variables = {**_defaults(operation), **self._variables}
        root = self._schema.get_root_type(operation.operation)
        own = sum(len(variable.directives or ()) for variable in operation.variable_definitions or ())
        own += len(operation.directives or ())
        return self._selections(operation.selection_set, root).beside(Size(directives=own))

    def _selections(self, selection_set: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Size:
        if selection_set is None:
            return Size()
        if self._nesting >= MAX_NESTING:
            raise QueryTooComplex(f"Selections and fragments are nested more than {MAX_NESTING} deep.")
        self._nesting += 1
        total = Size()
        for selection in selection_set.selections:
            total = total.beside(self._selection(selection, parent))
        self._nesting -= 1
        return total

    def _selection(self, selection: SelectionNode, parent: GraphQLNamedType | None) -> Size:
        own = Size(directives=len(selection.directives or ()))
        match selection:
            case FieldNode():
                return own.beside(self._field(selection, parent))
            case FragmentSpreadNode():
                return own.beside(self._fragment(selection.name.value))
            case InlineFragmentNode(type_condition=condition):
                narrowed = self._schema.get_type(condition.name.value) if condition else parent
                return own.beside(self._selections(selection.selection_set, narrowed))
        return own

    def _fragment(self, name: str) -> Size:
        if name not in self._measured:
            # A fragment that spreads itself comes to nothing here; validation refuses it.
            self._measured[name] = Size()
            if definition := self._fragments.get(name):
                kind = self._schema.get_type(definition.type_condition.name.value)
                size = self._selections(definition.selection_set, kind)
                self._measured[name] = size.beside(Size(directives=len(definition.directives or ())))
        return self._measured[name]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Size:
        name = node.name.value
        definition = parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None
        inner = self._selections(node.selection_set, get_named_type(definition.type) if definition else None)
        pages = definition is not None and "first" in definition.args
        return Size(
            depth=1 if name in INTROSPECTION else 1 + inner.depth,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives,
            nodes=self._page(node) * max(1, inner.nodes) if pages else inner.nodes,
            roots=1,
            solitary=name in self._solitary,
        )

    def _page(self, node: FieldNode) -> int:
        """How many items a connection may return. What is out of bounds is refused by the field itself."""
        given = next((argument.value for argument in node.arguments or () if argument.name.value == "first"), None)
        first: object = DEFAULT_PAGE
        match given:
            case IntValueNode(value=digits):
                first = int(digits[:9])
            case VariableNode(name=name):
                first = MAX_PAGE if self._variables is None else self._variables.get(name.value, DEFAULT_PAGE)
        return min(max(first, 1), MAX_PAGE) if isinstance(first, int) else DEFAULT_PAGE


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    """The operation's own defaults of its whole-number variables."""
    return {
        variable.variable.name.value: int(variable.default_value.value[:9])
        for variable in operation.variable_definitions or ()
        if isinstance(variable.default_value, IntValueNode)
    }


def check(operation: OperationDefinitionNode, size: Size) -> None:
    """Raise QueryTooComplex for all but the nodes, which may depend on variables."""
    bounds = (
        ("levels of fields", size.depth, MAX_DEPTH),
        ("aliases", size.aliases, MAX_ALIASES),
        ("directives", size.directives, MAX_DIRECTIVES),
    )
    for what, found, most in bounds:
        if found > most:
            raise QueryTooComplex(f"An operation may have at most {most} {what}.")
    if operation.operation is OperationType.MUTATION:
        if size.roots > MAX_ROOT_MUTATIONS:
            raise QueryTooComplex(f"An operation may have at most {MAX_ROOT_MUTATIONS} mutation fields.")
        if size.solitary and size.roots > 1:
            raise QueryTooComplex("A public, rate-limited mutation must be the only field of its operation.")


def check_nodes(size: Size) -> None:
    if size.nodes > MAX_NODES:
        raise QueryTooComplex(f"An operation may ask for at most {MAX_NODES} nodes: `first` multiplied along a path.")
