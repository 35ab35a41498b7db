"""A calendar as a file (iCalendar, RFC 5545): dates that people put into their own calendars, in a place's own time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST_LINE = 75
"""Bytes of one line; a longer one goes on in the next, after a space."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something that begins and ends (aware moments). `uid` names it for ever: a later file then moves it."""

    uid: str
    title: str
    begins: datetime
    ends: datetime
    address: str


def calendar_file(name: str, zone: str, entries: Sequence[CalendarEntry], written_at: datetime) -> bytes:
    """The file, with the rules of the zone in it. `zone` is an IANA name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pbvote//dates of a round//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        *(_zone_lines(zone, entries) if entries else ()),
        *(line for entry in entries for line in _entry_lines(entry, zone, written_at)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _entry_lines(entry: CalendarEntry, zone: str, written_at: datetime) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={zone}:{_local(entry.begins, zone)}",
        f"DTEND;TZID={zone}:{_local(entry.ends, zone)}",
        f"SUMMARY:{_text(entry.title)}",
        f"URL:{entry.address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _zone_lines(zone: str, entries: Sequence[CalendarEntry]) -> tuple[str, ...]:
    """The zone as it holds in the years of the entries: each change of the clocks by its date."""
    first = min(entry.begins for entry in entries).astimezone(UTC).year
    last = max(entry.ends for entry in entries).astimezone(UTC).year
    place = ZoneInfo(zone)
    start = datetime(first, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", *_observance(start, _offset(start, place), place)]
    for moment, before in _changes(start, datetime(last + 1, 1, 1, tzinfo=UTC), place):
        lines += _observance(moment, before, place)
    return (*lines, "END:VTIMEZONE")


def _observance(moment: datetime, before: timedelta, place: ZoneInfo) -> tuple[str, ...]:
    """What holds from a moment on; `before` is the offset until then, by which its own start is written."""
    local = moment.astimezone(place)
    part = "DAYLIGHT" if local.dst() else "STANDARD"
    return (
        f"BEGIN:{part}",
        f"DTSTART:{(moment + before).replace(tzinfo=None):%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset_text(before)}",
        f"TZOFFSETTO:{_offset_text(_offset(moment, place))}",
        f"TZNAME:{local.tzname()}",
        f"END:{part}",
    )


def _changes(start: datetime, end: datetime, place: ZoneInfo) -> Iterator[tuple[datetime, timedelta]]:
    """Each moment at which the clocks change, to the minute, with the offset before it."""
    hour = start
    while hour < end:
        following = hour + timedelta(hours=1)
        before = _offset(hour, place)
        if _offset(following, place) != before:
            minutes = (hour + timedelta(minutes=count) for count in range(1, 61))
            yield next(each for each in minutes if _offset(each, place) != before), before
        hour = following


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()


def _offset_text(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{minutes % 60:02}"


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _text(text: str) -> str:
    """A text in which no sign ends it early, and which holds no line break of its own."""
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, no sign cut in two."""
    pieces, piece = [], b""
    for sign in line:
        if len(piece) + len(sign.encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += sign.encode()
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
