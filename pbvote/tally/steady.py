"""For how many larger shares a run of the Method of Equal Shares would come out the same: a proof, as in span.py.

While winners and the sets that pay all they have stay the same, every amount of money and every rho is a + b·d in the
number d of further steps. The rho of a project that does not win is convex in d, so its tangent is a sound bound, and a
tangent from earlier in the run is one too, for money only shrinks during a run.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pbvote.tally.paid_shares import SplitCost


@dataclass(frozen=True, slots=True)
class UtilityOffer:
    """What a project asks for each unit of utility: its rho when it was asked, `split.owed / unit`.

    `weight`: the utility of a unit of value. `position` in the tie order. `asked`: after how many purchases; -1 for a
    bound below its rho at every share.
    """

    project: int
    split: SplitCost
    weight: int
    supporters: int
    position: int
    asked: int
    unit: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", self.split.shares * self.split.denominator * self.weight)

    def lead_over(self, other: "UtilityOffer") -> int:
        """Above 0 if its rho is smaller, 0 if both are equal."""
        return other.split.owed * self.unit - self.split.owed * other.unit

    def lead_growth(self, other: "UtilityOffer") -> int:
        """How much `lead_over` grows in a step."""
        return other.split.owed_growth * self.unit - self.split.owed_growth * other.unit

    def ahead_of(self, other: "UtilityOffer") -> int:
        """Above 0 for a smaller rho, or an equal one and more supporters; 0 if only the tie order can choose."""
        return self.lead_over(other) or self.supporters - other.supporters

    def __lt__(self, other: "UtilityOffer") -> bool:
        """Whether it is to be chosen before the other one."""
        ahead = self.ahead_of(other)
        return ahead > 0 or (ahead == 0 and self.position < other.position)


class Steady:
    """Collects what must hold in further runs. It starts as if the run came out the same for ever."""

    def __init__(self) -> None:
        self._steps: int | None = None

    @property
    def steps(self) -> int:
        """How many further steps are proved to change neither what is funded, nor its order, nor what is tied."""
        return self._steps or 0

    def keep(self, steps: int | None) -> None:
        """No more than these steps are proved; None: these are no reason to stop."""
        if steps is not None:
            self._steps = steps if self._steps is None else min(self._steps, steps)

    def keep_too_dear(self, missing: int, growth: int) -> None:
        """A project that nobody can afford lacks `missing` > 0, and its supporters get `growth` more in a step."""
        if growth > 0:
            self.keep((missing - 1) // growth)

    def keep_first(self, winner: UtilityOffer, others: Iterable[UtilityOffer]) -> None:
        """The winner, just asked, stays ahead of the others, and level with those it is tied with."""
        for other in others:
            lead, growth = winner.lead_over(other), winner.lead_growth(other)
            if winner.ahead_of(other) == 0 and (winner.split.owed_growth or other.split.owed_growth):
                self.keep(0)  # without poor supporters both rhos would stay as they are, and so would the tie
            elif growth < 0:
                allowed = lead if winner.supporters > other.supporters else lead - 1
                self.keep(allowed // -growth)
