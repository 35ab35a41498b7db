"""Youth sessions: a helper opens one on a tablet at a club or school, and closes it."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from pbvote.domain.draft import fault_of_text
from pbvote.domain.errors import PbvoteError
from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.domain.staff import OFFICER, NotYourTaskError
from pbvote.domain.text import tidy
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.clock import true_now
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.tables import TabletRow

PROPOSE, VOTE = "propose", "vote"

LONGEST_PLACE = 80

GRACE = timedelta(minutes=5)
"""So long after the closing somebody in the middle can save what they wrote."""


class PlaceError(PbvoteError):
    """A place that is not said, or not in words that can stand."""


class NoTabletNowError(PbvoteError):
    """A session for something that cannot be done in the round now."""

    def __init__(self) -> None:
        super().__init__(say("This cannot be done in that round now. Choose again from the list."))


@dataclass(frozen=True, slots=True)
class Tablet:
    """A youth session as its tablet knows it. `takes_cards`: nobody closed it yet. `over`: nobody is in the middle."""

    id: int
    round_id: str
    purpose: str
    place: str
    takes_cards: bool
    over: bool


def open_tablet(office: Office, seat: StaffSeat, round_id: str, purpose: str, place: str) -> str:
    """Open a session; the secret for the cookie of its tablet. Raises PlaceError, NoTabletNowError, NotInPhaseError."""
    said = tidy(place)
    fault = fault_of_text(said, LONGEST_PLACE) if said else say("Say where you are, for example “Mill Lane School”.")
    if fault:
        raise PlaceError(fault)
    with office.database.write() as uow:
        _require_possible(uow.db, round_id, purpose)
        now = true_now(uow.db)
        row = TabletRow(round_id=round_id, purpose=purpose, place=said, opened_by=seat.role, opened_at=now)
        uow.db.add(row)
        uow.db.flush()
        note_security(uow.db, office.clock.now(uow.db), "tablet.opened", seat.role, round=round_id, number=str(row.id))
        uow.commit()
        return tablet_token(office, row.id)


def close_tablet(office: Office, seat: StaffSeat, tablet_id: int) -> None:
    """Take no more cards; who is in the middle has five minutes. Raises NotYourTaskError for another's session."""
    with office.database.write() as uow:
        row = own_tablet(uow.db, seat, tablet_id, lock=True)
        if row.closed_at is None:
            row.closed_at = true_now(uow.db) + GRACE
            now = office.clock.now(uow.db)
            note_security(uow.db, now, "tablet.closed", seat.role, round=row.round_id, number=str(row.id))
        uow.commit()


def own_tablet(db: Session, seat: StaffSeat, tablet_id: int, *, lock: bool = False) -> TabletRow:
    """A session, for the helper who opened it and for officers; raises NotYourTaskError for anybody else."""
    row = db.get(TabletRow, tablet_id, with_for_update=lock or None)
    if row is None or (seat.kind != OFFICER and row.opened_by != seat.role):
        raise NotYourTaskError
    return row


def tablet_token(office: Office, tablet_id: int) -> str:
    """What the cookie of a tablet holds: its number, and a keyed hash of it that nobody else can make."""
    return f"{tablet_id}.{office.keys.hide('tablet', str(tablet_id)).hex()}"


def tablet_of(office: Office, token: str) -> Tablet | None:
    """The session of a tablet by its cookie; None for a cookie that is none of ours."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 9):  # noqa: PLR2004 - digits that any database takes
        return None
    if not hmac.compare_digest(tablet_token(office, int(number)).encode(), token.encode()):
        return None
    with office.database.read() as db:
        row = db.get(TabletRow, int(number))
        return None if row is None else _tablet(row, true_now(db))


def _tablet(row: TabletRow, now: datetime) -> Tablet:
    over = row.closed_at is not None and row.closed_at <= now
    return Tablet(row.id, row.round_id, row.purpose, row.place, takes_cards=row.closed_at is None, over=over)


def _require_possible(db: Session, round_id: str, purpose: str) -> None:
    if purpose == PROPOSE:
        require(db, round_id, Phase.QUESTIONS, Phase.IDEAS)
    elif purpose != VOTE or state_of(round_row(db, round_id)) is not RoundState.OPEN:
        raise NoTabletNowError
