"""Run migrations on the connection that pbvote.storage.migrate hands over."""

from alembic import context

from pbvote.storage.tables import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=False)
with context.begin_transaction():
    context.run_migrations()
