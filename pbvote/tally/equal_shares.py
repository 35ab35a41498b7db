"""The Method of Equal Shares, with points or with costs as utilities, for comparison.

Everybody has an equal share; the project whose supporters pay least for each unit of utility comes first.
Source: Dominik Peters, Grzegorz Pierczyński, Piotr Skowron, "Proportional Participatory Budgeting with Additive
Utilities" (NeurIPS 2021, arXiv 2008.13276). The completion add1 is that of the cities which use it: whole shares that
grow by the same step, 1 unit of their currency by default.
"""

from dataclasses import replace
from fractions import Fraction

from pbvote.domain.result import FILL, Step
from pbvote.tally.choice import Choice, choose_by_score, choose_free, still_open
from pbvote.tally.completion import Completion, OnRun, complete, nobody_waits
from pbvote.tally.equal_shares_run import Bought, EqualSharesRun
from pbvote.tally.known_runs import Attempt, KnownRuns
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import Run
from pbvote.tally.spending import SpendingLedger
from pbvote.tally.steps import open_ties, step_of_choice
from pbvote.tally.utilities import Utilities

DEFAULT_STEP = 100
"""Minor units by which a share grows in a step of the completion."""


def share_in_run(prepared: Prepared, share_step: int | None, k: int) -> Fraction:
    """What each voter has in run k, in minor units: B/n without a completion, else whole multiples of `share_step`."""
    if share_step is None:
        return Fraction(prepared.pot.budget, prepared.n)
    return Fraction(share_step * (prepared.pot.budget // (share_step * prepared.n) + k))


class EqualShares:
    """One pot counted by the Method of Equal Shares. Needs n > 0. `share_step` None means a single run.

    `on_run` is told the runs of the count itself, not those that ask what another tie order would have done.
    """

    def __init__(
        self, prepared: Prepared, utilities: Utilities, completion: str, share_step: int | None, on_run: OnRun
    ) -> None:
        self._prepared, self._utilities, self._completion = prepared, utilities, completion
        self._share_step, self._on_run = share_step, on_run
        self._known = KnownRuns()

    def outcome(self, order: tuple[int, ...]) -> Outcome:
        """The count with its trace."""
        free, completion, fill = self._count(order, self._on_run)
        ledger, traced = SpendingLedger(self._prepared.profile), self._run(completion.kept_k)
        left_open = traced.finish(order, [choice.project for choice in free], ledger).left_open
        ids = self._prepared.pot.ids
        return Outcome(
            steps=self._steps(free, traced.bought, completion.kept_k, fill),
            ties=tuple(open_ties([*free, *traced.bought, *fill], 1)),
            completion_runs=completion.runs,
            kept_k=completion.kept_k,
            best=self._best(free, completion.kept_k, has_bought=bool(traced.bought)),
            spent_on={ids[project]: ledger.spent_most_on(project) for project in left_open},
        )

    def funded(self, order: tuple[int, ...]) -> frozenset[int]:
        """Who is funded under this tie order."""
        _, completion, fill = self._count(order, nobody_waits)
        return frozenset(completion.kept.funded) | {choice.project for choice in fill}

    def _count(self, order: tuple[int, ...], on_run: OnRun) -> tuple[list[Choice], Completion, list[Choice]]:
        free = choose_free(self._prepared, order, self._prepared.pot.budget)
        if self._share_step is None:
            completion = Completion(self._attempt(0, order, free).run, 0, ())
        else:
            costs, budget = self._prepared.costs, self._prepared.pot.budget
            completion = complete(lambda k: self._attempt(k, order, free), costs, budget, on_run)
        return free, completion, self._fill(order, completion.kept)

    def _attempt(self, k: int, order: tuple[int, ...], free: list[Choice]) -> Attempt:
        def make() -> Attempt:
            run = self._run(k, self._share_step or 0)
            made = run.finish(order, [choice.project for choice in free])
            return Attempt(k, k + run.steady.steps, free, made)

        return self._known.at(k, order, free, make)

    def _run(self, k: int, growth: int = 0) -> EqualSharesRun:
        share = share_in_run(self._prepared, self._share_step, k)
        return EqualSharesRun(self._prepared, self._utilities, share, growth)

    def _fill(self, order: tuple[int, ...], kept: Run) -> list[Choice]:
        if self._completion != "add1u":
            return []
        supporters = self._utilities.supporters
        candidates = [each for each in still_open(self._prepared, order, kept.funded) if supporters[each]]
        left = self._prepared.pot.budget - sum(self._prepared.costs[project] for project in kept.funded)
        return choose_by_score(self._prepared, self._prepared.supporters, candidates, left)

    def _steps(self, free: list[Choice], bought: list[Bought], kept_k: int, fill: list[Choice]) -> tuple[Step, ...]:
        money = share_in_run(self._prepared, self._share_step, kept_k) * self._prepared.n
        steps = [
            replace(step_of_choice(self._prepared, choice, number, 0), money_left=money)
            for number, choice in enumerate(free, 1)
        ]
        for each in bought:
            money -= self._prepared.costs[each.project]
            steps.append(self._step(each, len(steps) + 1, money))
        for choice in fill:
            steps.append(step_of_choice(self._prepared, choice, len(steps) + 1, FILL))
        return tuple(steps)

    def _step(self, bought: Bought, number: int, money_left: Fraction) -> Step:
        project, supporters = self._prepared.pot.projects[bought.project], self._utilities.supporters[bought.project]
        return Step(
            step=number,
            level=None,
            project=project.id,
            cost=project.cost,
            supporters=supporters,
            money_behind=bought.money_behind,
            rho=bought.rho,
            paid_in_full=bought.paid_in_full,
            paid_less=supporters - bought.paid_in_full,
            money_left=money_left,
        )

    def _best(self, free: list[Choice], kept_k: int, *, has_bought: bool) -> dict[str, tuple[Fraction, int | None]]:
        # Money behind a project only shrinks: the first test, in which all still stand, sees its largest.
        if not self._prepared.profile.longest:
            return {}
        share, ids = share_in_run(self._prepared, self._share_step, kept_k), self._prepared.pot.ids
        out = {choice.project for choice in free}.union(*(self._prepared.rivals[choice.project] for choice in free))
        step = len(free) + 1 if has_bought else None
        return {ids[each]: (self._utilities.supporters[each] * share, step) for each in self._prepared.eligible - out}
