"""What a count needs to know of a pot: the money, the projects with their costs, and the limits."""

from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.errors import PbvoteError


class CountInputError(PbvoteError):
    """A pot, a ballot or an option that cannot be counted; the text names it."""


@dataclass(frozen=True, slots=True)
class CountedProject:
    """A project by its id (trimmed, NFC) and its cost in minor units, 0 or more."""

    id: str
    cost: int


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """A voter group of the pot and its part of the voting money, above 0."""

    id: str
    part: Fraction


@dataclass(frozen=True, slots=True)
class CountedPot:
    """A pot as it is counted. Amounts in minor units.

    `projects` in the order of the ballot or file. `max_ranks` is L, the largest number of projects that a ballot
    ranks. `minimum_supporters`: a project that fewer ballots rank is removed. `quorum`: with fewer ballots, blank
    ones included, nothing is funded. `conflicts`: sets of ids of which at most one is funded. `groups`: none means
    that all voters have the same money; else their parts add up to 1, one with fewer than `min_group` ballots is
    dissolved, and nobody gets more than `max_ratio` times anybody else's money. Raises CountInputError unless
    budget > 0, cost ≥ 0, max_ranks ≥ 1, ids are unique and all other ids are among them.
    """

    budget: int
    projects: tuple[CountedProject, ...]
    max_ranks: int
    minimum_supporters: int = 0
    quorum: int = 0
    conflicts: tuple[tuple[str, ...], ...] = ()
    withdrawn: frozenset[str] = frozenset()
    groups: tuple[CountedGroup, ...] = ()
    min_group: int = 10
    max_ratio: int = 5

    def __post_init__(self) -> None:
        _require(self.budget > 0, "The budget must be above zero.")
        _require(self.max_ranks > 0, "A ballot must be able to rank at least one project.")
        _require(self.minimum_supporters >= 0, "The minimum of supporters must be 0 or more.")
        _require(self.quorum >= 0, "The quorum must be 0 or more.")
        ids = set(self.ids)
        _require(len(ids) == len(self.projects), "Two projects have the same id.")
        for project in self.projects:
            _require(project.cost >= 0, f"The cost of {project.id!a} is below zero.")
        for named in (*self.conflicts, self.withdrawn):
            _require(ids.issuperset(named), "A conflict or a withdrawal names a project that is not in the pot.")
        parts = [group.part for group in self.groups]
        _require(not parts or (min(parts) > 0 and sum(parts) == 1), "The parts of the groups must add up to 1.")
        _require(len({group.id for group in self.groups}) == len(parts), "Two groups have the same id.")
        _require(min(self.min_group, self.max_ratio) > 0, "The smallest group and the largest ratio must be 1 or more.")
        for conflict in self.conflicts:
            _require(len(set(conflict)) > 1, "A conflict needs at least two different projects.")

    @property
    def ids(self) -> tuple[str, ...]:
        """The project ids in order."""
        return tuple(project.id for project in self.projects)

    def ordered_conflicts(self) -> tuple[tuple[str, ...], ...]:
        """Each conflict in the order of the pot without repeats, the sets by the positions of their ids."""
        position = {project: index for index, project in enumerate(self.ids)}
        sets = {tuple(sorted({position[each] for each in conflict})) for conflict in self.conflicts}
        return tuple(tuple(self.projects[index].id for index in each) for each in sorted(sets))


def _require(holds: bool, sentence: str) -> None:  # noqa: FBT001 - a guard reads best as condition and sentence
    if not holds:
        raise CountInputError(sentence)
