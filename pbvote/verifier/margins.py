"""The margin of an unfunded project: how many more ballots that rank only it are known to fund it.

By the letter of docs/result-format.md, "Analysis", run by run and count by count; slow, and made only when asked for.
"""

from collections.abc import Sequence
from typing import Optional

from .completion import Hall
from .count import count_outcome
from .electorate import Electorate
from .pot import Ballot, Pot, Profile
from .shares import Run

LARGEST = 200


class MarginSearch:
    """Looks for the margins of one counted pot: its ballots, the hall of its runs and the kept k."""

    def __init__(self, pot: Pot, ballots: Sequence[Ballot], hall: Hall, k: int, group: int) -> None:
        self._pot = pot
        self._ballots = list(ballots)
        self._hall = hall
        self._money = int(hall.money(k))
        self._removed = frozenset(Profile(pot, ballots).removed)
        self._group = group

    def margin(self, project: int) -> Optional[int]:
        """Give the margin of a project; None when none up to 200 is confirmed."""
        more = next((each for each in range(1, LARGEST + 1) if self._is_funded_in_run(project, each)), None)
        while more is not None and more <= LARGEST:
            if self._is_confirmed(project, more):
                return more
            more += -(-more // 2)
        return None

    def _with_more(self, project: int, number: int) -> "list[Ballot]":
        return self._ballots + [Ballot(((project,),), self._group)] * number

    def _is_funded_in_run(self, project: int, number: int) -> bool:
        # The same removals: more ballots bring none under the minimum, but might lift one over it.
        pot = self._pot._replace(withdrawn=self._removed)
        electorate = Electorate(Profile(pot, self._with_more(project, number)), len(pot.ids))
        run = Run(pot, electorate, set(self._hall.out), self._money, self._hall.step)
        run.finish()
        return any(each.project == project for each in run.purchases)

    def _is_confirmed(self, project: int, number: int) -> bool:
        profile = Profile(self._pot, self._with_more(project, number))
        return project in count_outcome(self._pot, profile, Electorate(profile, len(self._pot.ids))).funded
