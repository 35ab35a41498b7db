"""Protected acts from the pages of the board: the two people sign in, are of the right kind, and leave a trace."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.orm import Session

from pbvote.domain.errors import (
    ActLapsedError,
    DatabaseBusyError,
    IllegalMoveError,
    OwnActError,
    PbvoteError,
    UnknownOfficerError,
)
from pbvote.domain.staff import NotYourTaskError, SecondFactorMissingError
from pbvote.services.act_list import OFFICERS, Done, ProtectedAct
from pbvote.services.office import Office
from pbvote.services.phases import is_in_phases
from pbvote.services.protected_acts import confirm_act, drop_act, known_act, prepare_act, prepared_act, why_lapsed
from pbvote.services.security_log import note_security
from pbvote.services.staff import require_two_enrolled
from pbvote.services.staff_session import StaffSeat
from pbvote.services.suspend_round import suspend_round
from pbvote.storage.clock import true_now
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.tables import StaffSessionRow

Answer = TypeVar("Answer")


def prepare_on_board(office: Office, seat: StaffSeat, round_id: str | None, act: str, /, **arguments: str) -> int:
    """As prepare_act, for whoever is signed in; the round must be where this act begins.

    Raises beside what prepare_act raises: TwoOfficersNeededError, NotYourTaskError, SecondFactorMissingError,
    IllegalMoveError.
    """
    protected = known_act(act, round_id)
    with office.database.read() as db:
        _require_may(db, seat)
        _require_kind(seat, protected.preparers(arguments))
        require_state(db, protected, round_id, act)
    number = prepare_act(office, seat.role, round_id, act, **arguments)
    _note(office, seat, "act.prepared", act, number)
    return number


def confirm_on_board(office: Office, seat: StaffSeat, number: int) -> Done:
    """As confirm_act, for whoever is signed in; raises the same, and what prepare_on_board raises."""
    act = _act_of(office, number)
    with office.database.read() as db:
        _require_may(db, seat)
    done = _noting_refusals(office, seat, act, number, lambda: confirm_act(office, seat.role, number))
    with suppress(DatabaseBusyError):  # a printing or a link exists only here: it must reach whoever confirmed
        _note(office, seat, "act.confirmed", act, number)
    return done


def drop_on_board(office: Office, seat: StaffSeat, number: int) -> None:
    """As drop_act, for whoever is signed in; NotYourTaskError for who can neither take it back nor confirm it.

    It needs no second factor: giving up an act does nothing.
    """
    act = _act_of(office, number)
    _noting_refusals(office, seat, act, number, lambda: drop_act(office, seat.role, number))
    _note(office, seat, "act.dropped", act, number)


def suspend_on_board(office: Office, seat: StaffSeat, round_id: str, reason: str) -> None:
    """As suspend_round, for the officer who is signed in: while voting is open, the one act of one officer alone."""
    require_one_officer(office, seat)
    suspend_round(office, seat.role, round_id, reason)
    with suppress(DatabaseBusyError):  # voting has stopped, and the officer must not be told otherwise
        _note(office, seat, "round.suspended", "suspend", 0, round=round_id)


def require_one_officer(office: Office, seat: StaffSeat) -> None:
    """For what one officer does alone. Raises NotYourTaskError, SecondFactorMissingError."""
    _require_kind(seat, OFFICERS)
    with office.database.read() as db:
        _require_fresh(db, seat)


def lapse_on_board(office: Office, number: int) -> str:
    """Why a prepared act can be confirmed by nobody any more, in words; empty while it can be."""
    with office.database.read() as db:
        return why_lapsed(db, office.clock.now(db), prepared_act(db, number))


def lapsed_among(office: Office, numbers: tuple[int, ...]) -> frozenset[int]:
    """Those of some prepared acts that nobody can confirm any more."""
    known: dict[str, str] = {}
    with office.database.read() as db:
        now = office.clock.now(db)
        return frozenset(each for each in numbers if why_lapsed(db, now, prepared_act(db, each), known))


def _require_may(db: Session, seat: StaffSeat) -> None:
    """Nobody prepares or confirms before two officers can sign in, or without a fresh second factor."""
    require_two_enrolled(db)
    _require_fresh(db, seat)


def _require_fresh(db: Session, seat: StaffSeat) -> None:
    """The page asked for the second factor already; a crafted request did not go through the page."""
    session = db.get(StaffSessionRow, seat.id_hash)
    if session is None or session.role != seat.role or session.fresh_until <= true_now(db):
        raise SecondFactorMissingError


def _require_kind(seat: StaffSeat, kinds: frozenset[str]) -> None:
    if seat.kind not in kinds:
        raise NotYourTaskError


def require_state(db: Session, protected: ProtectedAct, round_id: str | None, act: str) -> None:
    """Raise IllegalMoveError unless an act can be prepared in the present state of its round, or in its phases."""
    if round_id is None:
        return
    row = round_row(db, round_id)
    state = state_of(row)
    if protected.states and state not in protected.states and not (protected.in_phases and is_in_phases(db, row)):
        raise IllegalMoveError(act, state.value)


def _act_of(office: Office, number: int) -> str:
    with office.database.read() as db:
        return prepared_act(db, number).act


def _noting_refusals(office: Office, seat: StaffSeat, act: str, number: int, confirm: Callable[[], Answer]) -> Answer:
    try:
        return confirm()
    except UnknownOfficerError as error:
        _note(office, seat, "act.refused", act, number, why="kind")
        raise NotYourTaskError from error
    except (OwnActError, ActLapsedError) as error:
        _note(office, seat, "act.refused", act, number, why=_word_of(error))
        raise


def _word_of(error: PbvoteError) -> str:
    return "own act" if isinstance(error, OwnActError) else "lapsed"


def _note(office: Office, seat: StaffSeat, kind: str, act: str, number: int, **detail: str) -> None:
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        note_security(uow.db, now, kind, seat.role, act=act, number=str(number), **detail)
        uow.commit()
