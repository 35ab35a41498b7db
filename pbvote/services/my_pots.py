"""A voter's own pots: which there are, and whether a vote of theirs is in."""

from dataclasses import dataclass

from sqlalchemy import select

from pbvote.services.keep_draft import read_draft
from pbvote.services.office import Office
from pbvote.services.receipts import Receipt, receipt_of
from pbvote.services.sealed_rows import sealer
from pbvote.services.seat import Seat, mark_of
from pbvote.storage.queries.pages import PotView, pot_view
from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.tables import EnvelopeRow, MarkRow


@dataclass(frozen=True, slots=True)
class MyPot:
    """A pot that the voter may vote in; `draft_count` choices are kept there and not cast yet."""

    pot: PotView
    voted: bool
    draft_count: int


def my_pots(office: Office, seat: Seat) -> tuple[MyPot, ...]:
    """The voter's pots in the order of the round."""
    with office.database.read() as db:
        mine = select(MarkRow).where(MarkRow.round_id == seat.round_id, MarkRow.member_key == seat.member_key)
        marks = {mark.pot_id: mark.marked for mark in db.scalars(mine)}
        pots = [pot_view(db, seat.round_id, row.id) for row in pot_rows(db, seat.round_id) if row.id in marks]
    return tuple(MyPot(pot, marks[pot.id], len(read_draft(office, seat, pot.id).choices)) for pot in pots)


def my_receipt(office: Office, seat: Seat, pot_id: str) -> Receipt | None:
    """The receipt of the voter's present vote in a pot, from the sealed envelope; None without a vote."""
    with office.database.read() as db:
        mark_of(db, seat, pot_id)
        row = db.get_one(EnvelopeRow, (seat.round_id, pot_id, seat.member_key))
        envelope = sealer(office, seat.round_id).open(row)
    return receipt_of(pot_id, envelope, envelope.ballot) if envelope.ballot else None
