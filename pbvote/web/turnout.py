"""Who took part: the whole pot in a sentence, age bands and wards as bars and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pbvote.domain.disclosure import SMALL
from pbvote.domain.turnout import TurnoutRow
from pbvote.web.bars import Bar, Measure, bars_of_hundred
from pbvote.web.language import _
from pbvote.web.presenters import number


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A row of the table; empty texts where it is withheld."""

    name: str
    voted: str
    entitled: str
    part: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Turnout by age or by ward."""

    key: str
    title: str
    column: str
    bars: tuple[Bar, ...]
    lines: tuple[GroupLine, ...]
    withheld: bool


def turnout_words(numbers: dict[str, Any]) -> str:
    """How many of a pot's people took part, from its numbers in `round.closed`."""
    voted, entitled = numbers["marked"], numbers["entitled"]
    if voted < SMALL:
        return _("Fewer than 10 people took part.")
    words = {"voted": number(voted), "entitled": number(entitled), "part": in_hundred(voted, entitled)}
    return _("%(voted)s of %(entitled)s people took part. That is %(part)d in every 100.") % words


def in_hundred(voted: int, entitled: int) -> int:
    """How many of a hundred, rounded down."""
    return voted * 100 // max(entitled, 1)


def groups(bands: Sequence[TurnoutRow], wards: Sequence[TurnoutRow]) -> tuple[Groups, ...]:
    """What there is to show; a list in which nothing is shown is left out."""
    ages = [(band_words(each.name), each) for each in bands]
    places = [(each.name or _("No ward given"), each) for each in wards]
    found = (_groups("bands", _("By age"), _("Age"), ages), _groups("wards", _("By ward"), _("Ward"), places))
    return tuple(each for each in found if each.bars)


def band_words(name: str) -> str:
    """`11-13` as `11 to 13`, `65+` as `65 or over`."""
    if name.endswith("+"):
        return _("%(age)s or over") % {"age": name[:-1]}
    youngest, _hyphen, oldest = name.partition("-")
    return _("%(youngest)s to %(oldest)s") % {"youngest": youngest, "oldest": oldest}


def _groups(key: str, title: str, column: str, rows: list[tuple[str, TurnoutRow]]) -> Groups:
    lines = tuple(_line(name, row) for name, row in rows)
    measures = [
        Measure(f"{column} {name}", _said(row.marked, row.entitled), in_hundred(row.marked, row.entitled))
        for name, row in rows
        if row.marked is not None and row.entitled is not None
    ]
    return Groups(key, title, column, bars_of_hundred(measures), lines, len(measures) < len(rows))


def _line(name: str, row: TurnoutRow) -> GroupLine:
    if row.marked is None or row.entitled is None:
        return GroupLine(name, "", "", "")
    part = str(in_hundred(row.marked, row.entitled))
    return GroupLine(name, number(row.marked), number(row.entitled), part)


def _said(voted: int, entitled: int) -> str:
    words = {"voted": number(voted), "entitled": number(entitled), "part": in_hundred(voted, entitled)}
    return _("%(voted)s of %(entitled)s (%(part)d in 100)") % words
