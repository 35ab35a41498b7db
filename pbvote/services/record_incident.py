"""Recording an incident: what went wrong stands in the log, in a transaction of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from pbvote.auditlog.canonical import CanonicalError, parse_canonical_object
from pbvote.domain.events import IncidentRecorded
from pbvote.services.office import Office


@dataclass(frozen=True, slots=True)
class Incident:
    """The class of an incident (docs/log-format.md §7), the round it concerns, how many things, and when."""

    kind: str
    round_id: str | None = None
    count: int = 1
    since: datetime | None = None
    until: datetime | None = None


def record_incident(office: Office, incident: Incident, *, before_signing: bool = False) -> None:
    """Write an incident, unless it stands at the end of the log: a job that fails each minute says it once."""
    with office.database.write() as uow:
        uow.log.lock_head()
        if _stands_at_the_end(uow.log.lines(), incident):
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


def _stands_at_the_end(lines: Sequence[bytes], incident: Incident) -> bool:
    """Whether the incidents that end the log name this one; two rounds that fail in turn say so once each."""
    for line in takewhile(lambda line: b'"kind":"incident.recorded"' in line, reversed(lines)):
        try:
            stored = parse_canonical_object(line)
        except CanonicalError:
            return False  # a damaged line says nothing
        if (stored.get("class"), stored.get("round")) == (incident.kind, incident.round_id):
            return True
        if (stored.get("class"), stored.get("round")) == ("balance-repaired", incident.round_id):
            return False  # what stood before was repaired: it went wrong again
    return False
