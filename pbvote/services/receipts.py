"""What a voter takes away: the check code and the signed receipt."""

from dataclasses import dataclass

from pbvote.auditlog.commitment import check_code
from pbvote.auditlog.envelope import Ballot, Envelope, Fate
from pbvote.auditlog.receipt import Receipt as Promise
from pbvote.auditlog.receipt import make_receipt
from pbvote.domain.round import Schedule
from pbvote.domain.times import format_time
from pbvote.services.office import Office


@dataclass(frozen=True, slots=True)
class Receipt:
    """A voter's receipt in a pot.

    `changes` counts the earlier votes that no longer count, taken back ones too; `changed` means that it replaced one
    that still counted; `repeated` that this very vote was in before.
    """

    pot_id: str
    check_code: str
    note: bytes
    changes: int
    changed: bool = False
    repeated: bool = False


def sign_receipt(office: Office, round_id: str, pot_id: str, commitment: str, schedule: Schedule) -> bytes:
    """The signed promise that a commitment will be in the log, by a time that says nothing of when it was cast."""
    promise = Promise(office.origin, round_id, pot_id, commitment, format_time(schedule.in_log_by))
    return make_receipt(promise, office.keys.receipt_seed())


def receipt_of(pot_id: str, envelope: Envelope, ballot: Ballot, *, repeated: bool = False) -> Receipt:
    """The receipt of the ballot in an envelope."""
    changed = bool(envelope.replaced) and envelope.replaced[-1].fate is Fate.SUPERSEDED
    code = check_code(ballot.commitment)
    return Receipt(pot_id, code, ballot.receipt, len(envelope.replaced), changed, repeated)
