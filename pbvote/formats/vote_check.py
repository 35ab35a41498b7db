"""One ballot as a reader finds it becomes a vote, or the reader is told what is wrong with it."""

from collections.abc import Mapping, Sequence

from pbvote.formats.ballot_file import FileProject, PotLimits, VoteType
from pbvote.formats.repairs import shown
from pbvote.formats.votes import Vote


class VoteFaultError(Exception):
    """What is wrong with a ballot, and in which part of it; its reader knows the place."""

    def __init__(self, part: str, what: str) -> None:
        self.part, self.what = part, what
        super().__init__(what)


class VoteMaker:
    """Makes votes of ids for one file."""

    def __init__(self, vote_type: VoteType, projects: Sequence[FileProject], limits: PotLimits) -> None:
        self._type = vote_type
        self._positions: Mapping[str, int] = {project.id: number for number, project in enumerate(projects)}
        self._groups = {group.id: number for number, group in enumerate(limits.groups)}

    def vote(
        self, ids: Sequence[str], *, places: Sequence[int] = (), points: Sequence[int] = (), group: str = ""
    ) -> Vote:
        """The vote of a ballot that names these projects. Raises VoteFaultError."""
        for project in ids:
            if project not in self._positions:
                what = f"{shown(project)} is not a project of this file" if project else "a choice is empty"
                raise VoteFaultError("choices", what)
        if len(set(ids)) < len(ids):
            twice = next(project for project in ids if ids.count(project) > 1)
            raise VoteFaultError("choices", f"the project {shown(twice)} stands twice in one ballot")
        if self._type is VoteType.CHOOSE_1 and len(ids) > 1:
            raise VoteFaultError("choices", "a ballot of a choose-1 file names one project")
        choices = tuple(self._positions[project] for project in ids)
        return Vote(choices, self._places(len(ids), places), self._points(len(ids), points), self._group(group))

    def _places(self, number: int, places: Sequence[int]) -> tuple[int, ...]:
        if not places:
            return ()
        if self._type is not VoteType.ORDINAL:
            raise VoteFaultError("places", f"a ballot of the type {self._type} has no places")
        if len(places) != number:
            raise VoteFaultError("places", f"{len(places)} places for {number} projects")
        above = 0
        for position, place in enumerate(places, 1):
            if place not in (position, above):
                what = f"the place {place} stands where {position} is next, or {above} for a tie"
                raise VoteFaultError("places", what)
            above = place
        return () if above == number and list(places) == list(range(1, number + 1)) else tuple(places)

    def _points(self, number: int, points: Sequence[int]) -> tuple[int, ...]:
        if not self._type.gives_points:
            if points:
                raise VoteFaultError("points", f"a ballot of the type {self._type} gives no points")
            return ()
        if len(points) != number:
            raise VoteFaultError("points", f"{len(points)} points for {number} projects")
        if self._type is VoteType.CUMULATIVE and min(points, default=0) < 0:
            raise VoteFaultError("points", f"{min(points)} is not a number of points of a cumulative ballot")
        return tuple(points)

    def _group(self, group: str) -> int:
        if not self._groups and not group:
            return 0
        if group not in self._groups:
            raise VoteFaultError("group", f"{shown(group)} is not a voter group of this file")
        return self._groups[group]
