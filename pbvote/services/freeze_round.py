"""Freezing a round: from here on its rules, projects and costs carry a hash that residents can compare."""

from sqlalchemy.orm import Session

from pbvote.domain.errors import IllegalMoveError, RoundSetUpError
from pbvote.domain.events import FrozenProject, ProjectsFrozen
from pbvote.domain.plan import RoundPlan
from pbvote.domain.round import RoundAct, state_after
from pbvote.domain.sentence import say
from pbvote.formats.bundle import file_hash
from pbvote.formats.frozen_round import frozen_round_file, projects_file
from pbvote.services.approval import Approval
from pbvote.services.draft_check import is_agreed, require_ready
from pbvote.services.idea_texts import idea_texts
from pbvote.services.plan_round import read_plan
from pbvote.services.tell_authors import tell_frozen
from pbvote.storage.queries.rounds import state_of
from pbvote.storage.tables import PhasesRow


def freeze_round(approval: Approval) -> None:
    """Write one `projects.frozen` a pot.

    Only what two officers approved last can be frozen; projects may have changed until now. Raises IllegalMoveError,
    RoundSetUpError.
    """
    row, uow = approval.round, approval.uow
    if not row.approved:
        raise IllegalMoveError("freeze", "not approved yet")
    row.state = state_after(state_of(row), RoundAct.FREEZE)
    now = approval.office.clock.now(uow.db)
    require_ready(uow.db, row, now)
    if not is_agreed(uow.db, row):
        raise IllegalMoveError("freeze", "changed since it was approved; let two officers approve it again")
    _require_outcomes(uow.db, row.id)
    plan = read_plan(uow.db, row)
    row.frozen = file_hash(frozen_round_file(plan))
    uow.log.append(_entries(plan, row.frozen, approval.roles), now)
    tell_frozen(uow.db, now, row.id)


def _require_outcomes(db: Session, round_id: str) -> None:
    """Every member who sent an idea is told what became of it before the ballot is fixed."""
    phases = db.get(PhasesRow, round_id)
    if phases is not None and phases.listed_at is None and idea_texts(db, round_id).ideas:
        raise RoundSetUpError(say("Ideas of members wait for their answer. Put the list on the ballot first."))


def _entries(plan: RoundPlan, frozen: str, roles: tuple[str, ...]) -> list[ProjectsFrozen]:
    return [
        ProjectsFrozen(
            round=plan.id,
            pot=pot.id,
            projects=tuple(FrozenProject(cost=each.cost, id=each.id) for each in pot.projects),
            conflicts=pot.conflicts,
            titles=file_hash(projects_file(pot)),
            frozen=frozen,
            roles=roles,
        )
        for pot in plan.pots
    ]
