"""What each group of voters had and paid, where a pot gives groups parts of the voting money.

This is voting power: no money is set aside for a group. What the tier withholds comes as None and is not shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.grain import grain_of
from pbvote.domain.result import GroupOutcome, Result
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.count_words import down, whole_pounds
from pbvote.web.language import _
from pbvote.web.presenters import money, number


@dataclass(frozen=True, slots=True)
class GroupMoney:
    """All groups of a pot: bars of what they paid; rows of name, part, people, voting money of each, paid together."""

    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    withheld: bool


def group_money(counted: Result | None, names: Mapping[str, str]) -> GroupMoney | None:
    """What the groups did; None for a pot without groups, under T0, and where nothing was counted."""
    if counted is None or not counted.groups or not counted.is_counted:
        return None
    paying = [each for each in counted.groups if each.paid is not None]
    # The amounts of several groups are rounded; one group alone paid all of it, which everybody knows.
    grain = grain_of(counted) if len(paying) > 1 else 0
    rows = tuple(_row(each, names, grain) for each in counted.groups)
    measures = [Measure(names.get(each.id, each.id), _paid(each, grain), int(each.paid or 0)) for each in paying]
    joined = [_joined(each, names) for each in counted.groups if each.joined is not None]
    withheld = any(each.joined is None and None in (each.ballots, each.paid) for each in counted.groups)
    return GroupMoney(bars(measures), rows, (*_lead(counted), *joined, *_rounded(grain)), withheld)


def _lead(counted: Result) -> tuple[str, ...]:
    power = _("Each group had a part of the voting money, fixed before voting.")
    free = _(
        "A group’s voting money could pay for any project that its people ranked. No project was set aside for it."
    )
    ratio = counted.parameters.max_ratio
    if ratio is None:
        return (f"{power} {free}",)
    cap = _("Nobody had more than %(ratio)s times the voting money of anybody else.") % {"ratio": number(ratio)}
    return (f"{power} {free}", cap)


def _rounded(grain: int) -> tuple[str, ...]:
    if not grain:
        return ()
    words = _("What a group paid is rounded to whole steps of %(grain)s.") % {"grain": money(grain)}
    return (words + " " + _("This makes it harder to work out how one person voted."),)


def _joined(group: GroupOutcome, names: Mapping[str, str]) -> str:
    words = {"small": names.get(group.id, group.id), "large": names.get(group.joined or "", group.joined or "")}
    few = _("Too few people in “%(small)s” voted to be a group of their own.") % words
    return few + " " + _("Their votes were counted together with those of “%(large)s”.") % words


def _row(group: GroupOutcome, names: Mapping[str, str], grain: int) -> tuple[str, ...]:
    name, part = names.get(group.id, group.id), _part(group.part)
    people = _("not shown") if group.ballots is None else number(group.ballots)
    if group.joined is not None:
        joined = _("with “%(large)s”") % {"large": names.get(group.joined, group.joined)}
        return (name, part, people, joined, joined)
    had = _("not shown") if group.voting_money is None else down(group.voting_money)
    return (name, part, people, had, _paid(group, grain))


def _part(part: Fraction) -> str:
    """`50 in 100`, with one decimal where it is not whole."""
    tenths = int(part * 1000)
    whole, rest = divmod(tenths, 10)
    return _("%(part)s in 100") % {"part": f"{whole}.{rest}" if rest else f"{whole}"}


def _paid(group: GroupOutcome, grain: int) -> str:
    if group.paid is None:
        return _("not shown")
    if not grain:
        return whole_pounds(group.paid)
    if group.paid < grain:
        return _("less than %(grain)s") % {"grain": money(grain)}
    return _("about %(amount)s") % {"amount": whole_pounds(group.paid)}
