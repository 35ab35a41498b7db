"""The idea that members talk about, inside a unit of work: found by its number in the round, held while they write."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.proposal import Stage, parse_idea
from pbvote.storage.search import FOUND, NOT_TO_BE_READ
from pbvote.storage.tables import AuthorRow, ProposalRow, ProposalVersionRow

MOST_NUMBER = 10_000_000
"""No round has so many ideas, and a database takes no larger number than some."""


def open_idea(db: Session, round_id: str, number: int, *, lock: bool = False) -> ProposalRow:
    """An idea that everybody can read now; raises UnknownIdeaError for any other."""
    query = select(ProposalRow).where(
        ProposalRow.round_id == round_id,
        ProposalRow.number == min(number, MOST_NUMBER),
        ProposalRow.stage == Stage.OPEN,
    )
    row = db.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise UnknownIdeaError
    return row


def is_author(db: Session, proposal_id: int, member_key: str) -> bool:
    """Whether a member is an author of an idea."""
    return db.get(AuthorRow, (proposal_id, member_key)) is not None


def authors_of(db: Session, proposal_id: int) -> list[str]:
    """The keys of the authors of an idea."""
    return list(db.scalars(select(AuthorRow.member_key).where(AuthorRow.proposal_id == proposal_id)))


def idea_details(idea: ProposalRow) -> dict[str, str | int]:
    """How notices name an idea to its authors."""
    return {"round": idea.round_id, "number": idea.number or 0, "title": idea.title}


def details_for_others(db: Session, idea: ProposalRow) -> dict[str, str | int]:
    """The same for who did not write it: by the title that everybody could read last, never by one that waits."""
    title = idea.title if idea.stage in FOUND else _read_before(db, idea)
    return {"round": idea.round_id, "number": idea.number or 0, "title": title or NOT_TO_BE_READ}


def _read_before(db: Session, idea: ProposalRow) -> str:
    shown = select(ProposalVersionRow.words).where(
        ProposalVersionRow.proposal_id == idea.id, ProposalVersionRow.shown.is_(True)
    )
    words = db.scalars(shown.order_by(ProposalVersionRow.number.desc()).limit(1)).first()
    return parse_idea(words).title if words else ""
