"""Appointing somebody to the staff: two officers agree, and the new person gets a one-time link."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError
from pbvote.domain.events import OfficerActed
from pbvote.domain.review import STAFF_AREAS
from pbvote.domain.sentence import say
from pbvote.domain.staff import KINDS, REVIEWER, check_staff_name, is_same_name
from pbvote.services.approval import Approval
from pbvote.services.invite_staff import make_link
from pbvote.services.office import Office
from pbvote.storage.queries.trust import staff
from pbvote.storage.tables import AuditorLinkRow, ReviewerRow, StaffRow
from pbvote.storage.unit_of_work import UnitOfWork


class AppointmentRefusedError(PbvoteError):
    """Somebody who cannot have this role."""


def appoint(approval: Approval) -> str:
    """Perform the act “appoint” (arguments: kind, name; area of a reviewer): the secret of the new link, shown once."""
    return add_to_staff(approval.office, approval.uow, approval.arguments, approval.roles)


def add_to_staff(office: Office, uow: UnitOfWork, arguments: Mapping[str, str], roles: tuple[str, ...]) -> str:
    """Add somebody under the next free role. Raises StaffNameError, AppointmentRefusedError."""
    kind, area = arguments["kind"], arguments.get("area", "")
    clean = check_appointment(uow.db, kind, arguments["name"], area)
    now = office.clock.now(uow.db)
    row = StaffRow(role=next_role(uow.db, kind), kind=kind, name=clean, appointed_at=now)
    uow.db.add(row)
    uow.db.flush()
    if area:
        uow.db.add(ReviewerRow(role=row.role, area=area))
    uow.log.append([OfficerActed(act="appointed", role=row.role, roles=roles)], now)
    return make_link(uow.db, row, now)


def check_appointment(db: Session, kind: str, name: str, area: str = "") -> str:
    """The name as it will be kept. One person, one role: whoever audits does not work for those they audit."""
    if kind not in KINDS:
        raise AppointmentRefusedError(
            say("Choose what the person will be: an officer, a clerk, a helper or a reviewer.")
        )
    if (area not in STAFF_AREAS) if kind == REVIEWER else area:
        raise AppointmentRefusedError(say("Say whether the reviewer speaks for the council or as a front-line worker."))
    clean = check_staff_name(name)
    if any(is_same_name(each.name, clean) for each in staff(db)):
        raise AppointmentRefusedError(
            say("%(name)s works here already. If this is somebody else, add a middle name.", name=clean)
        )
    if any(is_same_name(each, clean) for each in db.scalars(select(AuditorLinkRow.name))):
        raise AppointmentRefusedError(
            say("%(name)s audits this trust. An auditor cannot have another role.", name=clean)
        )
    return clean


def next_role(db: Session, kind: str) -> str:
    """The first number that nobody of this kind ever had: a role is never used again."""
    taken = db.scalars(select(StaffRow.role).where(StaffRow.kind == kind))
    return f"{kind}-{1 + max((int(each.rpartition('-')[2]) for each in taken), default=0)}"
