"""Approving a round's schedule, pots and rules: the log says what will be voted on, and when."""

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.round import RoundState
from pbvote.formats.frozen_round import round_created
from pbvote.services.approval import Approval
from pbvote.services.plan_round import read_plan


def approve_round(approval: Approval) -> None:
    """Write `round.created`; once."""
    row, uow = approval.round, approval.uow
    if row.state != RoundState.DRAFT or row.approved:
        raise IllegalMoveError("approve the schedule", "approved already")
    row.approved = True
    uow.log.append([round_created(read_plan(uow.db, row), approval.roles)], approval.office.clock.now(uow.db))
