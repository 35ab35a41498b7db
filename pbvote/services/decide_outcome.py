"""Officers and clerks say what becomes of an idea, with a reason in plain words. Nobody sees it before the list is put.

Until two officers put the list on the ballot (put_list.py) every outcome can be changed.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.outcome import (
    OutcomeFacts,
    OutcomeSettledError,
    OutcomeWords,
    PanelNotAskedError,
    PanelReasonHiddenError,
    fault_of_reason,
    faults_of_outcome,
)
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome, Stage
from pbvote.domain.review import YOUTH, Verdict
from pbvote.domain.sentence import say
from pbvote.domain.staff import CLERK, OFFICER, NotYourTaskError
from pbvote.services.office import Office
from pbvote.services.panel_say import panel_answers_by
from pbvote.services.phases import require
from pbvote.storage.queries.outcomes import TO_DECIDE, IdeaLine, idea_lines
from pbvote.storage.queries.panel import idea_numbered, youth_pots
from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import DecisionRow, PanelSayRow, PhasesRow, ProjectRow, ProposalRow


def decide_outcome(office: Office, role: str, round_id: str, number: int, words: OutcomeWords) -> None:
    """Keep what becomes of an idea, and as what it stands on the ballot if it does.

    Raises UnknownOfficerError, NotInPhaseError, UnknownIdeaError, OutcomeSettledError, AnswersRefusedError,
    PanelNotAskedError, PanelReasonHiddenError, NotYourTaskError.
    """
    with office.database.write() as uow:
        kind = staff_member(uow.db, role, OFFICER, CLERK).kind
        phases = open_list(uow.db, round_id)
        row = idea_numbered(uow.db, round_id, number, lock=True)
        if row.stage not in TO_DECIDE:
            raise OutcomeSettledError
        _refuse(uow.db, phases, row, words)
        if words.outcome == Outcome.NOT_FEASIBLE:
            _hear_panel(office, uow.db, phases, row, kind)
        _keep(uow.db, row, role, words)
        uow.commit()


def decide_too_few(office: Office, role: str, round_id: str, reason: str) -> int:
    """Give every undecided idea with too few supporters that outcome, all with one reason; how many there were.

    Raises UnknownOfficerError, NotInPhaseError, OutcomeSettledError, AnswersRefusedError.
    """
    fault = fault_of_reason(reason)
    if fault:
        raise AnswersRefusedError({"reason": fault})
    with office.database.write() as uow:
        staff_member(uow.db, role, OFFICER, CLERK)
        phases = open_list(uow.db, round_id)
        few = [line.id for line in idea_lines(uow.db, round_id) if has_too_few(line, phases.support)]
        for row in uow.db.scalars(select(ProposalRow).where(ProposalRow.id.in_(few))):
            _keep(uow.db, row, role, OutcomeWords(Outcome.TOO_FEW_SUPPORTERS, reason))
        uow.commit()
        return len(few)


def open_list(db: Session, round_id: str) -> PhasesRow:
    """The phases of a round whose list is put together now; raises NotInPhaseError, OutcomeSettledError."""
    phases = require(db, round_id, Phase.LIST)
    if phases.listed_at is not None:
        raise OutcomeSettledError
    return phases


def has_too_few(line: IdeaLine, support: int) -> bool:
    """Whether an undecided idea was not reviewed because too few members support it: its outcome is proposed."""
    return line.is_undecided and not line.is_reviewed and line.supports < support


def _refuse(db: Session, phases: PhasesRow, row: ProposalRow, words: OutcomeWords) -> None:
    (line,) = idea_lines(db, row.round_id, row.number or 0)
    pot = next((each for each in pot_rows(db, row.round_id) if each.id == row.pot_id), None)
    facts = OutcomeFacts(
        budget=pot.budget if pot else 0,
        is_open=row.stage == Stage.OPEN,
        has_support=line.supports >= phases.support or line.is_reviewed,
        is_reviewed=line.is_reviewed,
    )
    faults = faults_of_outcome(words, facts)
    if words.outcome == Outcome.ON_BALLOT and words.title.casefold() in _titles(db, row):
        faults.setdefault("title", say("Another project of this pot has this title. Make them different."))
    if faults:
        raise AnswersRefusedError(faults)


def _titles(db: Session, row: ProposalRow) -> set[str]:
    """The titles that stand on the ballot of the idea's pot already, or will; folded."""
    others = (
        select(DecisionRow.title)
        .join(ProposalRow, ProposalRow.id == DecisionRow.proposal_id)
        .where(
            ProposalRow.round_id == row.round_id,
            ProposalRow.pot_id == row.pot_id,
            ProposalRow.stage.in_(TO_DECIDE),
            DecisionRow.outcome == Outcome.ON_BALLOT,
            ProposalRow.id != row.id,
        )
    )
    there = select(ProjectRow.title).where(ProjectRow.round_id == row.round_id, ProjectRow.pot_id == row.pot_id)
    return {title.casefold() for title in (*db.scalars(others), *db.scalars(there))}


def _hear_panel(office: Office, db: Session, phases: PhasesRow, row: ProposalRow, kind: str) -> None:
    """“Not feasible” on the young people's money: the panel agreed; or both reasons are public, and an officer decides.

    A panel that has not answered in its days is not waited for: an officer decides then too.
    """
    if row.pot_id not in youth_pots(db, row.round_id) or panel_agreed(db, row.id):
        return
    say = db.get(PanelSayRow, row.id)
    if say is None or (say.agrees is None and office.clock.now(db) < panel_answers_by(say, phases)):
        raise PanelNotAskedError
    if say.agrees is False and say.shown_at is None:
        raise PanelReasonHiddenError
    if kind != OFFICER:
        raise NotYourTaskError


def panel_agreed(db: Session, proposal_id: int) -> bool:
    """Whether the panel agreed to a “not feasible”, or found the same in a review that it signed itself."""
    say = db.get(PanelSayRow, proposal_id)
    if say is not None:
        return say.agrees is True
    return any(
        each.area == YOUTH and each.verdict == Verdict.NOT_FEASIBLE
        for line in _line_of(db, proposal_id)
        for each in line.verdicts
    )


def _line_of(db: Session, proposal_id: int) -> tuple[IdeaLine, ...]:
    row = db.get_one(ProposalRow, proposal_id)
    return idea_lines(db, row.round_id, row.number or 0)


def _keep(db: Session, row: ProposalRow, role: str, words: OutcomeWords) -> None:
    kept = db.get(DecisionRow, row.id)
    if kept is None:
        kept = DecisionRow(proposal_id=row.id, hash="")
        db.add(kept)
    kept.outcome, kept.reason, kept.decided_by = words.outcome, words.reason, role
    said = words if words.outcome == Outcome.ON_BALLOT else OutcomeWords()
    kept.title, kept.summary, kept.cost = said.title, said.summary, said.cost
    kept.theme, kept.ward = said.theme, said.ward
