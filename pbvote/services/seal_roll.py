"""Sealing the roll: who may vote is fixed by number and by a salted root, and every member gets an empty envelope."""

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from pbvote.auditlog.roll import roll_leaf, roll_root
from pbvote.domain.events import Entitled, RollSealed
from pbvote.domain.round import RoundAct, state_after
from pbvote.services.approval import Approval
from pbvote.services.sealed_rows import Sealer
from pbvote.storage.queries.rounds import pot_rows, state_of
from pbvote.storage.tables import EnvelopeRow, MarkRow, RollRow

_ROWS_AT_ONCE = 1000


def seal_roll(approval: Approval) -> None:
    """Draw the round key, make the envelopes, and write `roll.sealed`."""
    row, uow, office = approval.round, approval.uow, approval.office
    row.state = state_after(state_of(row), RoundAct.SEAL)
    sealer = Sealer(office.keys.round_key_for_sealing(row.id), office.origin, row.id)
    make_envelopes(uow.db, sealer)
    entry = RollSealed(
        round=row.id,
        pots=tuple(Entitled(entitled=entitled(uow.db, row.id, pot.id), id=pot.id) for pot in pot_rows(uow.db, row.id)),
        root=root_of_roll(uow.db, row.id),
        roles=approval.roles,
    )
    uow.log.append([entry], office.clock.now(uow.db))


def roll_rows(db: Session, round_id: str, *, with_removed: bool = False) -> list[RollRow]:
    """The roll of a round as it stands; `with_removed`: also who was on it when it was sealed and is no more."""
    query = select(RollRow).where(RollRow.round_id == round_id)
    return list(db.scalars(query if with_removed else query.where(RollRow.removed.is_(False))))


def root_of_roll(db: Session, round_id: str) -> str:
    """The root of the roll as it stands, in hex."""
    return roll_root(leaf_of(each) for each in roll_rows(db, round_id)).hex()


def leaf_of(row: RollRow) -> bytes:
    """The roll leaf of a member, 32 bytes."""
    return roll_leaf(row.salt, member=row.member_key, group=row.group, pots=row.pots)


def entitled(db: Session, round_id: str, pot_id: str) -> int:
    """How many members may vote in a pot."""
    query = select(func.count()).where(MarkRow.round_id == round_id, MarkRow.pot_id == pot_id)
    return db.scalar(query) or 0


def make_envelopes(db: Session, sealer: Sealer) -> None:
    """An empty envelope for every mark that has none yet."""
    made = select(EnvelopeRow.pot_id, EnvelopeRow.member_key).where(EnvelopeRow.round_id == sealer.round_id)
    there = {tuple(place) for place in db.execute(made)}
    marks = select(MarkRow.pot_id, MarkRow.member_key).where(MarkRow.round_id == sealer.round_id)
    places = [place for place in db.execute(marks) if tuple(place) not in there]
    for first in range(0, len(places), _ROWS_AT_ONCE):
        some = places[first : first + _ROWS_AT_ONCE]
        db.execute(insert(EnvelopeRow), [sealer.empty(pot_id, member_key) for pot_id, member_key in some])
