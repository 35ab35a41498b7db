"""Rankings with ties, as PrefLib and BLT write them, become votes."""

from collections.abc import Sequence

from pbvote.formats.ballot_file import VoteType
from pbvote.formats.file_head import Head
from pbvote.formats.vote_check import VoteFaultError, VoteMaker
from pbvote.formats.votes import Vote


class TiedVotes:
    """Makes votes of groups of numbers from 1. Raises VoteFaultError."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._maker = VoteMaker(head.vote_type, head.projects, head.limits)

    def vote(self, groups: Sequence[Sequence[int]]) -> Vote:
        """The vote of a ballot: the numbers at its places, best first."""
        numbers = [number for group in groups for number in group]
        most = len(self._head.projects)
        for number in numbers:
            if not 1 <= number <= most:
                raise VoteFaultError("choices", f"{number} is not from 1 to {most}")
        ids = [self._head.projects[number - 1].id for number in numbers]
        if self._head.vote_type is not VoteType.ORDINAL:
            if len(groups) > 1:
                raise VoteFaultError("choices", f"a ballot of the type {self._head.vote_type} has one place for all")
            return self._maker.vote(ids)
        places: list[int] = []
        for group in groups:
            places += [len(places) + 1] * len(group)
        return self._maker.vote(ids, places=places)
