"""Looking at a database as a thief or an operator would: every row of every table, and changes past the services."""

from sqlalchemy import text

from pbvote.storage.database import Database
from pbvote.storage.tables import Table
from pbvote.storage.tables.log import APPEND_ONLY


def all_rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order of its own."""
    found = {}
    with database.reader.connect() as connection:
        for table in Table.metadata.sorted_tables:
            rows = connection.execute(table.select()).all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def change(database: Database, statement: str, **values: object) -> int:
    """Run one statement past the services, as someone with the database in hand could; the rows it touched."""
    with database.writer.begin() as connection:
        return connection.execute(text(statement), values).rowcount


def change_log(database: Database, statement: str, **values: object) -> int:
    """The same on the log, whose triggers have to be switched off first."""
    with database.writer.begin() as connection:
        if database.is_sqlite:
            triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in triggers:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in APPEND_ONLY:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        touched = connection.execute(text(statement), values).rowcount
        if database.is_sqlite:
            for _, sql in triggers:
                connection.execute(text(sql))
        else:
            for table in APPEND_ONLY:
                connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER ALL"))
        return touched
