"""The rows in which groups of voters are typed: read into groups with their parts, and filled from stored ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pbvote.domain.draft import LONGEST_LABEL, slug_of
from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.group_words import PartError, parse_part, part_in_words
from pbvote.domain.voter_group import EVERYBODY, MAX_RATIO, MIN_GROUP, MOST_GROUPS, GroupShares, VoterGroup
from pbvote.services.look_at_shares import KnownVoters
from pbvote.web.board.answers import Answers
from pbvote.web.board.typed import typed_day
from pbvote.web.language import _

FEWEST = 2
"""Rows that a form begins with."""

LONGEST_NAME = 40
OLDEST, MOST_PEOPLE, MOST_LIMIT = 120, 1_000_000, 1000
_FIELDS = ("title", "upto", "kinds", "part", "voters")


@dataclass(frozen=True, slots=True)
class ReadGroups:
    """What was typed: the groups, the day on which ages count, and how many may vote in each, if all are given."""

    shares: GroupShares
    on: date | None
    voters: Mapping[str, int]


def rows_in(typed: Mapping[str, str]) -> int:
    """How many rows were typed into, two at least."""
    used = [row for row in range(1, MOST_GROUPS + 1) if any(typed.get(f"{name}-{row}", "").strip() for name in _FIELDS)]
    shown = [row for row in range(1, MOST_GROUPS + 1) if f"title-{row}" in typed]
    return min(max(FEWEST, *used, *shown), MOST_GROUPS) if used or shown else FEWEST


def read_groups(answers: Answers, way: str) -> ReadGroups | None:
    """The groups; none with faults. `way`: by "ages" or by "kinds" of members."""
    typed = [row for row in range(1, rows_in(answers.typed) + 1) if _is_used(answers, row)]
    used = typed if len(typed) >= FEWEST else sorted({*typed, 1, 2})
    found = list(_by_age(answers, used) if way == "ages" else _by_kind(answers, used))
    on = answers.day("on") if way == "ages" else None
    least = _limit(answers, "min-group", MIN_GROUP)
    ratio = _limit(answers, "max-ratio", MAX_RATIO)
    voters = [answers.number(f"voters-{row}", 0, MOST_PEOPLE) for row in used]
    whole = sum((group.part for group in found), Fraction(0))
    if not answers.faults and whole != 1:
        answers.faults[f"part-{used[-1]}"] = _("Together the parts are %(sum)s. They must be 100%%.") % {
            "sum": part_in_words(whole)
        }
    if answers.faults:
        answers.faults = {field: _of_group(field, sentence) for field, sentence in answers.faults.items()}
        return None
    try:
        shares = GroupShares(tuple(found), least, ratio)
    except RoundSetUpError as refused:
        answers.faults["title-1"] = str(refused)
        return None
    known = {group.id: number for group, number in zip(found, voters, strict=True) if number is not None}
    return ReadGroups(shares, on, known if len(known) == len(found) else {})


def _of_group(field: str, sentence: str) -> str:
    """In the list of faults the same sentence may stand for several groups."""
    row = field.rpartition("-")[2]
    return _("Group %(number)s: %(fault)s") % {"number": row, "fault": sentence} if row.isdecimal() else sentence


def typed_groups(shares: GroupShares | None, voters: KnownVoters | None, on: date) -> dict[str, str]:
    """What stands in the form before anybody types."""
    typed = {"min-group": str(MIN_GROUP), "max-ratio": str(MAX_RATIO), **typed_day("on", on)}
    if shares is None:
        return typed
    typed |= {"min-group": str(shares.min_group), "max-ratio": str(shares.max_ratio)}
    for row, group in enumerate(shares.groups, 1):
        typed |= {
            f"title-{row}": group.title,
            f"upto-{row}": "" if group.to_age is None else str(group.to_age),
            f"kinds-{row}": "\n".join(group.classes),
            f"part-{row}": part_in_words(group.part),
            f"voters-{row}": str(voters.numbers[group.id]) if voters else "",
        }
    return typed


def _is_used(answers: Answers, row: int) -> bool:
    return any(answers.has(f"{name}-{row}") for name in _FIELDS)


def _by_age(answers: Answers, rows: list[int]) -> Iterator[VoterGroup]:
    """Each group goes on where the one before it ends; the last has no upper age."""
    first: int | None = None
    for row, (title, name, part) in zip(rows, _named(answers, rows), strict=True):
        upto = answers.number(f"upto-{row}", first or 0, OLDEST)
        if row == rows[-1]:
            if upto is not None:
                answers.faults[f"upto-{row}"] = _("Leave this empty: everybody who is older is in the last group.")
            upto = None
        elif upto is None:
            answers.faults.setdefault(f"upto-{row}", _("Write the oldest age that is in this group, such as 17."))
        yield VoterGroup(name, title, part, first, upto)
        first = first if upto is None else upto + 1


def _by_kind(answers: Answers, rows: list[int]) -> Iterator[VoterGroup]:
    for row, (title, name, part) in zip(rows, _named(answers, rows), strict=True):
        kinds = answers.names(f"kinds-{row}", LONGEST_LABEL)
        if not kinds:
            answers.faults[f"kinds-{row}"] = _("Write the kinds of members that are in this group, one in each line.")
        yield VoterGroup(name, title, part, classes=kinds)


def _named(answers: Answers, rows: list[int]) -> Iterator[tuple[str, str, Fraction]]:
    """The title, the id and the part of each row; what is missing is among the faults."""
    taken: list[str] = []
    for row in rows:
        title = answers.text(f"title-{row}", LONGEST_NAME, _("Write a name for this group, such as Under 18."))
        name = slug_of(title or "group", (EVERYBODY, *taken), "group")
        taken.append(name)
        yield title, name, _part(answers, f"part-{row}")


def _part(answers: Answers, field: str) -> Fraction:
    try:
        return parse_part(answers.typed.get(field, ""))
    except PartError as refused:
        answers.faults[field] = str(refused)
        return Fraction(1)


def _limit(answers: Answers, field: str, usual: int) -> int:
    return answers.number(field, 1, MOST_LIMIT) or usual
