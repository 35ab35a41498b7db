"""Moving a round to its next phase: by its dates, or earlier by one officer. It never goes back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError
from pbvote.domain.event import SYSTEM, Event
from pbvote.domain.phase import Phase, require_move
from pbvote.domain.phase_events import IdeasSubmitted, PhaseMoved
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.domain.times import format_time
from pbvote.services.idea_texts import idea_texts
from pbvote.services.office import Office
from pbvote.services.phases import dates_of, phases_row
from pbvote.services.security_log import note_security
from pbvote.services.sign_log import sign_log
from pbvote.services.tell import tell
from pbvote.services.text_hash import texts_root
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.queries.trust import officer
from pbvote.storage.tables import AccountRow, AuthorRow, PhasesRow, ProposalRow, RollRow, RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


class ReviewsMissingError(PbvoteError):
    """The ballot cannot be put together: reviews are published first, all at once."""

    def __init__(self) -> None:
        super().__init__(say("The reviews must be published first. The page of the reviews says what is missing."))


class PhaseOverError(PbvoteError):
    """The round is past its freeze."""

    def __init__(self) -> None:
        super().__init__(say("The ballot of this round is fixed. Its phases are over."))


def move_phase(office: Office, role: str, round_id: str, wanted: Phase) -> None:
    """Move a round to its next phase before its date. Raises PhaseMoveError, ReviewsMissingError, UnknownRoundError."""
    sign_log(office)
    with office.database.write(exclusive=round_id) as uow:
        acting = officer(uow.db, role).role
        now = office.clock.now(uow.db)
        move_to(uow, _running(uow.db, round_id), wanted, now, (acting,))
        note_security(uow.db, now, "phase.moved", acting, round=round_id, phase=wanted.value)
        uow.commit()


def move_to(uow: UnitOfWork, phases: PhasesRow, wanted: Phase, now: datetime, roles: tuple[str, ...]) -> None:
    """Move within an act that has the row locked and commits: the log says so, and members are told.

    To LIST only after the act has written `reviews.published` and set `published_at`. Raises as move_phase does.
    """
    require_move(dates_of(phases), Phase(phases.phase), wanted)
    if wanted is Phase.LIST and phases.published_at is None:
        raise ReviewsMissingError
    entries: list[Event] = []
    if wanted is Phase.REVIEW:
        sent = idea_texts(uow.db, phases.round_id)
        entries.append(IdeasSubmitted(phases.round_id, sent.ideas, texts_root(sent.hashes)))
    uow.log.append([*entries, PhaseMoved(phases.round_id, wanted.value, roles)], now)
    phases.phase = wanted.value
    _tell(uow.db, now, phases, wanted)


def move_due_phase(office: Office) -> bool:
    """Move one round whose next phase has come, by one phase; whether there was one. For the tick.

    Reviews are not published by a date alone: the move to LIST waits for them.
    """
    with office.database.read() as db:
        now = office.clock.now(db)
        due = next((row.round_id for row in running_phases(db) if _due(row, now) is not None), None)
    if due is None:
        return False
    with office.database.write(exclusive=due) as uow:
        phases, now = _running(uow.db, due), office.clock.now(uow.db)
        wanted = _due(phases, now)
        if wanted is not None:
            move_to(uow, phases, wanted, now, SYSTEM)
        uow.commit()
    return True


def running_phases(db: Session) -> list[PhasesRow]:
    """The approved phases of the rounds that are drafts still, oldest round first."""
    query = (
        select(PhasesRow)
        .join(RoundRow, RoundRow.id == PhasesRow.round_id)
        .where(PhasesRow.approved.is_(True), RoundRow.state == RoundState.DRAFT.value)
        .order_by(RoundRow.number)
    )
    return list(db.scalars(query))


def _due(phases: PhasesRow, now: datetime) -> Phase | None:
    """The next phase when its time has come and nothing else is waited for."""
    dates = dates_of(phases)
    following = dates.after(Phase(phases.phase))
    begins = dates.begins(following) if following is not None else None
    return following if begins is not None and begins <= now and following is not Phase.LIST else None


def _running(db: Session, round_id: str) -> PhasesRow:
    row = round_row(db, round_id, lock=True)
    phases = phases_row(db, row.id, lock=True)
    if row.state != RoundState.DRAFT:
        raise PhaseOverError
    return phases


def _tell(db: Session, now: datetime, phases: PhasesRow, phase: Phase) -> None:
    round_id = phases.round_id
    said = {"round": round_id, "round_title": db.get_one(RoundRow, round_id).title}
    if phase is Phase.IDEAS:
        joined = select(AccountRow.member_key).join(RollRow, RollRow.member_key == AccountRow.member_key)
        members = db.scalars(joined.where(RollRow.round_id == round_id, RollRow.removed.is_(False)))
        tell(db, now, members, "phase-ideas", **said, until=format_time(phases.review_at))
    elif phase is Phase.REVIEW:
        authors = select(AuthorRow.member_key).join(ProposalRow, ProposalRow.id == AuthorRow.proposal_id)
        members = db.scalars(authors.where(ProposalRow.round_id == round_id, ProposalRow.number.is_not(None)))
        tell(db, now, members, "phase-review", **said)
