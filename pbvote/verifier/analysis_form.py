"""A public analysis by itself: what its numbers may be, and what the result beside it says of them."""

from fractions import Fraction
from typing import Optional

from .coarse import grain_of, most_voting_money
from .pot import SHARES
from .public_frame import must
from .result_shape import RATIONAL
from .shapes import Record, exactly, list_of, name, or_null, positive, project, record, shown

_MARGINS = exactly(None, *range(10, 201, 10))
_SPENDING = record({"step": positive, "project": project, "amount": RATIONAL, "voters": exactly(None)})
_PROJECT = record(
    {
        "id": project,
        "highest_price": or_null(positive),
        "margin": _MARGINS,
        "money": or_null(RATIONAL),
        "spending": list_of(_SPENDING),
        "unspent": exactly(None),
    }
)
FORM = record(
    {
        "pot": name,
        "round": name,
        "tier": exactly("T1"),
        "v": exactly(1),
        "grain": or_null(positive),
        "margin_group": name,
        "projects": list_of(_PROJECT),
    }
)


def check_form(value: Record, result: Record) -> None:
    """Refuse the first part of an analysis that the tier does not show, or that the public result contradicts."""
    for key in ("pot", "round", "tier"):
        must(value[key] == result[key], key + " is " + shown(value[key]) + ", not that of the result")
    _check_margin_group(value, result)
    _check_listed(value, result)
    if not value["projects"]:
        must(value["grain"] is None, "an analysis of no projects has no grain")
        return
    grain, money = value["grain"], most_voting_money(result)
    must(grain is not None and (money is None or grain == grain_of(money)), "the grain is not that of the voting money")
    outcomes = {each["id"]: each for each in result["projects"]}
    for each in value["projects"]:
        outcome = outcomes[each["id"]]
        if outcome["supporters"] is None:
            silent = each["highest_price"] is each["margin"] is each["money"] is None and not each["spending"]
            must(silent, each["id"] + " shows numbers, but its supporters are withheld")
        else:
            _check_project(each, outcome, result, grain)


def _check_margin_group(value: Record, result: Record) -> None:
    groups = result["groups"]
    numbers = [each["ballots"] for each in groups]
    expected: Optional[str] = "all"
    if groups:
        expected = None if None in numbers else groups[numbers.index(max(numbers))]["id"]
    known = value["margin_group"] in {each["id"] for each in groups} if expected is None else True
    must(known and expected in {None, value["margin_group"]}, "margin_group is not the group with most ballots")


def _check_listed(value: Record, result: Record) -> None:
    counted = result["turnout"] >= result["parameters"]["quorum"] and result["n"] > 0 and result["rule"] == SHARES
    may = [each["id"] for each in result["projects"] if each["state"] != "removed" and counted]
    required = {each["id"] for each in result["projects"] if each["id"] in may and each["supporters"] is not None}
    listed = [each["id"] for each in value["projects"]]
    in_order = [each for each in may if each in set(listed)]
    must(listed == in_order and required <= set(listed), "its projects are not those that were counted, in their order")


def _check_project(entry: Record, outcome: Record, result: Record, grain: int) -> None:
    where, money = entry["id"], result["parameters"]["voting_money"]
    expected = None if money is None else outcome["supporters"] * Fraction(money)
    held = None if entry["money"] is None else Fraction(entry["money"])
    must(held == expected, where + ": money is not that of its supporters")
    _check_spending(entry, result, grain, held)
    price, cost = entry["highest_price"], outcome["cost"]
    must(entry["margin"] is None or outcome["state"] == "unfunded", where + " has a margin, but it was funded")
    must(entry["margin"] is None or price is None, where + " shows both a margin and a highest price")
    if price is not None:
        must(price % grain == 0 or price == cost, where + ": highest_price is not rounded to the grain")
        must(price <= result["budget"], where + ": highest_price is more than the pot")
    level = next((each["level"] for each in result["steps"] if each["project"] == where), None)
    in_run = level not in {None, 0, "fill"}
    must(not in_run or (price is not None and price >= cost), where + ": highest_price is below the cost that was paid")
    by_fill = level == "fill" or outcome["state"] == "unfunded"
    must(not by_fill or price is None or price < cost, where + ": highest_price would have funded it in the run")


def _check_spending(entry: Record, result: Record, grain: int, money: Optional[Fraction]) -> None:
    where, last, rest = entry["id"], 0, money
    steps = {each["step"]: each for each in result["steps"] if each["level"] not in {0, "fill"}}
    for each in entry["spending"]:
        step = steps.get(each["step"])
        must(step is not None and step["project"] == each["project"], where + ": spending names another step")
        must(each["step"] > last, where + ": spending is not in order of steps")
        if step is not None:
            _check_amount(where, Fraction(each["amount"]), step, grain)
        last = each["step"]
        rest = None if rest is None else rest - Fraction(each["amount"])
    named = any(each["project"] != where for each in entry["spending"])
    must(rest is None or not named or rest >= grain, where + ": what is not shown is less than the grain")


def _check_amount(where: str, amount: Fraction, step: Record, grain: int) -> None:
    if step["project"] == where:
        must(amount == step["cost"], where + ": what its own supporters paid for it is not its cost")
        return
    must(step["supporters"] is not None, where + ": spending on a step of fewer than 10 people")
    must(amount > 0 and amount % grain == 0, where + ": an amount is not rounded to the grain")
    must(amount <= step["cost"], where + ": an amount is more than the step cost")
