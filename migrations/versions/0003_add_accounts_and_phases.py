"""Add members' accounts, phases and questions.

Revision 0003, after 0002.

Rules for a step:
- add, fill, tighten, each a step of its own; the previous release must still run on the result;
- never batch_alter_table(recreate): on SQLite it silently drops triggers;
- log_entry and checkpoint are only ever added to: no step may touch their rows;
- tests/storage/test_migrations.py compares the result with the declared tables on both databases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("shown_as", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("by_email", sa.Boolean(), nullable=True),
        sa.Column("muted", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_account_member_key_member")),
        sa.PrimaryKeyConstraint("member_key", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "mail_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.CheckConstraint("purpose IN ('sign-in', 'confirm')", name=op.f("ck_mail_link_purpose")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_mail_link_member_key_member")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_mail_link")),
    )
    op.create_index(op.f("ix_mail_link_member_key"), "mail_link", ["member_key"], unique=False)
    op.create_table(
        "phases",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("questions_at", sa.Text(), nullable=True),
        sa.Column("ideas_at", sa.Text(), nullable=False),
        sa.Column("review_at", sa.Text(), nullable=False),
        sa.Column("list_at", sa.Text(), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("moderation", sa.Text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.Column("listed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("moderation IN ('before', 'after')", name=op.f("ck_phases_moderation")),
        sa.CheckConstraint(
            "phase IN ('waiting', 'questions', 'ideas', 'review', 'list')", name=op.f("ck_phases_phase")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_phases_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_phases")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'shown', 'hidden', 'chosen', 'not-chosen')", name=op.f("ck_question_state")
        ),
        sa.ForeignKeyConstraint(["judged_by"], ["staff.role"], name=op.f("fk_question_judged_by_staff")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_question_member_key_member")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_question_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_member_key"), "question", ["member_key"], unique=False)
    op.create_index(op.f("ix_question_round_id"), "question", ["round_id"], unique=False)
    op.create_table(
        "tablet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("purpose IN ('propose', 'vote')", name=op.f("ck_tablet_purpose")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.role"], name=op.f("fk_tablet_opened_by_staff")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_tablet_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tablet")),
    )
    op.create_index(op.f("ix_tablet_round_id"), "tablet", ["round_id"], unique=False)
    op.create_table(
        "member_session",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("tablet_id", sa.Integer(), nullable=True),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_member_session_member_key_member")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_member_session_round_id_round")),
        sa.ForeignKeyConstraint(["tablet_id"], ["tablet.id"], name=op.f("fk_member_session_tablet_id_tablet")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_member_session")),
    )
    op.create_index(op.f("ix_member_session_member_key"), "member_session", ["member_key"], unique=False)
    op.create_table(
        "question_support",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_question_support_member_key_member")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_support_question_id_question")
        ),
        sa.PrimaryKeyConstraint("question_id", "member_key", name=op.f("pk_question_support")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_question_support_member_key"), "question_support", ["member_key"], unique=False)
    op.create_table(
        "tablet_card",
        sa.Column("tablet_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_tablet_card_member_key_member")),
        sa.ForeignKeyConstraint(["tablet_id"], ["tablet.id"], name=op.f("fk_tablet_card_tablet_id_tablet")),
        sa.PrimaryKeyConstraint("tablet_id", "member_key", name=op.f("pk_tablet_card")),
        sqlite_with_rowid=False,
    )
