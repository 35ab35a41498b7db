"""An idea whose review is whole: its authors read it before anybody else, and get their days to answer."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.times import format_time
from pbvote.services.ask_panel import ask_where_needed
from pbvote.services.tell import tell
from pbvote.services.trail import leave_trail
from pbvote.storage.queries.review_progress import IdeaProgress, ReviewSetting, ideas_in_review, review_setting
from pbvote.storage.tables import AnswerRow, AuthorRow, ProposalRow


def after_signing(db: Session, now: datetime, proposal_id: int, *, says_another_thing: bool = True) -> bool:
    """Call it in the transaction that signs a review of any area: whether the review of the idea is whole now.

    Then its authors are told. When they were told before, and it now says another thing, their days begin anew.
    """
    db.flush()
    setting = _setting_of(db, proposal_id)
    found = ideas_in_review(db, setting, proposal_id) if setting else ()
    if setting is None or not found or not found[0].is_whole:
        return False
    told = db.get(AnswerRow, proposal_id)
    if told is None or says_another_thing:
        _give_days(db, now, setting, found[0], told)
    ask_where_needed(db, now, setting.round_id)
    return True


def tell_authors(db: Session, now: datetime, idea: IdeaProgress, round_id: str, kind: str, **more: str) -> None:
    """Tell every author of an idea something about its review."""
    authors = db.scalars(select(AuthorRow.member_key).where(AuthorRow.proposal_id == idea.id))
    tell(db, now, authors, kind, round=round_id, number=idea.number, title=idea.title, **more)


def _setting_of(db: Session, proposal_id: int) -> ReviewSetting | None:
    row = db.get(ProposalRow, proposal_id)
    return review_setting(db, row.round_id) if row else None


def _give_days(db: Session, now: datetime, setting: ReviewSetting, idea: IdeaProgress, told: AnswerRow | None) -> None:
    until = now + timedelta(days=setting.answer_days)
    if told is None:
        db.add(AnswerRow(proposal_id=idea.id, told_at=now, until=until))
        leave_trail(db, now, idea.id, "reviewed")
    else:  # what they answered stays theirs, and they may answer again
        told.told_at, told.until, told.answered_at, told.reminded_at = now, until, None, None
    tell_authors(db, now, idea, setting.round_id, "review-ready", until=format_time(until))
