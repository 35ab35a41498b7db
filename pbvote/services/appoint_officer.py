"""Appointing officers: at the console while there are none. Names stand on the pages, roles in the log."""

from collections.abc import Sequence

from sqlalchemy import select

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.events import OfficerActed
from pbvote.services.office import Office
from pbvote.storage.tables import StaffRow


def appoint_officers(office: Office, names: Sequence[str]) -> tuple[str, ...]:
    """Appoint the first officers, all at once; their roles. Refused when there are officers already."""
    with office.database.write() as uow:
        if uow.db.scalars(select(StaffRow)).first() is not None:
            raise IllegalMoveError("appoint the first officers", "already run by officers")
        roles = tuple(f"officer-{number}" for number in range(1, len(names) + 1))
        now = office.clock.now(uow.db)
        named = zip(roles, names, strict=True)
        uow.db.add_all(StaffRow(role=role, kind="officer", name=name, appointed_at=now) for role, name in named)
        entries = [OfficerActed(act="appointed", role=role, roles=("console",)) for role in roles]
        uow.log.append(entries, now)
        uow.commit()
        return roles
