"""A day and a time on a clock in a place, as a moment: what people write into a form of dates."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pbvote.domain.errors import ScheduleError
from pbvote.domain.sentence import say


def moment_of(day: date, clock: time, zone: str) -> datetime:
    """The moment, in UTC, at which clocks in `zone` (IANA) show `clock` on `day`.

    Raises ScheduleError for an unknown zone, and for a time that no clock shows or that clocks show twice, in a night
    in which they change: nobody could say which of the two was meant.
    """
    local = datetime.combine(day, clock, known_zone(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ScheduleError(
            say("On that night the clocks go forward, and no clock shows that time. Choose another time.")
        )
    if local.replace(fold=1).astimezone(UTC) != moment:
        raise ScheduleError(
            say("On that night the clocks go back, and they show that time twice. Choose another time.")
        )
    return moment


def known_zone(zone: str) -> ZoneInfo:
    """The time zone of that name; raises ScheduleError."""
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ScheduleError(
            say("There is no time zone “%(zone)s”. Write it like Europe/London.", zone=zone[:80])
        ) from None
