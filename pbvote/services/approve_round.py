"""Approving a round's schedule, pots and rules: the log says what will be voted on, and when."""

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.round import RoundState
from pbvote.formats.bundle import file_hash
from pbvote.formats.frozen_round import agreed_file, round_amended, round_created
from pbvote.services.approval import Approval
from pbvote.services.draft_check import is_agreed, require_ready
from pbvote.services.plan_round import read_plan


def approve_round(approval: Approval) -> None:
    """Write `round.created`, or `round.amended` for a draft that was changed since it was approved before.

    Raises RoundSetUpError for a draft that is not ready, IllegalMoveError when nothing new is to be approved.
    """
    row, uow = approval.round, approval.uow
    if row.state != RoundState.DRAFT:
        raise IllegalMoveError("approve the schedule", row.state)
    now = approval.office.clock.now(uow.db)
    require_ready(uow.db, row, now)
    plan = read_plan(uow.db, row)
    agreed = file_hash(agreed_file(plan))
    if is_agreed(uow.db, row):
        raise IllegalMoveError("approve the schedule", "approved already")
    entry = round_amended(plan, approval.roles) if row.approved else round_created(plan, approval.roles)
    row.approved, row.approved_plan = True, agreed
    uow.log.append([entry], now)
