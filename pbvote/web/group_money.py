"""What each group of voters had and paid, where a pot gives groups parts of the voting money.

This is voting power: no money is set aside for a group. What the tier withholds comes as None and is not shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.result import GroupOutcome, Result
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.count_words import down, whole_pounds
from pbvote.web.language import _
from pbvote.web.presenters import number


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
    rows = tuple(_row(each, names) for each in counted.groups)
    paid = [
        Measure(names.get(each.id, each.id), _paid_words(each.paid), int(each.paid))
        for each in counted.groups
        if each.paid is not None
    ]
    joined = tuple(_joined(each, names) for each in counted.groups if each.joined is not None)
    withheld = any(each.joined is None and None in (each.ballots, each.paid) for each in counted.groups)
    return GroupMoney(bars(paid), rows, (*_lead(counted), *joined), withheld)


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


def _joined(group: GroupOutcome, names: Mapping[str, str]) -> str:
    words = {"small": names.get(group.id, group.id), "large": names.get(group.joined or "", group.joined or "")}
    few = _("Too few people in “%(small)s” voted to be a group of their own.") % words
    return few + " " + _("Their votes were counted together with those of “%(large)s”.") % words


def _row(group: GroupOutcome, names: Mapping[str, str]) -> tuple[str, ...]:
    name, part = names.get(group.id, group.id), _part(group.part)
    people = _("not shown") if group.ballots is None else number(group.ballots)
    if group.joined is not None:
        joined = _("with “%(large)s”") % {"large": names.get(group.joined, group.joined)}
        return (name, part, people, joined, joined)
    had = _("not shown") if group.voting_money is None else down(group.voting_money)
    paid = _("not shown") if group.paid is None else whole_pounds(group.paid)
    return (name, part, people, had, paid)


def _part(part: Fraction) -> str:
    """`50 in 100`, with one decimal where it is not whole."""
    tenths = int(part * 1000)
    whole, rest = divmod(tenths, 10)
    return _("%(part)s in 100") % {"part": f"{whole}.{rest}" if rest else f"{whole}"}


def _paid_words(paid: Fraction) -> str:
    return _("paid %(amount)s") % {"amount": whole_pounds(paid)}
