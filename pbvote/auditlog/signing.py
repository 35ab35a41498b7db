"""Before the log signs: read what is stored again, and compare it with everything signed before.

Source: auditlog.md §4. A log ended once because one flipped bit was signed (Yeti 2022). So the root is rebuilt
from the stored lines, and at every size that was signed before it has to be the root that was signed; that is
consistency shown by the entries themselves, stronger than a proof. The caller reads the lines and the notes
(also those kept outside the database), and on HistoryBrokenError records an incident and signs nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pbvote.auditlog.canonical import CanonicalError, parse_canonical_object
from pbvote.auditlog.checkpoint import Checkpoint, CheckpointError, read_checkpoint, sign_unchecked
from pbvote.auditlog.merkle import Frontier, leaf_hash
from pbvote.auditlog.note import NoteError, verifier_key_of
from pbvote.domain.errors import HistoryChangedError

LONGEST_LINE = 65_535
"""Bytes in an entry, without its newline."""

_START = Frontier()


class HistoryBrokenError(HistoryChangedError):
    """What is stored is not what was signed before, or cannot be an entry: nothing may be signed."""


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint, its note, and the edge of the tree from which the next signing may go on."""

    checkpoint: Checkpoint
    note: bytes
    edge: Frontier


def sign_checkpoint(
    lines: Iterable[bytes], signed: Sequence[bytes], *, origin: str, seed: bytes, edge: Frontier = _START
) -> SignedCheckpoint:
    """Sign the log that ``lines`` end, if every note in ``signed`` fits it; otherwise raise HistoryBrokenError.

    ``lines`` are the stored entries, without newlines, from index edge.size on; an ``edge`` other than the empty
    one must be that of a note in ``signed``. edge.size + number of lines > 0; ``seed`` is the log key's.
    """
    known = _read_signed(signed, origin, seed)
    grown = _rebuild(lines, edge, known)
    checkpoint = Checkpoint(origin, grown.size, grown.root())
    return SignedCheckpoint(checkpoint, sign_unchecked(checkpoint, seed), grown)


def check_history(
    lines: Iterable[bytes], signed: Sequence[bytes], *, origin: str, seed: bytes, edge: Frontier = _START
) -> Frontier:
    """The edge of the tree over ``lines``, under the same conditions; signs nothing."""
    return _rebuild(lines, edge, _read_signed(signed, origin, seed))


def check_line(line: bytes, index: int) -> None:
    """Raises HistoryBrokenError unless ``line`` can be an entry: canonical, an object, at most 65,535 bytes."""
    if len(line) > LONGEST_LINE:
        raise HistoryBrokenError(f"Entry {index} has {len(line)} bytes, over {LONGEST_LINE}. Restore the log.")
    try:
        parse_canonical_object(line)
    except CanonicalError as error:
        raise HistoryBrokenError(f"Entry {index} is damaged. {error} Restore the log from a mirror.") from error


def _read_signed(signed: Sequence[bytes], origin: str, seed: bytes) -> dict[int, bytes]:
    """Root by size of all that was signed; two roots of one size are two histories."""
    log_key = verifier_key_of(origin, seed)
    known: dict[int, bytes] = {}
    for raw in dict.fromkeys(signed):  # each is usually kept twice, in the database and outside
        try:
            checkpoint = read_checkpoint(raw, log_key)
        except (NoteError, CheckpointError) as error:
            raise HistoryBrokenError(f"A checkpoint that is kept cannot be trusted. {error}") from error
        if known.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            raise HistoryBrokenError(f"Two roots were signed for size {checkpoint.size}. Keep both as evidence.")
    return known


def _rebuild(lines: Iterable[bytes], edge: Frontier, known: dict[int, bytes]) -> Frontier:
    if edge.size and known.get(edge.size) != edge.root():
        raise HistoryBrokenError(f"No checkpoint of size {edge.size} vouches for what came before. Read it all.")
    for line in lines:
        check_line(line, edge.size)
        edge = edge.extended([leaf_hash(line)])
        if edge.size in known and known[edge.size] != edge.root():
            raise HistoryBrokenError(
                f"The first {edge.size} entries are not those that were signed. Restore the log from a mirror."
            )
    longest = max(known, default=0)
    if edge.size < longest:
        raise HistoryBrokenError(
            f"The log has {edge.size} entries, but {longest} were signed. Restore the log from a mirror."
        )
    return edge
