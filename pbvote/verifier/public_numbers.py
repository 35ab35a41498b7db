"""The numbers of a public T1 result: the steps' money, and that no small number shows or follows (section 10)."""

from fractions import Fraction
from typing import Optional

from .coarse import FEWEST
from .pot import SHARES
from .public_frame import must
from .public_groups import most_money, notional_budget
from .rounds import PotHistory
from .shapes import Record

_ONE_TO_NINE = range(1, FEWEST)
_MONEY = ("money_behind", "rho", "effective_support")


def check_numbers(value: Record, pot: PotHistory) -> None:
    """Refuse the first number of a T1 result that cannot be, or that the tier does not show."""
    for number, step in enumerate(value["steps"], 1):
        where = "step " + str(number)
        must(step["step"] == number, where + " has another number")
        must(step["cost"] == pot.costs.get(step["project"]), where + ": the cost is not the frozen one")
        _check_level(value, where, step)
        _check_people(value, where, step)
    _check_order(value)
    _check_money_left(value)
    steps = {each["project"]: each for each in value["steps"]}
    for each in value["projects"]:
        _check_project(value, each, steps.get(each["id"]))
    _check_hidden(value)


def _check_level(value: Record, where: str, step: Record) -> None:
    level, by_shares = step["level"], value["rule"] == SHARES
    if not by_shares:
        must(level is None, where + ": a greedy rule has no levels")
    elif level == "fill":
        must(value["completion"] == "add1u", where + ": only add1u fills")
    else:
        fits = level is not None and 1 <= level <= value["parameters"]["max_ranks"]
        must(fits, where + ": the level is not one of the ballot's places")


def _check_order(value: Record) -> None:
    limit = value["parameters"]["max_ranks"] + 1
    levels = [limit if each["level"] in {"fill", None} else each["level"] for each in value["steps"]]
    must(levels == sorted(levels), "the levels of the steps go back")
    filled = [each["project"] for each in value["steps"] if each["level"] == "fill"]
    states = {each["id"] for each in value["projects"] if each["state"] == "filled"}
    must(states == set(filled), "the filled projects are not those of the steps in the fill")


def _check_people(value: Record, where: str, step: Record) -> None:
    people, in_run = step["supporters"], step["level"] not in {"fill", None}
    must(people is None or people <= value["n"], where + " has more supporters than there are ballots")
    shows = [step[key] is not None for key in _MONEY]
    expected = in_run and people is not None
    must(shows == [expected] * len(_MONEY), where + " shows or lacks money against its supporters")
    if not expected:
        return
    cost, behind, rho = step["cost"], Fraction(step["money_behind"]), Fraction(step["rho"])
    share = most_money(value)
    must(cost <= behind <= people * share, where + ": money_behind is not from the cost to what its supporters had")
    must(cost <= rho * people and rho <= share, where + ": rho does not pay the cost or is more than a share")
    must(Fraction(step["effective_support"]) * rho == cost, where + ": effective_support is not the cost over rho")


def _check_money_left(value: Record) -> None:
    spent, total = 0, Fraction(notional_budget(value))
    for step in value["steps"]:
        spent += step["cost"]
        held = total if step["level"] not in {"fill", None} else Fraction(value["budget"])
        left = Fraction(step["money_left"])
        must(left == held - spent, "step " + str(step["step"]) + ": money_left is not what the costs leave")


def _check_project(value: Record, project: Record, step: Optional[Record]) -> None:
    n, most, first, name = value["n"], project["supporters"], project["first_choices"], project["id"]
    removed = project["state"] == "removed"
    must(most is None or most <= n, name + " has more supporters than there are ballots")
    must(first is None or (first <= n and not removed), name + " has first choices that it cannot have")
    must(most is None or first is None or first <= most, name + " has more first choices than supporters")
    in_step = None if step is None else step["supporters"]
    if step is not None and in_step is not None:
        must(most is None or most >= in_step, name + " has fewer supporters than its step")
        as_cast = step["level"] in {"fill", None}
        must(not as_cast or most is None or most == in_step, name + " has other supporters than its step")
        fits = first is None or first <= in_step
        must(fits and (step["level"] != 1 or first in {None, in_step}), name + " has other first choices than its step")
    for one, other in ((n, most), (n, first), (most, first), (most, in_step), (first, in_step)):
        small = one is not None and other is not None and abs(one - other) in _ONE_TO_NINE
        must(not small, name + " shows numbers that differ by fewer than 10 people")


def _check_hidden(value: Record) -> None:
    in_step = {each["project"]: each["supporters"] for each in value["steps"] if each["level"] == 1}
    known, hidden, could_hide = 0, 0, False
    for each in value["projects"]:
        by_step, first = in_step.get(each["id"]), each["first_choices"]
        if by_step is None and first is None:
            hidden += 1
        else:
            known += first if by_step is None else by_step
            could_hide = could_hide or by_step is None
    rest = value["n"] - known
    must(rest >= 0, "the first choices are more than the ballots")
    must(hidden > 0 or bool(value["removed"]) or rest == 0, "the first choices do not add up to the ballots")
    must(hidden != 1 or not could_hide, "the one hidden number of first choices follows by subtraction")
    followed = hidden > 0 and could_hide and not value["removed"] and rest in _ONE_TO_NINE
    must(not followed, "the hidden first choices, fewer than 10 together, follow by subtraction")
