"""What people type into a form: read into values, with one sentence for each field that cannot stand."""

import re
from collections.abc import Collection
from datetime import date, datetime, time

from pbvote.domain.draft import fault_of_text
from pbvote.domain.errors import ScheduleError
from pbvote.domain.local_time import moment_of
from pbvote.domain.money import AmountError, parse_amount
from pbvote.domain.text import tidy
from pbvote.web.forms import Form
from pbvote.web.language import _

NOON = 12
LAST_HOUR, LAST_MINUTE = 23, 59

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


class Answers:
    """The fields of a form. Reading one that cannot stand notes a fault under its name and gives an empty value."""

    def __init__(self, form: Form) -> None:
        self.typed = dict(reversed(form.fields))  # of two fields of a name the first counts
        self.faults: dict[str, str] = {}

    def has(self, name: str) -> bool:
        """Whether anything was typed there."""
        return bool(self._said(name))

    def text(self, name: str, most: int, needed: str = "", *, lines: bool = False) -> str:
        """A text of at most `most` characters; `needed` is the sentence for an empty one, if it must not be."""
        value = tidy(self.typed.get(name, ""))
        fault = needed if not value else fault_of_text(value, most, lines=lines)
        if fault:
            self.faults[name] = fault
        return value

    def names(self, name: str, most: int) -> tuple[str, ...]:
        """Names, one in each line, each of them once, sorted."""
        found = {tidy(each) for each in tidy(self.typed.get(name, "")).split("\n")} - {""}
        faults = [fault for each in sorted(found) if (fault := fault_of_text(each, most))]
        if faults:
            self.faults[name] = faults[0]
        return tuple(sorted(found))

    def amount(self, name: str, needed: str) -> int:
        """Pence of an amount in pounds, written with or without sign, commas and pence."""
        written = self._said(name).removeprefix("£").replace(",", "").replace(" ", "")
        try:
            pence = parse_amount(written)
        except AmountError:
            pence = 0
        if not pence:
            self.faults[name] = needed
        return pence

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number in a range, none for an empty field."""
        written = self._said(name)
        if not written:
            return None
        number = int(written) if _NUMBER.fullmatch(written) else -1
        if not least <= number <= most:
            self.faults[name] = _("Write a number from %(least)s to %(most)s.") % {"least": least, "most": most}
            return None
        return number

    def choice(self, name: str, options: Collection[str], needed: str) -> str:
        """One of the options."""
        value = self._said(name)
        if value not in options:
            self.faults[name] = needed
        return value

    def day(self, name: str) -> date | None:
        """A day from three fields; none with a fault for what is no day."""
        parts = [self._said(f"{name}-{part}") for part in ("year", "month", "day")]
        try:
            if all(_NUMBER.fullmatch(part) for part in parts):
                return date(*(int(part) for part in parts))
        except (ValueError, OverflowError):
            pass
        self.faults[name] = _("Write a day, such as 15 3 2027.")
        return None

    def clock(self, name: str) -> time | None:
        """A time such as 5pm, 9:30am, 17:00, midday; none with a fault for what is no time."""
        found = clock_of(self._said(name))
        if found is None:
            self.faults[name] = _("Write a time, such as 9am or 5:30pm.")
        return found

    def moment(self, name: str, clock: str, zone: str) -> datetime | None:
        """The moment of a day and a time in a zone; the fault of a night in which clocks change stands at the time."""
        day, shown = self.day(name), self.clock(clock)
        if day is None or shown is None:
            return None
        try:
            return moment_of(day, shown, zone)
        except ScheduleError as error:
            self.faults[clock] = str(error)
        except OverflowError:
            self.faults[name] = _("Write a day, such as 15 3 2027.")
        return None

    def _said(self, name: str) -> str:
        return self.typed.get(name, "").strip()


def clock_of(written: str) -> time | None:
    """The time that somebody wrote, none for what is no time."""
    word = written.strip().lower()
    if word in {"midday", "noon", "midnight"}:
        return time(0 if word == "midnight" else NOON)
    found = _CLOCK.fullmatch(word)
    if found is None or (found[2] is None and found[3] is None):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if found[3] == "pm" else 0)
    return time(hour, minute) if hour <= LAST_HOUR and minute <= LAST_MINUTE else None
