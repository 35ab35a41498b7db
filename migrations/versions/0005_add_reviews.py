"""Add reviews, the youth panel and merging, and reviewers among the staff.

Revision 0005, after 0004.

Rules for a step:
- add, fill, tighten, each a step of its own; the previous release must still run on the result;
- never batch_alter_table(recreate): on SQLite it silently drops triggers;
- log_entry and checkpoint are only ever added to: no step may touch their rows;
- tests/storage/test_migrations.py compares the result with the declared tables on both databases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = ("'officer'", "'clerk'", "'helper'", "'reviewer'")


def upgrade() -> None:
    op.create_table(
        "panel",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_panel_member_key_member")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_panel_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "member_key", name=op.f("pk_panel")),
    )
    op.create_index(op.f("ix_panel_member_key"), "panel", ["member_key"], unique=False)
    op.create_table(
        "reviewer",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.CheckConstraint("area IN ('council', 'front-line')", name=op.f("ck_reviewer_area")),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_reviewer_role_staff")),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_reviewer")),
    )
    op.create_table(
        "answer",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("reminded_at", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("judged_reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'shown', 'hidden')", name=op.f("ck_answer_state")),
        sa.ForeignKeyConstraint(["judged_by"], ["staff.role"], name=op.f("fk_answer_judged_by_staff")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_answer_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_answer")),
    )
    op.create_table(
        "assignment",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["staff.role"], name=op.f("fk_assignment_given_by_staff")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_assignment_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_assignment_role_staff")),
        sa.PrimaryKeyConstraint("proposal_id", "area", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_role"), "assignment", ["role"], unique=False)
    op.create_table(
        "interest",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("said_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_interest_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", "who", name=op.f("pk_interest")),
    )
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'done', 'refused', 'dropped')", name=op.f("ck_merge_state")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.role"], name=op.f("fk_merge_asked_by_staff")),
        sa.ForeignKeyConstraint(["from_id"], ["proposal.id"], name=op.f("fk_merge_from_id_proposal")),
        sa.ForeignKeyConstraint(["into_id"], ["proposal.id"], name=op.f("fk_merge_into_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_from_id"), "merge", ["from_id"], unique=False)
    op.create_index(op.f("ix_merge_into_id"), "merge", ["into_id"], unique=False)
    op.create_table(
        "panel_say",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.Column("shown_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_panel_say_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_panel_say")),
    )
    op.create_table(
        "decision",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.role"], name=op.f("fk_decision_decided_by_staff")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_decision_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_decision")),
    )
    op.create_table(
        "panel_vote",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.CheckConstraint("matter IN ('review', 'not-feasible')", name=op.f("ck_panel_vote_matter")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_panel_vote_member_key_member")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_panel_vote_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", "matter", "member_key", name=op.f("pk_panel_vote")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_panel_vote_member_key"), "panel_vote", ["member_key"], unique=False)
    op.create_table(
        "review",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("member_key", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("worth", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("area IN ('council', 'front-line', 'youth')", name=op.f("ck_review_area")),
        sa.CheckConstraint("state IN ('draft', 'signed', 'published')", name=op.f("ck_review_state")),
        sa.CheckConstraint("verdict IN ('', 'feasible', 'if-changed', 'not-feasible')", name=op.f("ck_review_verdict")),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_review_member_key_member")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_review_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_review_role_staff")),
        sa.PrimaryKeyConstraint("proposal_id", "area", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_role"), "review", ["role"], unique=False)
    op.create_table(
        "merge_consent",
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_merge_consent_member_key_member")),
        sa.ForeignKeyConstraint(["merge_id"], ["merge.id"], name=op.f("fk_merge_consent_merge_id_merge")),
        sa.PrimaryKeyConstraint("merge_id", "member_key", name=op.f("pk_merge_consent")),
    )
    op.create_index(op.f("ix_merge_consent_member_key"), "merge_consent", ["member_key"], unique=False)
    _widen_kinds()


def _widen_kinds() -> None:
    """SQLite changes a CHECK only in its own description of the table, as its documentation of ALTER TABLE says."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_staff_kind"), "staff", type_="check")
        op.create_check_constraint(op.f("ck_staff_kind"), "staff", f"kind IN ({', '.join(KINDS)})")
        return
    op.execute("PRAGMA writable_schema = ON")
    op.execute(
        "UPDATE sqlite_master SET sql = replace(sql, '''helper'')', '''helper'', ''reviewer'')') "
        "WHERE type = 'table' AND name = 'staff'"
    )
    op.execute("PRAGMA writable_schema = RESET")
