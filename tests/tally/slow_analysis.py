"""The analysis by its definition alone: every price tried, every number of further ballots counted with them in it."""

from dataclasses import replace

from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from tests.tally.slow_count import SlowCount


class SlowAnalysis:
    """One pot, one tie order and one completion of ranked equal shares, with the default share step."""

    def __init__(self, pot: CountedPot, ballots: list[Ranking], order: list[str], completion: str) -> None:
        self.pot, self.ballots, self.order, self.completion = pot, ballots, order, completion
        self.slow = self.count(ballots)
        found = self.slow.complete()
        self.kept_k = found["kept_k"]
        self.funded = [step["project"] for step in found["steps"]]
        self.candidates = [c for c in self.slow.cost if c not in self.slow.removed and self.slow.supporters[c]]

    def count(self, ballots: list[Ranking]) -> SlowCount:
        return SlowCount(self.pot, ballots, self.order, "ranked-equal-shares", self.completion)

    def is_bought_at(self, c: str, price: int) -> bool:
        """Whether the kept run funds c at this price; nothing else changes."""
        slow = self.count(self.ballots)
        slow.cost[c] = price
        return c in [step["project"] for step in slow.run(self.kept_k)[0]]

    def highest_price(self, c: str) -> int:
        return max((p for p in range(1, self.pot.budget + 1) if self.is_bought_at(c, p)), default=0)

    def with_more(self, c: str, more: int) -> SlowCount:
        return self.count([*self.ballots, *[Ranking.of([c])] * more])

    def wins_run_with(self, c: str, more: int) -> bool:
        """Whether the run with all voting money held and divided among more ballots funds c."""
        whole = self.pot.budget + self.kept_k * self.slow.n * self.slow.step
        slow = self.with_more(c, more)
        slow.pot, slow.step = replace(self.pot, budget=whole), 0
        return c in [step["project"] for step in slow.run(0)[0]]

    def margin(self, c: str, most: int = 200) -> int | None:
        """The first number with which the run funds c, or what comes of it by halves, that a complete count confirms."""
        if c in self.funded:
            return None
        more = next((more for more in range(1, most + 1) if self.wins_run_with(c, more)), most + 1)
        while more <= most:
            if c in [step["project"] for step in self.with_more(c, more).complete()["steps"]]:
                return more
            more = more * 3 // 2 + more % 2
        return None
