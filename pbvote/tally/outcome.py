"""What a rule hands back: steps, ties still to be judged, and what the sentences need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from pbvote.domain.result import CompletionRun, GroupOutcome, Step


@dataclass(frozen=True, slots=True)
class OpenTie:
    """A tie by project indices, in tie order; the first was chosen."""

    step: int
    tied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A count under one tie order. `best` and `spent_on` by project id; amounts in minor units.

    `groups`, in the order of the pot, only where groups have parts of the voting money.
    """

    steps: tuple[Step, ...] = ()
    ties: tuple[OpenTie, ...] = ()
    completion_runs: tuple[CompletionRun, ...] = ()
    kept_k: int = 0
    best: Mapping[str, tuple[Fraction, int | None]] = field(default_factory=dict)
    spent_on: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    groups: tuple[GroupOutcome, ...] = ()


class Count(Protocol):
    """One rule on one prepared pot. An order is a tuple of all project indices, first preferred."""

    def outcome(self, order: tuple[int, ...]) -> Outcome:
        """The count with its trace."""

    def funded(self, order: tuple[int, ...]) -> frozenset[int]:
        """Only who is funded, for asking what another tie order would have done."""
