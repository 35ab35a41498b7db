"""Money made coarse: what a public tier shows of groups and of an analysis (docs/result-format.md, "The public form").

Every amount is rounded to the grain, which is more than ten people had, so that none gives away how few paid it.
"""

from fractions import Fraction
from typing import Optional

from .shapes import Record
from .steps import rational

FEWEST = 10
_LEAST_GRAIN = 100
_ROUND = 10  # margins are rounded up to a multiple of this


def most_voting_money(trace: Record) -> Optional[Fraction]:
    """Give the most that any voter held in the kept run, in pence; None where the result tells nobody's money."""
    held = [trace["parameters"]["voting_money"], *(each["voting_money"] for each in trace["groups"])]
    return max((Fraction(each) for each in held if each is not None), default=None)


def grain_of(money: Fraction) -> int:
    """Give the smallest 1, 2 or 5 times a power of ten from 100 that is ten times a voter's money or more, in pence."""
    power = 1
    while True:
        for leading in (1, 2, 5):
            grain = leading * power
            if grain >= _LEAST_GRAIN and grain >= FEWEST * money:
                return grain
        power *= 10


def coarse_groups(trace: Record) -> "list[Record]":
    """Give the groups of a public result: no numbers if one is small, and what each paid rounded to the grain."""
    groups: list[Record] = [dict(each) for each in trace["groups"]]
    if any(0 < each["ballots"] < FEWEST for each in groups):
        return [{**each, "ballots": None, "share": None, "voting_money": None, "paid": None} for each in groups]
    paying = [each for each in groups if each["paid"] is not None]
    money = most_voting_money(trace)
    if not paying or money is None:
        return groups
    rest = sum(each["cost"] for each in trace["steps"] if each["level"] != "fill")
    largest = max(paying, key=lambda each: int(each["ballots"]))
    for each in paying:
        if each is not largest:
            rounded = _down(Fraction(each["paid"]), grain_of(money))
            rest -= rounded
            each["paid"] = rational(Fraction(rounded))
    largest["paid"] = rational(Fraction(rest))
    return groups


def _down(amount: Fraction, grain: int) -> int:
    return int(amount // grain) * grain


def public_analysis(analysis: Record, trace: Record, result: Record) -> Record:
    """Make the public form of an analysis, under T1; `trace` and `result` are the full and the public result."""
    money = most_voting_money(trace)
    about = {key: result[key] for key in ("pot", "round", "tier")}
    found = {**about, "v": 1, "margin_group": analysis["margin_group"], "grain": None, "projects": []}
    if money is None or not analysis["projects"]:
        return found
    found["grain"] = grain_of(money)
    shown = {each["id"] for each in result["projects"] if each["supporters"] is not None}
    costs = {each["id"]: each["cost"] for each in result["projects"]}
    by_group = bool(trace["groups"])
    for each in analysis["projects"]:
        entry = _withheld(each["id"])
        if each["id"] in shown:
            entry = _coarse(each, found["grain"], costs[each["id"]], by_group=by_group)
        found["projects"].append(entry)
    return found


def _withheld(project: str) -> Record:
    return {**dict.fromkeys(("highest_price", "margin", "money", "unspent")), "id": project, "spending": []}


def _coarse(project: Record, grain: int, cost: int, *, by_group: bool) -> Record:
    margin, money = project["margin"], Fraction(project["money"])
    entry = _withheld(project["id"])
    entry["money"] = None if by_group else project["money"]
    entry["spending"] = _coarse_spending(project, money, grain)
    if margin is None:
        entry["highest_price"] = coarse_price(project["highest_price"], grain, cost)
    else:
        entry["margin"] = coarse_margin(margin)
    return entry


def coarse_margin(margin: int) -> int:
    """Round a margin up to a multiple of 10."""
    return -(-margin // _ROUND) * _ROUND


def coarse_price(price: int, grain: int, cost: int) -> Optional[int]:
    """Round a highest price down to the grain, but not below the cost that it reaches; None for nothing."""
    rounded = price // grain * grain
    return (max(rounded, cost) if price >= cost else rounded) or None


def _coarse_spending(project: Record, money: Fraction, grain: int) -> "list[Record]":
    # What its supporters paid for the project itself is its cost, which everybody knows: that stays as it is.
    kept = []
    for each in project["spending"]:
        amount, own = Fraction(each["amount"]), each["project"] == project["id"]
        amount = amount if own else Fraction(_down(amount, grain))
        if amount:
            kept.append((each, amount, own))
    while money - sum(amount for _, amount, _ in kept) < grain:
        others = [(amount, -place) for place, (_, amount, own) in enumerate(kept) if not own]
        if not others:
            break
        kept.pop(-min(others)[1])
    return [{**each, "amount": rational(amount), "voters": None} for each, amount, _ in kept]
