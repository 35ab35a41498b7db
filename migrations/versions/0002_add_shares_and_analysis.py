"""Add parts of the voting money to pots, and the analysis to results.

Revision 0002, after 0001.

Rules for a step:
- add, fill, tighten, each a step of its own; the previous release must still run on the result;
- never batch_alter_table(recreate): on SQLite it silently drops triggers;
- log_entry and checkpoint are only ever added to: no step may touch their rows;
- tests/storage/test_migrations.py compares the result with the declared tables on both databases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pot", sa.Column("shares", sa.Text(), nullable=True))
    op.add_column("result", sa.Column("analysis", sa.LargeBinary(), nullable=True))
    op.add_column("result", sa.Column("public_analysis", sa.LargeBinary(), nullable=True))
