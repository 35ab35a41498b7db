"""What stands about the trust and its officers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError, UnknownOfficerError
from pbvote.storage.tables import InstallationRow, OfficerRow


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


def officers(db: Session) -> list[OfficerRow]:
    """The officers by role."""
    return sorted(db.scalars(select(OfficerRow)), key=lambda row: int(row.role.removeprefix("officer-")))


def officer(db: Session, role: str) -> OfficerRow:
    """The officer with a role; raises UnknownOfficerError."""
    row = db.get(OfficerRow, role)
    if row is None:
        raise UnknownOfficerError(role)
    return row
