"""What a protected act is performed with: the round, who prepared and confirmed it, and what they agreed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.result import Result
from pbvote.services.office import Office
from pbvote.storage.tables import RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RoundCount:
    """The result of each pot of a round, in order, and the hash of all that the results were made from."""

    results: Mapping[str, Result]
    ground: str


@dataclass(frozen=True, slots=True)
class Approval:
    """An act that two of the staff agreed on, inside the unit of work in which it is performed.

    `row` is the round, none for an act of the trust itself. `roles` are the preparer's and the confirmer's.
    `arguments` are texts, as they were prepared. `counted`: what was counted for it before its transaction.
    """

    office: Office
    uow: UnitOfWork
    row: RoundRow | None
    roles: tuple[str, str]
    arguments: Mapping[str, str]
    counted: RoundCount | None = None

    @property
    def round(self) -> RoundRow:
        """The round of the act; raises IllegalMoveError when the act is one of the trust itself."""
        if self.row is None:
            raise IllegalMoveError("an act of a round", "not named")
        return self.row
