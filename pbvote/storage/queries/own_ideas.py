"""What an author sees of their own ideas: drafts too, which nobody else may open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import IdeaWords, Stage, parse_idea
from pbvote.storage.tables import AuthorRow, PhasesRow, ProposalRow, ProposalVersionRow, RoundRow

MOST_ID = 2**31 - 1
"""No idea has a higher id: databases take no larger number in its place."""


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea as one of its authors sees it. `words` are the draft, else the present version; `sent` that version.

    `number` is None before it was sent first; `reason` why staff hid it; `until` when the ideas phase ends.
    """

    id: int
    round_id: str
    round_title: str
    phase: Phase
    until: datetime
    number: int | None
    stage: Stage
    words: IdeaWords
    sent: IdeaWords | None
    version: int
    draft_number: int
    young: bool
    is_first: bool
    authors: int
    typed: bool
    published: bool
    reason: str
    outcome: str | None
    outcome_reason: str
    project_id: str | None

    @property
    def has_changes(self) -> bool:
        """Whether it was sent and then changed, and the change not sent yet."""
        return self.sent is not None and self.sent != self.words

    @property
    def may_change(self) -> bool:
        """Whether its words may be written now."""
        if self.stage is Stage.DRAFT:
            return True
        in_time = self.phase in {Phase.IDEAS, Phase.REVIEW} and not self.published
        return in_time and self.stage in {Stage.WAITING, Stage.OPEN, Stage.HIDDEN}

    @property
    def may_send(self) -> bool:
        """Whether it can be sent now, or its changes."""
        return self.phase is Phase.IDEAS if self.stage is Stage.DRAFT else self.may_change and self.has_changes


def own_ideas(db: Session, member_key: str) -> tuple[OwnIdea, ...]:
    """The ideas of an author, the newest first."""
    return _ideas(db, member_key)


def own_idea(db: Session, member_key: str, proposal_id: int) -> OwnIdea:
    """One of them; raises UnknownIdeaError for anybody who is not an author of it."""
    found = _ideas(db, member_key, proposal_id) if proposal_id <= MOST_ID else ()
    if not found:
        raise UnknownIdeaError
    return found[0]


def _ideas(db: Session, member_key: str, proposal_id: int | None = None) -> tuple[OwnIdea, ...]:
    query = (
        select(ProposalRow, RoundRow.title, PhasesRow)
        .join(AuthorRow, AuthorRow.proposal_id == ProposalRow.id)
        .join(RoundRow, RoundRow.id == ProposalRow.round_id)
        .join(PhasesRow, PhasesRow.round_id == ProposalRow.round_id)
        .where(AuthorRow.member_key == member_key)
        .order_by(ProposalRow.id.desc())
    )
    found = list(db.execute(query if proposal_id is None else query.where(ProposalRow.id == proposal_id)))
    ids = [row.id for row, _title, _phases in found]
    sent, authors = _present_words(db, ids), _numbers_of_authors(db, ids)
    return tuple(
        _view(row, title, phases, sent.get(row.id), authors[row.id], is_first=row.author_key == member_key)
        for row, title, phases in found
    )


def _present_words(db: Session, ids: Sequence[int]) -> dict[int, IdeaWords]:
    versions = select(ProposalVersionRow.proposal_id, ProposalVersionRow.words).join(
        ProposalRow,
        (ProposalRow.id == ProposalVersionRow.proposal_id) & (ProposalRow.version == ProposalVersionRow.number),
    )
    return {key: parse_idea(words) for key, words in db.execute(versions.where(ProposalRow.id.in_(ids)))}


def _numbers_of_authors(db: Session, ids: Sequence[int]) -> dict[int, int]:
    numbers = dict.fromkeys(ids, 0)
    for key in db.scalars(select(AuthorRow.proposal_id).where(AuthorRow.proposal_id.in_(ids))):
        numbers[key] += 1
    return numbers


def _view(  # noqa: PLR0913 - the parts of one row of the answer above
    row: ProposalRow, title: str, phases: PhasesRow, sent: IdeaWords | None, authors: int, *, is_first: bool
) -> OwnIdea:
    return OwnIdea(
        id=row.id,
        round_id=row.round_id,
        round_title=title,
        phase=Phase(phases.phase),
        until=phases.review_at,
        number=row.number,
        stage=Stage(row.stage),
        words=parse_idea(row.draft) if row.draft or sent is None else sent,
        sent=sent,
        version=row.version,
        draft_number=row.draft_number,
        young=row.young,
        is_first=is_first,
        authors=authors,
        typed=row.typed_by is not None,
        published=phases.published_at is not None,
        reason=row.judged_reason,
        outcome=row.outcome,
        outcome_reason=row.outcome_reason,
        project_id=row.project_id,
    )
