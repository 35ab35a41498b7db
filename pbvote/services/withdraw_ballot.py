"""Taking a vote back: the envelope forgets the ranking, the mark is cleared, the log will say "taken back"."""

from pbvote.auditlog.envelope import MAX_CHANGES
from pbvote.domain.errors import (
    ChangeNeedsSignInError,
    ChangeNotAllowedError,
    NothingToWithdrawError,
    TooManyChangesError,
)
from pbvote.domain.round import require_open
from pbvote.services.office import Office
from pbvote.services.sealed_rows import sealer
from pbvote.services.seat import Seat, mark_of
from pbvote.services.voter_session import end_freshness
from pbvote.storage.queries.rounds import round_row, schedule_of, state_of
from pbvote.storage.tables import EnvelopeRow


def withdraw_ballot(office: Office, seat: Seat, pot_id: str) -> None:
    """Take back the voter's vote in a pot, until the close."""
    with office.database.write(shared=seat.round_id) as uow:
        row = round_row(uow.db, seat.round_id)
        mark = mark_of(uow.db, seat, pot_id, lock=True)
        box = sealer(office, seat.round_id)
        stored = uow.db.get_one(EnvelopeRow, (seat.round_id, pot_id, seat.member_key), populate_existing=True)
        envelope = box.open(stored)
        require_open(state_of(row), schedule_of(row), office.clock.now(uow.db))
        if envelope.ballot is None:
            raise NothingToWithdrawError
        if not row.change_allowed:
            raise ChangeNotAllowedError
        if not seat.may_change:
            raise ChangeNeedsSignInError
        if len(envelope.replaced) >= MAX_CHANGES:
            raise TooManyChangesError
        box.keep(uow.db, stored, envelope.withdrawn())
        mark.marked = False
        end_freshness(uow.db, seat)
        uow.commit()
