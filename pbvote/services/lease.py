"""Leases: one process at a time does a job; another takes over when the lease has run out."""

import secrets
from datetime import timedelta

from pbvote.services.office import Office
from pbvote.storage.tables import LeaseRow

LEASE = timedelta(seconds=60)
"""So long a job is a process's own without another word from it."""

_HOLDER = secrets.token_hex(8)


def take_lease(office: Office, job: str) -> bool:
    """Take a job for a minute, or keep it for another; False while another process has it."""
    with office.database.write(exclusive=job) as uow:  # a row that is not there yet cannot be locked
        now = office.clock.now(uow.db)
        lease = uow.db.get(LeaseRow, job)
        if lease is None:
            uow.db.add(LeaseRow(job=job, holder=_HOLDER, until=now + LEASE))
        elif lease.holder == _HOLDER or lease.until <= now:
            lease.holder, lease.until = _HOLDER, now + LEASE
        else:
            return False
        uow.commit()
        return True
