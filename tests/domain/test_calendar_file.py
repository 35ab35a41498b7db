"""Dates for people's own calendars: in a place's own time, with names that stay."""

from datetime import UTC, datetime

import pytest

from pbvote.domain.calendar_file import CalendarEntry, calendar_file

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
VOTE = CalendarEntry(
    "spring-vote@vote.example", "The vote: Spring", datetime(2027, 3, 1, 9, 0, tzinfo=UTC),
    datetime(2027, 4, 1, 16, 0, tzinfo=UTC), "https://vote.example/rounds/spring",
)  # fmt: skip


def lines(*entries: CalendarEntry, zone: str = "Europe/London", name: str = "Spring") -> list[str]:
    written = calendar_file(name, zone, entries, NOW).decode()
    assert written.endswith("\r\n")
    return written.replace("\r\n ", "").split("\r\n")


def test_an_entry_has_its_times_in_the_zone_and_a_name_that_stays() -> None:
    found = lines(VOTE)
    assert "UID:spring-vote@vote.example" in found
    assert "DTSTART;TZID=Europe/London:20270301T090000" in found
    assert "DTEND;TZID=Europe/London:20270401T170000" in found
    assert "DTSTAMP:20261123T010000Z" in found
    assert [found[0], found[-2]] == ["BEGIN:VCALENDAR", "END:VCALENDAR"]


def test_the_zone_stands_in_the_file_with_every_change_of_its_clocks() -> None:
    found = lines(VOTE)
    zone = found[found.index("BEGIN:VTIMEZONE") : found.index("END:VTIMEZONE")]
    assert zone.count("BEGIN:DAYLIGHT") == 1
    spring = zone[zone.index("BEGIN:DAYLIGHT") :]
    assert spring[1:5] == ["DTSTART:20270328T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST"]
    assert "DTSTART:20271031T020000" in zone


@pytest.mark.parametrize(
    ("zone", "offset"), [("America/St_Johns", "-0330"), ("Asia/Kolkata", "+0530"), ("UTC", "+0000")]
)
def test_other_zones_have_their_own_offsets(zone: str, offset: str) -> None:
    assert f"TZOFFSETTO:{offset}" in lines(VOTE, zone=zone)


def test_what_people_wrote_ends_no_line_and_no_value() -> None:
    strange = CalendarEntry("a", "Hi; there, all\\\r\nBEGIN:VEVENT", VOTE.begins, VOTE.ends, "https://vote.example/")
    found = lines(strange, name="A\nB;C")
    assert "SUMMARY:Hi\\; there\\, all\\\\ BEGIN:VEVENT" in found
    assert "NAME:A B\\;C" in found
    assert found.count("BEGIN:VEVENT") == 1


def test_no_line_is_longer_than_75_bytes_and_no_sign_is_cut() -> None:
    long = CalendarEntry("a", "Ŵŷ’😀" * 60, VOTE.begins, VOTE.ends, "https://vote.example/")
    written = calendar_file("x", "Europe/London", [long], NOW)
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert "Ŵŷ’😀" * 60 in written.decode().replace("\r\n ", "")


def test_a_calendar_without_dates_is_still_one() -> None:
    assert "BEGIN:VTIMEZONE" not in lines()
