"""The groups of a public T1 result: everything in them but what they paid follows from the log and their ballots."""

from fractions import Fraction

from .coarse import FEWEST, grain_of, most_voting_money
from .errors import MalformedError
from .parts import shared_groups
from .purses import divide_money
from .rounds import PotHistory
from .shapes import Record, shown
from .steps import rational


def notional_budget(value: Record) -> int:
    """Give what all voters together held in the kept run, in pence; in a greedy rule, the pot."""
    further: int = value["kept_k"] * value["n"] * (value["parameters"]["share_step"] or 0)
    return int(value["budget"]) + further


def most_money(value: Record) -> Fraction:
    """Give what no voter held more than in the kept run of a rule with voting money, in pence."""
    known = most_voting_money(value)
    return Fraction(notional_budget(value)) if known is None else known


def check_group_list(value: Record, pot: PotHistory) -> None:
    """Refuse a group that is not what the parts in the log and the ballots of the groups give."""
    groups = shared_groups(pot.created)
    if [(each["id"], each["part"]) for each in value["groups"]] != [(each.id, rational(each.part)) for each in groups]:
        raise MalformedError("groups are not those of the log with their parts, in their order")
    numbers = [each["ballots"] for each in value["groups"]]
    if not groups or None in numbers:
        _check_silent(value)
        return
    if sum(numbers) != value["n"] or any(0 < each < FEWEST for each in numbers):
        raise MalformedError("the ballots of all groups are not those of the pot, or show fewer than 10 people")
    nothing = value["turnout"] < value["parameters"]["quorum"] or value["n"] == 0
    expected = [dict.fromkeys(("joined", "share", "voting_money"))] * len(groups) if nothing else _held(value, pot)
    for each, keys in zip(value["groups"], expected):
        for key, stated in keys.items():
            if each[key] != stated:
                what = "groups[" + each["id"] + "]." + key + " is " + shown(each[key])
                raise MalformedError(what + ", but parts and ballots give " + shown(stated))
    _check_paid(value)


def _check_silent(value: Record) -> None:
    shown_keys = {key for each in value["groups"] for key in ("ballots", "share", "voting_money", "paid") if each[key]}
    if shown_keys:
        raise MalformedError("some groups show numbers and others do not")


def _held(value: Record, pot: PotHistory) -> "list[Record]":
    shares, groups = pot.created["shares"], shared_groups(pot.created)
    numbers = [each["ballots"] for each in value["groups"]]
    purses = divide_money(groups, numbers, shares["min_group"], shares["max_ratio"])
    found: list[Record] = []
    for group, home in enumerate(purses.homes):
        rate = purses.rates[home]
        if home == group:
            share, money = rational(rate * value["budget"]), rational(rate * notional_budget(value))
            found.append({"joined": None, "share": share, "voting_money": money})
        else:
            found.append({"joined": groups[home].id, "share": None, "voting_money": None})
    return found


def _check_paid(value: Record) -> None:
    paid = [each["paid"] for each in value["groups"]]
    if [each is None for each in paid] != [each["share"] is None for each in value["groups"]]:
        raise MalformedError("the groups that paid are not those that had a share")
    bought = sum(each["cost"] for each in value["steps"] if each["level"] != "fill")
    amounts = [Fraction(each) for each in paid if each is not None]
    if sum(amounts, Fraction(0)) != (bought if amounts else 0):
        raise MalformedError("what the groups paid together is not what the run funded")
    coarse = most_voting_money(value)
    rounded = [each for each in amounts if coarse is not None and each % grain_of(coarse) == 0]
    if len(rounded) < len(amounts) - 1:
        raise MalformedError("what a group paid is not rounded to the grain")
