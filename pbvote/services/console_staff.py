"""What is done about officers at the console: the first three at once, later ones and renewals slowly and in the open.

Whoever runs the machine must not be able to make themselves two officers unseen. So from the moment on at which two
officers can sign in, each link of the console is announced in the public log and works only a day later; the two
can end the role before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.events import IncidentRecorded
from pbvote.domain.staff import OFFICER, check_staff_name
from pbvote.services.appoint_officer import appoint_officers
from pbvote.services.appoint_staff import check_appointment, next_role
from pbvote.services.invite_staff import make_link
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.services.staff import LEAST_OFFICERS, enrolled_officers
from pbvote.storage.queries.trust import installation, staff_member
from pbvote.storage.tables import InviteRow, StaffRow
from pbvote.storage.unit_of_work import UnitOfWork

FIRST_OFFICERS = 3
"""So many are invited together: two who agree, and one for when somebody is ill or loses a phone."""


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link of the console, by its secret; it works between the two moments."""

    role: str
    name: str
    token: str
    works_from: datetime
    ends_at: datetime
    is_delayed: bool


def invite_first_officers(office: Office, names: Sequence[str]) -> list[Link]:
    """Appoint the first officers, all at once, with a link for each. Raises StaffNameError, IllegalMoveError."""
    clean = [check_staff_name(name) for name in names]
    if len(set(clean)) != FIRST_OFFICERS:
        raise IllegalMoveError("invite the first officers", "without three different people")
    roles = appoint_officers(office, clean)
    with office.database.write() as uow:
        installation(uow.db)
        links = [_link(office, uow, staff_member(uow.db, role, OFFICER), is_delayed=False) for role in roles]
        uow.commit()
        return links


def has_officers(office: Office) -> bool:
    """Whether there ever was an officer."""
    with office.database.read() as db:
        return db.get(StaffRow, "officer-1") is not None


def invite_officer(office: Office, name: str) -> Link:
    """Announce one more officer: an incident now, the appointment when the link is used, a day later at the earliest.

    Raises StaffNameError, AppointmentRefusedError.
    """
    with office.database.write() as uow:
        clean = check_appointment(uow.db, OFFICER, name)
        row = StaffRow(role=next_role(uow.db, OFFICER), kind=OFFICER, name=clean)
        uow.db.add(row)
        uow.db.flush()
        _announce(office, uow, "console-invite", row.role)
        link = _link(office, uow, row, is_delayed=True)
        uow.commit()
        return link


def renew_at_console(office: Office, role: str) -> Link:
    """A new link for an officer who lost phone and recovery codes, or whose first link is lost.

    While two officers cannot sign in yet, a lost first link is replaced at once: there is nobody to protect. After
    that it takes an incident and a day, and the old sign-in goes on until the link is used, so that the officer can
    object. Raises UnknownOfficerError.
    """
    with office.database.write() as uow:
        row = staff_member(uow.db, role, OFFICER)
        is_delayed = row.enrolled_at is not None or enrolled_officers(uow.db) >= LEAST_OFFICERS
        if is_delayed:
            _announce(office, uow, "console-reset", row.role)
        link = _link(office, uow, row, is_delayed=is_delayed)
        uow.commit()
        return link


def _announce(office: Office, uow: UnitOfWork, kind: str, role: str) -> None:
    """Each announcement serves one act, so the same one may stand twice in a row."""
    now = office.clock.now(uow.db)
    note_security(uow.db, now, kind, None, about=role)
    uow.log.append(
        [IncidentRecorded(class_=kind, count=1, from_=None, to=None, role="console", round=None)],
        now,
    )


def _link(office: Office, uow: UnitOfWork, row: StaffRow, *, is_delayed: bool) -> Link:
    token = make_link(uow.db, row, office.clock.now(uow.db), by_console=is_delayed)
    uow.db.flush()
    made = uow.db.query(InviteRow).filter_by(role=row.role, used_at=None).one()
    return Link(row.role, row.name, token, made.works_from, made.ends_at, is_delayed)
