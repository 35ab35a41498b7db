"""Values as people read them: money, dates, times, small numbers, and ids that fit into HTML."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pbvote.domain.group_words import part_in_words, who_is_in
from pbvote.web.board.device import device_words
from pbvote.web.board.person_words import role_words
from pbvote.web.language import _

UK = ZoneInfo("Europe/London")
"""Every page names times in UK time; the footer says so once."""

PENCE = 100
KILO = 1024
NOON = 12

_NO_PAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]+\Z")


def money(pence: int) -> str:
    """`900000` as `£9,000`, `900050` as `£9,000.50`."""
    pounds, rest = divmod(pence, PENCE)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"


def number(value: int) -> str:
    """`1207` as `1,207`."""
    return f"{value:,}"


def file_size(length: int) -> str:
    """`409600` bytes as `400 KB`, and never as nothing."""
    if length < KILO * KILO:
        return _("%(size)s KB") % {"size": number(max(1, length // KILO))}
    tenths = length * 10 // (KILO * KILO)
    return _("%(size)s MB") % {"size": f"{tenths // 10}.{tenths % 10}"}


def word(value: int) -> str:
    """`5` as `five`; larger numbers in figures."""
    words = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"),
        _("six"), _("seven"), _("eight"), _("nine"), _("ten"),
    )  # fmt: skip
    return words[value] if 0 <= value < len(words) else number(value)


def day(at: datetime) -> str:
    """`14 November 2026`."""
    local = at.astimezone(UK)
    return f"{local.day} {_months()[local.month - 1]} {local.year}"


def weekday(at: datetime) -> str:
    """`Saturday 14 November 2026`."""
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return f"{days[at.astimezone(UK).weekday()]} {day(at)}"


def days(first: datetime, last: datetime) -> str:
    """`1 to 14 November 2026`; months and years are named twice only where they differ."""
    start, end = first.astimezone(UK), last.astimezone(UK)
    if start.date() == end.date():
        return day(last)
    if start.year != end.year:
        return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    begin = f"{start.day}" if start.month == end.month else f"{start.day} {_months()[start.month - 1]}"
    return _("%(first)s to %(last)s") % {"first": begin, "last": day(last)}


def time(at: datetime) -> str:
    """`5pm`, `10:31am`, `midday`, `midnight`."""
    local = at.astimezone(UK)
    if local.minute == 0 and local.hour in {0, NOON}:
        return _("midday") if local.hour else _("midnight")
    minutes = f":{local.minute:02}" if local.minute else ""
    clock = f"{local.hour % NOON or NOON}{minutes}"
    return (_("%(clock)spm") if local.hour >= NOON else _("%(clock)sam")) % {"clock": clock}


def moment(at: datetime) -> str:
    """`5pm on 14 November 2026`."""
    return _("%(time)s on %(day)s") % {"time": time(at), "day": day(at)}


def paused_words(until: datetime | None, closes_at: datetime) -> str:
    """When a paused vote goes on, for the people who wait."""
    if until is None or until >= closes_at:
        return _("Please look again tomorrow.")
    return _("Voting goes on by %(when)s.") % {"when": moment(until)}


def anchor(project: str, prefix: str) -> str:
    """An id for HTML. A project's id may hold any character, so strange ones are spelt in hex."""
    plain = project if _PLAIN_ID.match(project) else "x" + project.encode().hex()
    return f"{prefix}-{plain}"


def code_groups(code: str) -> tuple[str, ...]:
    """The groups of a check code, so that a line breaks only between them."""
    return tuple(code.split("-"))


def typed_again(value: object) -> object:
    """What somebody typed, for its field: signs that no page can hold become a mark that something stood there."""
    return _NO_PAGE.sub("\ufffd", value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of plain text: one paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


def blocks(text: str) -> tuple[Block, ...]:
    """Plain text, cut at its empty lines; lines that all begin with a hyphen are a list."""
    return tuple(_block(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _block(part: str) -> Block:
    lines = tuple(line.strip() for line in part.splitlines())
    if all(line.startswith("- ") for line in lines):
        return Block(tuple(line.removeprefix("- ") for line in lines), is_list=True)
    return Block((" ".join(lines),), is_list=False)


def _months() -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


FILTERS = {
    "money": money, "number": number, "word": word, "day": day, "weekday": weekday,
    "time": time, "moment": moment, "anchor": anchor, "file_size": file_size, "typed_again": typed_again,
    "role_words": role_words, "device_words": device_words, "part": part_in_words, "who_is_in": who_is_in,
}  # fmt: skip
"""What templates may call."""
