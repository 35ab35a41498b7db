"""Opening and sealing the rows of envelopes and drafts under the round key."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from pbvote.auditlog.envelope import Envelope
from pbvote.auditlog.packing import pack_envelope, unpack_envelope
from pbvote.auditlog.roundkey import RoundKeyMissingError
from pbvote.auditlog.sealing import Bound, open_sealed, seal
from pbvote.domain.errors import KeyUnreadableError
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.storage.tables import DraftRow, EnvelopeRow


@dataclass(frozen=True, slots=True)
class Sealer:
    """The round key while an act lasts, and the log's name, to which every seal is bound."""

    key: bytes
    origin: str
    round_id: str

    def empty(self, pot_id: str, member_key: str) -> dict[str, Any]:
        """The values of a new envelope row that holds nothing: every entitled member has one from the sealing on."""
        sealed = seal(self.key, pack_envelope(Envelope()), self._bound("envelope", pot_id, member_key, 0))
        place = {"round_id": self.round_id, "pot_id": pot_id, "member_key": member_key}
        return {**place, "version": 0, "sealed": sealed}

    def open(self, row: EnvelopeRow) -> Envelope:
        """What an envelope row holds."""
        return unpack_envelope(self.open_bytes("envelope", row))

    def keep(self, db: Session, row: EnvelopeRow, envelope: Envelope) -> None:
        """Seal an envelope into its row as its next version, write, read back, open: before it is acknowledged."""
        self.close_bytes("envelope", row, pack_envelope(envelope))
        db.flush()
        db.refresh(row)
        if self.open(row) != envelope:
            raise AssertionError("an envelope was read back other than it was written")

    def next_version(self, pot_id: str, member_key: str, version: int, envelope: Envelope) -> dict[str, Any]:
        """The values that replace an envelope row of a version."""
        sealed = seal(self.key, pack_envelope(envelope), self._bound("envelope", pot_id, member_key, version + 1))
        place = {"round_id": self.round_id, "pot_id": pot_id, "member_key": member_key}
        return {**place, "version": version + 1, "sealed": sealed}

    def open_bytes(self, kind: Literal["envelope", "draft"], row: EnvelopeRow | DraftRow) -> bytes:
        """The plain bytes of a row; raises SealBrokenError when it was changed, moved or rolled back."""
        return open_sealed(self.key, row.sealed, self._bound(kind, row.pot_id, row.member_key, row.version))

    def close_bytes(self, kind: Literal["envelope", "draft"], row: EnvelopeRow | DraftRow, plain: bytes) -> None:
        """Seal plain bytes into a row, as its next version."""
        row.version += 1
        row.sealed = seal(self.key, plain, self._bound(kind, row.pot_id, row.member_key, row.version))

    def _bound(self, kind: Literal["envelope", "draft"], pot_id: str, member_key: str, version: int) -> Bound:
        return Bound(kind, self.origin, self.round_id, pot_id, member_key, version)


def sealer(office: Office, round_id: str) -> Sealer:
    """A sealer with the key read from its file; raises KeyUnreadableError, and then nothing is cast."""
    try:
        key = office.keys.round_key(round_id)
    except RoundKeyMissingError as error:
        raise KeyUnreadableError(say("We cannot take votes at this moment. Your earlier votes are safe.")) from error
    return Sealer(key, office.origin, round_id)
