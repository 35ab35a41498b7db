"""The same ballots under every rule, for the board: practice ballots before a round, the real ones after its result.

Never in between: from the opening of the voting to the publishing nobody may see who is ahead, not even officers. State
and ballots are read in one transaction, so that no opening comes between them.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from pbvote.domain.ballot import Ballot
from pbvote.domain.comparison import Comparison
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.errors import PbvoteError
from pbvote.domain.pot import Tier
from pbvote.domain.practice import Practice, practice_ballots
from pbvote.domain.round import RoundState
from pbvote.domain.rules import CountMethod
from pbvote.domain.sentence import say
from pbvote.domain.tie_order import tie_order
from pbvote.domain.withheld_comparison import minimums_for, withheld_comparison
from pbvote.services.compare_apart import PartComparison, compare_apart
from pbvote.services.counted_box import ballots_of, box_rows, count_method, counted_pot
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import pot_row, round_row, state_of
from pbvote.storage.tables import PotRow, ResultRow

BEFORE = frozenset({RoundState.DRAFT, RoundState.FROZEN, RoundState.SEALED})
"""When practice ballots may be compared: nobody has voted."""

AFTER = RoundState.PUBLISHED
"""When the real ones may be: everybody knows the result."""

MOST_PRACTICE = 5_000
"""So many people can be invented."""


class ComparisonNotNowError(PbvoteError):
    """Voting has begun and the result is not published, or the round was cancelled."""

    def __init__(self, state: RoundState) -> None:
        never = say("This round was cancelled, so its votes are never looked at.")
        wait = say(
            "Rules can be compared before voting opens, with practice votes, and after the result is published. "
            "In between nobody may see how people voted, not even officers. Come back when the result is published."
        )
        super().__init__(never if state is RoundState.CANCELLED else wait)


class TooFewToCompareError(PbvoteError):
    """A pot of which only what won is published."""

    def __init__(self) -> None:
        super().__init__(
            say("Of this pot only what won is shown, because few people voted. Other rules would say more.")
        )


class NothingToCompareError(PbvoteError):
    """A pot of a draft in which nothing can be voted on yet."""

    def __init__(self) -> None:
        super().__init__(say("This pot has no money or no projects yet. Add them first, and come back."))


class WhatIfRefusedError(PbvoteError):
    """A what-if that would tell how single people voted, or that cannot be counted."""

    def __init__(self) -> None:
        super().__init__(say("This cannot be asked of real votes. Choose one of the answers on the page."))


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another amount in pence, another minimum of supporters; None leaves what the pot has."""

    budget: int | None = None
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The pot's `own` rule, a comparison, how many invented people it is of (None: real ones).

    `minimums`: those that may be asked of real ballots. `left_out`: how many projects are not named because the numbers
    of their supporters are withheld. `missing`: rules that were not counted in time; `is_whole`: how much more money
    would have funded something is there too.
    """

    own: str
    comparison: Comparison
    missing: tuple[str, ...]
    is_whole: bool
    people: int | None
    minimums: tuple[int, ...] = ()
    left_out: int = 0


def require_comparable(state: RoundState) -> None:
    """Raise ComparisonNotNowError in a state in which nothing may be compared."""
    if state not in BEFORE and state is not AFTER:
        raise ComparisonNotNowError(state)


def compare_practice(office: Office, round_id: str, pot_id: str, practice: Practice, what_if: WhatIf) -> Compared:
    """Invented ballots under every rule, before a round; nothing is kept.

    Raises ComparisonNotNowError, NothingToCompareError.
    """
    with office.database.read() as db:
        state = state_of(round_row(db, round_id))
        if state not in BEFORE:
            raise ComparisonNotNowError(state)
        row = pot_row(db, round_id, pot_id)
        pot, method = _asked(_ready_pot(db, row), what_if), count_method(row)
    found = _compared(pot, Counter(practice_ballots(pot, practice)), practice.seed, method)
    return Compared(row.rule, found.comparison, found.missing, found.is_whole, practice.people)


def compare_published(office: Office, round_id: str, pot_id: str, what_if: WhatIf) -> Compared:
    """The real ballots of a published pot under every rule, with small numbers withheld.

    Raises ComparisonNotNowError, TooFewToCompareError under T0, WhatIfRefusedError.
    """
    with office.database.read() as db:
        row = round_row(db, round_id)
        if state_of(row) is not AFTER:
            raise ComparisonNotNowError(state_of(row))
        stored = pot_row(db, round_id, pot_id)
        if Tier(stored.tier_in_force or stored.tier) is Tier.T0:
            raise TooFewToCompareError
        pot, ballots, public = counted_pot(db, stored), ballots_of(box_rows(db, stored)), _public(db, stored)
    minimums = minimums_for(public["n"])
    _require_coarse(pot, what_if, minimums)
    unnamed = [each["id"] for each in public["projects"] if each["supporters"] is None]
    unnamed = [] if what_if == WhatIf() else unnamed
    found = _compared(_asked(pot, what_if), ballots, row.seed or "", count_method(stored))
    shown = withheld_comparison(found.comparison, {each.id: each.cost for each in pot.projects}, unnamed)
    return Compared(stored.rule, shown, found.missing, found.is_whole, None, minimums, len(unnamed))


def budgets_for(budget: int) -> tuple[int, ...]:
    """What the budget may be in a what-if on real ballots: half and double."""
    return (budget // 2, budget * 2)


def _require_coarse(pot: CountedPot, what_if: WhatIf, minimums: tuple[int, ...]) -> None:
    """domain/withheld_comparison.py says why only these."""
    is_offered = what_if.budget in (None, *budgets_for(pot.budget)) and what_if.minimum in (None, *minimums)
    if not is_offered or (what_if != WhatIf() and not minimums):
        raise WhatIfRefusedError


def _ready_pot(db: Session, row: PotRow) -> CountedPot:
    if row.budget < 1:
        raise NothingToCompareError
    pot = counted_pot(db, row)
    if not set(pot.ids) - pot.withdrawn:
        raise NothingToCompareError
    return pot


def _asked(pot: CountedPot, what_if: WhatIf) -> CountedPot:
    minimum = pot.minimum_supporters if what_if.minimum is None else what_if.minimum
    return replace(pot, budget=what_if.budget or pot.budget, minimum_supporters=minimum)


def _compared(pot: CountedPot, ballots: Mapping[Ballot, int], seed: str, method: CountMethod) -> PartComparison:
    return compare_apart(pot, ballots, tie_order(seed, pot.ids), method)


def _public(db: Session, pot: PotRow) -> dict[str, Any]:
    return dict(json.loads(db.get_one(ResultRow, (pot.round_id, pot.id)).public or b"{}"))
