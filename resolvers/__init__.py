"""What the API does: one module per capability, named as in schema/. No GraphQL here."""
