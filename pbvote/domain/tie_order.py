"""The tie order: which project goes first when two are exactly level.

A public draw gives the seed after voting has closed; sorting by a hash of seed and id lets anyone redo it.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

Id = TypeVar("Id", str, int)
"""A project by its id, or by its index in the pot."""


def tie_order(seed: str, project_ids: Iterable[str]) -> tuple[str, ...]:
    """The ids sorted by SHA-256(seed ‖ 0x00 ‖ id) as bytes, seed and trimmed ids in UTF-8."""
    start = seed.encode() + b"\x00"
    return tuple(sorted(project_ids, key=lambda project: sha256(start + project.strip().encode()).digest()))


def moved_before(order: Sequence[Id], project: Id, other: Id) -> tuple[Id, ...]:
    """The order with `project` moved to just before `other`; the rest keep theirs. Needs project ≠ other."""
    rest = [each for each in order if each != project]
    rest.insert(rest.index(other), project)
    return tuple(rest)
