"""What officers decide about an idea: which outcomes they choose from, and what makes a decision whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from pbvote.domain.draft import ProjectWords, fault_of_text, faults_of
from pbvote.domain.errors import PbvoteError, RoundSetUpError
from pbvote.domain.proposal import Outcome
from pbvote.domain.sentence import say

TO_CHOOSE = (Outcome.ON_BALLOT, Outcome.NOT_FEASIBLE, Outcome.NOT_CHOSEN, Outcome.TOO_FEW_SUPPORTERS)
"""Outcomes that officers choose; an idea is merged or withdrawn by its authors alone."""

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """A decision as it is written: a reason in plain words; for the ballot a title, a sentence and a cost in pence."""

    outcome: str = ""
    reason: str = ""
    title: str = ""
    summary: str = ""
    cost: int = 0
    theme: str = ""
    ward: str = ""

    @property
    def project(self) -> ProjectWords:
        """The idea as a project on the ballot."""
        return ProjectWords(self.title, self.summary, self.cost, theme=self.theme, ward=self.ward)


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """What is known of an idea when its outcome is chosen. `budget` in pence is that of its pot, 0 without one."""

    budget: int
    is_open: bool
    has_support: bool
    is_reviewed: bool


def faults_of_outcome(words: OutcomeWords, facts: OutcomeFacts) -> dict[str, str]:
    """What keeps a decision from being kept, a sentence for each field."""
    faults = {"reason": fault_of_reason(words.reason), "outcome": _fault_of_choice(words.outcome, facts)}
    if words.outcome == Outcome.ON_BALLOT and not faults["outcome"]:
        faults |= faults_of(words.project, facts.budget)
    return {name: fault for name, fault in faults.items() if fault}


def fault_of_reason(reason: str) -> str:
    """Why a reason cannot stand, as a sentence; empty when it can. It is compulsory."""
    if not reason:
        return say("Write the reason in plain words. The authors read it, and so does everybody.")
    return fault_of_text(reason, LONGEST_REASON, lines=True)


def _fault_of_choice(outcome: str, facts: OutcomeFacts) -> str:
    if outcome not in TO_CHOOSE:
        return say("Say what becomes of this idea.")
    if outcome == Outcome.TOO_FEW_SUPPORTERS and facts.has_support:
        return say("This idea has enough supporters. Choose what else becomes of it.")
    if outcome == Outcome.ON_BALLOT and not (facts.is_open and facts.budget):
        return say("This idea is not shown to everybody, so it cannot stand on the ballot.")
    if outcome in (Outcome.ON_BALLOT, Outcome.NOT_FEASIBLE) and not facts.is_reviewed:
        return say(
            "Nobody reviewed this idea. Only an idea with a review can go on the ballot or be called not feasible."
        )
    return ""


class ListNotReadyError(RoundSetUpError):
    """The list cannot go on the ballot yet: `missing` says what is missing, a sentence each."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join((say("The list cannot go on the ballot yet."), *missing)))


class OutcomeSettledError(PbvoteError):
    """An outcome that can no longer be chosen: two officers have put the list on the ballot, or authors ended it."""

    def __init__(self) -> None:
        super().__init__(say("What becomes of this idea is settled. It cannot be changed here any more."))


class PanelNotAskedError(PbvoteError):
    """A “not feasible” on an idea for a pot of the young, on which the panel has not had its say."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This idea is for young people’s money. The young people’s panel must have its say first. "
                "Appoint its members if there are none, and wait for its answer."
            )
        )


class PanelReasonHiddenError(PbvoteError):
    """The panel disagrees, and its reason is not public yet."""

    def __init__(self) -> None:
        super().__init__(
            say("The young people’s panel disagrees. Show its reason to everybody, then decide and say why.")
        )
