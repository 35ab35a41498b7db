"""The versions of an idea that everybody could read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.proposal import IdeaWords, parse_idea
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.search import FOUND
from pbvote.storage.tables import ProposalRow, ProposalVersionRow


@dataclass(frozen=True, slots=True)
class IdeaVersion:
    """What an idea said when it was sent for the `number`-th time."""

    number: int
    made_at: datetime
    words: IdeaWords


def public_versions(db: Session, round_id: str, number: int) -> tuple[IdeaVersion, ...]:
    """The versions in their order, at least one; what staff hid or never let through is left out.

    Raises UnknownIdeaError for an idea that not everybody can read now.
    """
    query = select(ProposalRow).where(ProposalRow.round_id == round_id, ProposalRow.number == min(number, MOST_ID))
    row = db.scalars(query).one_or_none()
    if row is None or row.stage not in FOUND:
        raise UnknownIdeaError
    kept = select(ProposalVersionRow).where(
        ProposalVersionRow.proposal_id == row.id,
        ProposalVersionRow.shown.is_(True) | (ProposalVersionRow.number == row.version),
    )
    found = tuple(
        IdeaVersion(each.number, each.made_at, parse_idea(each.words))
        for each in db.scalars(kept.order_by(ProposalVersionRow.number))
    )
    if not found:
        raise UnknownIdeaError
    return found
