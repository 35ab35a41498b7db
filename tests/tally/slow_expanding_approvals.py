"""Slow expanding approvals, from docs/result-format.md alone: a fraction for every voter."""

from fractions import Fraction
from typing import Any

from tests.tally.slow_count import SlowCount


class SlowExpandingApprovals(SlowCount):
    """One pot and one tie order; the completion is "none"."""

    def complete(self) -> dict[str, Any]:
        nothing = {"best": {}, "runs": [], "kept_k": 0}
        if self.n == 0 or self.turnout < self.pot.quorum:
            return {"steps": [], "ties": [], **nothing}
        steps, ties = self.free(self.pot.budget)
        weight = [Fraction(1)] * self.n
        longest = max((max(ballot.values(), default=0) for ballot in self.ballots), default=0)
        for level in range(1, longest + 1):
            while tied := self.strongest([step["project"] for step in steps], level, weight):
                if len(tied) > 1:
                    ties.append({"step": len(steps) + 1, "tied": tied, "chosen": tied[0]})
                steps.append(self.fund(tied[0], level, weight, steps))
        return {"steps": steps, "ties": ties, **nothing}

    def quota(self, c: str) -> Fraction:
        return Fraction(self.n * self.cost[c], self.pot.budget)

    def weight_of(self, c: str, level: int, weight: list[Fraction]) -> Fraction:
        return sum((weight[i] for i in self.payers(c, level)), Fraction(0))

    def strongest(self, funded: list[str], level: int, weight: list[Fraction]) -> list[str]:
        left = self.pot.budget - sum(self.cost[c] for c in funded)
        support = {c: self.weight_of(c, level, weight) for c in self.open_after(funded)}
        rank = {c: (-support[c], self.cost[c]) for c in support if support[c] >= self.quota(c) and self.cost[c] <= left}
        return [c for c in rank if rank[c] == min(rank.values())]

    def fund(self, c: str, level: int, weight: list[Fraction], steps: list[dict[str, Any]]) -> dict[str, Any]:
        factor = 1 - self.quota(c) / self.weight_of(c, level, weight)
        for i in self.payers(c, level):
            weight[i] *= factor
        step = self.plain_step(level, c, self.pot.budget - self.spent(steps) - self.cost[c])
        return {**step, "supporters": len(self.payers(c, level))}
