"""The greedy rules: most points, or most people, first. For comparison; they serve the largest group only.

Source: Talmon and Faliszewski, "A Framework for Approval-Based Budgeting Methods" (AAAI 2019).
"""

from pbvote.tally.choice import Choice, choose_by_score, choose_free, still_open
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared
from pbvote.tally.steps import open_ties, step_of_choice


class Greedy:
    """One pot counted by scores, one for each project. `stop`: the first that does not fit ends the count."""

    def __init__(self, prepared: Prepared, scores: tuple[int, ...], *, stop: bool) -> None:
        self._prepared, self._scores, self._stop = prepared, scores, stop

    def outcome(self, order: tuple[int, ...]) -> Outcome:
        """The count with its trace."""
        choices = self._choices(order)
        steps = [
            step_of_choice(self._prepared, choice, number, None if self._prepared.costs[choice.project] else 0)
            for number, choice in enumerate(choices, 1)
            if choice.is_funded  # only the last one may not be
        ]
        return Outcome(tuple(steps), tuple(open_ties(choices, 1)))

    def funded(self, order: tuple[int, ...]) -> frozenset[int]:
        """Who is funded under this tie order."""
        return frozenset(choice.project for choice in self._choices(order) if choice.is_funded)

    def _choices(self, order: tuple[int, ...]) -> list[Choice]:
        budget = self._prepared.pot.budget
        free = choose_free(self._prepared, order, budget)
        candidates = still_open(self._prepared, order, [choice.project for choice in free])
        return free + choose_by_score(self._prepared, self._scores, candidates, budget, stop=self._stop)
