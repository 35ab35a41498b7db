"""Reading PrefLib files (`.soc`, `.soi`, `.toc`, `.toi`; preflib.org): orders with how many voters cast them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pbvote.domain.text import tidy
from pbvote.formats.ballot_file import BallotFile, BallotFileError, MisplacedError, Whereabouts
from pbvote.formats.blt_tokens import is_number
from pbvote.formats.counted_note import election, parse_head_line
from pbvote.formats.file_head import Head
from pbvote.formats.file_text import decoded
from pbvote.formats.preflib_write import KINDS
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.tied_votes import TiedVotes
from pbvote.formats.vote_check import VoteFaultError
from pbvote.formats.votes import VoteCollector, Votes

_KEY = re.compile(r"#\s*([A-Z][A-Z ]*?)(?: ([0-9]{1,9}))?\s*:(.*)", re.ASCII)
_COUNT = re.compile(r"\s*([0-9]{1,9})\s*:", re.ASCII)
_PLACE = re.compile(r"\s*(?:\{([0-9,\s]*)\}|([0-9]{1,9}))\s*(,|$)", re.ASCII)
_NUMBER = re.compile(r"\s*([0-9]{1,9})\s*", re.ASCII)


@dataclass(slots=True)
class _Header:
    """The values of header lines with their lines, and the names of alternatives."""

    values: dict[str, tuple[int, str]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def number(self, key: str) -> int | None:
        """A whole number of the header. Raises MisplacedError."""
        line, text = self.values.get(key, (0, ""))
        if not line:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - more than any file has
            raise MisplacedError(line, len(key) + 5, f"{key}: {shown(text)} is not a whole number")
        return int(text)


def parse_preflib(raw: bytes, kind: str, beside: Head | None = None) -> BallotFile:
    """The file with these bytes; `kind` is the end of its name, `beside` a head told by files beside it.

    Raises BallotFileError naming line and column; a column counts characters.
    """
    repairs = Repairs()
    lines = decoded(raw, repairs).split("\n")
    header, orders = _Header(), list[tuple[int, str]]()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            _take(header, number, line, repairs)
        elif line.strip():
            orders.append((number, line))
    kind = _kind(header, kind, repairs)
    head, blank = _head(header, beside, repairs)
    votes, places = _votes(orders, head, kind, repairs)
    _check(header, "NUMBER VOTERS", {votes.total})
    _check(header, "NUMBER UNIQUE ORDERS", {len(votes.times), len(orders)})
    return head.with_votes(votes.with_blank(blank), Whereabouts.of_lines(places), repairs.sentences())


def _take(header: _Header, number: int, line: str, repairs: Repairs) -> None:
    found = _KEY.match(line)
    if found is None:
        repairs.note("a line of the header without a KEY: was skipped", number)
        return
    key, at, value = found[1], found[2], tidy(found[3])
    if key == "ALTERNATIVE NAME" and at:
        if int(at) in header.names:
            raise MisplacedError(number, 1, f"the name of alternative {at} stands here a second time")
        header.names[int(at)] = value
        header.values.setdefault(key, (number, value))
    elif key in header.values:
        raise MisplacedError(number, 1, f"{key} stands here a second time")
    else:
        header.values[key] = (number, value)


def _kind(header: _Header, kind: str, repairs: Repairs) -> str:
    line, told = header.values.get("DATA TYPE", (1, kind))
    if told not in KINDS:
        raise MisplacedError(line, 1, f"the data type {shown(told)} is none of {', '.join(KINDS)}")
    if told != kind:
        repairs.note(f"the file says that it is {told}, not {kind}, and was read so", line)
    return told


def _head(header: _Header, beside: Head | None, repairs: Repairs) -> tuple[Head, int]:
    number = header.number("NUMBER ALTERNATIVES")
    if number is None:
        raise MisplacedError(1, 1, "the header has no line like # NUMBER ALTERNATIVES: 3")
    line = header.values["NUMBER ALTERNATIVES"][0]
    last = max(header.names, default=0)
    if last > number or 0 in header.names:
        raise MisplacedError(
            line, 1, f"NUMBER ALTERNATIVES says {number}, but names go from {min(header.names)} to {last}"
        )
    if number > max(len(header.names), 1) * 1000:
        raise MisplacedError(line, 1, f"{number} alternatives and only {len(header.names)} names")
    head, blank = _told(header, beside, number, repairs)
    if len(head.projects) != number:
        raise MisplacedError(
            line, 1, f"NUMBER ALTERNATIVES says {number}, but {len(head.projects)} projects are told of"
        )
    return head, blank


def _told(header: _Header, beside: Head | None, number: int, repairs: Repairs) -> tuple[Head, int]:
    if "PBVOTE" in header.values:
        line, text = header.values["PBVOTE"]
        try:
            return parse_head_line(text, repairs)
        except BallotFileError as error:
            raise MisplacedError(line, 1, f"the note of pbvote: {error}") from error
    if beside is not None:
        return beside, 0
    names = [header.names.get(each, "") for each in range(1, number + 1)]
    _note_header(header, repairs)
    return election(names, 1, header.values.get("TITLE", (0, ""))[1], repairs), 0


def _note_header(header: _Header, repairs: Repairs) -> None:
    own = ("FILE NAME", "TITLE", "DATA TYPE", "NUMBER ALTERNATIVES", "NUMBER VOTERS", "NUMBER UNIQUE ORDERS",
           "ALTERNATIVE NAME")  # fmt: skip
    for key, (line, text) in header.values.items():
        if key not in own and text:
            repairs.note(f"{key} of the header was not kept", line)


def _votes(orders: Sequence[tuple[int, str]], head: Head, kind: str, repairs: Repairs) -> tuple[Votes, list[int]]:
    maker, collector, places = TiedVotes(head), VoteCollector(len(head.projects)), list[int]()
    for line, text in orders:
        found = _COUNT.match(text)
        if found is None or not int(found[1]):
            raise MisplacedError(line, 1, f"expected how many voters and an order, like 12: 1,2,3, not {shown(text)}")
        groups = _groups(line, text, found.end(), len(head.projects), repairs)
        if kind.startswith("s") and any(len(group) > 1 for group in groups):
            raise MisplacedError(line, text.index("{") + 1, f"a tie, and a file of the type {kind} has none")
        if kind.endswith("c") and sum(map(len, groups)) < len(head.projects):
            raise MisplacedError(line, found.end() + 1, f"an order of the type {kind} ranks all alternatives")
        try:
            is_new = collector.add(maker.vote(groups), int(found[1]))
        except VoteFaultError as fault:
            raise MisplacedError(line, found.end() + 1, fault.what) from fault
        if is_new:
            places.append(line)
        else:
            repairs.note("an order that stands twice was added up", line)
    return collector.votes(by_voter=False), places


def _groups(line: int, text: str, at: int, most: int, repairs: Repairs) -> list[list[int]]:
    if not text[at:].strip():
        repairs.note("an empty order was read as blank ballots", line)
        return []
    plain = text[at:].strip().split(",")
    if len(plain) <= most and all(map(is_number, plain)):
        return [[int(each)] for each in plain]
    groups: list[list[int]] = []
    while True:
        if len(groups) > most:
            raise MisplacedError(line, at + 1, f"the order has more places than the file has alternatives, {most}")
        found = _PLACE.match(text, at)
        if found is None:
            raise MisplacedError(
                line, at + 1, f"expected the number of an alternative, or several in {{}}, not {shown(text[at:])}"
            )
        inside = found[2] if found[1] is None else found[1]
        numbers = [_NUMBER.fullmatch(each) for each in inside.split(",")] if inside.strip() else []
        if not all(numbers):
            raise MisplacedError(line, at + 1, f"{shown(inside)} is not a list of numbers")
        if numbers:
            groups.append([int(each[1]) for each in numbers if each])
        else:
            repairs.note("an empty place was closed up", line)
        at = found.end()
        if not found[3]:
            return groups


def _check(header: _Header, key: str, found: set[int]) -> None:
    stated = header.number(key)
    if stated is not None and stated not in found:
        raise MisplacedError(header.values[key][0], 1, f"{key} says {stated}, but the file has {max(found)}")
