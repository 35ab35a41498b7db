"""Which commitments of a pot count, read from the lines of the log itself.

The table of commitments is an index for look-ups: whoever changes a ballot and the index together is found here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from pbvote.auditlog.canonical import CanonicalError, parse_canonical_object
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.events import BallotsBatched
from pbvote.storage.log_store import LogStore

_KIND = f'"kind":"{BallotsBatched.kind}"'.encode()
_LISTS = ("added", "superseded", "withdrawn", "annulled")


def current_commitments(db: Session, round_id: str, pot_id: str, batch: Sequence[BallotsBatched] = ()) -> set[str]:
    """Added and neither replaced nor taken back nor cancelled, by the log and a `batch` that is about to follow.

    Raises BalanceFailedError when a line cannot be read any more.
    """
    current: set[str] = set()
    for entry in (*_logged(db, round_id, pot_id), *map(_lists, batch)):
        current |= set(entry["added"])
        current -= {*entry["superseded"], *entry["withdrawn"], *entry["annulled"]}
    return current


def _lists(event: BallotsBatched) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _LISTS}


def _logged(db: Session, round_id: str, pot_id: str) -> Iterator[dict[str, Any]]:
    for line in LogStore(db).lines():
        if _KIND in line:
            entry: dict[str, Any] = _parsed(line)
            if (entry["round"], entry["pot"]) == (round_id, pot_id):
                yield entry


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        return parse_canonical_object(line)
    except CanonicalError as error:
        raise BalanceFailedError(f"A batch in the log cannot be read any more: {error}") from error
