"""The bytes of an envelope before sealing: compact, so that 30 changes and 10 ranks fit into 4 KiB.

Form, version 1: the byte 1; one byte of flags (1 a ballot follows, 2 it waits); the ballot (group, number of
ranks, ids, salt, commitment, receipt, key mark); the number of replaced ballots; each as one byte (fate 0 to 2,
plus 4 when its commitment waits, plus 8 when its fate waits), commitment, key mark. Numbers are one byte; texts
are UTF-8 with their length in two bytes before them, big-endian.
"""

from dataclasses import dataclass

from pbvote.auditlog.envelope import KEY_MARK_SIZE, Ballot, Envelope, Fate, Replaced
from pbvote.domain.errors import PbvoteError

_VERSION = 1
_HAS_BALLOT, _BALLOT_WAITS = 1, 2
_ADDED_WAITS, _FATE_WAITS = 4, 8
_FATES = tuple(Fate)
_HASH_SIZE = 32


class DamagedEnvelopeError(PbvoteError):
    """Bytes that opened but are not a packed envelope: another version of the program wrote them."""


def pack_envelope(envelope: Envelope) -> bytes:
    """The bytes to seal. 10 ids of 64 characters of up to 3 bytes and a receipt of 500 bytes always fit."""
    parts = [bytes([_VERSION, _flags(envelope.ballot)])]
    if envelope.ballot:
        parts.append(_pack_ballot(envelope.ballot))
    parts.append(bytes([len(envelope.replaced)]))
    parts += [_pack_replaced(each) for each in envelope.replaced]
    return b"".join(parts)


def unpack_envelope(raw: bytes) -> Envelope:
    """The envelope packed in ``raw``; unpack(pack(e)) == e. Raises DamagedEnvelopeError."""
    try:
        envelope = _unpack(_Reader(raw))
    except (ValueError, IndexError) as error:
        raise DamagedEnvelopeError("An envelope cannot be read. Was it written by a newer version?") from error
    if pack_envelope(envelope) != raw:
        raise DamagedEnvelopeError("An envelope has bytes left over. Was it written by a newer version?")
    return envelope


@dataclass(slots=True)
class _Reader:
    raw: bytes
    at: int = 0

    def take(self, size: int) -> bytes:
        taken = self.raw[self.at : self.at + size]
        if len(taken) != size:
            raise IndexError(self.at)
        self.at += size
        return taken

    def number(self) -> int:
        return self.take(1)[0]

    def block(self) -> bytes:
        return self.take(int.from_bytes(self.take(2), "big"))


def _unpack(reader: _Reader) -> Envelope:
    if reader.number() != _VERSION:
        raise ValueError(reader.raw[0])
    flags = reader.number()
    ballot = _unpack_ballot(reader, waiting=bool(flags & _BALLOT_WAITS)) if flags & _HAS_BALLOT else None
    return Envelope(ballot, tuple(_unpack_replaced(reader) for _ in range(reader.number())))


def _flags(ballot: Ballot | None) -> int:
    return 0 if ballot is None else _HAS_BALLOT | _BALLOT_WAITS * ballot.waiting


def _pack_ballot(ballot: Ballot) -> bytes:
    ids = b"".join(_block(each.encode()) for each in ballot.ranking)
    fixed = ballot.salt + bytes.fromhex(ballot.commitment)
    ranking = bytes([len(ballot.ranking)]) + ids
    return _block(ballot.group.encode()) + ranking + fixed + _block(ballot.receipt) + ballot.key


def _unpack_ballot(reader: _Reader, *, waiting: bool) -> Ballot:
    group = reader.block().decode()
    ranking = tuple(reader.block().decode() for _ in range(reader.number()))
    salt, commitment = reader.take(_HASH_SIZE), reader.take(_HASH_SIZE).hex()
    return Ballot(group, ranking, salt, commitment, reader.block(), reader.take(KEY_MARK_SIZE), waiting)


def _pack_replaced(each: Replaced) -> bytes:
    state = _FATES.index(each.fate) | _ADDED_WAITS * each.added_waiting | _FATE_WAITS * each.fate_waiting
    return bytes([state]) + bytes.fromhex(each.commitment) + each.key


def _unpack_replaced(reader: _Reader) -> Replaced:
    state, commitment, key = reader.number(), reader.take(_HASH_SIZE).hex(), reader.take(KEY_MARK_SIZE)
    return Replaced(commitment, key, _FATES[state & 3], bool(state & _ADDED_WAITS), bool(state & _FATE_WAITS))


def _block(raw: bytes) -> bytes:
    return len(raw).to_bytes(2, "big") + raw
