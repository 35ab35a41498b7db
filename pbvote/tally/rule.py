"""The rules that count: each with its identity and one function that starts a count of a prepared pot."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.rules import (
    APPROVAL_GREEDY,
    EQUAL_SHARES_COST,
    EQUAL_SHARES_POINTS,
    EXPANDING_APPROVALS,
    POINTS_GREEDY,
    RANKED_EQUAL_SHARES,
    RuleIdentity,
)
from pbvote.tally.approval_greedy import approval_greedy
from pbvote.tally.completion import OnRun, nobody_waits
from pbvote.tally.equal_shares import DEFAULT_STEP, EqualShares, share_in_run
from pbvote.tally.expanding_approvals import ExpandingApprovals
from pbvote.tally.outcome import Count
from pbvote.tally.points_greedy import points_greedy
from pbvote.tally.prepared import Prepared
from pbvote.tally.ranked_equal_shares import RankedEqualShares
from pbvote.tally.utilities import Utilities, utilities_by_cost, utilities_by_points


@dataclass(frozen=True, slots=True)
class Options:
    """A method with its defaults filled in. `share_step` in minor units, None without completion or without voters.

    `has_given_points`: the ballots give points to projects instead of placing them. `on_run` is told each run of the
    completion.
    """

    completion: str
    share_step: int | None
    on_overflow: str
    has_given_points: bool
    on_run: OnRun | None = None

    @property
    def stop(self) -> bool:
        """Whether a project that does not fit ends a greedy count."""
        return self.on_overflow == "stop"


def _one_percent(prepared: Prepared) -> int:
    return max(1, prepared.pot.budget // (100 * prepared.n))


def _real_share_and_steps(prepared: Prepared, share_step: int | None, k: int) -> Fraction:
    return Fraction(prepared.pot.budget, prepared.n) + k * (share_step or 0)


@dataclass(frozen=True, slots=True)
class TallyRule:
    """A rule: who it is, how it starts, what ballots it cannot take, and either of two ways to choose.

    `order_by`: what a greedy rule sorts projects by, else nothing. `share`: what each voter has in run k with a share
    step, in minor units, if voters have anything; `default_step` of its completion. Both need n > 0.
    """

    identity: RuleIdentity
    begin: Callable[[Prepared, Options], Count]
    needs_places: bool = True
    order_by: Callable[[Options], str] | None = None
    share: Callable[[Prepared, int | None, int], Fraction] | None = None
    default_step: Callable[[Prepared], int] = _one_percent


def _begin_ranked_equal_shares(prepared: Prepared, options: Options) -> Count:
    return RankedEqualShares(prepared, options.completion, options.share_step or 0, options.on_run or nobody_waits)


def _begin_points_greedy(prepared: Prepared, options: Options) -> Count:
    return points_greedy(prepared, stop=options.stop)


def _begin_approval_greedy(prepared: Prepared, options: Options) -> Count:
    return approval_greedy(prepared, by_points=options.has_given_points, stop=options.stop)


def _begin_equal_shares_points(prepared: Prepared, options: Options) -> Count:
    return _equal_shares(prepared, utilities_by_points(prepared), options)


def _begin_equal_shares_cost(prepared: Prepared, options: Options) -> Count:
    return _equal_shares(prepared, utilities_by_cost(prepared), options)


def _begin_expanding_approvals(prepared: Prepared, _: Options) -> Count:
    return ExpandingApprovals(prepared)


def _equal_shares(prepared: Prepared, utilities: Utilities, options: Options) -> Count:
    on_run = options.on_run or nobody_waits
    return EqualShares(prepared, utilities, options.completion, options.share_step, on_run)


_RULES = (
    TallyRule(RANKED_EQUAL_SHARES, _begin_ranked_equal_shares, share=_real_share_and_steps),
    TallyRule(POINTS_GREEDY, _begin_points_greedy, order_by=lambda _: "points"),
    TallyRule(
        APPROVAL_GREEDY,
        _begin_approval_greedy,
        needs_places=False,
        order_by=lambda options: "points" if options.has_given_points else "supporters",
    ),
    TallyRule(
        EQUAL_SHARES_POINTS,
        _begin_equal_shares_points,
        needs_places=False,
        share=share_in_run,
        default_step=lambda _: DEFAULT_STEP,
    ),
    TallyRule(
        EQUAL_SHARES_COST,
        _begin_equal_shares_cost,
        needs_places=False,
        share=share_in_run,
        default_step=lambda _: DEFAULT_STEP,
    ),
    TallyRule(EXPANDING_APPROVALS, _begin_expanding_approvals, share=_real_share_and_steps),
)

TALLY_RULES = {rule.identity.rule_id: rule for rule in _RULES}
"""All rules by id."""
