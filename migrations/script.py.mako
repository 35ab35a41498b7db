"""${message}

Revision ${up_revision}, after ${down_revision | comma,n}.

Rules for a step:
- add, fill, tighten, each a step of its own; the previous release must still run on the result;
- never batch_alter_table(recreate): on SQLite it silently drops triggers;
- log_entry and checkpoint are only ever added to: no step may touch their rows;
- tests/storage/test_migrations.py compares the result with the declared tables on both databases.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
