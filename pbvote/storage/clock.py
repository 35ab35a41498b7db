"""The clock that every act reads: the database's own time, so that several processes agree on when voting closes."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

_NOW = {
    "sqlite": text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')"),
    "postgresql": text("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS')"),
}


def true_now(db: Session) -> datetime:
    """The database's own time, in a rehearsal too: authenticator apps and sign-ins of the staff go by it."""
    told = db.execute(_NOW[db.get_bind().dialect.name]).scalar_one()
    return datetime.fromisoformat(told).replace(tzinfo=UTC)


_SHIFT = text("SELECT clock_offset FROM installation WHERE clock = 'shifted'")
"""What officers of a rehearsal added to its clock, in milliseconds: every process reads it, so that all agree."""


class Clock:
    """The database's time plus an offset, which is zero outside rehearsals and tests."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self, db: Session) -> datetime:
        """The present moment, aware, in UTC, to the millisecond."""
        shift: int | None = db.execute(_SHIFT).scalar_one_or_none()
        return true_now(db) + self.offset + timedelta(milliseconds=shift or 0)

    def move_to(self, moment: datetime, db: Session) -> None:
        """Let it be `moment` now. Only a rehearsal does this, whose log says that its clock is shifted."""
        self.offset += moment - self.now(db)
