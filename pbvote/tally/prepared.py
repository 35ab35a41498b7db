"""What every rule starts from: the pot and its ballots after removals, with the numbers as cast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.money import LARGEST_AMOUNT
from pbvote.domain.result import Removal, Why
from pbvote.tally.merging import blank_among, profile_of
from pbvote.tally.profile import Integers, Profile


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pot ready to be counted; projects are indices into `pot.projects`, sequences run over all of them.

    `cast` are the ballots as cast, `profile` the same rows closed up; `supporters` and `points` are as cast.
    `candidates`: not removed and ranked by somebody. `rivals`: the projects that are in conflict with each.
    """

    pot: CountedPot
    cast: Profile
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


def prepare(pot: CountedPot, ballots: Mapping[Ballot, int]) -> Prepared:
    """Merged ballots, counted and closed up as in `prepare_profile`. Raises CountInputError."""
    return prepare_profile(pot, profile_of(pot, ballots), blank_among(ballots))


def prepare_profile(pot: CountedPot, cast: Profile, blank: int) -> Prepared:
    """Counts supporters and points as cast, removes what must go, closes the ballots up. Raises CountInputError."""
    _check(pot, cast, blank)
    at_places = cast.at_places()
    supporters = tuple(at_places.sum(axis=0).tolist())
    removed = _removals(pot, supporters)
    position = {project: index for index, project in enumerate(pot.ids)}
    gone = {position[removal.id] for removal in removed}
    profile = cast.closed_up(gone) if gone else cast
    return Prepared(
        pot=pot,
        cast=cast,
        profile=profile,
        n=cast.ballots,
        blank=blank,
        supporters=supporters,
        first_choices=_first_choices(profile.at_places() if gone else at_places),
        points=_points(at_places, pot.max_ranks) if cast.given is None else cast.given_points(),
        removed=removed,
        candidates=frozenset(index for index, number in enumerate(supporters) if number and index not in gone),
        costs=tuple(project.cost for project in pot.projects),
        rivals=_rivals(pot, position),
    )


def _first_choices(at_places: Integers) -> tuple[int, ...]:
    # Place 1, tied or not; a profile in which nothing stands any more has no place 1.
    return tuple(at_places[1].tolist()) if len(at_places) > 1 else (0,) * at_places.shape[1]


def _points(at_places: Integers, max_ranks: int) -> tuple[int, ...]:
    # Place 1 gives max_ranks points, and each later place one less.
    worth = max_ranks + 1 - np.arange(len(at_places), dtype=np.int64)
    return tuple((worth @ at_places).tolist())


def _check(pot: CountedPot, cast: Profile, blank: int) -> None:
    if cast.project_count != len(pot.projects) or int(cast.group_of.max(initial=0)) >= max(1, len(pot.groups)):
        raise CountInputError("The ballots are not those of this pot: they have other projects or groups.")
    if cast.most_ranked > pot.max_ranks or cast.longest > pot.max_ranks:
        most = max(cast.most_ranked, cast.longest)
        raise CountInputError(f"A ballot ranks {most} projects, but {pot.max_ranks} is the most. Raise the most.")
    if pot.budget > LARGEST_AMOUNT:
        raise CountInputError(f"A budget of {pot.budget} is more than a count can hold: {LARGEST_AMOUNT} is the most.")
    if blank < 0:
        raise CountInputError("There cannot be fewer than no blank ballots.")
    most = pot.max_ranks if cast.given is None else int(np.abs(cast.given).max(initial=0))
    if cast.ballots * most > LARGEST_AMOUNT:
        raise CountInputError(f"Up to {most} points from {cast.ballots} ballots are too many to add up.")


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


def _rivals(pot: CountedPot, position: Mapping[str, int]) -> tuple[frozenset[int], ...]:
    rivals: list[set[int]] = [set() for _ in pot.projects]
    for conflict in pot.conflicts:
        members = {position[project] for project in conflict}
        for member in members:
            rivals[member] |= members - {member}
    return tuple(map(frozenset, rivals))
