"""What a protected act is performed with: the round, who prepared and confirmed it, and what they agreed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from pbvote.services.office import Office
from pbvote.storage.tables import RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Approval:
    """An act that two officers agreed on, inside the unit of work in which it is performed.

    `roles` are the preparer's and the confirmer's. `arguments` are texts, as they were prepared.
    """

    office: Office
    uow: UnitOfWork
    round: RoundRow
    roles: tuple[str, str]
    arguments: Mapping[str, str]
