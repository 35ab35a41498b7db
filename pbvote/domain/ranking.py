"""A ranking: what one ballot says. Groups of project ids, most wanted first; several in a group are tied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pbvote.domain.errors import RankingRefusedError
from pbvote.domain.sentence import say


@dataclass(frozen=True, slots=True)
class Ranking:
    """An ordered tuple of groups of ids; no id twice, no empty group. Without groups it is a blank vote.

    Two tied firsts stand at place 1 and the next at place 3. The order within a group means nothing and is kept
    sorted, so that equal rankings are equal values.
    """

    groups: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        ids = self.ids
        if len(set(ids)) != len(ids):
            raise RankingRefusedError(say("A project stands in the order twice. Keep it once."))
        if not all(self.groups):
            raise RankingRefusedError(say("A place in the order is empty. Leave it out."))

    @classmethod
    def of(cls, ids: Iterable[str]) -> "Ranking":
        """A strict ranking, most wanted first; raises RankingRefusedError when an id comes twice."""
        return cls(tuple((project,) for project in ids))

    @classmethod
    def tied(cls, groups: Iterable[Iterable[str]]) -> "Ranking":
        """A ranking with ties: the ids of one group stand at one place."""
        return cls(tuple(tuple(sorted(group)) for group in groups))

    @classmethod
    def approving(cls, ids: Iterable[str]) -> "Ranking":
        """An approval ballot: all ids tied at place 1, blank when there are none."""
        group = tuple(sorted(ids))
        return cls((group,) if group else ())

    @property
    def ids(self) -> tuple[str, ...]:
        """All ranked ids, most wanted first."""
        return tuple(project for group in self.groups for project in group)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is ranked."""
        return not self.groups

    def placed(self) -> Iterator[tuple[str, int]]:
        """Each id with its place: 1 + the number of ids ranked strictly above it."""
        place = 1
        for group in self.groups:
            for project in group:
                yield project, place
            place += len(group)

    def __len__(self) -> int:
        """How many projects are ranked."""
        return sum(map(len, self.groups))
