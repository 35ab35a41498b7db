"""The ballots and the pot of a ballot file, as a count takes them."""

import numpy as np

from pbvote.domain.ballot import EVERYBODY, Ballot
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.formats.ballot_file import BallotFile, FileBallot, VoteType
from pbvote.tally.profile import Profile


def counted_pot(file: BallotFile, max_ranks: int | None = None, minimum_supporters: int | None = None) -> CountedPot:
    """The pot of a file. `max_ranks` None: the larger of what the file allows and the longest ballot.

    `minimum_supporters` None: as the file says, which most do not.
    """
    limits = file.limits
    return CountedPot(
        budget=file.budget,
        projects=tuple(CountedProject(project.id, project.cost) for project in file.projects),
        max_ranks=max(file.max_length, file.longest_ballot, 1) if max_ranks is None else max_ranks,
        minimum_supporters=limits.minimum_supporters if minimum_supporters is None else minimum_supporters,
        quorum=limits.quorum,
        conflicts=limits.conflicts,
        withdrawn=frozenset(project.id for project in file.projects if project.is_withdrawn),
        groups=limits.groups,
        min_group=limits.min_group,
        max_ratio=limits.max_ratio,
    )


def profile_of_file(file: BallotFile) -> Profile:
    """The ballots that are not blank as arrays, without an object for any of them."""
    votes = file.votes
    cast = votes.lengths > 0
    choices = votes.choices[cast]
    places = None if votes.places is None else votes.places[cast]
    if file.vote_type is not VoteType.ORDINAL:
        places = np.ones_like(choices)
    return Profile.of_arrays(
        votes.project_count,
        choices,
        places=places,
        multiplicity=votes.times[cast],
        group_of=None if votes.group_of is None else votes.group_of[cast],
        given=None if votes.points is None else votes.points[cast],
    )


def ballots_of(file: BallotFile) -> dict[Ballot, int]:
    """How often each ballot was cast, with its points where the file gives points."""
    found: dict[Ballot, int] = {}
    for each, times in file.distinct:
        group = file.limits.groups[each.group].id if file.limits.groups else EVERYBODY
        points = tuple(sorted(zip(each.projects, each.points, strict=True))) if file.vote_type.gives_points else ()
        ballot = Ballot(_ranking(file.vote_type, each), group, points)
        found[ballot] = found.get(ballot, 0) + times
    return found


def rankings(file: BallotFile) -> dict[Ranking, int]:
    """How often each ranking was cast. Only `ordinal` ballots have places; on others all choices are tied firsts."""
    merged: dict[Ranking, int] = {}
    for ballot, times in ballots_of(file).items():
        merged[ballot.ranking] = merged.get(ballot.ranking, 0) + times
    return merged


def _ranking(vote_type: VoteType, ballot: FileBallot) -> Ranking:
    if vote_type is not VoteType.ORDINAL:
        return Ranking.approving(ballot.projects)
    if not ballot.places:
        return Ranking.of(ballot.projects)
    tied: dict[int, list[str]] = {}
    for project, place in zip(ballot.projects, ballot.places, strict=True):
        tied.setdefault(place, []).append(project)
    return Ranking.tied(tied[place] for place in sorted(tied))
