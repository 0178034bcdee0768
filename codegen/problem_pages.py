"""The facts on each page of docs/problems that is about a Problem type, told from the schema. Decides nothing."""

from pathlib import Path

from graphql import GraphQLObjectType, GraphQLSchema, GraphQLUnionType, get_named_type

FOLDER = Path(__file__).parent.parent / "docs" / "problems"
START = "<!-- The facts are written by `make codegen`. -->"
END = "<!-- The facts end here. -->"


def generate(schema: GraphQLSchema) -> dict[Path, str]:
    """Each page with fresh facts between its two markers, which it must have."""
    pages = {FOLDER / f"{kind.name}.md": kind for kind in problems_of(schema)}
    return {path: place(path.read_text(encoding="utf-8"), _facts(kind, schema)) for path, kind in pages.items()}


def problems_of(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    objects = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType)]
    return [kind for kind in objects if any(interface.name == "Problem" for interface in kind.interfaces)]


def place(page: str, facts: str) -> str:
    before, rest = page.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{facts}\n\n{END}{after}"


def _facts(kind: GraphQLObjectType, schema: GraphQLSchema) -> str:
    fields = ", ".join(f"`{name}: {field.type}`" for name, field in kind.fields.items())
    sources = ", ".join(f"`{name}`" for name in _sources(kind, schema))
    return f"{kind.description}\n\n- Fields: {fields}\n- Comes from: {sources}"


def _sources(kind: GraphQLObjectType, schema: GraphQLSchema) -> list[str]:
    """The operations whose outcome it may be."""
    assert schema.mutation_type
    outcomes = {name: get_named_type(field.type) for name, field in schema.mutation_type.fields.items()}
    return [
        name for name, outcome in outcomes.items() if isinstance(outcome, GraphQLUnionType) and kind in outcome.types
    ]
