"""The same ballots under several rules, side by side: for the board, before a round or after its result."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unserved:
    """The most voters who all rank `project` while nothing that any of them ranks is funded."""

    project: str
    voters: int


@dataclass(frozen=True, slots=True)
class MoreMoney:
    """With a budget larger by `amount` (minor units) a complete count is known to fund `project`."""

    project: str
    amount: int


@dataclass(frozen=True, slots=True)
class GroupPaid:
    """A voter group and what it paid: voting money under ranked equal shares, in minor units."""

    group: str
    paid: Fraction


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule would fund. Amounts in minor units; `served` voters have a ranked project funded.

    `first_served` have one of their first choices funded. `groups` is empty for rules in which nobody pays.
    """

    rule: str
    completion: str
    funded: tuple[str, ...]
    spent: int
    median_cost: Fraction | None
    served: int
    first_served: int
    groups: tuple[GroupPaid, ...]
    unserved: Unserved | None
    more_money: MoreMoney | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All outcomes, that of the pot's own rule first. `n` ballots rank something; `budget` in minor units."""

    budget: int
    n: int
    outcomes: tuple[RuleOutcome, ...]
