"""What a project offers its supporters at a moment of a run: a price, and with it an effective support."""

from dataclasses import dataclass

from pbvote.tally.money_classes import Price

_SCALE = 64
"""Effective supports are compared first in whole units of 2 to the power of -64 people."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A project with its price when it was asked, after so many purchases.

    Effective support, cost / rho, is strength / price.owed; `key` is that in units of 2 to the power of -64, rounded
    down, so that different keys decide.
    """

    project: int
    price: Price
    strength: int
    key: int
    asked: int

    def lead_over(self, other: "Offer") -> int:
        """Above 0 for more effective support, 0 for as much."""
        return self.strength * other.price.owed - other.strength * self.price.owed

    def lead_growth(self, other: "Offer") -> int:
        """How much `lead_over` grows in a step, while the same supporters pay all they have."""
        return self.strength * other.price.owed_growth - other.strength * self.price.owed_growth

    def ahead_of(self, other: "Offer") -> int:
        """Of two asked at the same moment: above 0 for more effective support, or as much and more money behind."""
        return self.lead_over(other) or self.price.money_behind - other.price.money_behind


def offered(project: int, cost: int, price: Price, asked: int) -> Offer:
    """The offer of a project at this price; cost > 0."""
    strength = cost * price.rich * price.denominator
    return Offer(project, price, strength, (strength << _SCALE) // price.owed, asked)
