"""Receipts: what the server signs for a voter before a commitment is in the log.

Source: auditlog.md §3 and docs/log-format.md §4. A receipt names no person and no ranking. If the commitment is
not in the log by the time it names, the receipt alone is the evidence (attack A16).
"""

import re
from dataclasses import dataclass
from datetime import datetime

from pbvote.auditlog.note import VerifierKey, is_key_name, parse_note, sign_note, verify_note
from pbvote.domain.errors import PbvoteError

RECEIPT_HEADER = "pbvote/receipt/v1"
"""The first line of a receipt."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")
_LINES = 6


class ReceiptError(PbvoteError):
    """A receipt cannot be used. Every error of this module is one of these."""


class MalformedReceiptError(ReceiptError):
    """The text is not the six lines of a receipt."""


class OtherReceiptKeyError(ReceiptError):
    """The receipt is of another log than the key that was given."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A promise: ``commitment`` (64 hex digits) will be in the log by ``in_log_by`` (YYYY-MM-DDTHH:MM:SSZ)."""

    origin: str
    round_id: str
    pot_id: str
    commitment: str
    in_log_by: str

    def __post_init__(self) -> None:
        wrong = [name for name, right in self._forms() if not right]
        if wrong:
            raise MalformedReceiptError(f"In this receipt the {wrong[0]} is not well formed. Use the file you saved.")

    def _forms(self) -> list[tuple[str, bool]]:
        return [
            ("origin", is_key_name(self.origin)),
            ("round", _NAME.fullmatch(self.round_id) is not None),
            ("pot", _NAME.fullmatch(self.pot_id) is not None),
            ("commitment", _COMMITMENT.fullmatch(self.commitment) is not None),
            ("time", _is_time(self.in_log_by)),
        ]


def receipt_key_name(origin: str) -> str:
    """The name of the key that signs the receipts of the log ``origin``."""
    return f"{origin}/receipt"


def render_receipt(receipt: Receipt) -> str:
    """The six lines that are signed."""
    lines = [
        RECEIPT_HEADER,
        receipt.origin,
        receipt.round_id,
        receipt.pot_id,
        receipt.commitment,
        receipt.in_log_by,
    ]
    return "".join(f"{line}\n" for line in lines)


def make_receipt(receipt: Receipt, seed: bytes) -> bytes:
    """The note of ``receipt``, signed with the seed of the receipt key."""
    return sign_note(render_receipt(receipt), receipt_key_name(receipt.origin), seed)


def parse_receipt(raw: bytes) -> Receipt:
    """What a receipt says, its signature not verified. Raises MalformedNoteError or MalformedReceiptError."""
    lines = parse_note(raw).text.split("\n")
    if len(lines) != _LINES + 1 or lines[0] != RECEIPT_HEADER:
        raise MalformedReceiptError(
            f"A receipt has {_LINES} lines, the first {RECEIPT_HEADER}. Use the file you saved."
        )
    return Receipt(*lines[1:_LINES])


def verify_receipt(raw: bytes, receipt_key: VerifierKey) -> Receipt:
    """What a receipt says, signed by ``receipt_key``. Raises a NoteError or ReceiptError."""
    verify_note(parse_note(raw), [receipt_key])
    receipt = parse_receipt(raw)
    if receipt_key.name != receipt_key_name(receipt.origin):
        raise OtherReceiptKeyError(f"This receipt is of {receipt.origin}, and the key is of {receipt_key.name}.")
    return receipt


def _is_time(text: str) -> bool:
    try:
        return _TIME.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:
        return False
