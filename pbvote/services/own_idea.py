"""An author's own idea inside a unit of work: only its authors open it, and only while it can still be changed."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import IdeaClosedError, UnknownIdeaError
from pbvote.domain.phase import Phase, require_phase
from pbvote.domain.proposal import IdeaWords, Stage, parse_idea
from pbvote.services.phases import phases_row
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.tables import AuthorRow, MemberRow, ProposalRow, ProposalVersionRow, SupportRow

EDITABLE = frozenset({Stage.DRAFT, Stage.WAITING, Stage.OPEN, Stage.HIDDEN})
"""Stages in which authors change their words; a hidden idea is changed so that it can be shown again."""


def own_row(db: Session, member_key: str, proposal_id: int, *, lock: bool = False) -> ProposalRow:
    """The idea of one of its authors; raises UnknownIdeaError for anybody else, as for an idea that is not there."""
    row = db.get(ProposalRow, proposal_id, with_for_update=lock or None) if proposal_id <= MOST_ID else None
    if row is None or db.get(AuthorRow, (proposal_id, member_key)) is None:
        raise UnknownIdeaError
    return row


def words_of(db: Session, row: ProposalRow) -> IdeaWords:
    """What an idea says to its authors: their draft, else its present version."""
    if row.draft or not row.version:
        return parse_idea(row.draft)
    return parse_idea(db.get_one(ProposalVersionRow, (row.id, row.version)).words)


def require_editable(db: Session, row: ProposalRow) -> None:
    """Raise IdeaClosedError or NotInPhaseError unless the words of an idea may change now.

    A draft that nobody sent may be kept and changed at any time: whoever writes on past the last day loses nothing.
    """
    if Stage(row.stage) not in EDITABLE:
        raise IdeaClosedError
    phases = phases_row(db, row.round_id, lock=True)
    if row.stage == Stage.DRAFT:
        return
    require_phase(Phase(phases.phase), Phase.IDEAS, Phase.REVIEW)
    if phases.published_at is not None:
        raise IdeaClosedError


def keep_words(db: Session, row: ProposalRow, words: IdeaWords) -> None:
    """Keep what the authors wrote as their draft; the same as the present version is no draft."""
    same = row.version > 0 and words == parse_idea(db.get_one(ProposalVersionRow, (row.id, row.version)).words)
    row.draft = "" if same else words.to_json()
    row.draft_number += 1


def add_author(db: Session, row: ProposalRow, member: MemberRow, now: datetime) -> None:
    """Make a member an author. With one under 18 the idea is a young one, and stays so when they leave.

    Support is what others give: whoever becomes an author does not count among those who support the idea.
    """
    db.add(AuthorRow(proposal_id=row.id, member_key=member.key, since=now))
    row.young = row.young or member.under_18
    db.execute(delete(SupportRow).where(SupportRow.proposal_id == row.id, SupportRow.member_key == member.key))


def author_keys(db: Session, proposal_id: int) -> list[str]:
    """The authors of an idea by their keys, the first one first."""
    rows = select(AuthorRow.member_key).where(AuthorRow.proposal_id == proposal_id)
    return list(db.scalars(rows.order_by(AuthorRow.since, AuthorRow.member_key)))


def ideas_of(db: Session, member_key: str, round_id: str) -> int:
    """How many ideas a member began in a round that were not withdrawn."""
    counted = select(func.count()).where(
        ProposalRow.round_id == round_id,
        ProposalRow.author_key == member_key,
        ProposalRow.stage != Stage.WITHDRAWN,
    )
    return db.scalar(counted) or 0
