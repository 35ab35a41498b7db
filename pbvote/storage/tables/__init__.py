"""Tables by store: rounds, roll, ballots (envelopes and box), log, staff."""

from pbvote.storage.tables.ballots import BallotRow, DraftRow, EnvelopeRow
from pbvote.storage.tables.base import Table
from pbvote.storage.tables.log import CheckpointRow, CommitmentRow, LeaseRow, LogEntryRow, LogHeadRow
from pbvote.storage.tables.roll import (
    AssistanceRow,
    CodeRow,
    FailureRow,
    MarkRow,
    MemberRow,
    RollRow,
    SignInRow,
    VoterSessionRow,
)
from pbvote.storage.tables.roll_lists import RollChangeRow, RollListRow
from pbvote.storage.tables.rounds import (
    AuditorLinkRow,
    CheckRunRow,
    InstallationRow,
    PopulationRow,
    PotRow,
    PreparedActRow,
    ProjectListRow,
    ProjectRow,
    ResultRow,
    RoundRow,
    TrustTextRow,
)
from pbvote.storage.tables.staff import InviteRow, RecoveryCodeRow, SecurityEventRow, StaffRow, StaffSessionRow

__all__ = [
    "AssistanceRow",
    "AuditorLinkRow",
    "BallotRow",
    "CheckRunRow",
    "CheckpointRow",
    "CodeRow",
    "CommitmentRow",
    "DraftRow",
    "EnvelopeRow",
    "FailureRow",
    "InstallationRow",
    "InviteRow",
    "LeaseRow",
    "LogEntryRow",
    "LogHeadRow",
    "MarkRow",
    "MemberRow",
    "PopulationRow",
    "PotRow",
    "PreparedActRow",
    "ProjectListRow",
    "ProjectRow",
    "RecoveryCodeRow",
    "ResultRow",
    "RollChangeRow",
    "RollListRow",
    "RollRow",
    "RoundRow",
    "SecurityEventRow",
    "SignInRow",
    "StaffRow",
    "StaffSessionRow",
    "Table",
    "TrustTextRow",
    "VoterSessionRow",
]
