"""The analysis by its definition alone: every price tried, every number of further ballots counted with them in it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pbvote.domain.ballot import EVERYBODY, Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from tests.tally.slow_count import SlowCount


class PaidCount(SlowCount):
    """A slow count that writes down what every voter paid: (project, amounts by voter) of each step of a run."""

    paid: list[tuple[str, list[Fraction]]]

    def run(self, k: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
        self.paid = []
        return super().run(k)

    def buy(self, c: str, level: int, rho: Fraction, money: list[Fraction]) -> dict[str, Any]:
        before = list(money)
        step = super().buy(c, level, rho, money)
        self.paid.append((c, [had - has for had, has in zip(before, money, strict=True)]))
        return step


class SlowAnalysis:
    """One pot, one tie order and one completion of ranked equal shares, with the default share step."""

    def __init__(self, pot: CountedPot, ballots: Sequence[Ranking | Ballot], order: list[str], completion: str) -> None:
        self.pot, self.ballots, self.order, self.completion = pot, ballots, order, completion
        self.slow = self.count(ballots)
        found = self.slow.complete()
        self.kept_k = found["kept_k"]
        self.steps = found["steps"]
        self.funded = [step["project"] for step in self.steps]
        self.candidates = [c for c in self.slow.cost if c not in self.slow.removed and self.slow.supporters[c]]
        sizes = [self.slow.group.count(group.id) for group in pot.groups]
        self.margin_group = pot.groups[sizes.index(max(sizes))].id if sizes else EVERYBODY

    def count(self, ballots: Sequence[Ranking | Ballot]) -> PaidCount:
        return PaidCount(self.pot, ballots, self.order, "ranked-equal-shares", self.completion)

    def is_bought_at(self, c: str, price: int) -> bool:
        """Whether the kept run funds c at this price; nothing else changes."""
        slow = self.count(self.ballots)
        slow.cost[c] = price
        return c in [step["project"] for step in slow.run(self.kept_k)[0]]

    def highest_price(self, c: str) -> int:
        return max((p for p in range(1, self.pot.budget + 1) if self.is_bought_at(c, p)), default=0)

    def with_more(self, c: str, more: int) -> SlowCount:
        return self.count([*self.ballots, *[Ballot(Ranking.of([c]), self.margin_group)] * more])

    def whole(self) -> int:
        """What all voters have together in the kept run."""
        return self.pot.budget + int(self.kept_k) * self.slow.n * self.slow.step

    def wins_run_with(self, c: str, more: int) -> bool:
        """Whether the run with all voting money held and divided among more ballots funds c."""
        slow = self.with_more(c, more)
        slow.pot, slow.step = replace(self.pot, budget=self.whole()), 0
        return c in [step["project"] for step in slow.run(0)[0]]

    def margin(self, c: str, most: int = 200) -> int | None:
        """The first number with which the run funds c, or more by halves, that a complete count confirms."""
        if c in self.funded:
            return None
        more = next((more for more in range(1, most + 1) if self.wins_run_with(c, more)), most + 1)
        while more <= most:
            if c in [step["project"] for step in self.with_more(c, more).complete()["steps"]]:
                return more
            more = more * 3 // 2 + more % 2
        return None

    def payments(self) -> list[tuple[int, str, list[Fraction]]]:
        """The steps of the kept run that voters paid: number, project, and what each voter paid."""
        self.slow.run(self.kept_k)
        free = sum(step["level"] == 0 for step in self.steps)
        return [(free + number, *paid) for number, paid in enumerate(self.slow.paid, 1)]

    def spending(self, c: str) -> list[tuple[int, str, Fraction, int]]:
        """Of the voters who rank c: step, project, what they paid together, how many paid."""
        mine = [i for i, ballot in enumerate(self.slow.ballots) if c in ballot]
        lines = [(step, project, [paid[i] for i in mine if paid[i]]) for step, project, paid in self.payments()]
        return [(step, project, sum(paid, Fraction(0)), len(paid)) for step, project, paid in lines if paid]

    def money(self, c: str) -> Fraction:
        """What the voters who rank c had at first."""
        has = self.slow.money_at_first(self.whole())
        return sum((has[i] for i, ballot in enumerate(self.slow.ballots) if c in ballot), Fraction(0))
