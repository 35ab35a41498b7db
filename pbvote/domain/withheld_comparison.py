"""What officers may see of a comparison on real ballots: numbers of people only in tens, and only coarse what-ifs.

Under T1 nobody learns a number of people from 1 to 9, nor one as a difference. A comparison could give them away: a
budget or a minimum that is moved step by step until a project falls out says exactly how many stand behind it. Hence:

- a what-if can only halve or double the money, and can only set a minimum of MINIMUMS, each at least twice the one
  before it, so that no answer comes near to one person;
- no minimum is under SMALL, and none is over half the ballots, where it would count those who did not choose a project;
- a what-if does not name a project whose number of supporters is withheld in the public result;
- numbers of people are rounded to tens, and say nothing under ten; what a group paid is said in tenths of the whole;
- the money that would have been needed is rounded up to what it would have been with ten people less, or nine, or …
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from pbvote.domain.comparison import Comparison, GroupPaid, MoreMoney, RuleOutcome, Unserved
from pbvote.domain.disclosure import SMALL

MINIMUMS = (20, 50, 100, 200, 500, 1000, 2000, 5000)
"""The minimums of supporters that a what-if on real ballots may ask for."""

FEWEST = 100
"""A what-if on real ballots needs so many of them: with fewer, even tens of people say too much."""

TENTHS = 10


def minimums_for(ballots: int) -> tuple[int, ...]:
    """Those of MINIMUMS that a pot with so many ballots may be asked for; none under FEWEST ballots."""
    return tuple(each for each in MINIMUMS if ballots >= FEWEST and 2 * each <= ballots)


def withheld_comparison(comparison: Comparison, costs: Mapping[str, int], unnamed: Collection[str] = ()) -> Comparison:
    """The comparison as it may be shown. `costs` by project in minor units; `unnamed` projects are left out.

    A number of people of 0 means fewer than ten. The sums are those of the projects that are named.
    """
    return replace(
        comparison,
        outcomes=tuple(_shown(each, comparison, costs, unnamed) for each in comparison.outcomes),
    )


def _shown(
    outcome: RuleOutcome, comparison: Comparison, costs: Mapping[str, int], unnamed: Collection[str]
) -> RuleOutcome:
    funded = tuple(each for each in outcome.funded if each not in unnamed)
    return replace(
        outcome,
        funded=funded,
        spent=sum(costs[each] for each in funded),
        median_cost=_middle(sorted(costs[each] for each in funded)),
        served=in_tens(outcome.served),
        first_served=in_tens(outcome.first_served),
        groups=_in_tenths(outcome.groups),
        unserved=_unserved(outcome.unserved, unnamed),
        more_money=_more_money(outcome.more_money, comparison, costs, unnamed),
    )


def in_tens(people: int) -> int:
    """The nearest multiple of ten; 0 for fewer than ten."""
    return 0 if people < SMALL else (people + SMALL // 2) // SMALL * SMALL


def _middle(costs: list[int]) -> Fraction | None:
    return Fraction(costs[(len(costs) - 1) // 2] + costs[len(costs) // 2], 2) if costs else None


def _in_tenths(groups: tuple[GroupPaid, ...]) -> tuple[GroupPaid, ...]:
    whole = sum((each.paid for each in groups), Fraction())
    return tuple(
        GroupPaid(each.group, Fraction(int(TENTHS * each.paid / whole + Fraction(1, 2)))) for each in groups if whole
    )


def _unserved(found: Unserved | None, unnamed: Collection[str]) -> Unserved | None:
    if found is None or found.voters < SMALL or found.project in unnamed:
        return None
    return Unserved(found.project, in_tens(found.voters))


def _more_money(
    found: MoreMoney | None, comparison: Comparison, costs: Mapping[str, int], unnamed: Collection[str]
) -> MoreMoney | None:
    """The amount tells how many equal shares the cost is: it is made that of a number of them that ends in 0."""
    if found is None or found.project in unnamed:
        return None
    owed = comparison.n * costs[found.project]
    tens = owed // (comparison.budget + found.amount) // SMALL * SMALL
    return MoreMoney(found.project, -(-owed // tens) - comparison.budget) if tens else None
