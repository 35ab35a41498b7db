"""One idea as its reviewer has it on the desk: all its words, what is written so far, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.proposal import IdeaWords, Stage, parse_idea
from pbvote.domain.review import ReviewWords, review_mark
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.queries.review_interest import interests_of, stays_out
from pbvote.storage.queries.review_progress import IdeaProgress, ReviewSetting, ideas_in_review, review_setting
from pbvote.storage.queries.review_queue import Reviewer
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import ProposalRow, ProposalVersionRow, ReviewRow


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as far as it is written; `state` is empty before the first time it is saved, `mark` then too."""

    words: ReviewWords
    state: str
    version: int
    mark: str
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """An idea under review. `holder`: who of this area has it, by role, empty for nobody.

    `before` are the words of the version that the review was written about, when the authors changed it since.
    `has_interest` of whoever looks; `is_out`: that, or the idea may be their own.
    """

    setting: ReviewSetting
    idea: IdeaProgress
    words: IdeaWords
    before: IdeaWords | None
    holder: str
    kept: KeptReview
    has_interest: bool
    is_out: bool


def review_sheet(db: Session, person: Reviewer, proposal_id: int) -> ReviewSheet | None:
    """The idea for a reviewer of an area; None for one that this area does not review now."""
    row = db.get(ProposalRow, min(proposal_id, MOST_ID))
    setting = review_setting(db, row.round_id) if row and row.stage == Stage.OPEN else None
    found = ideas_in_review(db, setting, proposal_id) if setting else ()
    work = found[0].area(person.area) if found else None
    if setting is None or work is None:
        return None
    kept = kept_review(db, proposal_id, person.area)
    is_behind = work.role == person.role and 0 < kept.version < found[0].version
    return ReviewSheet(
        setting=setting,
        idea=found[0],
        words=version_words(db, proposal_id, found[0].version),
        before=version_words(db, proposal_id, kept.version) if is_behind else None,
        holder=work.role,
        kept=kept,
        has_interest=proposal_id in interests_of(db, person.role),
        is_out=stays_out(db, staff_member(db, person.role), proposal_id),
    )


def kept_review(db: Session, proposal_id: int, area: str) -> KeptReview:
    """What is written in an area about an idea."""
    row = db.get(ReviewRow, (proposal_id, area))
    if row is None:
        return KeptReview(ReviewWords(), "", 0, "", None)
    words = ReviewWords(row.verdict, row.cost, row.change, row.worth, row.reason)
    mark = review_mark(words, row.role or "", row.state, row.version)
    return KeptReview(words, row.state, row.version, mark, row.saved_at)


def version_words(db: Session, proposal_id: int, number: int) -> IdeaWords:
    """What an idea said in a version; nothing in one whose words were erased."""
    row = db.get(ProposalVersionRow, (proposal_id, number))
    return parse_idea(row.words if row else "")
