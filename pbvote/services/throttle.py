"""Slowing down those who guess. Only failures count: what is right always gets in, so nobody can lock a voter out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pbvote.services.office import Office
from pbvote.storage.tables import FailureRow

MOST_FAILURES = 10
"""Failures from one source in one window that are answered one by one; more are told to wait."""

WINDOW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Source:
    """Where tries come from, as a keyed hash, in the present window."""

    office: Office
    db: Session
    address: str
    now: datetime

    def count_failure(self) -> bool:
        """Count one more; whether there are too many now."""
        row = self._row()
        if row is None:
            self.db.execute(delete(FailureRow).where(FailureRow.since < self._window() - WINDOW))
            self.db.add(FailureRow(source=self._hash(), since=self._window(), count=1))
            return False
        row.count += 1
        return row.count > MOST_FAILURES

    def _row(self) -> FailureRow | None:
        return self.db.get(FailureRow, (self._hash(), self._window()), with_for_update=True)

    def _hash(self) -> bytes:
        return self.office.keys.hide("source", network_of(self.address))

    def _window(self) -> datetime:
        seconds = int(self.now.timestamp())
        return datetime.fromtimestamp(seconds - seconds % int(WINDOW.total_seconds()), tz=self.now.tzinfo)


def network_of(address: str) -> str:
    """The /24 (IPv4) or /64 (IPv6) of an address, or the text itself when it is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 24 if parsed.version == 4 else 64), strict=False))  # noqa: PLR2004 - IP version 4
