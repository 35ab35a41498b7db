"""Suspending a round: one officer may stop voting for 24 hours at most; it is logged."""

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.events import RoundSuspended
from pbvote.domain.round import SUSPENSION, RoundAct, state_after
from pbvote.services.office import Office
from pbvote.services.sign_log import sign_log
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.queries.trust import officer

REASONS = ("technical", "security", "legal", "access", "other")
"""Why voting may be stopped or extended, as the log says it."""


def suspend_round(office: Office, role: str, round_id: str, reason: str) -> None:
    """Stop voting now, for one of REASONS. It goes on by two officers or after 24 hours."""
    if reason not in REASONS:
        raise IllegalMoveError(f"suspend for “{reason}”", "run by this program")
    sign_log(office)
    with office.database.write(exclusive=round_id) as uow:
        row = round_row(uow.db, round_id, lock=True)
        acting = officer(uow.db, role).role
        row.state = state_after(state_of(row), RoundAct.SUSPEND)
        now = office.clock.now(uow.db).replace(microsecond=0)
        row.suspended_until = now + SUSPENSION
        entry = RoundSuspended(round=round_id, until=row.suspended_until, reason=reason, roles=(acting,))
        uow.log.append([entry], now)
        uow.commit()
    sign_log(office)
