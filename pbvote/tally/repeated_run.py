"""A run made again and again with larger shares: each time from the first test that may come out differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.offer import Offer
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import Run, ShareRun
from pbvote.tally.span import Span


@dataclass(frozen=True, slots=True)
class _Test:
    """A test as it was met: its level, what had been bought, what stood open, the moment of the money.

    `last`: with so many steps more than at the beginning it surely comes out the same, if all tests before it do.
    """

    last: int
    level: int
    bought: int
    open: list[int]
    mark: int


class RepeatedRun(ShareRun):
    """A run with the first shares of `money`, which remembers, and then with ever larger ones: by `steps` steps."""

    def __init__(self, prepared: Prepared, money: MoneyClasses, order: Sequence[int], free: Sequence[int]) -> None:
        super().__init__(prepared, money, order, free)
        self._span = self._proof = Span()
        self._tests, self.steps = list[_Test](), 0
        self._done: Run | None = None
        self._shift = money.fixed_shift

    @property
    def last(self) -> int:
        """Up to so many steps more than at the beginning, the run made last is the run."""
        return min((test.last for test in self._tests), default=self.steps)

    def after(self, steps: int) -> Run:
        """The run with so many steps more than at the beginning; they never become fewer."""
        again = next((at for at, test in enumerate(self._tests) if test.last < steps), None)
        self.steps = steps
        if self._done is None:
            self._done = self.finish()
        elif again is not None:
            self._done = self._from(again, steps)
        return self._done

    def _from(self, again: int, steps: int) -> Run:
        test = self._tests[again]
        del self._tests[again:], self.purchases[test.bought :]
        self._money.back_to(test.mark, steps)
        self._open = test.open
        if self._shift != self._money.fixed_shift:
            self._fixed_costs, self._shift = self._money.fixed_costs(self._prepared.costs), self._money.fixed_shift
        self._buy_all(test.level)
        return self._finish_from(test.level + 1)

    def _candidates(self) -> list[int]:
        maybe, steps = self._money.steps_too_dear(self._fixed_costs, self._open)
        self._proof.keep(steps)
        return maybe

    def _tested(self, level: int, first: list[Offer], others: list[Offer]) -> None:
        span, money = self._proof, self._money
        if first:
            span.keep_the_poor_poor(money, first[0].project, first[0].price)
            span.keep_behind(money, first[0], others)
            span.keep_level(money, first[0], first[1:])
        last = self.steps + span.taken()
        self._tests.append(_Test(last, level, len(self.purchases), self._open, money.mark()))
