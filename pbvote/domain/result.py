"""The result of one count with its trace. docs/result-format.md says what each field means.

Amounts are integers in minor units; shares of money are exact fractions. A field that may be withheld from the
public, or that has no meaning for a rule, may be None.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeAlias

Level: TypeAlias = int | Literal["fill"] | None
"""Of a step: 0 for a cost of 0, the level of the run, "fill", or None in a rule without levels."""

FILL: Literal["fill"] = "fill"


class ProjectState(StrEnum):
    """What became of a project."""

    FUNDED = "funded"
    FILLED = "filled"
    UNFUNDED = "unfunded"
    REMOVED = "removed"


class Why(StrEnum):
    """Why a project was removed before the count; the first that holds."""

    WITHDRAWN = "withdrawn"
    OVER_BUDGET = "over_budget"
    UNDER_MINIMUM = "under_minimum"


@dataclass(frozen=True, slots=True)
class Removal:
    """A project that was out before the count began."""

    id: str
    why: Why


@dataclass(frozen=True, slots=True)
class Step:
    """One funding. `money_behind`, `rho`, `effective_support`, `money_left` in minor units."""

    step: int
    level: Level
    project: str
    cost: int
    supporters: int | None
    money_behind: Fraction | None = None
    rho: Fraction | None = None
    effective_support: Fraction | None = None
    paid_in_full: int | None = None
    paid_less: int | None = None
    money_left: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ProjectOutcome:
    """What became of one project, and a sentence why."""

    id: str
    cost: int
    state: ProjectState
    supporters: int | None
    first_choices: int | None
    points: int | None
    best_money: Fraction | None = None
    best_step: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that were exactly level at a step; the tie order chose the first of them."""

    step: int
    tied: tuple[str, ...]
    chosen: str
    decisive: bool


@dataclass(frozen=True, slots=True)
class CompletionRun:
    """One run with larger shares: k, the sum of the costs it funds, and how many projects."""

    k: int
    spent: int
    funded_count: int


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """A voter group in a count: its `part` as set up, its ballots that rank something, what each voter of it got.

    `joined`: the group that its ballots were counted with, where it was too small to stay; then `share` (of the real
    budget, after the cap), `voting_money` (in the kept run) and `paid` (by all its voters) are None.
    """

    id: str
    part: Fraction
    ballots: int | None
    joined: str | None
    share: Fraction | None
    voting_money: Fraction | None
    paid: Fraction | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the count was run with. `real_share` is B/n; with `voting_money` people paid in the kept run."""

    max_ranks: int
    minimum_supporters: int = 0
    quorum: int = 0
    conflicts: tuple[tuple[str, ...], ...] = ()
    on_overflow: str | None = None
    order_by: str | None = None
    share_step: int | None = None
    real_share: Fraction | None = None
    voting_money: Fraction | None = None
    min_group: int | None = None
    max_ratio: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A count of one pot: who is funded, in which order, why, and all that is needed to follow it."""

    rule: str
    completion: str
    parameters: Parameters
    budget: int
    turnout: int
    blank: int
    n: int
    funded: tuple[str, ...]
    spent: int
    left: int
    tie_order: tuple[str, ...]
    removed: tuple[Removal, ...]
    steps: tuple[Step, ...]
    projects: tuple[ProjectOutcome, ...]
    ties: tuple[Tie, ...]
    completion_runs: tuple[CompletionRun, ...]
    kept_k: int
    warnings: tuple[str, ...] = ()
    groups: tuple[GroupOutcome, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether enough people voted for a count at all."""
        return self.n > 0 and self.turnout >= self.parameters.quorum

    def step_of(self, project: str) -> Step | None:
        """The step that funded the project, if one did."""
        return next((step for step in self.steps if step.project == project), None)

    def outcome_of(self, project: str) -> ProjectOutcome | None:
        """What became of the project, if it is one of the pot."""
        return next((outcome for outcome in self.projects if outcome.id == project), None)
