"""Offers to make one idea of two: as an author sees theirs, and as the staff see those of a round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from pbvote.storage.queries.panel import MOST_NUMBER
from pbvote.storage.search import FOUND, NOT_TO_BE_READ
from pbvote.storage.tables import AuthorRow, MergeConsentRow, MergeRow, ProposalRow


@dataclass(frozen=True, slots=True)
class OfferedIdea:
    """One of the two ideas of an offer."""

    id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer: `first` would become part of `second`. `agreed` of `authors` have said yes, nobody learns who.

    `own` is the word of the author who looks, None while they have not said any; for the staff always None.
    """

    id: int
    round_id: str
    first: OfferedIdea
    second: OfferedIdea
    reason: str
    state: str
    asked_at: datetime
    settled_at: datetime | None
    agreed: int
    authors: int
    own: bool | None = None


def offers_of_round(db: Session, round_id: str) -> tuple[Offer, ...]:
    """Every offer of a round, those that wait first, then the newest first."""
    found = _read(db, _FIRST.round_id == round_id)
    return tuple(sorted(found, key=lambda each: (each.state != "asked", -each.id)))


def offers_of(db: Session, member_key: str) -> tuple[Offer, ...]:
    """Offers that wait for an author of one of the two ideas, the oldest first."""
    return _read(db, MergeRow.state == "asked", _is_theirs(member_key), member_key=member_key)


def offer_for(db: Session, member_key: str, merge_id: int) -> Offer | None:
    """One offer for an author of one of its ideas, settled or not; None for everybody else."""
    if not 0 < merge_id <= MOST_NUMBER:
        return None
    return next(iter(_read(db, MergeRow.id == merge_id, _is_theirs(member_key), member_key=member_key)), None)


_FIRST, _SECOND = aliased(ProposalRow), aliased(ProposalRow)


def _is_theirs(member_key: str) -> ColumnElement[bool]:
    theirs = select(AuthorRow.proposal_id).where(AuthorRow.member_key == member_key)
    return or_(MergeRow.from_id.in_(theirs), MergeRow.into_id.in_(theirs))


def _read(db: Session, *wanted: ColumnElement[bool], member_key: str = "") -> tuple[Offer, ...]:
    """The offers that fit, in three queries however many there are."""
    rows = db.execute(
        select(MergeRow, _FIRST, _SECOND)
        .join(_FIRST, _FIRST.id == MergeRow.from_id)
        .join(_SECOND, _SECOND.id == MergeRow.into_id)
        .where(*wanted)
        .order_by(MergeRow.id)
    ).all()
    ideas = {idea.id for _row, first, second in rows for idea in (first, second)}
    wrote: dict[int, set[str]] = {each: set() for each in ideas}
    authors = select(AuthorRow.proposal_id, AuthorRow.member_key).where(AuthorRow.proposal_id.in_(ideas))
    for idea, key in db.execute(authors):
        wrote[idea].add(key)
    said: dict[int, dict[str, bool]] = {row.id: {} for row, _first, _second in rows}
    for word in db.scalars(select(MergeConsentRow).where(MergeConsentRow.merge_id.in_(list(said)))):
        said[word.merge_id][word.member_key] = word.agrees
    return tuple(
        Offer(
            id=row.id,
            round_id=first.round_id,
            first=_offered(first, is_read=not member_key or member_key in wrote[first.id]),
            second=_offered(second, is_read=not member_key or member_key in wrote[second.id]),
            reason=row.reason,
            state=row.state,
            asked_at=row.asked_at,
            settled_at=row.settled_at,
            agreed=sum(said[row.id].values()),
            authors=len(wrote[first.id] | wrote[second.id]),
            own=said[row.id].get(member_key),
        )
        for row, first, second in rows
    )


def _offered(idea: ProposalRow, *, is_read: bool) -> OfferedIdea:
    """An idea of an offer. `is_read`: by its authors or the staff; others see no title that waits or was hidden."""
    title = idea.title if is_read or idea.stage in FOUND else NOT_TO_BE_READ
    return OfferedIdea(idea.id, idea.number or 0, title)
