"""Time zones, as far as this Python knows them."""

from datetime import timezone, tzinfo
from typing import Optional

try:
    from zoneinfo import ZoneInfo
except ImportError:  # a Python built without it can still check all that needs no local time
    ZoneInfo = None  # type: ignore[assignment,misc] # stands for "not there"


def zone_of(name: str) -> Optional[tzinfo]:
    """Give the zone of an IANA name; None when this Python does not know it."""
    if name == "UTC":
        return timezone.utc
    try:
        return None if ZoneInfo is None else ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
