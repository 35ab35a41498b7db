"""Cancelling a round: two officers give it up before it has closed, and its ballots are never opened."""

from sqlalchemy import delete

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.events import RoundCancelled
from pbvote.domain.round import RoundAct, RoundState, state_after
from pbvote.services.approval import Approval
from pbvote.services.phases import is_in_phases
from pbvote.services.suspend_round import REASONS
from pbvote.storage.queries.rounds import state_of
from pbvote.storage.tables import DraftRow

CANCELLABLE = frozenset(
    {
        RoundState.DRAFT,
        RoundState.FROZEN,
        RoundState.SEALED,
        RoundState.OPEN,
        RoundState.SUSPENDED,
        RoundState.CLOSING,
    }
)
"""When a round can still be cancelled: until `round.closed` stands in the log."""


def cancel_round(approval: Approval) -> None:
    """Write `round.cancelled`, for one of REASONS. A draft that nobody approved is not in the log: it is just left."""
    row, uow, reason = approval.round, approval.uow, approval.arguments["reason"]
    if not (row.approved or is_in_phases(uow.db, row)):
        raise IllegalMoveError("cancel", "a draft that nobody has approved")
    if reason not in REASONS:
        raise IllegalMoveError(f"cancel for “{reason}”", "run by this program")
    row.state = state_after(state_of(row), RoundAct.CANCEL)
    row.suspended_until = row.stopped = None
    uow.db.execute(delete(DraftRow).where(DraftRow.round_id == row.id))  # what they had begun is nobody's business
    entry = RoundCancelled(round=row.id, reason=reason, roles=approval.roles)
    uow.log.append([entry], approval.office.clock.now(uow.db))
