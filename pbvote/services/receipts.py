"""What a voter takes away: the check code and the signed receipt."""

from dataclasses import dataclass

from pbvote.auditlog.commitment import check_code
from pbvote.auditlog.envelope import Ballot, Envelope
from pbvote.auditlog.receipt import Receipt as Promise
from pbvote.auditlog.receipt import make_receipt
from pbvote.domain.round import Schedule
from pbvote.domain.times import format_time
from pbvote.services.office import Office


@dataclass(frozen=True, slots=True)
class Receipt:
    """A voter's receipt in a pot.

    `changes` counts the earlier votes that it replaces; `repeated` means that this very vote was in before.
    """

    pot_id: str
    check_code: str
    note: bytes
    changes: int
    repeated: bool = False

    @property
    def changed(self) -> bool:
        """Whether it replaces an earlier vote."""
        return self.changes > 0


def sign_receipt(office: Office, round_id: str, pot_id: str, commitment: str, schedule: Schedule) -> bytes:
    """The signed promise that a commitment will be in the log, by a time that says nothing of when it was cast."""
    promise = Promise(office.origin, round_id, pot_id, commitment, format_time(schedule.in_log_by))
    return make_receipt(promise, office.keys.receipt_seed())


def receipt_of(pot_id: str, envelope: Envelope, ballot: Ballot, *, repeated: bool = False) -> Receipt:
    """The receipt of the ballot in an envelope."""
    return Receipt(pot_id, check_code(ballot.commitment), ballot.receipt, len(envelope.replaced), repeated)
