"""Whether a round asks its members for ideas, and when: the answer of the set-up that two officers then approve."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError
from pbvote.domain.local_time import known_zone, moment_of
from pbvote.domain.phase import MOST_ANSWER_DAYS, MOST_SUPPORT, Phase, PhaseDates
from pbvote.domain.sentence import say
from pbvote.services.drafting import Draft, answer, changing
from pbvote.services.office import Office
from pbvote.storage.tables import PhasesRow, RoundRow

QUESTION = "phases"
"""The name of this question among those of the set-up."""

MODERATIONS = ("before", "after")
USUAL_SUPPORT, USUAL_ANSWER_DAYS = 15, 7
_START = timedelta(days=28)
_QUESTION_DAYS, _IDEA_DAYS, _REVIEW_DAYS, _LIST_DAYS = (timedelta(days=each) for each in (14, 28, 28, 28))
_MORNING = time(9)


class PhasesApprovedError(PbvoteError):
    """Two officers approved the phases: members rely on them."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Two officers have approved these dates, and members rely on them. "
                "An officer can still move the round to its next phase earlier."
            )
        )


class PhaseSettingsError(PbvoteError):
    """Settings of the phases that cannot stand."""


@dataclass(frozen=True, slots=True)
class PhaseSettings:
    """When the phases begin, how many must support an idea, days to answer a review, who is read before."""

    dates: PhaseDates
    support: int = USUAL_SUPPORT
    answer_days: int = USUAL_ANSWER_DAYS
    moderation: str = "before"

    def __post_init__(self) -> None:
        if not 0 <= self.support <= MOST_SUPPORT:
            raise PhaseSettingsError(
                say(
                    "Between 0 and %(most_support)s members can be asked to support an idea.",
                    most_support=f"{MOST_SUPPORT:,}",
                )
            )
        if not 1 <= self.answer_days <= MOST_ANSWER_DAYS:
            raise PhaseSettingsError(
                say(
                    "Authors can have from 1 to %(most_answer_days)s days to answer a review.",
                    most_answer_days=MOST_ANSWER_DAYS,
                )
            )
        if self.moderation not in MODERATIONS:
            raise PhaseSettingsError(say("Choose whether staff read texts before or after everybody can."))


def set_phases(office: Office, role: str, round_id: str, settings: PhaseSettings) -> None:
    """Let a draft ask its members for ideas. Raises PhasesApprovedError, PhaseSettingsError, NotADraftError."""
    with changing(office, role, round_id, "phases") as draft:
        row = _changeable(draft)
        fault = fault_of_dates(settings.dates, draft.at, draft.row.opens_at)
        if fault:
            raise PhaseSettingsError(fault)
        row = row or PhasesRow(round_id=round_id, phase=Phase.WAITING.value, approved=False)
        dates = settings.dates
        row.questions_at, row.ideas_at, row.review_at, row.list_at = (
            dates.questions, dates.ideas, dates.review, dates.list,
        )  # fmt: skip
        row.support, row.answer_days, row.moderation = settings.support, settings.answer_days, settings.moderation
        draft.uow.db.add(row)
        answer(draft.row, QUESTION)


def leave_out_phases(office: Office, role: str, round_id: str) -> None:
    """Let officers list the projects of a draft themselves. Raises PhasesApprovedError, NotADraftError."""
    with changing(office, role, round_id, "phases") as draft:
        row = _changeable(draft)
        if row is not None:
            draft.uow.db.delete(row)
        answer(draft.row, QUESTION)


def settings_of(row: PhasesRow) -> PhaseSettings:
    """What a row says."""
    dates = PhaseDates(row.questions_at, row.ideas_at, row.review_at, row.list_at)
    return PhaseSettings(dates, row.support, row.answer_days, row.moderation)


def proposed_dates(row: RoundRow, now: datetime) -> PhaseDates:
    """Dates to begin with: the list four weeks before voting opens; or, when that is too near, from next month on."""
    opens = row.opens_at - _LIST_DAYS
    whole = _QUESTION_DAYS + _IDEA_DAYS + _REVIEW_DAYS
    begin = max(opens - whole, now + _START)
    steps = (timedelta(), _QUESTION_DAYS, _QUESTION_DAYS + _IDEA_DAYS, whole)
    return PhaseDates(*(_morning(begin + step, row.zone) for step in steps))


def fault_of_dates(dates: PhaseDates, now: datetime, opens_at: datetime) -> str:
    """Why dates cannot stand beside those of the voting, as a sentence; empty when they can."""
    first = dates.questions or dates.ideas
    if first <= now:
        return say("The first phase must begin in the future.")
    if dates.list >= opens_at:
        return say("The ballot must be put together before voting opens. Move the dates of the voting first.")
    return ""


def phases_or_none(db: Session, round_id: str) -> PhasesRow | None:
    """The phases of a round as they stand, approved or not."""
    return db.get(PhasesRow, round_id)


def _changeable(draft: Draft) -> PhasesRow | None:
    row = phases_or_none(draft.uow.db, draft.row.id)
    if row is not None and row.approved:
        raise PhasesApprovedError
    if draft.row.approved:
        raise PhaseSettingsError(
            say("The schedule of this round was approved already, so it cannot ask for ideas any more.")
        )
    return row


def _morning(moment: datetime, zone: str) -> datetime:
    return moment_of(moment.astimezone(known_zone(zone)).date(), _MORNING, zone)
