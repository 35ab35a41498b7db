"""Acts of one officer before the freeze: allowed from the board with a fresh second factor, and in the log."""

from pbvote.domain.phase import Phase
from pbvote.services.board_acts import require_one_officer
from pbvote.services.choose_questions import choose_questions
from pbvote.services.move_phase import move_phase
from pbvote.services.office import Office
from pbvote.services.staff_session import StaffSeat


def move_on_board(office: Office, seat: StaffSeat, round_id: str, wanted: Phase) -> None:
    """As move_phase, for the officer who is signed in. Raises NotYourTaskError, SecondFactorMissingError."""
    require_one_officer(office, seat)
    move_phase(office, seat.role, round_id, wanted)


def choose_on_board(office: Office, seat: StaffSeat, round_id: str) -> None:
    """As choose_questions, for the officer who is signed in. Raises NotYourTaskError, SecondFactorMissingError."""
    require_one_officer(office, seat)
    choose_questions(office, seat.role, round_id)
