"""The beginnings of names and addresses are found by an index on PostgreSQL and SQLite, whatever the collation.

By hand, since no model can say which operator class an index of PostgreSQL has.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor

# `UPPER` as the search asks. Without these operator classes only the "C" collation finds a beginning.
_POSTGRES = (
    'CREATE INDEX IF NOT EXISTS "idx_users_name_search" ON "users" (UPPER("full_name") text_pattern_ops)',
    'CREATE INDEX IF NOT EXISTS "idx_users_email_search" ON "users" ("email" varchar_pattern_ops)',
)
_SQLITE = ('CREATE INDEX IF NOT EXISTS "idx_users_name_search" ON "users" (UPPER("full_name"))',)


async def _create_indexes(_apps: object, editor: BaseSchemaEditor) -> None:
    """MariaDB has no index on an expression."""
    statements = {"postgres": _POSTGRES, "sqlite": _SQLITE}
    for statement in statements.get(editor.client.capabilities.dialect, ()):
        await editor.client.execute_script(statement)


class Migration(migrations.Migration):
    dependencies = [("ostiary", "0001_initial")]

    operations = [ops.RunPython(_create_indexes)]
