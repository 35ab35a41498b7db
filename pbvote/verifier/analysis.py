"""What the ballots say beyond the result: highest prices, and where the voting money went (docs/result-format.md)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Optional

from .completion import Hall
from .highest_price import highest_price
from .margins import MarginSearch
from .pot import SHARES, Ballot
from .result import Counted
from .shapes import Record
from .steps import rational
from .watched import WatchedRun

EVERYBODY = "all"


def analyse(counted: Counted, ballots: Optional[Sequence[Ballot]] = None) -> Record:
    """Give the whole analysis of a counted pot; every margin is None unless its ballots are given."""
    pot, profile, outcome = counted.pot, counted.profile, counted.outcome
    group = _margin_group(counted)
    found: Record = {"margin_group": EVERYBODY if group is None else pot.groups[group].id, "projects": []}
    hall, kept, run = outcome.hall, outcome.kept, counted.watched
    if hall is None or kept is None or not isinstance(run, WatchedRun):
        return found
    search = None if ballots is None else MarginSearch(pot, ballots, hall, kept.k, group or 0)
    ranked = [each for each in range(len(pot.ids)) if profile.supporters[each] and each not in profile.removed]
    for project in ranked:
        entry = _project(counted, hall, run, project)
        if search is not None and project not in outcome.funded:
            entry["margin"] = search.margin(project)
        found["projects"].append(entry)
    return found


def _margin_group(counted: Counted) -> Optional[int]:
    pot, purses = counted.pot, counted.profile.purses
    if pot.rule != SHARES or not pot.groups:
        return None
    if purses is None:
        return 0
    return max(range(len(pot.groups)), key=lambda each: (purses.ballots[each], -each))


def _project(counted: Counted, hall: Hall, run: WatchedRun, project: int) -> Record:
    first = len(counted.outcome.free) + 1
    spending, unspent = [], run.money_of(project)
    for position, purchase in enumerate(run.purchases):
        amount = run.paid[position].get(project, Fraction(0))
        unspent -= amount
        if amount:
            spending.append(
                {
                    "step": first + position,
                    "project": counted.pot.ids[purchase.project],
                    "amount": rational(amount),
                    "voters": run.payers[position][project],
                }
            )
    return {
        "id": counted.pot.ids[project],
        "highest_price": highest_price(
            hall, counted.profile, 0 if counted.outcome.kept is None else counted.outcome.kept.k, project
        ),
        "margin": None,
        "money": rational(run.money_of(project)),
        "spending": spending,
        "unspent": rational(unspent),
    }
