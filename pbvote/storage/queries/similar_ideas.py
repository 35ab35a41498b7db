"""Ideas of a round that may be like one that somebody is about to send."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.storage.search import asked_words, find_ideas, plain_words
from pbvote.storage.tables import AuthorRow, IdeaSearchRow, ProposalRow

MOST_SHOWN = 5
LEAST_SHARED = 2
"""Words that two ideas must share; one is enough where the new title has no more."""

_LOOKED_AT = 20
_STEM = 5
"""So many first letters make two words the same: lamp and lamps, play and playing."""


@dataclass(frozen=True, slots=True)
class SimilarIdea:
    """An idea that everybody can read. `supportable`: it is still open, and somebody else's."""

    id: int
    number: int
    title: str
    place: str
    supportable: bool


def similar_ideas(db: Session, member_key: str, idea: OwnIdea) -> tuple[SimilarIdea, ...]:
    """Those that share words with the title of an author's idea, the most like it first; never the idea itself."""
    sought = _stems(" ".join(asked_words(idea.words.title)))
    found = [each for each in find_ideas(db, idea.round_id, idea.words.title, _LOOKED_AT) if each != idea.id]
    if not sought or not found:
        return ()
    query = (
        select(ProposalRow, IdeaSearchRow.title, IdeaSearchRow.words)
        .join(IdeaSearchRow, IdeaSearchRow.proposal_id == ProposalRow.id)
        .where(ProposalRow.id.in_(found))
    )
    least = min(LEAST_SHARED, len(sought))
    rows = {row.id: row for row, title, said in db.execute(query) if len(sought & _stems(f"{title} {said}")) >= least}
    alike = [rows[key] for key in found if key in rows]
    own = set(db.scalars(select(AuthorRow.proposal_id).where(AuthorRow.member_key == member_key)))
    return tuple(_view(row, is_own=row.id in own) for row in alike[:MOST_SHOWN])


def _view(row: ProposalRow, *, is_own: bool) -> SimilarIdea:
    return SimilarIdea(row.id, row.number or 0, row.title, row.ward, row.stage == Stage.OPEN and not is_own)


def _stems(said: str) -> set[str]:
    return {word[:_STEM] for word in plain_words(said)}
