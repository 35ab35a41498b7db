"""Whether a tie was decisive: another order of the tied projects, and the whole count again."""

from .count import Outcome, count_outcome, fill, openings_of
from .electorate import Electorate
from .pot import Pot, Profile


class TieJudge:
    """Counts again with one tied project moved to just before the chosen one."""

    def __init__(self, pot: Pot, profile: Profile, electorate: Electorate, outcome: Outcome) -> None:
        self._pot = pot
        self._profile = profile
        self._electorate = electorate
        self._outcome = outcome

    def is_decisive(self, tied: tuple[int, ...]) -> bool:
        """Say whether any other of the tied projects, preferred to the first, changes the funded set."""
        funded = set(self._outcome.funded)
        return any(set(self._recount(tied[0], other).funded) != funded for other in tied[1:])

    def _recount(self, chosen: int, other: int) -> Outcome:
        order = [each for each in self._pot.tie_order if each != other]
        order.insert(order.index(chosen), other)
        pot = self._pot._replace(tie_order=tuple(order))
        hall, completed = self._outcome.hall, self._outcome.completed
        if hall is None or completed is None or not self._runs_stay(pot):
            return count_outcome(pot, self._profile, self._electorate)
        return self._outcome._replace(greedy=fill(pot, self._profile, hall, completed))

    def _runs_stay(self, pot: Pot) -> bool:
        # Two orders that choose alike in every tie of every run give the same runs, step by step.
        if self._outcome.completed is None:
            return False
        ranks = pot.ranks()
        for tied in self._outcome.completed.contests:
            if min(tied, key=lambda each: ranks[each]) != tied[0]:
                return False
        free = {each.project for each in openings_of(pot, self._profile)[0]}
        return free == {each.project for each in self._outcome.free}
