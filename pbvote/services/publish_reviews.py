"""An officer publishes the reviews of a round: all at once, never one by one, and only when nothing is missing.

Publishing is what moves the round on to its list: a date alone never does.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase, require_phase
from pbvote.domain.phase_events import ReviewsPublished, VerdictCount
from pbvote.domain.review import Verdict
from pbvote.domain.review_errors import ReviewsNotReadyError
from pbvote.services.move_phase import move_to
from pbvote.services.office import Office
from pbvote.services.phases import phases_row
from pbvote.services.review_gaps import what_is_missing
from pbvote.services.security_log import note_security
from pbvote.services.sign_log import sign_log
from pbvote.services.tell import Told, tell_each
from pbvote.services.text_hash import new_salt, text_hash, texts_root
from pbvote.services.trail import leave_trail
from pbvote.storage.queries.idea_authors import authors_of
from pbvote.storage.queries.review_progress import IdeaProgress, ideas_in_review, review_setting
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.queries.trust import officer
from pbvote.storage.tables import AnswerRow, PhasesRow, ProposalRow, ReviewRow
from pbvote.storage.unit_of_work import UnitOfWork


def publish_reviews(office: Office, role: str, round_id: str) -> None:
    """Show everybody every review of a round, with the authors' answers, and move the round to its list.

    Raises ReviewsNotReadyError with what is missing, NotInPhaseError, UnknownOfficerError, UnknownRoundError.
    """
    sign_log(office)
    with office.database.write(exclusive=round_id) as uow:
        acting = officer(uow.db, role).role
        now = office.clock.now(uow.db)
        round_row(uow.db, round_id, lock=True)
        phases = phases_row(uow.db, round_id, lock=True)
        require_phase(Phase(phases.phase), Phase.REVIEW)
        missing = what_is_missing(uow.db, round_id, now)
        if missing:
            raise ReviewsNotReadyError(missing)
        _publish(uow, phases, now, (acting,))
        move_to(uow, phases, Phase.LIST, now, (acting,))
        note_security(uow.db, now, "reviews.published", acting, round=round_id)
        uow.commit()


def _publish(uow: UnitOfWork, phases: PhasesRow, now: datetime, roles: tuple[str, ...]) -> None:
    setting = review_setting(uow.db, phases.round_id)
    ideas = {idea.id: idea for idea in ideas_in_review(uow.db, setting)} if setting else {}
    reviews = _rows(uow.db, phases.round_id, ideas)
    hashes = [_show(row, phases.round_id, ideas[row.proposal_id]) for row in reviews]
    hashes += [_show_answer(row, phases.round_id, ideas[row.proposal_id]) for row in _answers(uow.db, phases, ideas)]
    for idea in ideas:
        leave_trail(uow.db, now, idea, "published")
    _tell_all(uow.db, now, phases.round_id, ideas)
    phases.published_at = now
    entry = ReviewsPublished(
        round=phases.round_id, ideas=len(ideas), reviews=len(reviews), texts=texts_root(hashes),
        verdicts=_verdicts(reviews), roles=roles,
    )  # fmt: skip
    uow.log.append([entry], now)


def _tell_all(db: Session, now: datetime, round_id: str, ideas: Mapping[int, IdeaProgress]) -> None:
    authors = authors_of(db, round_id)
    told: list[Told] = [
        (authors.get(idea.id, ()), {"round": round_id, "number": idea.number, "title": idea.title})
        for idea in ideas.values()
    ]
    tell_each(db, now, "reviews-published", told)


def _rows(db: Session, round_id: str, ideas: dict[int, IdeaProgress]) -> list[ReviewRow]:
    found = select(ReviewRow).join(ProposalRow, ProposalRow.id == ReviewRow.proposal_id)
    signed = found.where(ProposalRow.round_id == round_id, ReviewRow.state == "signed")
    return [row for row in db.scalars(signed) if row.proposal_id in ideas]


def _answers(db: Session, phases: PhasesRow, ideas: dict[int, IdeaProgress]) -> list[AnswerRow]:
    """Those with words in them that everybody may read."""
    found = select(AnswerRow).join(ProposalRow, ProposalRow.id == AnswerRow.proposal_id)
    given = found.where(ProposalRow.round_id == phases.round_id, AnswerRow.text != "", AnswerRow.state == "shown")
    return [row for row in db.scalars(given) if row.proposal_id in ideas]


def _show(row: ReviewRow, round_id: str, idea: IdeaProgress) -> str:
    row.state, row.salt = "published", new_salt()
    row.hash = text_hash(row.salt, review_document(row, round_id, idea.number))
    return row.hash


def _show_answer(row: AnswerRow, round_id: str, idea: IdeaProgress) -> str:
    row.salt = new_salt()
    row.hash = text_hash(row.salt, {"answer": row.text, "number": idea.number, "round": round_id})
    return row.hash


def review_document(row: ReviewRow, round_id: str, number: int) -> dict[str, Any]:
    """What is hashed of a review: what it says, of which version of which idea; never who wrote it."""
    said = {name: getattr(row, name) for name in ("area", "change", "cost", "reason", "verdict", "version", "worth")}
    return {**said, "number": number, "round": round_id}


def _verdicts(reviews: list[ReviewRow]) -> tuple[VerdictCount, ...]:
    found = [row.verdict for row in reviews]
    return tuple(VerdictCount(found.count(each), each.value) for each in sorted(Verdict) if each in found)
