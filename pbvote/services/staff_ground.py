"""What an act about the staff rests on: who works for the trust, and how the person in question stands."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.staff import OwnRoleError
from pbvote.services.appoint_staff import check_appointment
from pbvote.services.end_role import present_role
from pbvote.storage.tables import RoundRow, StaffRow


def everybody_seen(db: Session, _row: RoundRow | None, _arguments: Mapping[str, str]) -> str:
    """For an appointment: the whole list, so that nobody is appointed twice by two acts."""
    rows = db.scalars(select(StaffRow).order_by(StaffRow.role))
    return repr([_standing(row) for row in rows])


def person_seen(db: Session, _row: RoundRow | None, arguments: Mapping[str, str]) -> str:
    """For the end of a role and a renewal: that person alone."""
    row = db.get(StaffRow, arguments["role"]) if arguments["role"].isprintable() else None
    return repr(_standing(row)) if row else ""


def may_be_appointed(db: Session, _role: str, arguments: Mapping[str, str]) -> None:
    """Raises StaffNameError, AppointmentRefusedError."""
    check_appointment(db, arguments["kind"], arguments["name"], arguments.get("area", ""))


def is_another(db: Session, role: str, arguments: Mapping[str, str]) -> None:
    """Raises UnknownOfficerError, OwnRoleError: nobody prepares an act about themselves."""
    present_role(db, arguments["role"])
    if role == arguments["role"]:
        raise OwnRoleError


def _standing(row: StaffRow) -> tuple[str, ...]:
    moments = (row.appointed_at, row.enrolled_at, row.ended_at)
    return (row.role, row.name, *(str(each) for each in moments), str(row.password is None))
