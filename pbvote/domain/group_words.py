"""Groups of voters in words: who is in one, what its part is, and what the parts of a pot mean."""

import re
from collections.abc import Sequence
from fractions import Fraction

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import either, say
from pbvote.domain.voter_group import GroupShares, VoterGroup

_FRACTION = re.compile(r"([0-9]{1,6})\s*/\s*([0-9]{1,6})", re.ASCII)
_PERCENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,4}))?\s*%?", re.ASCII)


_VOTING_POWER = (
    "Inside a group everybody who votes has the same. This is voting power, and everybody can use it for any project. "
    "It is not money that must be spent on something for that group."
)


class PartError(PbvoteError):
    """A text that is not a part of a whole."""

    def __init__(self) -> None:
        super().__init__(say("Write a part such as 50% or 1/3."))


def parse_part(text: str) -> Fraction:
    """A part in percent or as a fraction, above 0 and below 1: "50%", "50", "12.5 %", "1/3". Raises PartError."""
    written = text.strip()
    fraction, percent = _FRACTION.fullmatch(written), _PERCENT.fullmatch(written)
    if fraction is not None and int(fraction[2]):
        part = Fraction(int(fraction[1]), int(fraction[2]))
    elif percent is not None:
        part = Fraction(f"{percent[1]}.{percent[2] or 0}") / 100
    else:
        raise PartError
    if not 0 < part < 1:
        raise PartError
    return part


def part_in_words(part: Fraction) -> str:
    """A part for people: whole percent where it is that, else a fraction: "50%", "1/3"."""
    percent = part * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else f"{part.numerator}/{part.denominator}"


def who_is_in(group: VoterGroup) -> str:
    """Who is in a group: "11 to 17 years old", "18 or older", "tenant or leaseholder", "everybody else"."""
    said = [*_ages(group)]
    if group.classes:
        said.append(either(sorted(group.classes)))
    return ", ".join(said) if len(said) > 1 else (*said, say("everybody"))[0]


def groups_in_words(shares: GroupShares) -> str:
    """What residents read about the parts: a list of the groups, and paragraphs."""
    listed = "\n".join(
        f"- {group.title} ({who_is_in(group)}): {part_in_words(group.part)} of the voting money."
        for group in shares.groups
    )
    return "\n\n".join(
        (
            "Groups of voters share the voting money:",
            listed,
            _VOTING_POWER,
            f"{_limit(shares.max_ratio)} {_smallest(shares.min_group)}",
        )
    )


def _limit(max_ratio: int) -> str:
    if max_ratio == 1:
        return "But nobody gets more than anybody else."
    times = "twice" if max_ratio == 2 else f"{max_ratio:,} times"  # noqa: PLR2004 - two times has a word of its own
    return f"Nobody gets more than {times} as much as anybody else."


def _smallest(min_group: int) -> str:
    if min_group == 1:
        return "If nobody of a group votes, the other groups share its part."
    return (
        f"If fewer than {min_group:,} people of a group vote, they are counted with the largest group. "
        "The groups that are left then share its part."
    )


def _ages(group: VoterGroup) -> Sequence[str]:
    first, last = group.from_age or None, group.to_age
    if first is not None and last is not None:
        if first == last:
            return (say("%(age)s years old", age=first),)
        return (say("%(first)s to %(last)s years old", first=first, last=last),)
    if first is not None:
        return (say("%(age)s or older", age=first),)
    return () if last is None else (say("%(age)s or younger", age=last),)
