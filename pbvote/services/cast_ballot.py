"""Casting a ballot: one transaction that seals the envelope and sets the mark, or does nothing at all."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pbvote.auditlog.commitment import canonical_ballot, commitment_of, draw_salt
from pbvote.auditlog.envelope import MAX_CHANGES, Ballot, Envelope, key_mark
from pbvote.domain.errors import (
    ChangeNeedsSignInError,
    ChangeNotAllowedError,
    KeyReusedError,
    LaterVoteError,
    TooManyChangesError,
)
from pbvote.domain.pot import check_ranking
from pbvote.domain.round import require_open
from pbvote.domain.voter_group import counted_under
from pbvote.services.keep_draft import forget_draft
from pbvote.services.office import Office
from pbvote.services.receipts import Receipt, receipt_of, sign_receipt
from pbvote.services.sealed_rows import sealer
from pbvote.services.seat import Seat, mark_of
from pbvote.services.voter_session import end_freshness
from pbvote.storage.queries.rounds import ids_on_ballot, pot_row, round_row, schedule_of, state_of
from pbvote.storage.tables import EnvelopeRow, MarkRow, RollRow, RoundRow


@dataclass(frozen=True, slots=True)
class CastBallot:
    """What a voter sends: the pot, project ids from the most wanted on (none: a blank vote), and the form's key."""

    pot_id: str
    ranking: tuple[str, ...]
    key: str


def cast_ballot(office: Office, seat: Seat, command: CastBallot) -> Receipt:
    """Cast or change a vote; the receipt is given only once the ballot is on the disk and was read back.

    The same key and ranking give the same receipt, however often they are sent.
    """
    with office.database.write(shared=seat.round_id) as uow:
        row = round_row(uow.db, seat.round_id)
        mark = mark_of(uow.db, seat, command.pot_id, lock=True)
        box = sealer(office, seat.round_id)
        stored = _envelope_row(uow.db, mark)
        before = box.open(stored)
        repeated = _receipt_if_repeated(before, command)
        if repeated is not None:
            return repeated
        require_open(state_of(row), schedule_of(row), office.clock.now(uow.db))
        _check_change(row, seat, before)
        after = before.holding(_ballot(office, uow.db, row, mark, command))
        box.keep(uow.db, stored, after)
        _set_mark(uow.db, seat, mark)
        uow.commit()
        return _receipt(command.pot_id, after)


def _envelope_row(db: Session, mark: MarkRow) -> EnvelopeRow:
    """The member's envelope; it is there since the roll was sealed, and the lock on the mark guards it too."""
    return db.get_one(EnvelopeRow, (mark.round_id, mark.pot_id, mark.member_key), populate_existing=True)


def _receipt_if_repeated(envelope: Envelope, command: CastBallot) -> Receipt | None:
    """The answer to a form that was sent before: a double click, a retry on a bad network, an old tab."""
    sent, ballot = key_mark(command.key), envelope.ballot
    if envelope.was_replaced(sent):
        raise LaterVoteError(_receipt(command.pot_id, envelope) if ballot else None)
    if ballot is None or ballot.key != sent:
        return None
    if ballot.ranking != command.ranking:
        raise KeyReusedError
    return receipt_of(command.pot_id, envelope, ballot, repeated=True)


def _check_change(row: RoundRow, seat: Seat, envelope: Envelope) -> None:
    if envelope.ballot is None:
        if len(envelope.replaced) > MAX_CHANGES:  # all changes used, then taken off the roll and put back on it
            raise TooManyChangesError
        return
    if not row.change_allowed:
        raise ChangeNotAllowedError
    if not seat.may_change:
        raise ChangeNeedsSignInError
    if len(envelope.replaced) >= MAX_CHANGES:
        raise TooManyChangesError


def _ballot(office: Office, db: Session, row: RoundRow, mark: MarkRow, command: CastBallot) -> Ballot:
    pot = pot_row(db, row.id, command.pot_id)
    ranking = check_ranking(command.ranking, ids_on_ballot(db, row.id, pot.id), pot.max_ranks)
    group = counted_under(pot.groups, db.get_one(RollRow, (row.id, mark.member_key)).group)
    plain = canonical_ballot(round_id=row.id, pot_id=pot.id, group=group, ranking=ranking)
    salt = draw_salt(plain)
    commitment = commitment_of(salt, plain)
    receipt = sign_receipt(office, row.id, pot.id, commitment, schedule_of(row))
    return Ballot(group, ranking, salt, commitment, receipt, key_mark(command.key))


def _set_mark(db: Session, seat: Seat, mark: MarkRow) -> None:
    mark.marked = True
    forget_draft(db, mark)
    end_freshness(db, seat)


def _receipt(pot_id: str, envelope: Envelope) -> Receipt:
    assert envelope.ballot is not None  # noqa: S101 - every caller has just put or seen it there
    return receipt_of(pot_id, envelope, envelope.ballot)
