"""What the log says of the time before the freeze (docs/log-format.md §7): numbers of texts and roots over hashes.

No field holds a word that a member wrote, a name, or a number of people: a child leaves no trace here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pbvote.domain.event import Event


@dataclass(frozen=True, slots=True)
class PhasesApproved(Event):
    """Two officers agreed on the phases: their beginnings, None for questions that a round leaves out."""

    kind: ClassVar[str] = "phases.approved"
    round: str
    answer_days: int
    ideas_at: datetime
    list_at: datetime
    moderation: str
    questions_at: datetime | None
    review_at: datetime
    support: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseMoved(Event):
    """A round went on to its next phase: by its dates, or because an officer moved it earlier."""

    kind: ClassVar[str] = "phase.moved"
    round: str
    phase: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionsChosen(Event):
    """An officer chose the questions that head the ideas; `texts` is the texts root over all that were offered."""

    kind: ClassVar[str] = "questions.chosen"
    round: str
    chosen: int
    offered: int
    texts: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdeasSubmitted(Event):
    """No more ideas are taken: how many there are, and the texts root over them."""

    kind: ClassVar[str] = "ideas.submitted"
    round: str
    ideas: int
    texts: str


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How many reviews found the same."""

    count: int
    verdict: str


@dataclass(frozen=True, slots=True)
class ReviewsPublished(Event):
    """All reviews became public at once; `ideas` were reviewed. `verdicts` are sorted by verdict."""

    kind: ClassVar[str] = "reviews.published"
    round: str
    ideas: int
    reviews: int
    texts: str
    verdicts: tuple[VerdictCount, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """Of how many ideas the same became."""

    count: int
    outcome: str


@dataclass(frozen=True, slots=True)
class OutcomesDecided(Event):
    """Two officers put the list on the ballot, and every idea has its outcome. `outcomes` are sorted by outcome."""

    kind: ClassVar[str] = "outcomes.decided"
    round: str
    outcomes: tuple[OutcomeCount, ...]
    texts: str
    roles: tuple[str, ...]
