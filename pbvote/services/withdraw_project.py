"""Withdrawing a project after the freeze: ballots stay as cast, and the count closes up."""

from pbvote.domain.errors import IllegalMoveError, UnknownProjectError
from pbvote.domain.events import ProjectWithdrawn
from pbvote.domain.round import RoundState
from pbvote.services.approval import Approval
from pbvote.storage.queries.rounds import state_of
from pbvote.storage.tables import ProjectRow

BEFORE_THE_DRAW = frozenset(
    {RoundState.FROZEN, RoundState.SEALED, RoundState.OPEN, RoundState.SUSPENDED, RoundState.CLOSED}
)
"""When a project can still leave the ballot."""

REASONS = ("author", "safety", "funded-elsewhere", "not-possible")
"""Why a project may leave the ballot, as the log says it."""


def withdraw_project(approval: Approval) -> None:
    """Take the project `project` of the pot `pot` off the ballot, for one of REASONS; never after the draw."""
    uow, given = approval.uow, approval.arguments
    if state_of(approval.round) not in BEFORE_THE_DRAW:
        raise IllegalMoveError("withdraw a project", approval.round.state)
    if given["reason"] not in REASONS:
        raise IllegalMoveError(f"withdraw a project for “{given['reason']}”", "run by this program")
    is_text = "\0" not in given["pot"] + given["project"]  # PostgreSQL takes no NUL
    row = uow.db.get(ProjectRow, (approval.round.id, given["pot"], given["project"])) if is_text else None
    if row is None or row.withdrawn:
        raise UnknownProjectError(given["project"])
    row.withdrawn = True
    entry = ProjectWithdrawn(
        round=approval.round.id, pot=row.pot_id, project=row.id, reason=given["reason"], roles=approval.roles
    )
    uow.log.append([entry], approval.office.clock.now(uow.db))
