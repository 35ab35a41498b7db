"""How many people live in the area, written by the staff for the report of a round. It does not stand in the log."""

from collections.abc import Mapping

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.storage.queries.population import population_groups
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import PopulationRow

MOST_PEOPLE = 100_000_000
"""More than live in any area that shares out money."""


class PopulationRefusedError(PbvoteError):
    """Numbers that cannot be: of a group that the roll does not have, below zero, or beyond all countries."""

    def __init__(self) -> None:
        super().__init__(say("Some numbers cannot be used, so nothing was changed. Open the form again."))


def write_population(office: Office, role: str, round_id: str, numbers: Mapping[tuple[str, str], int | None]) -> None:
    """Save numbers by dimension and name; None takes one away. Raises PopulationRefusedError, UnknownRoundError."""
    with office.database.write() as uow:
        round_row(uow.db, round_id)
        staff_member(uow.db, role, "officer", "clerk")
        known = set(population_groups(uow.db, round_id))
        usable = all(number is None or 0 < number <= MOST_PEOPLE for number in numbers.values())
        if not usable or not numbers.keys() <= known:
            raise PopulationRefusedError
        for (dimension, name), number in numbers.items():
            row = uow.db.get(PopulationRow, (round_id, dimension, name))
            if number is None:
                if row is not None:
                    uow.db.delete(row)
            elif row is not None:
                row.number = number
            else:
                uow.db.add(PopulationRow(round_id=round_id, dimension=dimension, name=name, number=number))
        note_security(uow.db, office.clock.now(uow.db), "population.written", role, round=round_id)
        uow.commit()
