"""A slow Method of Equal Shares, from docs/result-format.md alone: every voter on their own, nothing skipped."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot
from tests.tally.slow_count import SlowCount


class SlowEqualShares(SlowCount):
    """One pot and one tie order. `step`: the share step of the completion."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a count needs, in its order
        self, pot: CountedPot, ballots: Sequence[Ballot], order: list[str], rule: str, completion: str, step: int = 100
    ) -> None:
        super().__init__(pot, [ballot.ranking for ballot in ballots], order, rule, completion)
        self.step = step
        given = [dict(ballot.points) for ballot in ballots if ballot.ranking.groups]
        has_points = any(given)
        if has_points:
            self.points = {c: sum(ballot.get(c, 0) for ballot in given) for c in self.cost}
        self.utility = [
            {c: self.utility_of(c, given[i] if has_points else None, place) for c, place in ballot.items()}
            for i, ballot in enumerate(self.cast)
        ]

    def utility_of(self, c: str, given: dict[str, int] | None, place: int) -> int:
        if self.rule == "equal-shares-cost":
            return self.cost[c]
        return self.pot.max_ranks - place + 1 if given is None else given[c]

    def payers_of(self, c: str) -> list[int]:
        return [i for i, ballot in enumerate(self.utility) if ballot.get(c, 0) > 0]

    def wanted(self, funded: list[str]) -> list[str]:
        return [c for c in self.open_after(funded) if self.payers_of(c)]

    def share(self, k: int) -> Fraction:
        if self.completion == "none":
            return Fraction(self.pot.budget, self.n)
        return Fraction(self.step * (self.pot.budget // (self.step * self.n) + k))

    def run(self, k: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
        share = self.share(k)
        steps, ties = self.free(0)
        for step in steps:
            step["money_left"] = share * self.n
        money = [share] * self.n
        first, standing = len(steps) + 1, [step["project"] for step in steps]
        still = [c for c in self.cost if c not in self.removed and c not in standing]
        still = [c for c in still if not any(self.clash(c, d) for d in standing)]
        while tied := self.cheapest([step["project"] for step in steps], money):
            if len(tied) > 1:
                ties.append({"step": len(steps) + 1, "tied": tied, "chosen": tied[0]})
            steps.append(self.buy_for_utility(tied[0], money))
        tested = any(self.ballots)
        at = first if len(steps) >= first else None
        return steps, ties, {c: (share * len(self.payers_of(c)), at) for c in still if tested}

    def cheapest(self, funded: list[str], money: list[Fraction]) -> list[str]:
        rho = {c: each for c in self.wanted(funded) if (each := self.rho(c, money)) is not None}
        best = min(((each, -len(self.payers_of(c))) for c, each in rho.items()), default=None)
        return [c for c in rho if (rho[c], -len(self.payers_of(c))) == best]

    def rho(self, c: str, money: list[Fraction]) -> Fraction | None:
        """The smallest number with Σ min(money, rho · utility) = cost, tried at every place where somebody runs out."""
        payers = self.payers_of(c)
        if sum(money[i] for i in payers) < self.cost[c]:
            return None
        owed, left = Fraction(self.cost[c]), sum(self.utility[i][c] for i in payers)
        for i in sorted(payers, key=lambda i: money[i] / self.utility[i][c]):
            if owed / left <= money[i] / self.utility[i][c]:
                break
            owed, left = owed - money[i], left - self.utility[i][c]
        return owed / left

    def buy_for_utility(self, c: str, money: list[Fraction]) -> dict[str, Any]:
        rho, payers = self.rho(c, money), self.payers_of(c)
        assert rho is not None
        behind = sum((money[i] for i in payers), Fraction(0))
        full = sum(money[i] >= rho * self.utility[i][c] for i in payers)
        for i in payers:
            money[i] -= min(money[i], rho * self.utility[i][c])
        return {
            "level": None,
            "project": c,
            "money_behind": behind,
            "supporters": len(payers),
            "rho": rho,
            "effective_support": None,
            "paid_in_full": full,
            "paid_less": len(payers) - full,
            "money_left": sum(money, Fraction(0)),
        }

    def complete(self) -> dict[str, Any]:
        if self.n == 0 or self.turnout < self.pot.quorum:
            return {"steps": [], "ties": [], "best": {}, "runs": [], "kept_k": 0}
        kept_k, runs = self.completed() if self.completion != "none" else (0, [])
        steps, ties, best = self.run(kept_k)
        if self.completion == "add1u":
            more, later = self.filled(steps)
            steps, ties = steps + more, ties + later
        return {"steps": steps, "ties": ties, "best": best, "runs": runs, "kept_k": kept_k}

    def filled(self, steps: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        unwanted = {c: "nobody gives it a utility" for c in self.cost if not self.payers_of(c)}
        kept, self.removed = self.removed, {**self.removed, **unwanted}
        left = self.pot.budget - self.spent(steps)
        more = self.by_score(self.supporters, [step["project"] for step in steps], left, "fill")
        self.removed = kept
        return more

    def completed(self) -> tuple[int, list[dict[str, int]]]:
        k, before, runs = 0, [""], []
        while True:
            steps, _, _ = self.run(k)
            funded = [step["project"] for step in steps]
            over, done = self.spent(steps) > self.pot.budget, not self.wanted(funded)
            if funded != before or over or done:
                runs.append({"k": k, "spent": self.spent(steps), "funded_count": len(funded)})
            if over or done:
                return (k - 1 if over else k), runs
            k, before = k + 1, funded
