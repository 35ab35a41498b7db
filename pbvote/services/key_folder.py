"""The key files of an installation: outside the database and its backups, mode 0600."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from pbvote.auditlog.keys import draw_seed, load_seed, save_seed
from pbvote.auditlog.note import VerifierKey, verifier_key_of
from pbvote.auditlog.receipt import receipt_key_name
from pbvote.auditlog.roundkey import create_round_key, read_round_key
from pbvote.auditlog.secretfile import SecretFileExistsError, create_secret, read_secret


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """Where the keys lie: the log's, the receipts', those for voters' and for staff's secrets, and one a round."""

    folder: Path

    def create(self) -> None:
        """Draw the keys of a new installation."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_seed(self.folder / "log.key", draw_seed())
        save_seed(self.folder / "receipt.key", draw_seed())
        create_secret(self.folder / "voters.key", secrets.token_bytes(32))
        create_secret(self.folder / "staff.key", secrets.token_bytes(32))

    def log_seed(self) -> bytes:
        """The seed that signs checkpoints."""
        return load_seed(self.folder / "log.key")

    def receipt_seed(self) -> bytes:
        """The seed that signs receipts."""
        return load_seed(self.folder / "receipt.key")

    def verifier_keys(self, origin: str) -> tuple[VerifierKey, VerifierKey]:
        """The public halves: of the log, and of the receipts."""
        log = verifier_key_of(origin, self.log_seed())
        return log, verifier_key_of(receipt_key_name(origin), self.receipt_seed())

    def hide(self, what: str, *parts: str) -> bytes:
        """A keyed hash of a code, a birthday or an address, which a stolen database does not give away."""
        message = "\x00".join((what, *parts)).encode()
        return hmac.new(read_secret(self.folder / "voters.key"), message, hashlib.sha256).digest()

    def staff_key(self) -> bytes:
        """The key under which second factors are sealed and recovery codes hidden (staff_secrets.py)."""
        return read_secret(self.folder / "staff.key")

    def round_key_for_sealing(self, round_id: str) -> bytes:
        """A new key for the envelopes of a round; the one that is there when the sealing was cut off after it.

        Only for a round whose roll is not sealed: no envelope that is kept has ever been under that key.
        """
        try:
            return create_round_key(self._round_key(round_id))
        except SecretFileExistsError:
            return self.round_key(round_id)

    def round_key(self, round_id: str) -> bytes:
        """The round key, read from its file each time: casting stops the moment it cannot be read."""
        return read_round_key(self._round_key(round_id))

    def _round_key(self, round_id: str) -> Path:
        return self.folder / f"round-{round_id}.key"
