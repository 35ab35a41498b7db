"""The run that a count kept, made again with one thing changed: to see how close it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.result import Result
from pbvote.tally.choice import choose_free
from pbvote.tally.level_index import unmerged_levels
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import ShareRun
from pbvote.tally.starting_money import divided
from pbvote.tally.supporter_index import SupporterIndex, index_of
from pbvote.tally.voter_shares import VoterShares, shares_of


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One pot and the run of ranked equal shares that its count kept.

    `voting_money` of all voters together in that run, minor units. `order` of project indices, the preferred first.
    `positions`: where each project stands in it. `group`: the voter group that further ballots would join.
    """

    prepared: Prepared
    index: SupporterIndex
    voting_money: int
    order: tuple[int, ...]
    positions: tuple[int, ...]
    group: int

    def share(self, more: int = 0) -> Fraction:
        """What a voter of the group has at the start if so many more ballots join it."""
        return self._shares(more).parts[self.group] * self.voting_money

    def money_of(self, project: int) -> Fraction:
        """What the ballots that rank a project have together at the start."""
        cast, parts = self.prepared.cast, self._shares(0).parts
        rows = (cast.projects == project).any(axis=1)
        supporters = np.zeros(len(parts), dtype=np.int64)
        np.add.at(supporters, cast.group_of[rows], cast.multiplicity[rows])
        whole = sum((part * number for part, number in zip(parts, supporters.tolist(), strict=True)), Fraction(0))
        return whole * self.voting_money

    def _shares(self, more: int) -> VoterShares:
        return shares_of(self.prepared.pot, self.prepared.cast, more, self.group)

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
        start = divided(self._shares(more), self.voting_money)
        return ShareRun(prepared, MoneyClasses(unmerged_levels(self.index), start), self.order, free)


def kept_run(prepared: Prepared, result: Result, group: int = 0) -> KeptRun:
    """The kept run of a result of ranked equal shares in which something was counted; further ballots join `group`."""
    step = result.parameters.share_step or 0
    order = positions_of(prepared.pot, result.tie_order)
    positions = {project: position for position, project in enumerate(order)}
    return KeptRun(
        prepared,
        index_of(prepared.profile),
        result.budget + result.kept_k * result.n * step,
        order,
        tuple(positions[project] for project in range(len(order))),
        group,
    )


def positions_of(pot: CountedPot, tie_order: Sequence[str]) -> tuple[int, ...]:
    """A tie order as indices of projects."""
    index = {project: position for position, project in enumerate(pot.ids)}
    return tuple(index[project] for project in tie_order)
