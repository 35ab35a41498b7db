"""Bringing a database to the present tables, forwards only, with the steps under migrations/."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from pbvote import paths
from pbvote.storage.database import Database


def migration_config() -> Config:
    """Alembic's settings. Made here and not read from pyproject.toml, which an installed wheel does not have."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    return config


def upgrade(database: Database) -> None:
    """Run every step that the database has not seen; all of them or none."""
    config = migration_config()
    with database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether the database has seen every step."""
    head = ScriptDirectory.from_config(migration_config()).get_current_head()
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def is_empty(database: Database) -> bool:
    """Whether the database holds no table at all."""
    with database.reader.connect() as connection:
        return not inspect(connection).get_table_names()
