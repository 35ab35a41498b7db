"""Approving the phases of a round: from here on members know when they can ask and propose, and for what money."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from pbvote.domain.errors import IllegalMoveError, PbvoteError
from pbvote.domain.phase_events import PhasesApproved
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.services.approval import Approval
from pbvote.services.plan_round import electorate_of
from pbvote.services.set_phases import fault_of_dates, phases_or_none, settings_of
from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.tables import PhasesRow, RoundRow


class PhasesNotReadyError(PbvoteError):
    """Something is missing that members must know before they are asked: the reason stands in the sentence."""


def approve_phases(approval: Approval) -> None:
    """Write `phases.approved`; the round is public from then on as far as its phases, pots and money go.

    Raises PhasesNotReadyError, IllegalMoveError when they were approved before.
    """
    row, uow = approval.round, approval.uow
    now = approval.office.clock.now(uow.db)
    phases = phases_or_none(uow.db, row.id)
    if phases is not None and phases.approved:
        raise IllegalMoveError("approve the phases", "approved already")
    fault = fault_of_phases(uow.db, row)
    if phases is None or fault:
        raise PhasesNotReadyError(fault)
    settings = settings_of(phases)
    late = fault_of_dates(settings.dates, now, row.opens_at)
    if late:
        raise PhasesNotReadyError(late)
    phases.approved = True
    uow.log.append([_entry(phases, approval.roles)], now)


def fault_of_phases(db: Session, row: RoundRow) -> str:
    """What is missing before two officers can approve the phases of a round, as a sentence; empty when nothing is."""
    if row.state != RoundState.DRAFT:
        raise IllegalMoveError("approve the phases", row.state)
    if phases_or_none(db, row.id) is None:
        return say("Say first when members can put their ideas.")
    if row.approved:
        return say("The schedule of this round was approved already, so it cannot ask for ideas any more.")
    pots = pot_rows(db, row.id)
    if not pots:
        return say("Add a pot first: members want to know what money there is.")
    if any("who" not in pot.answered for pot in pots):
        return say("Say of each pot who may vote in it. The same people can put ideas.")
    return ""


def phases_seen(db: Session, row: RoundRow | None, _arguments: Mapping[str, str]) -> str:
    """The ground of the act: the phases and the pots as both officers saw them."""
    if row is None:
        return ""
    phases = phases_or_none(db, row.id)
    settings = settings_of(phases) if phases is not None else None
    pots = [(each.id, each.title, each.budget, electorate_of(each), each.blurb) for each in pot_rows(db, row.id)]
    return repr((row.title, row.summary, str(row.opens_at), settings, phases is not None and phases.approved, pots))


def _entry(phases: PhasesRow, roles: tuple[str, str]) -> PhasesApproved:
    return PhasesApproved(
        round=phases.round_id,
        answer_days=phases.answer_days,
        ideas_at=phases.ideas_at,
        list_at=phases.list_at,
        moderation=phases.moderation,
        questions_at=phases.questions_at,
        review_at=phases.review_at,
        support=phases.support,
        roles=roles,
    )
