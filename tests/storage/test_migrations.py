"""The migrated database is the declared one, down to triggers, checks and WITHOUT ROWID, on both databases."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pbvote.storage.database import Database
from pbvote.storage.migrate import is_current, is_empty, migration_config, upgrade
from pbvote.storage.tables import Table

SQLITE_SHAPE = (
    "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite_%'",
    "SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'alembic%'",
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'",
    (
        'SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m, pragma_table_info(m.name) c '
        "WHERE m.type = 'table' AND m.name NOT LIKE 'alembic%'"
    ),
    'SELECT m.name, f."table", f."from", f."to" FROM sqlite_master m, pragma_foreign_key_list(m.name) f',
)

POSTGRESQL_SHAPE = (
    (
        "SELECT c.relname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal"
    ),
    (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'alembic%'"
    ),
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'alembic%'",
    (
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name NOT LIKE 'alembic%'"
    ),
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def shape(database: Database) -> list[list[tuple[object, ...]]]:
    queries = SQLITE_SHAPE if database.is_sqlite else POSTGRESQL_SHAPE
    with database.reader.connect() as connection:
        return [sorted((tuple(row) for row in connection.execute(text(query))), key=repr) for query in queries]


def checks(database: Database) -> list[str]:
    """The CHECK clauses of an SQLite schema, which no PRAGMA lists."""
    with database.reader.connect() as connection:
        tables = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'table'")).scalars()
        clauses = [line.strip().rstrip(",) ") for sql in tables for line in sql.splitlines() if "CHECK" in line]
    return sorted(clauses)


def is_declared_as_a_table(name: str | None, kind: str, _parents: object) -> bool:
    """FTS5's own tables are no tables of ours: they are compared by their shape."""
    return kind != "table" or not (name or "").startswith("idea_index")


@pytest.fixture
def migrated(database_url: str) -> Database:
    database = Database(database_url)
    upgrade(database)
    return database


def test_a_new_database_is_empty_and_not_current(database_url: str) -> None:
    database = Database(database_url)
    assert is_empty(database)
    assert not is_current(database)
    database.close()


def test_the_migrated_database_equals_the_declared_tables(migrated: Database, tmp_path: Path) -> None:
    with migrated.reader.connect() as connection:
        options = {"include_name": is_declared_as_a_table}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata)
    assert differences == []
    by_steps = shape(migrated)
    clauses = checks(migrated) if migrated.is_sqlite else []
    if migrated.is_sqlite:
        declared = Database(f"sqlite:///{tmp_path / 'declared.db'}")
    else:
        declared = migrated
        with migrated.writer.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    Table.metadata.create_all(declared.writer)
    assert shape(declared) == by_steps
    if migrated.is_sqlite:
        assert checks(declared) == clauses
        assert clauses
        declared.close()
    migrated.close()


def test_migrating_twice_changes_nothing(migrated: Database) -> None:
    before = shape(migrated)
    upgrade(migrated)
    assert is_current(migrated)
    assert shape(migrated) == before
    migrated.close()


ONE_OF_THE_STAFF = "INSERT INTO staff (role, kind, name, totp_step) VALUES ('{role}', '{kind}', 'Somebody', 0)"


def test_a_database_with_staff_of_the_release_before_takes_reviewers_and_no_other_kind(database_url: str) -> None:
    database = Database(database_url)
    config = migration_config()
    with database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text(ONE_OF_THE_STAFF.format(role="officer-1", kind="officer")))
    upgrade(database)
    with database.writer.begin() as connection:
        connection.execute(text(ONE_OF_THE_STAFF.format(role="reviewer-1", kind="reviewer")))
        assert list(connection.execute(text("SELECT role FROM staff ORDER BY role")).scalars()) == [
            "officer-1",
            "reviewer-1",
        ]
    with pytest.raises(IntegrityError), database.writer.begin() as connection:
        connection.execute(text(ONE_OF_THE_STAFF.format(role="boss-1", kind="boss")))
    if database.is_sqlite:
        with database.reader.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    database.close()
