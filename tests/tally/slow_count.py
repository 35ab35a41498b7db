"""A slow count, written from the definition alone: one fraction for every voter, nothing reused, no arrays.

It gives the document of docs/result-format.md without `reason` and `warnings`.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from tests.tally.slow_groups import dissolved, money_of_each


class SlowCount:
    """One pot and one tie order, counted by the book. `rule` is a rule id, `step` the share step or None."""

    def __init__(
        self, pot: CountedPot, ballots: Sequence[Ranking | Ballot], order: list[str], rule: str, completion: str
    ) -> None:
        self.pot, self.order, self.rule, self.completion = pot, order, rule, completion
        self.cost = {project.id: project.cost for project in pot.projects}
        self.turnout = len(ballots)
        whole = [each if isinstance(each, Ballot) else Ballot(each) for each in ballots]
        self.cast = [dict(ballot.ranking.placed()) for ballot in whole if ballot.ranking.groups]
        self.group = [ballot.group for ballot in whole if ballot.ranking.groups]
        self.n = len(self.cast)
        self.supporters = {c: sum(c in ballot for ballot in self.cast) for c in self.cost}
        self.points = {c: sum(pot.max_ranks - ballot[c] + 1 for ballot in self.cast if c in ballot) for c in self.cost}
        self.removed = {c: why for c in self.cost if (why := self._why_removed(c))}
        self.ballots = [self._closed_up(ballot) for ballot in self.cast]
        self.step = max(1, pot.budget // (100 * self.n)) if self.n else 0
        self.stop = False
        self.left_over: list[Fraction] = []  # of each voter, after the last run

    def _why_removed(self, c: str) -> str:
        if c in self.pot.withdrawn:
            return "withdrawn"
        if self.cost[c] > self.pot.budget:
            return "over_budget"
        return "under_minimum" if self.supporters[c] < self.pot.minimum_supporters else ""

    def _closed_up(self, ballot: dict[str, int]) -> dict[str, int]:
        kept = {c: place for c, place in ballot.items() if c not in self.removed}
        return {c: 1 + sum(other < place for other in kept.values()) for c, place in kept.items()}

    def clash(self, c: str, d: str) -> bool:
        return c != d and any(c in conflict and d in conflict for conflict in self.pot.conflicts)

    def open_after(self, funded: list[str]) -> list[str]:
        return [
            c
            for c in self.order
            if c not in self.removed
            and self.supporters[c]
            and c not in funded
            and not any(self.clash(c, d) for d in funded)
        ]

    # --- parts of a count; each gives (steps, ties) ---

    def free(self, money: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        steps: list[dict[str, Any]] = []
        ties = []
        while open_ := [c for c in self.open_after([s["project"] for s in steps]) if self.cost[c] == 0]:
            tied = [c for c in open_ if c == open_[0] or self.clash(c, open_[0])]
            if len(tied) > 1:
                ties.append({"step": len(steps) + 1, "tied": tied, "chosen": tied[0]})
            steps.append(self.plain_step(0, open_[0], money))
        return steps, ties

    def plain_step(self, level: object, c: str, money: int) -> dict[str, Any]:
        nothing = dict.fromkeys(("money_behind", "rho", "effective_support", "paid_in_full", "paid_less"))
        supporters = self.supporters[c]
        return {"level": level, "project": c, "supporters": supporters, "money_left": Fraction(money), **nothing}

    def run(self, k: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
        whole = self.pot.budget + k * self.n * self.step
        steps, ties = self.free(whole)
        money = self.money_at_first(whole)
        seen: dict[str, tuple[Fraction, int]] = {}
        longest = max((max(ballot.values(), default=0) for ballot in self.ballots), default=0)
        for level in range(1, longest + 1):
            while True:
                funded = [step["project"] for step in steps]
                behind = {c: self.money_behind(c, level, money) for c in self.open_after(funded)}
                self.note_best(seen, behind, funded)
                prices = {c: self.price(c, level, money) for c in behind if behind[c] >= self.cost[c]}
                if not prices:
                    break
                strength = {c: (self.cost[c] / rho, behind[c]) for c, rho in prices.items()}
                tied = [c for c in self.order if strength.get(c) == max(strength.values())]
                if len(tied) > 1:
                    ties.append({"step": len(steps) + 1, "tied": tied, "chosen": tied[0]})
                steps.append(self.buy(tied[0], level, prices[tied[0]], money))
        best = {c: (m, at if at <= len(steps) else None) for c, (m, at) in seen.items()}
        self.left_over = money
        return steps, ties, best

    def money_at_first(self, whole: int) -> list[Fraction]:
        """Of each voter, with the parts of groups."""
        if not self.pot.groups:
            return [Fraction(whole, self.n) for _ in self.ballots]
        return money_of_each(self.pot, self.group, whole)

    def money_behind(self, c: str, level: int, money: list[Fraction]) -> Fraction:
        return sum((money[i] for i in self.payers(c, level)), Fraction(0))

    def payers(self, c: str, level: int) -> list[int]:
        return [i for i, ballot in enumerate(self.ballots) if c in ballot and ballot[c] <= level]

    def note_best(self, seen: dict[str, tuple[Fraction, int]], behind: dict[str, Fraction], funded: list[str]) -> None:
        """Every test counts, the empty last one of each level too; a project that nobody ranks has 0."""
        unranked = [c for c in self.cost if c not in self.removed and not self.supporters[c]]
        standing = [*behind, *(c for c in unranked if not any(self.clash(c, d) for d in funded))]
        for c in standing:
            now = behind.get(c, Fraction(0))
            if c not in seen or now > seen[c][0]:
                seen[c] = now, len(funded) + 1

    def buy(self, c: str, level: int, rho: Fraction, money: list[Fraction]) -> dict[str, Any]:
        payers, behind = self.payers(c, level), self.money_behind(c, level, money)
        full = sum(money[i] >= rho for i in payers)
        for i in payers:
            money[i] -= min(money[i], rho)
        return {
            "level": level,
            "project": c,
            "money_behind": behind,
            "supporters": len(payers),
            "rho": rho,
            "effective_support": self.cost[c] / rho,
            "paid_in_full": full,
            "paid_less": len(payers) - full,
            "money_left": sum(money, Fraction(0)),
        }

    def price(self, c: str, level: int, money: list[Fraction]) -> Fraction:
        rich = sorted(money[i] for i in self.payers(c, level))
        owed = Fraction(self.cost[c])
        while owed / len(rich) > rich[0]:
            owed -= rich.pop(0)
        return owed / len(rich)

    def by_score(
        self, score: dict[str, int], funded: list[str], money: int, level: object
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        steps: list[dict[str, Any]] = []
        ties = []
        while open_ := self.open_after(funded):
            if not self.stop:
                open_ = [c for c in open_ if self.cost[c] <= money]
            if not open_:
                break
            tied = [c for c in open_ if score[c] == max(score[d] for d in open_)]
            if len(tied) > 1:
                ties.append({"step": len(funded) + 1, "tied": tied, "chosen": tied[0]})
            if self.cost[tied[0]] > money:
                break
            money -= self.cost[tied[0]]
            funded = [*funded, tied[0]]
            steps.append(self.plain_step(level, tied[0], money))
        return steps, ties

    def spent(self, steps: list[dict[str, Any]]) -> int:
        return sum(self.cost[step["project"]] for step in steps)

    # --- a complete count ---

    def complete(self) -> dict[str, Any]:
        if self.n == 0 or self.turnout < self.pot.quorum:
            return {"steps": [], "ties": [], "best": {}, "runs": [], "kept_k": 0}
        if self.rule != "ranked-equal-shares":
            steps, ties = self.free(self.pot.budget)
            score = self.points if self.rule == "points-greedy" else self.supporters
            more, later = self.by_score(score, [s["project"] for s in steps], self.pot.budget, None)
            return {"steps": steps + more, "ties": ties + later, "best": {}, "runs": [], "kept_k": 0}
        kept_k, runs = self.completed() if self.completion != "none" else (0, [])
        steps, ties, best = self.run(kept_k)
        if self.completion == "add1u":
            left = self.pot.budget - self.spent(steps)
            more, later = self.by_score(self.points, [s["project"] for s in steps], left, "fill")
            steps, ties = steps + more, ties + later
        return {"steps": steps, "ties": ties, "best": best, "runs": runs, "kept_k": kept_k}

    def completed(self) -> tuple[int, list[dict[str, int]]]:
        k, before, runs = 0, [""], []
        while True:
            steps = self.run(k)[0]
            funded = [step["project"] for step in steps]
            over = self.spent(steps) > self.pot.budget
            done = not self.open_after(funded)
            if funded != before or over or done:
                runs.append({"k": k, "spent": self.spent(steps), "funded_count": len(funded)})
            if over or done:
                return (k - 1 if over else k), runs
            k, before = k + 1, funded

    def funded_with(self, order: list[str]) -> set[str]:
        kept, self.order = self.order, order
        try:
            return {step["project"] for step in self.complete()["steps"]}
        finally:
            self.order = kept

    def document(self) -> dict[str, Any]:
        found = self.complete()
        funded = [step["project"] for step in found["steps"]]
        for number, step in enumerate(found["steps"], 1):
            step.update(step=number, cost=self.cost[step["project"]])
        for tie in found["ties"]:
            tie["decisive"] = any(
                self.funded_with(self.moved(d, tie["chosen"])) != set(funded) for d in tie["tied"][1:]
            )
        return {
            "budget": self.pot.budget,
            "n": self.n,
            "turnout": self.turnout,
            "blank": self.turnout - self.n,
            "funded": funded,
            "spent": self.spent(found["steps"]),
            "left": self.pot.budget - self.spent(found["steps"]),
            "tie_order": self.order,
            "removed": [{"id": c, "why": why} for c, why in self.removed.items()],
            "steps": [_written(step) for step in found["steps"]],
            "projects": [_written(self.project(c, found)) for c in self.cost],
            "ties": found["ties"],
            "completion_runs": found["runs"],
            "kept_k": found["kept_k"],
            "groups": self.groups(found),
        }

    def groups(self, found: dict[str, Any]) -> list[dict[str, Any]]:
        """Each group with what its voters had and paid in the kept run."""
        nothing = dict.fromkeys(("joined", "share", "voting_money", "paid"))
        written: list[dict[str, Any]] = [
            {"id": g.id, "part": g.part, "ballots": self.group.count(g.id), **nothing} for g in self.pot.groups
        ]
        if self.rule != "ranked-equal-shares":
            return []
        if self.n and self.turnout >= self.pot.quorum:
            whole = self.pot.budget + found["kept_k"] * self.n * self.step
            _, into = dissolved(self.pot, self.group)
            share, money = self.money_at_first(self.pot.budget), self.money_at_first(whole)
            self.run(found["kept_k"])
            for line in written:
                if into[line["id"]] != line["id"]:
                    line["joined"] = into[line["id"]]
                    continue
                mine = [i for i, g in enumerate(self.group) if into[g] == line["id"]]
                line["share"], line["voting_money"] = share[mine[0]], money[mine[0]]
                line["paid"] = sum((money[i] - self.left_over[i] for i in mine), Fraction(0))
        return [_written(line) for line in written]

    def moved(self, d: str, before: str) -> list[str]:
        rest = [c for c in self.order if c != d]
        at = rest.index(before)
        return [*rest[:at], d, *rest[at:]]

    def project(self, c: str, found: dict[str, Any]) -> dict[str, Any]:
        level = {step["project"]: step["level"] for step in found["steps"]}
        state = "removed" if c in self.removed else "unfunded"
        if c in level:
            state = "filled" if level[c] == "fill" else "funded"
        money, step = found["best"].get(c, (None, None))
        return {
            "id": c,
            "cost": self.cost[c],
            "state": state,
            "supporters": self.supporters[c],
            "first_choices": sum(ballot.get(c) == 1 for ballot in self.ballots),
            "points": self.points[c],
            "best_money": money,
            "best_step": step,
        }


def _written(value: dict[str, Any]) -> dict[str, Any]:
    return {
        key: f"{each.numerator}/{each.denominator}" if isinstance(each, Fraction) else each
        for key, each in value.items()
    }
