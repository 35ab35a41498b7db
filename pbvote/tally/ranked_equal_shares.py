"""Ranked equal shares: everybody gets an equal share, and groups that agree can buy what they rank high.

The expanding approvals rule for participatory budgeting of Aziz and Lee, "Proportionally Representative Participatory
Budgeting with Ordinal Preferences" (AAAI 2021, arXiv 1911.00864), with payments as equal as possible as in the Method
of Equal Shares of Peters, Pierczyński and Skowron (NeurIPS 2021, arXiv 2008.13276). It gives Inclusion PSC.
"""

from dataclasses import replace
from fractions import Fraction

from pbvote.domain.result import FILL, CompletionRun, GroupOutcome, Step
from pbvote.tally.attempts import Attempts
from pbvote.tally.choice import Choice, choose_by_score, choose_free, still_open
from pbvote.tally.completion import Completion, OnRun, complete, nobody_waits
from pbvote.tally.group_outcomes import group_outcomes
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import Purchase, Run, ShareRun
from pbvote.tally.spending import SpendingLedger
from pbvote.tally.steps import open_ties, step_of_choice, step_of_purchase


class RankedEqualShares:
    """One pot counted by ranked equal shares. Needs n > 0. `share_step` in minor units, ≥ 1; unused for "none".

    `on_run` is told the runs of the count itself, not those that ask what another tie order would have done.
    """

    def __init__(self, prepared: Prepared, completion: str, share_step: int, on_run: OnRun = nobody_waits) -> None:
        self._prepared, self._completion, self._on_run = prepared, completion, on_run
        self._attempts = Attempts(prepared, share_step)

    def outcome(self, order: tuple[int, ...]) -> Outcome:
        """The count with its trace."""
        free, kept_k, runs = (
            choose_free(self._prepared, order, self._prepared.pot.budget),
            0,
            tuple[CompletionRun, ...](),
        )
        if self._completion != "none":
            completion = self._completed(order, free, self._on_run)
            kept_k, runs = completion.kept_k, completion.runs
        ledger, traced = SpendingLedger(self._prepared.profile), self._attempts.start(kept_k, order, free)
        run = traced.finish(ledger)
        fill, ids = self._fill(order, run), self._prepared.pot.ids
        return Outcome(
            steps=self._steps(free, traced.purchases, kept_k, fill),
            ties=tuple(open_ties([*free, *traced.purchases, *fill], 1)),
            completion_runs=runs,
            kept_k=kept_k,
            best={ids[project]: self._best(traced, len(free), project) for project in traced.best},
            spent_on={ids[project]: ledger.spent_most_on(project) for project in run.left_open},
            groups=self._groups(traced, kept_k),
        )

    def funded(self, order: tuple[int, ...]) -> frozenset[int]:
        """Who is funded under this tie order."""
        free = choose_free(self._prepared, order, self._prepared.pot.budget)
        if self._completion == "none":
            return frozenset(self._attempts.at(0, order, free).run.funded)
        kept = self._completed(order, free).kept
        return frozenset(kept.funded) | {choice.project for choice in self._fill(order, kept)}

    def _completed(self, order: tuple[int, ...], free: list[Choice], on_run: OnRun = nobody_waits) -> Completion:
        costs, budget = self._prepared.costs, self._prepared.pot.budget
        return complete(lambda k: self._attempts.at(k, order, free), costs, budget, on_run)

    def _fill(self, order: tuple[int, ...], kept: Run) -> list[Choice]:
        if self._completion != "add1u":
            return []
        candidates = still_open(self._prepared, order, kept.funded)
        left = self._prepared.pot.budget - sum(self._prepared.costs[project] for project in kept.funded)
        return choose_by_score(self._prepared, self._prepared.points, candidates, left)

    def _steps(
        self, free: list[Choice], purchases: list[Purchase], kept_k: int, fill: list[Choice]
    ) -> tuple[Step, ...]:
        money, steps = self._attempts.voting_money(kept_k), list[Step]()
        for choice in free:
            steps.append(step_of_choice(self._prepared, replace(choice, money_left=money), len(steps) + 1, 0))
        for purchase in purchases:
            money -= self._prepared.costs[purchase.project]
            steps.append(step_of_purchase(self._prepared, purchase, len(steps) + 1, money))
        for choice in fill:
            steps.append(step_of_choice(self._prepared, choice, len(steps) + 1, FILL))
        return tuple(steps)

    def _groups(self, traced: ShareRun, kept_k: int) -> tuple[GroupOutcome, ...]:
        pot = self._prepared.pot
        if not pot.groups:
            return ()
        left = traced.left_in(len(pot.groups))
        return group_outcomes(pot, self._attempts.shares, self._attempts.voting_money(kept_k), left)

    @staticmethod
    def _best(traced: ShareRun, free: int, project: int) -> tuple[Fraction, int | None]:
        money, before = traced.best[project]
        return money, free + before + 1 if before < len(traced.purchases) else None
