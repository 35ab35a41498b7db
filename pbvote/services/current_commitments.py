"""Which commitments of a pot count, read from the lines of the log itself.

The table of commitments is an index for look-ups: whoever changes a ballot and the index together is found here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.events import BallotsBatched
from pbvote.services.logged_round import round_entries

_LISTS = ("added", "superseded", "withdrawn", "annulled")


def current_commitments(db: Session, round_id: str, pot_id: str, batch: Sequence[BallotsBatched] = ()) -> set[str]:
    """Added and neither replaced nor taken back nor cancelled, by the log and a `batch` that is about to follow.

    Raises BalanceFailedError when a line cannot be read any more, or a commitment is added twice: an envelope that
    was rolled back to what it held before a batch.
    """
    current: set[str] = set()
    added: set[str] = set()
    for entry in (*_logged(db, round_id, pot_id), *map(_lists, batch)):
        again = added.intersection(entry["added"])
        if again:
            raise BalanceFailedError(f"In the pot {pot_id} the commitment {min(again)} is added twice.", "twice")
        added |= set(entry["added"])
        current |= set(entry["added"])
        current -= {*entry["superseded"], *entry["withdrawn"], *entry["annulled"]}
    return current


def _lists(event: BallotsBatched) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _LISTS}


def _logged(db: Session, round_id: str, pot_id: str) -> Iterator[dict[str, Any]]:
    for entry in round_entries(db, round_id):
        if entry["kind"] == BallotsBatched.kind and entry["pot"] == pot_id:
            yield entry
