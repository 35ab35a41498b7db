"""Tables by store: rounds, roll, ballots (envelopes and box), log."""

from pbvote.storage.tables.ballots import BallotRow, DraftRow, EnvelopeRow
from pbvote.storage.tables.base import Table
from pbvote.storage.tables.log import CheckpointRow, CommitmentRow, LeaseRow, LogEntryRow, LogHeadRow
from pbvote.storage.tables.roll import (
    CodeRow,
    FailureRow,
    MarkRow,
    MemberRow,
    RollRow,
    SignInRow,
    VoterSessionRow,
)
from pbvote.storage.tables.rounds import (
    InstallationRow,
    OfficerRow,
    PotRow,
    PreparedActRow,
    ProjectRow,
    ResultRow,
    RoundRow,
)

__all__ = [
    "BallotRow",
    "CheckpointRow",
    "CodeRow",
    "CommitmentRow",
    "DraftRow",
    "EnvelopeRow",
    "FailureRow",
    "InstallationRow",
    "LeaseRow",
    "LogEntryRow",
    "LogHeadRow",
    "MarkRow",
    "MemberRow",
    "OfficerRow",
    "PotRow",
    "PreparedActRow",
    "ProjectRow",
    "ResultRow",
    "RollRow",
    "RoundRow",
    "SignInRow",
    "Table",
    "VoterSessionRow",
]
