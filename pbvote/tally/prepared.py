"""What every rule starts from: the pot and its ballots after removals, with the numbers as cast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.money import LARGEST_AMOUNT
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Removal, Why
from pbvote.tally.profile import Profile, profile_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pot ready to be counted; projects are indices into `pot.projects`, sequences run over all of them.

    `profile` is closed up; `supporters` and `points` are as cast. `candidates`: not removed and ranked by somebody.
    `rivals`: the projects that are in conflict with each.
    """

    pot: CountedPot
    profile: Profile
    n: int
    blank: int
    supporters: tuple[int, ...]
    first_choices: tuple[int, ...]
    points: tuple[int, ...]
    removed: tuple[Removal, ...]
    candidates: frozenset[int]
    costs: tuple[int, ...]
    rivals: tuple[frozenset[int], ...]

    @property
    def is_counted(self) -> bool:
        """Whether there is anything to count: a ballot that ranks something, and the quorum."""
        return self.n > 0 and self.n + self.blank >= self.pot.quorum

    @property
    def eligible(self) -> frozenset[int]:
        """The projects that are not removed, ranked or not."""
        gone = {removal.id for removal in self.removed}
        return frozenset(index for index, project in enumerate(self.pot.ids) if project not in gone)


def prepare(pot: CountedPot, rankings: Mapping[Ranking, int], given_points: Mapping[str, int] | None) -> Prepared:
    """Counts supporters and points as cast, removes what must go, closes the ballots up. Raises CountInputError."""
    cast = profile_of(pot, rankings)
    if cast.ballots * pot.max_ranks > LARGEST_AMOUNT:
        raise CountInputError(f"Up to {pot.max_ranks} points from {cast.ballots} ballots are too many to add up.")
    supporters = cast.supporters()
    removed = _removals(pot, supporters)
    position = {project: index for index, project in enumerate(pot.ids)}
    gone = {position[removal.id] for removal in removed}
    profile = cast.closed_up(gone) if gone else cast
    return Prepared(
        pot=pot,
        profile=profile,
        n=cast.ballots,
        blank=sum(times for ranking, times in rankings.items() if ranking.is_blank),
        supporters=supporters,
        first_choices=profile.first_choices(),
        points=cast.points(pot.max_ranks) if given_points is None else _given(pot, given_points),
        removed=removed,
        candidates=frozenset(index for index, number in enumerate(supporters) if number and index not in gone),
        costs=tuple(project.cost for project in pot.projects),
        rivals=_rivals(pot, position),
    )


def _removals(pot: CountedPot, supporters: Sequence[int]) -> tuple[Removal, ...]:
    found = []
    for project, number in zip(pot.projects, supporters, strict=True):
        if project.id in pot.withdrawn:
            found.append(Removal(project.id, Why.WITHDRAWN))
        elif project.cost > pot.budget:
            found.append(Removal(project.id, Why.OVER_BUDGET))
        elif number < pot.minimum_supporters:
            found.append(Removal(project.id, Why.UNDER_MINIMUM))
    return tuple(found)


def _given(pot: CountedPot, given_points: Mapping[str, int]) -> tuple[int, ...]:
    if set(given_points) != set(pot.ids):
        raise CountInputError("Points must be given for every project of the pot and for no other.")
    return tuple(given_points[project] for project in pot.ids)


def _rivals(pot: CountedPot, position: Mapping[str, int]) -> tuple[frozenset[int], ...]:
    rivals: list[set[int]] = [set() for _ in pot.projects]
    for conflict in pot.conflicts:
        members = {position[project] for project in conflict}
        for member in members:
            rivals[member] |= members - {member}
    return tuple(map(frozenset, rivals))
