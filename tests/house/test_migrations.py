"""No model changes without its migration."""

from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector

from server.wiring import tortoise_config


async def test_every_change_of_a_model_has_a_migration():
    config = tortoise_config("sqlite://:memory:")
    async with TortoiseContext() as context:
        await context.init(config=config)
        assert context.apps
        changes = await MigrationAutodetector(context.apps, config["apps"]).changes()
    assert not changes, "Run `make migrations`: " + ", ".join(change.name for change in changes)
