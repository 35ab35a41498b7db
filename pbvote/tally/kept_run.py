"""The run that a count kept, made again with one thing changed: to see how close it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.result import Result
from pbvote.tally.choice import choose_free
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import ShareRun
from pbvote.tally.supporter_index import SupporterIndex, index_of


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One pot and the run of ranked equal shares that its count kept.

    `voting_money` of all voters together in that run, minor units. `order` of project indices, the preferred first.
    `positions`: where each project stands in it.
    """

    prepared: Prepared
    index: SupporterIndex
    voting_money: int
    order: tuple[int, ...]
    positions: tuple[int, ...]

    def share(self, more: int = 0) -> Fraction:
        """What each voter has at the start if there are so many more ballots."""
        return Fraction(self.voting_money, self.prepared.n + more)

    def money_of(self, project: int) -> Fraction:
        """What the ballots that rank a project have together at the start."""
        return self.share() * self.prepared.supporters[project]

    def start(self, more: int = 0) -> ShareRun:
        """The run, not yet run, with the money of each voter as if there were `more` ballots."""
        return self._begin(self.prepared, more)

    def start_without(self, project: int) -> ShareRun:
        """The run, not yet run, in which nobody can choose one project; the places on the ballots stay."""
        return self._begin(replace(self.prepared, candidates=self.prepared.candidates - {project}), 0)

    def free(self, without: int | None = None) -> list[int]:
        """The projects that are funded before the run because they cost nothing."""
        order = [project for project in self.order if project != without]
        return [choice.project for choice in choose_free(self.prepared, order, 0)]

    def _begin(self, prepared: Prepared, more: int) -> ShareRun:
        free = [choice.project for choice in choose_free(prepared, self.order, 0)]
        return ShareRun(prepared, MoneyClasses(self.index, self.share(more)), self.order, free)


def kept_run(prepared: Prepared, result: Result) -> KeptRun:
    """The kept run of a result of ranked equal shares in which something was counted."""
    step = result.parameters.share_step or 0
    order = positions_of(prepared.pot, result.tie_order)
    positions = {project: position for position, project in enumerate(order)}
    return KeptRun(
        prepared,
        index_of(prepared.profile),
        result.budget + result.kept_k * result.n * step,
        order,
        tuple(positions[project] for project in range(len(order))),
    )


def positions_of(pot: CountedPot, tie_order: Sequence[str]) -> tuple[int, ...]:
    """A tie order as indices of projects."""
    index = {project: position for position, project in enumerate(pot.ids)}
    return tuple(index[project] for project in tie_order)
