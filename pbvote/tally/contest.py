"""Which project its supporters buy next: the one with the largest effective support that they can pay for.

While a level lasts, money only shrinks, so a project that could not be afforded cannot be later, and effective support
only falls: an old price is a bound, and a project is asked again only when that bound does not rule it out.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.offer import Offer, offered
from pbvote.tally.span import Span


class Contest:
    """The affordable among `candidates`, in tie order, from one moment of a level on; `span` proves for how long."""

    def __init__(self, money: MoneyClasses, costs: Sequence[int], candidates: Iterable[int], span: Span | None) -> None:
        self._money, self._costs, self._span = money, costs, span
        self._offers: dict[int, Offer] = {}
        self._queue: list[tuple[int, int]] = []
        self._now = 0
        for project in candidates:
            self._ask(project)

    def first(self) -> list[Offer]:
        """Who is level at the top, by effective support and then by money behind; nobody when nothing is affordable."""
        while self._queue:
            key, project = self._queue[0]
            offer = self._offers.get(project)
            if offer is None or offer.key != -key:
                heappop(self._queue)
            elif offer.asked == self._now:
                return self._level_with(-key)
            else:
                heappop(self._queue)
                self._ask(project)
        return []

    def others(self, first: Sequence[Offer]) -> list[Offer]:
        """The offers behind these, some of them old."""
        ahead = {offer.project for offer in first}
        return [offer for offer in self._offers.values() if offer.project not in ahead]

    def leave(self, projects: Iterable[int]) -> None:
        """A purchase was made, and these are out."""
        self._now += 1
        for project in projects:
            self._offers.pop(project, None)

    def _ask(self, project: int) -> None:
        price = self._money.price(project, self._costs[project])
        if price is None:
            self._offers.pop(project, None)
            if self._span is not None:
                self._span.keep_too_dear(self._money, project, self._costs[project])
            return
        offer = self._offers[project] = offered(project, self._costs[project], price, self._now)
        heappush(self._queue, (-offer.key, project))

    def _level_with(self, key: int) -> list[Offer]:
        for offer in [each for each in self._offers.values() if each.key == key and each.asked != self._now]:
            self._ask(offer.project)
        best: list[Offer] = []
        for offer in [each for each in self._offers.values() if each.key == key]:
            ahead = offer.ahead_of(best[0]) if best else 1
            best = [offer] if ahead > 0 else [*best, offer] if ahead == 0 else best
        return best
