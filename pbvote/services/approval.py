"""What a protected act is performed with: the round, who prepared and confirmed it, and what they agreed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from pbvote.domain.errors import IllegalMoveError
from pbvote.services.office import Office
from pbvote.storage.tables import RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Approval:
    """An act that two of the staff agreed on, inside the unit of work in which it is performed.

    `row` is the round, none for an act of the trust itself. `roles` are the preparer's and the confirmer's.
    `arguments` are texts, as they were prepared.
    """

    office: Office
    uow: UnitOfWork
    row: RoundRow | None
    roles: tuple[str, str]
    arguments: Mapping[str, str]

    @property
    def round(self) -> RoundRow:
        """The round of the act; raises IllegalMoveError when the act is one of the trust itself."""
        if self.row is None:
            raise IllegalMoveError("an act of a round", "not named")
        return self.row
