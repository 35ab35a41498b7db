"""The hour of a batch: early in the morning, so that its time says nothing about a voter, or with the close."""

from datetime import datetime, time, timezone

from .errors import MalformedError
from .shapes import Record
from .zones import zone_of

FIRST, LAST = time(6, 0), time(6, 10, 59)


def check_morning(zone_name: str, batch: Record) -> bool:
    """Refuse a batch, not a final one, outside 06:00 to 06:10 local; False when the zone is not known here."""
    zone = zone_of(zone_name)
    if zone is None:
        return False
    local = datetime.fromisoformat(batch["at"][:-1]).replace(tzinfo=timezone.utc).astimezone(zone)
    if not FIRST <= local.time() <= LAST:
        shown = local.time().isoformat()
        raise MalformedError("a batch that is not the final one comes at " + shown + ", not at 06:00 to 06:10 local")
    return True
