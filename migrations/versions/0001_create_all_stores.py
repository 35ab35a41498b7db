"""Create all stores.

Revision 0001, the first.

Rules for a step:
- add, fill, tighten, each a step of its own; the previous release must still run on the result;
- never batch_alter_table(recreate): on SQLite it silently drops triggers;
- log_entry and checkpoint are only ever added to: no step may touch their rows;
- tests/storage/test_migrations.py compares the result with the declared tables on both databases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoint")),
    )
    op.create_table(
        "commitment",
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("added_in", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_commitment")),
        sa.UniqueConstraint("check_code", name=op.f("uq_commitment_check_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_commitment_round_id_pot_id", "commitment", ["round_id", "pot_id"], unique=False)
    op.create_table(
        "failure",
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "since", name=op.f("pk_failure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("clock_offset", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("clock IN ('true', 'shifted')", name=op.f("ck_installation_clock")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "lease",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_lease")),
    )
    op.create_table(
        "log_entry",
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_log_entry")),
    )
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("signed", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.Column("edge", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "member",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("under_16", sa.Boolean(), nullable=False),
        sa.Column("under_18", sa.Boolean(), nullable=False),
        sa.Column("member_class", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("identity_hash", sa.LargeBinary(), nullable=True),
        sa.Column("person_hash", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_member")),
        sa.UniqueConstraint("identity_hash", name=op.f("uq_member_identity_hash")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.Text(), nullable=False),
        sa.Column("agreed_close", sa.Text(), nullable=False),
        sa.Column("latest_close", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("change_allowed", sa.Boolean(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("approved_plan", sa.Text(), nullable=True),
        sa.Column("rules_text", sa.Text(), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=True),
        sa.Column("suspended_until", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.Column("seed", sa.Text(), nullable=True),
        sa.Column("stopped", sa.Text(), nullable=True),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("number", name=op.f("uq_round_number")),
    )
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
    )
    op.create_index(op.f("ix_security_event_at"), "security_event", ["at"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", "member_key", "day", name=op.f("pk_sign_in")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("appointed_at", sa.Text(), nullable=True),
        sa.Column("enrolled_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('officer', 'clerk', 'helper')", name=op.f("ck_staff_kind")),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_table(
        "assistance",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_assistance_member_key_member")),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_assistance_role_staff")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_assistance_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "role", "day", "member_key", name=op.f("pk_assistance")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "auditor_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_auditor_link_round_id_round")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_auditor_link")),
    )
    op.create_table(
        "check_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_check_run_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_run")),
    )
    op.create_index(op.f("ix_check_run_round_id"), "check_run", ["round_id"], unique=False)
    op.create_table(
        "invite",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("by_console", sa.Boolean(), nullable=False),
        sa.Column("works_from", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("purpose IN ('join', 'renew')", name=op.f("ck_invite_purpose")),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_invite_role_staff")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invite")),
    )
    op.create_table(
        "population",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("dimension IN ('all', 'band', 'ward')", name=op.f("ck_population_dimension")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_population_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "dimension", "name", name=op.f("pk_population")),
    )
    op.create_table(
        "pot",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("blurb", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("completion", sa.Text(), nullable=False),
        sa.Column("share_step", sa.BigInteger(), nullable=True),
        sa.Column("max_ranks", sa.Integer(), nullable=False),
        sa.Column("minimum_supporters", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("tier_in_force", sa.Text(), nullable=True),
        sa.Column("from_age", sa.Integer(), nullable=True),
        sa.Column("to_age", sa.Integer(), nullable=True),
        sa.Column("ages_on", sa.Date(), nullable=True),
        sa.Column("wards", sa.Text(), nullable=False),
        sa.Column("classes", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_pot_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "id", name=op.f("pk_pot")),
    )
    op.create_table(
        "prepared_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("prepared_at", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("dropped_by", sa.Text(), nullable=True),
        sa.Column("dropped_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.role"], name=op.f("fk_prepared_act_confirmed_by_staff")),
        sa.ForeignKeyConstraint(["dropped_by"], ["staff.role"], name=op.f("fk_prepared_act_dropped_by_staff")),
        sa.ForeignKeyConstraint(["prepared_by"], ["staff.role"], name=op.f("fk_prepared_act_prepared_by_staff")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_prepared_act_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_act")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_recovery_code_role_staff")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_role"), "recovery_code", ["role"], unique=False)
    op.create_table(
        "roll",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("pots", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("birthday_hash", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_key"], ["member.key"], name=op.f("fk_roll_member_key_member")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_roll_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "member_key", name=op.f("pk_roll")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "roll_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('preview', 'listed', 'applied', 'dropped')", name=op.f("ck_roll_list_state")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.role"], name=op.f("fk_roll_list_made_by_staff")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_roll_list_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_list")),
    )
    op.create_index(op.f("ix_roll_list_round_id"), "roll_list", ["round_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("fresh_until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["role"], ["staff.role"], name=op.f("fk_staff_session_role_staff")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_role"), "staff_session", ["role"], unique=False)
    op.create_table(
        "trust_text",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.role"], name=op.f("fk_trust_text_changed_by_staff")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_trust_text")),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("ranking", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id"], ["pot.round_id", "pot.id"], name=op.f("fk_ballot_round_id_pot_id_pot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("commitment", name=op.f("uq_ballot_commitment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("wrong_birthdays", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('live', 'replaced', 'stopped')", name=op.f("ck_code_state")),
        sa.ForeignKeyConstraint(
            ["round_id", "member_key"],
            ["roll.round_id", "roll.member_key"],
            name=op.f("fk_code_round_id_member_key_roll"),
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_code_round_id_member_key", "code", ["round_id", "member_key"], unique=False)
    op.create_table(
        "envelope",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "member_key"],
            ["roll.round_id", "roll.member_key"],
            name=op.f("fk_envelope_round_id_member_key_roll"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id"], ["pot.round_id", "pot.id"], name=op.f("fk_envelope_round_id_pot_id_pot")
        ),
        sa.PrimaryKeyConstraint("round_id", "pot_id", "member_key", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mark",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "member_key"],
            ["roll.round_id", "roll.member_key"],
            name=op.f("fk_mark_round_id_member_key_roll"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id"], ["pot.round_id", "pot.id"], name=op.f("fk_mark_round_id_pot_id_pot")
        ),
        sa.PrimaryKeyConstraint("round_id", "pot_id", "member_key", name=op.f("pk_mark")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "project",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("picture_alt", sa.Text(), nullable=False),
        sa.Column("proposer", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("cost > 0", name=op.f("ck_project_cost_above_zero")),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id"], ["pot.round_id", "pot.id"], name=op.f("fk_project_round_id_pot_id_pot")
        ),
        sa.PrimaryKeyConstraint("round_id", "pot_id", "id", name=op.f("pk_project")),
    )
    op.create_table(
        "project_list",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("projects", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff.role"], name=op.f("fk_project_list_made_by_staff")),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id"], ["pot.round_id", "pot.id"], name=op.f("fk_project_list_round_id_pot_id_pot")
        ),
        sa.PrimaryKeyConstraint("round_id", "pot_id", name=op.f("pk_project_list")),
    )
    op.create_table(
        "result",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("turnout", sa.LargeBinary(), nullable=True),
        sa.Column("trace", sa.LargeBinary(), nullable=True),
        sa.Column("public", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id"], ["pot.round_id", "pot.id"], name=op.f("fk_result_round_id_pot_id_pot")
        ),
        sa.PrimaryKeyConstraint("round_id", "pot_id", name=op.f("pk_result")),
    )
    op.create_table(
        "roll_change",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("member_class", sa.Text(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("under_16", sa.Boolean(), nullable=False),
        sa.Column("under_18", sa.Boolean(), nullable=False),
        sa.Column("identity_hash", sa.LargeBinary(), nullable=True),
        sa.Column("person_hash", sa.LargeBinary(), nullable=True),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("pots", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("birthday_hash", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("act IN ('add', 'remove')", name=op.f("ck_roll_change_act")),
        sa.ForeignKeyConstraint(["list_id"], ["roll_list.id"], name=op.f("fk_roll_change_list_id_roll_list")),
        sa.PrimaryKeyConstraint("list_id", "line", name=op.f("pk_roll_change")),
    )
    op.create_table(
        "voter_session",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("may_change", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("assisted_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["assisted_by"], ["staff.role"], name=op.f("fk_voter_session_assisted_by_staff")),
        sa.ForeignKeyConstraint(
            ["round_id", "member_key"],
            ["roll.round_id", "roll.member_key"],
            name=op.f("fk_voter_session_round_id_member_key_roll"),
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_voter_session")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("pot_id", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "pot_id", "member_key"],
            ["mark.round_id", "mark.pot_id", "mark.member_key"],
            name=op.f("fk_draft_round_id_pot_id_member_key_mark"),
        ),
        sa.PrimaryKeyConstraint("round_id", "pot_id", "member_key", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    _refuse_changes_to_the_log()


def _refuse_changes_to_the_log() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in ("log_entry", "checkpoint"):
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END",
                )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION pbvote_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$",
    )
    for table in ("log_entry", "checkpoint"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION pbvote_refuse_change()",
        )
