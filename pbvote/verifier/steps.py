"""The steps of a count as the document lists them: cost 0, the kept run or the greedy rule, the fill."""

from fractions import Fraction
from typing import Optional, Union

from .count import Outcome
from .greedy import Taken
from .pot import EXPANDING, GREEDY_ORDERS, SHARES, Pot, Profile
from .shapes import Record
from .shares import Purchase


def rational(number: Fraction) -> str:
    """Write a rational in lowest terms with its denominator, whole numbers too: `8/1`."""
    return str(number.numerator) + "/" + str(number.denominator)


def list_steps(pot: Pot, profile: Profile, outcome: Outcome) -> list[Record]:
    """Give all steps in order, counted from 1 through all parts."""
    money = Fraction(pot.budget)
    if outcome.hall is not None and outcome.kept is not None and pot.rule != EXPANDING:
        money = outcome.hall.money(outcome.kept.k)
    steps = [_plain(pot, profile, each, 0, money) for each in outcome.free]
    if outcome.kept is not None:
        steps += [_bought(pot, each) for each in outcome.kept.purchases]
    level = None if pot.rule in GREEDY_ORDERS else "fill"
    steps += [_plain(pot, profile, each, level, Fraction(each.money_left)) for each in outcome.greedy.taken]
    for number, step in enumerate(steps, 1):
        step["step"] = number
    return steps


def _plain(pot: Pot, profile: Profile, taken: Taken, level: Optional[Union[int, str]], left: Fraction) -> Record:
    return {
        "level": level,
        "project": pot.ids[taken.project],
        "cost": pot.costs[taken.project],
        "money_behind": None,
        "supporters": profile.supporters[taken.project],
        "rho": None,
        "effective_support": None,
        "paid_in_full": None,
        "paid_less": None,
        "money_left": rational(left),
    }


def _bought(pot: Pot, purchase: Purchase) -> Record:
    unit = purchase.denominator
    return {
        "level": purchase.level,
        "project": pot.ids[purchase.project],
        "cost": pot.costs[purchase.project],
        "money_behind": None if purchase.behind is None else rational(Fraction(purchase.behind, unit)),
        "supporters": purchase.supporters,
        "rho": None if purchase.rho is None else rational(Fraction(purchase.rho, unit)),
        "effective_support": _effective_support(pot, purchase),
        "paid_in_full": purchase.paid_in_full,
        "paid_less": None if purchase.paid_in_full is None else purchase.supporters - purchase.paid_in_full,
        "money_left": rational(Fraction(purchase.money_left, unit)),
    }


def _effective_support(pot: Pot, purchase: Purchase) -> Optional[str]:
    if pot.rule != SHARES or purchase.rho is None:
        return None
    return rational(Fraction(pot.costs[purchase.project] * purchase.denominator, purchase.rho))
