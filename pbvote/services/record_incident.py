"""Recording an incident: what went wrong stands in the log, in a transaction of its own."""

from dataclasses import dataclass
from datetime import datetime

from pbvote.auditlog.canonical import parse_canonical_object
from pbvote.domain.events import IncidentRecorded
from pbvote.services.office import Office
from pbvote.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Incident:
    """The class of an incident (docs/log-format.md §7), the round it concerns, how many things, and when."""

    kind: str
    round_id: str | None = None
    count: int = 1
    since: datetime | None = None
    until: datetime | None = None


def record_incident(office: Office, incident: Incident, *, before_signing: bool = False) -> None:
    """Write an incident, unless the last entry already says the same: a job that fails each minute says it once."""
    with office.database.write() as uow:
        if _stands_last(uow, incident):
            return
        entry = IncidentRecorded(
            class_=incident.kind,
            count=incident.count,
            from_=incident.since,
            to=incident.until,
            role="system",
            round=incident.round_id,
        )
        uow.log.append([entry], office.clock.now(uow.db), before_signing=before_signing)
        uow.commit()


def _stands_last(uow: UnitOfWork, incident: Incident) -> bool:
    lines = uow.log.lines()
    if not lines or b'"kind":"incident.recorded"' not in lines[-1]:
        return False
    last = parse_canonical_object(lines[-1])
    return last.get("class") == incident.kind and last.get("round") == incident.round_id
