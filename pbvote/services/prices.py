"""Keeping the trust's price list: clerks and officers add to it, change it, put it in order, and end a price.

An ended price stays in the table, since ideas that were sent name it; what they said it costs never changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select

from pbvote.domain.draft import AnswersRefusedError, fault_of_text
from pbvote.domain.errors import PbvoteError
from pbvote.domain.proposal import LONGEST_ITEM, MOST_PENCE
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import PriceRow
from pbvote.storage.unit_of_work import UnitOfWork

LONGEST_UNIT, LONGEST_NOTE = 40, 250
MOST_PRICES = 300


class UnknownPriceError(PbvoteError):
    """A price that is not on the list."""

    def __init__(self) -> None:
        super().__init__(say("This is not on the list any more. Somebody else may have taken it off."))


@dataclass(frozen=True, slots=True)
class PriceWords:
    """A price as somebody of the staff writes it. `price` and `yearly` in pence."""

    name: str
    unit: str
    price: int
    yearly: int = 0
    note: str = ""


def faults_of_price(words: PriceWords) -> dict[str, str]:
    """What cannot stand, by the name of its field."""
    faults = {
        "name": fault_of_text(words.name, LONGEST_ITEM) if words.name else say("Write what it is, such as Bench."),
        "unit": fault_of_text(words.unit, LONGEST_UNIT)
        if words.unit
        else say("Write for how much, such as one bench."),
        "note": fault_of_text(words.note, LONGEST_NOTE),
    }
    if not 0 <= words.price <= MOST_PENCE:
        faults["price"] = say("Write a price from £0.")
    if not 0 <= words.yearly <= MOST_PENCE:
        faults["yearly"] = say("Write a price from £0.")
    if not words.price and not words.yearly:
        faults.setdefault("price", say("Write what it costs to buy, to keep, or both."))
    return {name: fault for name, fault in faults.items() if fault}


def add_price(office: Office, role: str, words: PriceWords) -> int:
    """Put a price at the end of the list; its id. Raises AnswersRefusedError."""
    with _changing(office, role, "added") as uow:
        _check(words)
        last, number = uow.db.execute(select(func.max(PriceRow.position), func.count())).one()
        if number >= MOST_PRICES:
            fault = say("The list has room for %(most)s prices. Change one that is there.", most=MOST_PRICES)
            raise AnswersRefusedError({"name": fault})
        row = PriceRow(position=(last or 0) + 1)
        _write(row, words)
        uow.db.add(row)
        uow.db.flush()
        return row.id


def change_price(office: Office, role: str, price_id: int, words: PriceWords) -> None:
    """Change a price; ideas that used it keep theirs. Raises UnknownPriceError, AnswersRefusedError."""
    with _changing(office, role, "changed") as uow:
        _check(words)
        _write(_row(uow, price_id), words)


def move_price(office: Office, role: str, price_id: int, places: int) -> None:
    """Let a price stand so many places later (earlier, if negative); it stops at the ends. Raises UnknownPriceError."""
    with _changing(office, role, "order") as uow:
        listed = select(PriceRow).where(PriceRow.ended.is_(False)).order_by(PriceRow.position, PriceRow.id)
        rows = list(uow.db.scalars(listed.with_for_update()))
        row = _row(uow, price_id)
        place = rows.index(row) if row in rows else 0
        rows.insert(min(max(place + places, 0), len(rows) - 1), rows.pop(place))
        for position, each in enumerate(rows, start=1):
            each.position = position


def end_price(office: Office, role: str, price_id: int, *, ended: bool = True) -> None:
    """Take a price off the list, or put it back at its end. Raises UnknownPriceError."""
    with _changing(office, role, "ended" if ended else "put back") as uow:
        row = uow.db.get(PriceRow, price_id, with_for_update=True)
        if row is None:
            raise UnknownPriceError
        if not ended:
            row.position = (uow.db.scalar(select(func.max(PriceRow.position))) or 0) + 1
        row.ended = ended


@contextmanager
def _changing(office: Office, role: str, what: str) -> Iterator[UnitOfWork]:
    with office.database.write() as uow:
        staff_member(uow.db, role, "officer", "clerk")
        yield uow
        note_security(uow.db, office.clock.now(uow.db), "price.changed", role, what=what)
        uow.commit()


def _check(words: PriceWords) -> None:
    faults = faults_of_price(words)
    if faults:
        raise AnswersRefusedError(faults)


def _row(uow: UnitOfWork, price_id: int) -> PriceRow:
    row = uow.db.get(PriceRow, price_id, with_for_update=True)
    if row is None or row.ended:
        raise UnknownPriceError
    return row


def _write(row: PriceRow, words: PriceWords) -> None:
    row.name, row.unit, row.price, row.yearly, row.note = words.name, words.unit, words.price, words.yearly, words.note
