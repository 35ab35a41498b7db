"""Bring the database of this installation to the tables of this release. Make a backup first; there is no way back."""

from argparse import ArgumentParser, Namespace

from pbvote.config import Settings
from pbvote.storage.database import Database
from pbvote.storage.migrate import is_current, upgrade


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing: the database is the one that the settings name."""
    parser.epilog = "The database is the one of PBVOTE_DATABASE_URL; docs/settings.md says more."


def run(args: Namespace) -> int:  # noqa: ARG001 - every command has this shape
    """Run the steps that the database has not seen."""
    settings = Settings.from_environment()
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database_url)
    try:
        if is_current(database):
            print("The database is up to date.")
        else:
            upgrade(database)
            print("The database has the tables of this release now.")
    finally:
        database.close()
    return 0
