"""`schema.graphql`: the contract as the server prints it. Decides nothing."""

from schema.enforcement import GuardedSchema


def generate(schema: GuardedSchema) -> str:
    return f"{schema.as_str()}\n"
