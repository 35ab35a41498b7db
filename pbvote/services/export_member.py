"""Everything the database holds about a member, for that member: never a ranking, never a secret, nobody else's data.

A table that names a member stands here with the columns that are told; tests hold that none is forgotten. Not told are
random salts and scrambled values: they say nothing to anybody, and a birthday could be tried out with them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import (
    AccountRow,
    AssistanceRow,
    AuthorInviteRow,
    AuthorRow,
    CodeRow,
    CommentRow,
    DraftRow,
    EnvelopeRow,
    InterestRow,
    MailLinkRow,
    MarkRow,
    MemberRow,
    MemberSessionRow,
    MergeConsentRow,
    NoticeRow,
    ObjectionRow,
    OutboxRow,
    PanelRow,
    PanelVoteRow,
    ProposalRow,
    ProposalVersionRow,
    QuestionRow,
    QuestionSupportRow,
    ReportRow,
    ReviewRow,
    RollChangeRow,
    RollRow,
    SignInRow,
    SupportRow,
    TabletCardRow,
    VoterSessionRow,
)

Facts = dict[str, Any]

PLAIN: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "member": (
        MemberRow,
        "key",
        ("name", "ward", "under_16", "under_18", "member_class", "address", "postcode", "large_print"),
    ),
    "account": (AccountRow, "member_key", ("email", "shown_as", "language", "by_email", "muted", "joined_at")),
    "sessions": (MemberSessionRow, "member_key", ("device", "seen_at", "ends_at")),
    "links": (MailLinkRow, "member_key", ("purpose", "email", "ends_at", "used_at")),
    "roll": (RollRow, "member_key", ("round_id", "group", "pots", "age_band", "removed")),
    "roll_changes": (
        RollChangeRow,
        "member_key",
        ("act", "reason", "name", "ward", "address", "postcode", "group", "pots", "age_band"),
    ),
    "marks": (MarkRow, "member_key", ("round_id", "pot_id", "marked")),
    "envelopes": (EnvelopeRow, "member_key", ("round_id", "pot_id")),
    "vote_drafts": (DraftRow, "member_key", ("round_id", "pot_id")),
    "codes": (CodeRow, "member_key", ("round_id", "state")),
    "voting_sessions": (VoterSessionRow, "member_key", ("round_id", "ends_at")),
    "voting_days": (SignInRow, "member_key", ("round_id", "day")),
    "helped": (AssistanceRow, "member_key", ("round_id", "day")),
    "invitations": (AuthorInviteRow, "made_by", ("proposal_id", "made_at", "ends_at", "used_at")),
    "supports": (SupportRow, "member_key", ("proposal_id", "since")),
    "comments": (
        CommentRow,
        "member_key",
        ("proposal_id", "kind", "text", "state", "made_at", "judged_at", "judged_reason"),
    ),
    "reports": (ReportRow, "member_key", ("subject", "subject_id", "reason", "made_at", "settlement")),
    "objections": (ObjectionRow, "member_key", ("subject", "subject_id", "text", "made_at", "answer", "upheld")),
    "questions": (QuestionRow, "member_key", ("round_id", "text", "state", "why", "made_at")),
    "question_supports": (QuestionSupportRow, "member_key", ("question_id", "since")),
    "panel": (PanelRow, "member_key", ("round_id", "since", "ended_at")),
    "panel_votes": (PanelVoteRow, "member_key", ("proposal_id", "matter", "agrees")),
    "panel_reviews": (
        ReviewRow,
        "member_key",
        ("proposal_id", "area", "verdict", "cost", "change", "worth", "reason", "state", "saved_at"),
    ),
    "interests": (InterestRow, "who", ("proposal_id", "said_at")),
    "merge_consents": (MergeConsentRow, "member_key", ("merge_id", "agrees")),
    "cards": (TabletCardRow, "member_key", ("tablet_id",)),
    "notices": (NoticeRow, "member_key", ("kind", "details", "made_at", "read_at")),
    "messages": (OutboxRow, "member_key", ("channel", "address", "subject", "state", "made_at", "sent_at")),
}
"""By the name of its part: the table, the column that names the member, and the columns that are told."""

_IDEA = (
    "id", "round_id", "number", "pot_id", "stage", "title", "theme", "ward", "cost", "draft", "made_at",
    "submitted_at", "judged_reason", "outcome", "outcome_reason", "project_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Export:
    """The parts by name, each a list of facts; `trust` keeps them, `made_at` they were taken out."""

    trust: str
    made_at: datetime
    parts: dict[str, list[Facts]]

    def to_json(self) -> str:
        """The file that a member takes along."""
        around = {"about": "Everything that this site holds about you", "trust": self.trust, "made_at": self.made_at}
        return json.dumps({**around, **self.parts}, default=_plain, ensure_ascii=False, indent=2) + "\n"


def export_member(office: Office, seat: MemberSeat) -> Export:
    """Everything about the member in the seat, and about nobody else."""
    with office.database.read() as db:
        parts = {
            name: _rows(db, columns, table, getattr(table, key) == seat.member_key)
            for name, (table, key, columns) in PLAIN.items()
        }
        account = db.get(AccountRow, seat.member_key)
        for each in parts["account"]:
            each["has_password"] = account is not None and account.password is not None
        parts["ideas"] = _ideas(db, seat.member_key)
        return Export(installation(db).trust, office.clock.now(db), parts)


def _ideas(db: Session, member_key: str) -> list[Facts]:
    """The ideas that they are an author of, with every version that was sent; not who the other authors are."""
    mine = select(AuthorRow.proposal_id).where(AuthorRow.member_key == member_key)
    ideas = _rows(db, _IDEA, ProposalRow, ProposalRow.id.in_(mine))
    for idea in ideas:
        versions = _rows(
            db, ("number", "words", "made_at"), ProposalVersionRow, ProposalVersionRow.proposal_id == idea["id"]
        )
        idea["draft"] = _read(idea["draft"])
        idea["versions"] = [{**each, "words": _read(each["words"])} for each in versions]
    return ideas


def _rows(db: Session, columns: Sequence[str], table: Any, condition: ColumnElement[bool]) -> list[Facts]:  # noqa: ANN401 - any of our tables
    query = select(*(getattr(table, name) for name in columns)).where(condition).order_by(*table.__table__.primary_key)
    return [dict(zip(columns, row, strict=True)) for row in db.execute(query)]


def _read(text: str) -> object:
    return json.loads(text) if text else None


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(type(value).__name__)
