"""Authors whose days to answer a review run out are told once more, two days before the end. For the tick."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.times import format_time
from pbvote.services.office import Office
from pbvote.services.review_ready import after_signing, tell_authors
from pbvote.storage.queries.review_progress import ideas_in_review, review_setting
from pbvote.storage.tables import AnswerRow, PhasesRow, ProposalRow, ReviewRow

BEFORE_THE_END = timedelta(days=2)


def remind_answers(office: Office) -> None:
    """Tell whoever has not answered and has two days left; and authors whose review became whole by itself.

    That happens when the last who had still to sign need not any more, such as the only front-line reviewer who left.
    """
    with office.database.read() as db:
        now = office.clock.now(db)
        if not _ending(db, now) and not _signed_untold(db):
            return
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        for answer in _ending(uow.db, now):
            _remind(uow.db, now, answer)
        for idea in _signed_untold(uow.db):
            after_signing(uow.db, now, idea)
        uow.commit()


def _ending(db: Session, now: datetime) -> list[AnswerRow]:
    """Answers that are waited for and end within two days; who got no more than that at first is not told twice."""
    found = (
        select(AnswerRow)
        .join(ProposalRow, ProposalRow.id == AnswerRow.proposal_id)
        .join(PhasesRow, PhasesRow.round_id == ProposalRow.round_id)
        .where(
            PhasesRow.phase == Phase.REVIEW.value,
            AnswerRow.answered_at.is_(None),
            AnswerRow.reminded_at.is_(None),
            AnswerRow.until > now,
            AnswerRow.until <= now + BEFORE_THE_END,
        )
    )
    return [each for each in db.scalars(found) if each.until - each.told_at > BEFORE_THE_END]


def _signed_untold(db: Session) -> list[int]:
    """Ideas with a signed review whose authors were not told: most of them wait for another area."""
    found = (
        select(ReviewRow.proposal_id)
        .join(ProposalRow, ProposalRow.id == ReviewRow.proposal_id)
        .join(PhasesRow, PhasesRow.round_id == ProposalRow.round_id)
        .where(
            PhasesRow.phase == Phase.REVIEW.value,
            ReviewRow.state == "signed",
            ~exists().where(AnswerRow.proposal_id == ReviewRow.proposal_id),
        )
        .distinct()
    )
    return _whole(db, list(db.scalars(found)))


def _whole(db: Session, ideas: list[int]) -> list[int]:
    rounds = db.scalars(select(ProposalRow.round_id).where(ProposalRow.id.in_(ideas)).distinct())
    settings = [each for each in (review_setting(db, round_id) for round_id in rounds) if each is not None]
    found = [idea for setting in settings for idea in ideas_in_review(db, setting, *ideas)]
    return [idea.id for idea in found if idea.is_whole]


def _remind(db: Session, now: datetime, answer: AnswerRow) -> None:
    answer.reminded_at = now
    row = db.get_one(ProposalRow, answer.proposal_id)
    setting = review_setting(db, row.round_id)
    for idea in ideas_in_review(db, setting, row.id) if setting else ():
        tell_authors(db, now, idea, row.round_id, "answer-soon", until=format_time(answer.until))
