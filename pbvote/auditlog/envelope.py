"""Envelopes: everything about one member's ballot in one pot, in one ciphertext of fixed size.

Source: auditlog.md §2 and §3. What an envelope knows, no table column says: not the ranking, not whether it waits
for a batch, not how often the vote was changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from pbvote.domain.errors import NothingToWithdrawError, TooManyChangesError

MAX_CHANGES = 30
"""A voter may change or take back a vote so often; then a helper has to be asked."""

MAX_RANKS = 10
"""Projects in a ranking."""

KEY_MARK_SIZE = 16
"""Bytes kept of an idempotency key."""

_SALT_SIZE = 32
_COMMITMENT_DIGITS = 64


class Fate(StrEnum):
    """What became of a ballot that no longer counts; the list of ``ballots.batched`` that names it."""

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Ballot:
    """The ballot that counts, with all that its voter may ask for again.

    ``salt`` 32 bytes; ``commitment`` 64 hex digits; ``receipt`` the signed note; ``key`` the key_mark of the form's
    idempotency key; ``waiting`` while the commitment is not in the log.
    """

    group: str
    ranking: tuple[str, ...]
    salt: bytes
    commitment: str
    receipt: bytes
    key: bytes
    waiting: bool = True

    def __post_init__(self) -> None:
        _check_sizes(self.commitment, self.key)
        if len(self.salt) != _SALT_SIZE or len(self.ranking) > MAX_RANKS:
            raise ValueError(len(self.ranking))


@dataclass(frozen=True, slots=True)
class Replaced:
    """A ballot that no longer counts: its commitment, key mark, fate, and what of it is not in the log yet.

    added_waiting implies fate_waiting: a fate enters the log with or after the commitment.
    """

    commitment: str
    key: bytes
    fate: Fate
    added_waiting: bool
    fate_waiting: bool

    def __post_init__(self) -> None:
        _check_sizes(self.commitment, self.key)
        if self.added_waiting and not self.fate_waiting:
            raise ValueError(self.commitment)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The current ballot or none, and all that were replaced, oldest first; Envelope() is an empty one."""

    ballot: Ballot | None = None
    replaced: tuple[Replaced, ...] = ()

    def __post_init__(self) -> None:
        # An annulment is no change of the voter's: it may come on top of the last one.
        if len(self.replaced) > MAX_CHANGES + (self.ballot is None):
            raise ValueError(len(self.replaced))

    def holding(self, ballot: Ballot) -> "Envelope":
        """The envelope after ``ballot`` was cast; a ballot before it is superseded. May raise TooManyChangesError."""
        if self.ballot is None:
            return replace(self, ballot=ballot)
        return replace(self._without_ballot(Fate.SUPERSEDED), ballot=ballot)

    def withdrawn(self) -> "Envelope":
        """The envelope after the voter took the ballot back. Raises NothingToWithdrawError or TooManyChangesError."""
        return self._without_ballot(Fate.WITHDRAWN)

    def annulled(self) -> "Envelope":
        """The envelope after its member was removed from the roll. Raises NothingToWithdrawError."""
        return self._without_ballot(Fate.ANNULLED)

    def batched(self) -> "Envelope":
        """The envelope after all that waited went into the log."""
        return Envelope(
            self.ballot and replace(self.ballot, waiting=False),
            tuple(replace(each, added_waiting=False, fate_waiting=False) for each in self.replaced),
        )

    @property
    def has_new_commitment(self) -> bool:
        """Whether a commitment of this member waits to be added."""
        return any(name == "added" for name, _ in self.waiting())

    @property
    def hides_others(self) -> bool:
        """Whether this is one of the members of whom 50 make a morning's batch: one with a new commitment.

        A member whose ballot is annulled in the same batch is none: the list ``annulled`` sets them apart, so
        nobody hides behind them.
        """
        is_annulled = any(each.fate is Fate.ANNULLED and each.fate_waiting for each in self.replaced)
        return self.has_new_commitment and not is_annulled

    def waiting(self) -> Iterator[tuple[str, str]]:
        """What the next batch has to say: pairs of list name (``added`` or a Fate) and commitment."""
        for each in self.replaced:
            if each.added_waiting:
                yield "added", each.commitment
            if each.fate_waiting:
                yield each.fate.value, each.commitment
        if self.ballot and self.ballot.waiting:
            yield "added", self.ballot.commitment

    def was_replaced(self, key: bytes) -> bool:
        """Whether the key mark ``key`` is that of a ballot that no longer counts."""
        return any(each.key == key for each in self.replaced)

    def _without_ballot(self, fate: Fate) -> "Envelope":
        ballot = self.ballot
        if ballot is None:
            raise NothingToWithdrawError
        if fate is not Fate.ANNULLED and len(self.replaced) >= MAX_CHANGES:
            raise TooManyChangesError
        gone = Replaced(ballot.commitment, ballot.key, fate, ballot.waiting, fate_waiting=True)
        return Envelope(None, (*self.replaced, gone))


def key_mark(key: str) -> bytes:
    """What an envelope keeps of an idempotency key: 16 bytes of its hash, so that keys of any length fit."""
    return sha256(b"pbvote/v1/key\x00" + key.encode()).digest()[:KEY_MARK_SIZE]


def _check_sizes(commitment: str, key: bytes) -> None:
    if len(commitment) != _COMMITMENT_DIGITS or len(key) != KEY_MARK_SIZE:
        raise ValueError(commitment)
