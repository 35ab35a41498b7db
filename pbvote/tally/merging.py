"""Ballots become a profile: identical ones of one group merged, ids turned into numbers, blank ones left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.tally.profile import FAR, Profile


def merged(ballots: Iterable[Ballot | Ranking] | Mapping[Ballot, int] | Mapping[Ranking, int]) -> dict[Ballot, int]:
    """Each ballot with how often it was cast; their order never matters to a count. A ranking is a ballot of `all`."""
    found: dict[Ballot, int] = {}
    for cast, times in _with_times(ballots):
        ballot = Ballot(cast) if isinstance(cast, Ranking) else cast
        found[ballot] = found.get(ballot, 0) + times
    return found


def _with_times(
    ballots: Iterable[Ballot | Ranking] | Mapping[Ballot, int] | Mapping[Ranking, int],
) -> Iterable[tuple[Ballot | Ranking, int]]:
    if isinstance(ballots, Mapping):
        return ballots.items()
    return Counter(ballots).items()


def blank_among(ballots: Mapping[Ballot, int]) -> int:
    """How many ballots rank nothing."""
    return sum(times for ballot, times in ballots.items() if ballot.ranking.is_blank)


def profile_of(pot: CountedPot, ballots: Mapping[Ballot, int]) -> Profile:
    """The profile of the ballots that are not blank. A pot without groups takes everybody alike.

    Raises CountInputError for a project or a group that is not in the pot, a ballot that ranks more than `max_ranks`,
    points that are not for just the ranked projects, all tied, or that only some ballots give, and a multiplicity
    below 1.
    """
    if any(times < 1 for times in ballots.values()):
        raise CountInputError("A ranking is given less than once. Leave it out.")
    cast = [ballot for ballot in ballots if not ballot.ranking.is_blank]
    width = max((len(ballot.ranking) for ballot in cast), default=0)
    if width > pot.max_ranks:
        raise CountInputError(f"A ballot ranks {width} projects, but {pot.max_ranks} is the most. Raise the most.")
    index = {project: position for position, project in enumerate(pot.ids)}
    shape, cells = (len(cast), width), list(_cells(cast, index, width))
    has_points = any(ballot.points for ballot in cast)
    return Profile(
        project_count=len(index),
        multiplicity=np.array([ballots[ballot] for ballot in cast], dtype=np.int64),
        projects=np.array([project for project, _ in cells], dtype=np.int32).reshape(shape),
        places=np.array([place for _, place in cells], dtype=np.int32).reshape(shape),
        group_of=np.array(list(_groups(pot, cast)), dtype=np.int64),
        given=np.array(list(_given(cast, width)), dtype=np.int64).reshape(shape) if has_points else None,
    )


def _cells(cast: Iterable[Ballot], index: Mapping[str, int], width: int) -> Iterator[tuple[int, int]]:
    nothing = [(len(index), FAR)]
    for ballot in cast:
        for project, place in ballot.ranking.placed():
            if project not in index:
                raise CountInputError(f"A ballot ranks {project!a}, which is not in the pot.")
            yield index[project], place
        yield from nothing * (width - len(ballot.ranking))


def _groups(pot: CountedPot, cast: Iterable[Ballot]) -> Iterator[int]:
    index = {group.id: position for position, group in enumerate(pot.groups)}
    for ballot in cast:
        if index and ballot.group not in index:
            raise CountInputError(f"A ballot is of the group {ballot.group!a}, which is not in the pot.")
        yield index.get(ballot.group, 0)


def _given(cast: Iterable[Ballot], width: int) -> Iterator[int]:
    for ballot in cast:
        if ballot.ranking.groups != (tuple(project for project, _ in ballot.points),):
            raise CountInputError("A ballot with points must rank all its projects tied, and give each one points.")
        yield from (number for _, number in ballot.points)
        yield from [0] * (width - len(ballot.points))
