"""A unit of work: one transaction that is rolled back unless it is committed."""

from sqlalchemy.orm import Session

from pbvote.storage.log_store import LogStore


class UnitOfWork:
    """What a service writes in: the session, and the log inside the same transaction."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.log = LogStore(db)

    def commit(self) -> None:
        """Keep everything that was written, all at once."""
        self.db.commit()
