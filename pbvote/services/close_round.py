"""Closing: casts are refused from here on, the last batch, the box, the balances, `round.closed`, the checkpoint."""

import secrets
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from pbvote.auditlog.envelope import Ballot, Envelope
from pbvote.auditlog.packing import DamagedEnvelopeError
from pbvote.auditlog.roll import MarkedLeaf, marked_root
from pbvote.auditlog.sealing import SealBrokenError
from pbvote.domain.errors import BalanceFailedError, KeyUnreadableError
from pbvote.domain.events import BallotsBatched, RoundClosed
from pbvote.domain.pot import Tier
from pbvote.domain.round import GRACE, RoundAct, RoundState, state_after
from pbvote.domain.voter_group import counted_under
from pbvote.services.balances import PotClosing, Voter
from pbvote.services.batch_ballots import batch_events, gather, index_commitments, open_envelopes, reseal
from pbvote.services.current_commitments import current_commitments
from pbvote.services.logged_round import check_as_logged
from pbvote.services.office import Office
from pbvote.services.record_incident import Incident, record_incident
from pbvote.services.seal_roll import leaf_of, roll_rows
from pbvote.services.sealed_rows import Sealer, sealer
from pbvote.services.sign_log import sign_log
from pbvote.services.stop_close import stop_close
from pbvote.services.turnout_files import keep_turnout
from pbvote.storage.queries.rounds import pot_rows, round_row, rounds_in, state_of
from pbvote.storage.tables import BallotRow, DraftRow, MarkRow, PotRow, ResultRow, RollRow, RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


def close_due_rounds(office: Office) -> tuple[str, ...]:
    """Close every round whose time has come; their ids.

    What does not balance, or cannot be opened, leaves its round closed to votes and an incident in the log; the
    other rounds close all the same. Then BalanceFailedError or KeyUnreadableError is raised (the first of several).
    A stopped close is repeated once two officers agreed to that after a repair; a missing key is looked for again.
    """
    closed, failures = [], []
    for round_id in _due(office):
        sign_log(office)
        try:
            if _begin_closing(office, round_id):
                _finish_closing(office, round_id)
                closed.append(round_id)
        except (BalanceFailedError, KeyUnreadableError) as error:
            failures.append(error)
    for failure in failures[:1]:
        raise failure
    return tuple(closed)


def _due(office: Office) -> list[str]:
    with office.database.read() as db:
        now = office.clock.now(db)
        ids = rounds_in(db, RoundState.OPEN, RoundState.SUSPENDED, RoundState.CLOSING)
        rows = [round_row(db, each) for each in ids]
        return [row.id for row in rows if row.closes_at + GRACE <= now and row.stopped is None]


def _begin_closing(office: Office, round_id: str) -> bool:
    """Refuse casts from now on, in a transaction of its own: a cast that waits for the lock is told so at once.

    Whether the round is to be closed: another process may have closed or extended it meanwhile.
    """
    with office.database.write(exclusive=round_id) as uow:
        row = round_row(uow.db, round_id, lock=True)
        is_over = row.closes_at + GRACE <= office.clock.now(uow.db)
        if not is_over or state_of(row) not in (RoundState.OPEN, RoundState.SUSPENDED, RoundState.CLOSING):
            return False
        row.state = state_after(state_of(row), RoundAct.BEGIN_CLOSING)
        uow.commit()
        return True


def _finish_closing(office: Office, round_id: str) -> None:
    try:
        with office.database.write(exclusive=round_id) as uow:
            _close(office, uow, round_row(uow.db, round_id, lock=True))
            uow.commit()
    except (BalanceFailedError, SealBrokenError, DamagedEnvelopeError) as error:
        record_incident(office, Incident("balance-failed", round_id))
        stop_close(office, round_id, error)
        raise BalanceFailedError(f"The round {round_id} cannot be closed before this is repaired: {error}") from error
    except KeyUnreadableError:
        record_incident(office, Incident("key-unreadable", round_id))
        raise
    sign_log(office)


def _close(office: Office, uow: UnitOfWork, row: RoundRow) -> None:
    now = office.clock.now(uow.db)
    at, box = uow.log.moment(now), sealer(office, row.id)
    roll = {each.member_key: each for each in roll_rows(uow.db, row.id, with_removed=True)}
    check_box_is_empty(uow.db, row.id)
    check_as_logged(uow.db, row)
    events: list[BallotsBatched] = []
    closings = []
    next_index = uow.log.lock_head().size
    for pot in pot_rows(uow.db, row.id):
        envelopes = list(open_envelopes(uow.db, box, pot.id))
        batch = batch_events(row.id, pot.id, gather(envelopes))
        closings.append(_close_pot(uow.db, box, pot, _Found(envelopes, batch, roll)))
        index_commitments(uow.db, batch, next_index + len(events), at)
        events += batch
    uow.db.flush()
    keep_turnout(uow.db, row.id)
    closed = RoundClosed(
        round=row.id,
        effective_at=row.closes_at,
        marked_root=marked_root(marked_leaves(uow.db, row.id)).hex(),
        pots=tuple(closing.closing_numbers() for closing in closings),
    )
    uow.db.execute(delete(DraftRow).where(DraftRow.round_id == row.id))
    uow.log.append([*events, closed], at)
    row.state, row.closed_at = state_after(state_of(row), RoundAct.CLOSE).value, at


def check_box_is_empty(db: Session, round_id: str) -> None:
    """Raise BalanceFailedError when a ballot lies in the box of a round that is not closed yet."""
    if db.scalars(select(BallotRow.id).where(BallotRow.round_id == round_id)).first() is not None:
        raise BalanceFailedError(f"The box of the round {round_id} is not empty before the close.", "box")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a pot's envelopes hold, the last batch made from them, and the roll by member key."""

    envelopes: Sequence[tuple[str, int, Envelope]]
    batch: Sequence[BallotsBatched]
    roll: Mapping[str, RollRow]


def _close_pot(db: Session, box: Sealer, pot: PotRow, found: _Found) -> PotClosing:
    marks = {mark.member_key: mark.marked for mark in db.scalars(_marks(pot))}
    if not _are_same_members(pot, marks.keys(), found):
        raise BalanceFailedError(
            f"In the pot {pot.id} the roll and the envelopes do not hold the same members.", "members"
        )
    voters = [
        Voter(
            counted_under(pot.groups, found.roll[member].group),
            marks.get(member, False),
            envelope,
            entitled=member in marks,
        )
        for member, _, envelope in found.envelopes
    ]
    closing = PotClosing(box.round_id, pot.id, pot.groups, Tier(pot.tier), voters)
    closing.check(current_commitments(db, box.round_id, pot.id, found.batch))
    reseal(db, box, pot.id, found.envelopes)
    _fill_box(db, pot, closing.ballots)
    pot.tier_in_force = closing.tier_in_force.value
    db.add(ResultRow(round_id=pot.round_id, pot_id=pot.id, numbers=closing.numbers_file()))
    return closing


def _are_same_members(pot: PotRow, marked: AbstractSet[str], found: _Found) -> bool:
    """Whether who stands on the roll has a mark and an envelope, and who was removed an envelope alone."""
    named = {member for member, row in found.roll.items() if pot.id in row.pots}
    on_roll = {member for member in named if not found.roll[member].removed}
    opened = {member for member, _, _ in found.envelopes}
    return marked == on_roll and named <= opened <= found.roll.keys()


def _fill_box(db: Session, pot: PotRow, ballots: Sequence[Ballot]) -> None:
    """Write the box once, in the order of random ids, in the one transaction of the close."""
    ids = sorted(secrets.token_bytes(16) for _ in ballots)
    rows = [
        {
            "id": ballot_id,
            "round_id": pot.round_id,
            "pot_id": pot.id,
            "group": ballot.group,
            "ranking": ballot.ranking,
            "salt": ballot.salt,
            "commitment": ballot.commitment,
        }
        for ballot_id, ballot in zip(ids, secrets.SystemRandom().sample(ballots, len(ballots)), strict=True)
    ]
    if rows:
        db.execute(insert(BallotRow), rows)


def marked_leaves(db: Session, round_id: str) -> list[MarkedLeaf]:
    """The roll's leaves with the pots in which a ballot is recorded."""
    marked: dict[str, list[str]] = {}
    for mark in db.scalars(select(MarkRow).where(MarkRow.round_id == round_id, MarkRow.marked.is_(True))):
        marked.setdefault(mark.member_key, []).append(mark.pot_id)
    return [
        MarkedLeaf(leaf_of(row), row.group, row.pots, tuple(sorted(marked.get(row.member_key, ()))))
        for row in roll_rows(db, round_id)
    ]


def _marks(pot: PotRow) -> Select[MarkRow]:
    return select(MarkRow).where(MarkRow.round_id == pot.round_id, MarkRow.pot_id == pot.id)
