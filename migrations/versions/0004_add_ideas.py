"""Add ideas and what is said about them.

Revision 0004, after 0003.

Rules for a step:
- add, fill, tighten, each a step of its own; the previous release must still run on the result;
- never batch_alter_table(recreate): on SQLite it silently drops triggers;
- log_entry and checkpoint are only ever added to: no step may touch their rows;
- tests/storage/test_migrations.py compares the result with the declared tables on both databases.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("yearly", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.CheckConstraint("price >= 0 AND yearly >= 0", name=op.f("ck_price_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price")),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.CheckConstraint("subject IN ('proposal', 'comment', 'question')", name=op.f("ck_objection_subject")),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.role"], name=op.f("fk_objection_answered_by_staff")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_objection_member_key_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_member_key"), "objection", ["member_key"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.CheckConstraint("subject IN ('proposal', 'comment', 'question')", name=op.f("ck_report_subject")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_report_member_key_member")),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.role"], name=op.f("fk_report_settled_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_member_key"), "report", ["member_key"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("pot_id", sa.Text(), nullable=True),
        sa.Column("author_key", sa.Text(), nullable=True),
        sa.Column("young", sa.Boolean(), nullable=False),
        sa.Column("typed_by", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("draft_number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.Text(), nullable=True),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("judged_reason", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("outcome_by", sa.Text(), nullable=True),
        sa.Column("project_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('draft', 'waiting', 'open', 'hidden', 'withdrawn', 'merged', 'decided')",
            name=op.f("ck_proposal_stage"),
        ),
        sa.ForeignKeyConstraint(["author_key"], ["member.key"], name=op.f("fk_proposal_author_key_member")),
        sa.ForeignKeyConstraint(["judged_by"], ["staff.role"], name=op.f("fk_proposal_judged_by_staff")),
        sa.ForeignKeyConstraint(["merged_into"], ["proposal.id"], name=op.f("fk_proposal_merged_into_proposal")),
        sa.ForeignKeyConstraint(["outcome_by"], ["staff.role"], name=op.f("fk_proposal_outcome_by_staff")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_proposal_question_id_question")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_proposal_round_id_round")),
        sa.ForeignKeyConstraint(["typed_by"], ["staff.role"], name=op.f("fk_proposal_typed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_proposal_round_id_number")),
    )
    op.create_index(op.f("ix_proposal_author_key"), "proposal", ["author_key"], unique=False)
    op.create_index(op.f("ix_proposal_round_id"), "proposal", ["round_id"], unique=False)
    op.create_table(
        "author",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_author_member_key_member")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_author_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", "member_key", name=op.f("pk_author")),
    )
    op.create_index(op.f("ix_author_member_key"), "author", ["member_key"], unique=False)
    op.create_table(
        "author_invite",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["member.key"], name=op.f("fk_author_invite_made_by_member")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_author_invite_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_author_invite")),
    )
    op.create_index(op.f("ix_author_invite_proposal_id"), "author_invite", ["proposal_id"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("judged_at", sa.Text(), nullable=True),
        sa.Column("judged_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('comment', 'question', 'answer')", name=op.f("ck_comment_kind")),
        sa.CheckConstraint("state IN ('waiting', 'shown', 'hidden', 'removed')", name=op.f("ck_comment_state")),
        sa.ForeignKeyConstraint(["judged_by"], ["staff.role"], name=op.f("fk_comment_judged_by_staff")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_comment_member_key_member")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_comment_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_member_key"), "comment", ["member_key"], unique=False)
    op.create_index(op.f("ix_comment_parent_id"), "comment", ["parent_id"], unique=False)
    op.create_index(op.f("ix_comment_proposal_id"), "comment", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_comment_state"), "comment", ["state"], unique=False)
    op.create_table(
        "proposal_version",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["member.key"], name=op.f("fk_proposal_version_made_by_member")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_version_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_proposal_version")),
    )
    op.create_table(
        "support",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_support_member_key_member")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_support_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", "member_key", name=op.f("pk_support")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_support_member_key"), "support", ["member_key"], unique=False)
    op.create_table(
        "trail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_trail_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    op.create_index(op.f("ix_trail_proposal_id"), "trail", ["proposal_id"], unique=False)
    op.create_table(
        "idea_search",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_idea_search_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_idea_search_round_id_round")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_idea_search")),
    )
    op.create_index("ix_idea_search_terms", "idea_search", ["terms"], unique=False, postgresql_using="gin")
    op.create_index(op.f("ix_idea_search_round_id"), "idea_search", ["round_id"], unique=False)
    _index_what_ideas_say()


def _index_what_ideas_say() -> None:
    """FTS5 over idea_search with the triggers that keep it in step; PostgreSQL has its index above."""
    if op.get_bind().dialect.name != "sqlite":
        return
    new = "INSERT INTO idea_index(rowid, title, words) VALUES (new.proposal_id, new.title, new.words)"
    old = (
        "INSERT INTO idea_index(idea_index, rowid, title, words) "
        "VALUES ('delete', old.proposal_id, old.title, old.words)"
    )
    op.execute(
        "CREATE VIRTUAL TABLE idea_index USING fts5(title, words, content='idea_search', "
        "content_rowid='proposal_id', prefix='2 3 4', tokenize='porter unicode61')"
    )
    op.execute(f"CREATE TRIGGER idea_search_is_found AFTER INSERT ON idea_search BEGIN {new}; END")
    op.execute(f"CREATE TRIGGER idea_search_is_lost AFTER DELETE ON idea_search BEGIN {old}; END")
    op.execute(f"CREATE TRIGGER idea_search_is_changed AFTER UPDATE ON idea_search BEGIN {old}; {new}; END")
