"""What stands about the trust and its staff."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError, UnknownOfficerError
from pbvote.domain.staff import KINDS
from pbvote.storage.tables import InstallationRow, StaffRow


class NotInstalledError(PbvoteError):
    """The database holds no trust yet."""

    def __init__(self) -> None:
        super().__init__("Nothing is set up here yet. Run “pbvote demo” for a rehearsal.")


def installation_or_none(db: Session) -> InstallationRow | None:
    """The installation, if there is one."""
    return db.get(InstallationRow, 1)


def installation(db: Session) -> InstallationRow:
    """The installation; raises NotInstalledError."""
    row = installation_or_none(db)
    if row is None:
        raise NotInstalledError
    return row


def officers(db: Session) -> list[StaffRow]:
    """The officers of today, by role."""
    return [each for each in staff(db) if each.kind == "officer"]


def officer_names(db: Session) -> dict[str, str]:
    """Everybody who was ever an officer, by role: what they did stays theirs when their role has ended."""
    rows = db.scalars(select(StaffRow).where(StaffRow.kind == "officer"))
    return {row.role: row.name for row in rows}


def officer(db: Session, role: str) -> StaffRow:
    """The officer with a role that has not ended; raises UnknownOfficerError."""
    return staff_member(db, role, "officer")


def staff(db: Session) -> list[StaffRow]:
    """Everybody who was appointed and whose role has not ended, officers first, each kind by number."""
    rows = db.scalars(select(StaffRow).where(StaffRow.appointed_at.is_not(None), StaffRow.ended_at.is_(None)))
    return sorted(rows, key=lambda row: (KINDS.index(row.kind), int(row.role.rpartition("-")[2])))


def staff_member(db: Session, role: str, *kinds: str) -> StaffRow:
    """Whoever has a role that has not ended, of one of the kinds if any is named; raises UnknownOfficerError."""
    row = db.get(StaffRow, role)
    if row is None or row.appointed_at is None or row.ended_at is not None or (kinds and row.kind not in kinds):
        raise UnknownOfficerError(role)
    return row
