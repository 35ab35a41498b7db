"""Letting a stopped close run again: two officers say that what was wrong is repaired."""

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.events import IncidentRecorded
from pbvote.services.approval import Approval


def close_again(approval: Approval) -> None:
    """Write that two officers agreed; the next tick closes the round, or stops again."""
    row, uow = approval.round, approval.uow
    if row.stopped is None:
        raise IllegalMoveError("close again", "not stopped")
    row.stopped = None
    repaired = IncidentRecorded(
        class_="balance-repaired", count=1, from_=None, to=None, role=approval.roles[1], round=row.id
    )
    uow.log.append([repaired], approval.office.clock.now(uow.db))
