"""The phases of a round before its freeze, when members say what the money should be for: in this order, some left out.

Dates that two officers approved move a round from one to the next; an officer may move it earlier. It never goes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from pbvote.domain.errors import PbvoteError, ScheduleError
from pbvote.domain.sentence import either, say

SHORTEST = timedelta(days=1)
"""No phase is shorter: nobody could take part in it."""

MOST_SUPPORT = 10_000
MOST_ANSWER_DAYS = 60


class Phase(StrEnum):
    """Where a round is before its freeze. `LIST`: reviews are published and officers put the ballot together."""

    WAITING = "waiting"
    QUESTIONS = "questions"
    IDEAS = "ideas"
    REVIEW = "review"
    LIST = "list"


ORDER = tuple(Phase)
BEFORE, AFTER = "before", "after"
"""Whether staff read what adults write before or after everybody can. What the young write is always read before."""


class PhaseMoveError(PbvoteError):
    """A phase that does not come next."""

    def __init__(self, present: Phase, wanted: Phase) -> None:
        super().__init__(
            say(
                "The round is at “%(present)s” and cannot go to “%(wanted)s”. Phases follow one another.",
                present=present,
                wanted=wanted,
            )
        )


class NotInPhaseError(PbvoteError):
    """Something that belongs to another phase of the round: `needed` names the phases in which it can be done."""

    def __init__(self, present: Phase, needed: Sequence[Phase]) -> None:
        self.present, self.needed = present, tuple(needed)
        words = {
            Phase.WAITING: say("before the first date"),
            Phase.QUESTIONS: say("while questions are asked"),
            Phase.IDEAS: say("while ideas are collected"),
            Phase.REVIEW: say("while ideas are reviewed"),
            Phase.LIST: say("while the ballot is put together"),
        }
        super().__init__(
            say("This can be done %(when)s. That is not now.", when=either([words[each] for each in needed]))
        )


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """When the phases begin (aware, UTC); without `questions` there are none. Raises ScheduleError."""

    questions: datetime | None
    ideas: datetime
    review: datetime
    list: datetime

    def __post_init__(self) -> None:
        moments = [each for each in (self.questions, self.ideas, self.review, self.list) if each is not None]
        if any(later - earlier < SHORTEST for earlier, later in pairwise(moments)):
            raise ScheduleError(say("Each phase must begin at least a day after the one before it."))

    def begins(self, phase: Phase) -> datetime | None:
        """When a phase begins; None for one that is left out, and for the time before all of them."""
        moments = {Phase.QUESTIONS: self.questions, Phase.IDEAS: self.ideas, Phase.REVIEW: self.review}
        return self.list if phase is Phase.LIST else moments.get(phase)

    def due(self, at: datetime) -> Phase:
        """The phase in which a round should be at a moment."""
        begun = [each for each in ORDER if (begins := self.begins(each)) is not None and begins <= at]
        return begun[-1] if begun else Phase.WAITING

    def after(self, phase: Phase) -> Phase | None:
        """The phase that follows; None after the last."""
        later = ORDER[ORDER.index(phase) + 1 :]
        return next((each for each in later if self.begins(each) is not None), None)


def require_move(dates: PhaseDates, present: Phase, wanted: Phase) -> None:
    """Raise PhaseMoveError unless `wanted` comes next."""
    if dates.after(present) is not wanted:
        raise PhaseMoveError(present, wanted)


def require_phase(present: Phase, *needed: Phase) -> None:
    """Raise NotInPhaseError unless the round is in one of these phases."""
    if present not in needed:
        raise NotInPhaseError(present, needed)
