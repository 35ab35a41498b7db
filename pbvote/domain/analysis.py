"""What the ballots say beyond the result: how close it was, and where the voting money of each project's people went.

Amounts are minor units, of voting money as in the kept run unless a price is meant. docs/result-format.md, "Analysis".
What the public form withholds is None; its amounts are rounded.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Spending:
    """What the supporters of one project, at any place, paid together at a step of the kept run, and how many did."""

    step: int
    project: str
    amount: Fraction
    voters: int | None


@dataclass(frozen=True, slots=True)
class ProjectAnalysis:
    """One project that somebody ranked and that was not removed.

    `highest_price`: the largest cost up to the budget at which one run with the kept voting money, without the fill,
    funds it; 0 if none does. `margin`, of an unfunded project: so many more ballots that rank only it are known, by one
    complete count, to fund it; None when none up to 200 was found. `money`: the voting money its supporters had before
    anything was paid. `spending` in order of steps. `unspent`: what these supporters had left after the last step.
    """

    id: str
    highest_price: int | None
    margin: int | None
    money: Fraction | None
    spending: tuple[Spending, ...] = ()
    unspent: Fraction | None = None

    @property
    def rest(self) -> Fraction | None:
        """What `spending` does not name: unspent, and in the public form also what is too small to name."""
        return None if self.money is None else self.money - sum(each.amount for each in self.spending)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The analysis of one counted pot; `projects` in the order of the pot, none where the rule has no voting money.

    `margin_group`: the voter group that the further ballots of the margins would join.
    """

    margin_group: str
    projects: tuple[ProjectAnalysis, ...] = ()

    def of(self, project: str) -> ProjectAnalysis | None:
        """The analysis of one project, if there is one."""
        return next((each for each in self.projects if each.id == project), None)
