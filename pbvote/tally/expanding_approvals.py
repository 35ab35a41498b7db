"""Expanding approvals as its authors wrote it, for comparison: supporters give up weight in proportion to it.

Source: Haris Aziz, Barton E. Lee, "Proportionally Representative Participatory Budgeting with Ordinal Preferences"
(AAAI 2021, arXiv 1911.00864).
"""

from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.result import Step
from pbvote.tally.choice import Choice, choose_free, still_open
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared
from pbvote.tally.steps import open_ties, step_of_choice
from pbvote.tally.voter_weights import Support, VoterWeights


@dataclass(frozen=True, slots=True)
class Funding:
    """A project funded at a level; `tied` in tie order, itself first."""

    project: int
    level: int
    tied: tuple[int, ...]
    supporters: int


class ExpandingApprovals:
    """One pot counted by expanding approvals. Needs n > 0."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared

    def outcome(self, order: tuple[int, ...]) -> Outcome:
        """The count with its trace."""
        free, fundings = self._count(order)
        left = self._prepared.pot.budget
        steps = [step_of_choice(self._prepared, choice, number, 0) for number, choice in enumerate(free, 1)]
        for funding in fundings:
            left -= self._prepared.costs[funding.project]
            steps.append(self._step(funding, len(steps) + 1, left))
        return Outcome(tuple(steps), tuple(open_ties([*free, *fundings], 1)))

    def funded(self, order: tuple[int, ...]) -> frozenset[int]:
        """Who is funded under this tie order."""
        free, fundings = self._count(order)
        return frozenset([*(each.project for each in free), *(each.project for each in fundings)])

    def _count(self, order: tuple[int, ...]) -> tuple[list[Choice], list[Funding]]:
        free = choose_free(self._prepared, order, self._prepared.pot.budget)
        run = _Run(self._prepared, still_open(self._prepared, order, [each.project for each in free]))
        return free, run.finish()

    def _step(self, funding: Funding, number: int, money_left: int) -> Step:
        project = self._prepared.pot.projects[funding.project]
        return Step(
            number, funding.level, project.id, project.cost, funding.supporters, money_left=Fraction(money_left)
        )


class _Run:
    """One run through the levels. `standing`: what is open to be chosen, in tie order."""

    def __init__(self, prepared: Prepared, standing: list[int]) -> None:
        self._prepared, self._open = prepared, standing
        self._weights = VoterWeights(prepared.profile)
        self._quotas = {each: Fraction(prepared.n * prepared.costs[each], prepared.pot.budget) for each in standing}

    def finish(self) -> list[Funding]:
        """All that is funded, in order. The money left always suffices: it is the weight of all voters."""
        fundings = []
        for level in range(1, self._prepared.profile.longest + 1):
            self._weights.rise_to(level)
            while tied := self._strongest():
                (project, support), *_ = tied
                fundings.append(Funding(project, level, tuple(each for each, _ in tied), support.supporters))
                self._weights.spend(project, support, self._quotas[project])
                out = self._prepared.rivals[project] | {project}
                self._open = [each for each in self._open if each not in out]
        return fundings

    def _strongest(self) -> list[tuple[int, Support]]:
        # The affordable with the largest weight and, of these, the lowest cost, in tie order.
        best: list[tuple[int, Support]] = []
        for project in self._open:
            support = self._weights.support(project)
            if not self._weights.reaches(support, self._quotas[project]):
                continue
            ahead = 1 if not best else self._ahead(project, support, *best[0])
            if ahead > 0:
                best = [(project, support)]
            elif ahead == 0:
                best.append((project, support))
        return best

    def _ahead(self, project: int, support: Support, other: int, other_support: Support) -> int:
        return (
            self._weights.compare(support, other_support) or self._prepared.costs[other] - self._prepared.costs[project]
        )
