"""Slowing down those who guess. Only failures count: what is right always gets in, so nobody can lock a voter out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from pbvote.services.office import Office
from pbvote.storage.tables import FailureRow

MOST_FAILURES = 10
"""Failures from one source in one window that are answered one by one; more are told to wait."""

WINDOW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Source:
    """Where tries come from, as a keyed hash, in the present window. Each `door` counts for itself, to its `most`."""

    office: Office
    db: Session
    address: str
    now: datetime
    door: str = "source"
    most: int = MOST_FAILURES

    def count_failure(self) -> bool:
        """Count one more; whether there are too many now."""
        self.db.execute(delete(FailureRow).where(FailureRow.since < self._window() - WINDOW))
        insert = sqlite_insert if self.db.get_bind().dialect.name == "sqlite" else postgresql_insert
        first = insert(FailureRow).values(source=self._hash(), since=self._window(), count=1)
        # Two failures of one school at once: the second waits and counts on, it does not crash on the first.
        again = first.on_conflict_do_update(index_elements=["source", "since"], set_={"count": FailureRow.count + 1})
        return self.db.execute(again.returning(FailureRow.count)).scalar_one() > self.most

    def is_over(self) -> bool:
        """Whether there were too many already; counts nothing."""
        row = self.db.get(FailureRow, (self._hash(), self._window()))
        return row is not None and row.count >= self.most

    def _hash(self) -> bytes:
        return self.office.keys.hide(self.door, network_of(self.address))

    def _window(self) -> datetime:
        seconds = int(self.now.timestamp())
        return datetime.fromtimestamp(seconds - seconds % int(WINDOW.total_seconds()), tz=self.now.tzinfo)


def prune_failures(office: Office) -> None:
    """Forget failures of windows that are over, also where no other failure follows."""
    with office.database.read() as db:
        over = FailureRow.since < office.clock.now(db) - 2 * WINDOW
        if db.scalars(select(FailureRow.since).where(over).limit(1)).first() is None:
            return
    with office.database.write() as uow:
        uow.db.execute(delete(FailureRow).where(over))
        uow.commit()


def network_of(address: str) -> str:
    """The /24 (IPv4) or /64 (IPv6) of an address, or the text itself when it is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 24 if parsed.version == 4 else 64), strict=False))  # noqa: PLR2004 - IP version 4
