"""The rules that count: each with its identity and one function that starts a count of a prepared pot."""

from collections.abc import Callable
from dataclasses import dataclass

from pbvote.domain.rules import APPROVAL_GREEDY, POINTS_GREEDY, RANKED_EQUAL_SHARES, RuleIdentity
from pbvote.tally.approval_greedy import approval_greedy
from pbvote.tally.completion import OnRun, nobody_waits
from pbvote.tally.outcome import Count
from pbvote.tally.points_greedy import points_greedy
from pbvote.tally.prepared import Prepared
from pbvote.tally.ranked_equal_shares import RankedEqualShares


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


@dataclass(frozen=True, slots=True)
class TallyRule:
    """A rule: who it is, how it starts, by what it sorts projects (None: by nothing), what ballots it cannot take."""

    identity: RuleIdentity
    begin: Callable[[Prepared, Options], Count]
    order_by: Callable[[Options], str | None]
    needs_places: bool


def _begin_ranked_equal_shares(prepared: Prepared, options: Options) -> Count:
    return RankedEqualShares(prepared, options.completion, options.share_step or 0, options.on_run or nobody_waits)


def _begin_points_greedy(prepared: Prepared, options: Options) -> Count:
    return points_greedy(prepared, stop=options.stop)


def _begin_approval_greedy(prepared: Prepared, options: Options) -> Count:
    return approval_greedy(prepared, by_points=options.has_given_points, stop=options.stop)


TALLY_RULES = {
    rule.identity.rule_id: rule
    for rule in (
        TallyRule(RANKED_EQUAL_SHARES, _begin_ranked_equal_shares, lambda _: None, needs_places=True),
        TallyRule(POINTS_GREEDY, _begin_points_greedy, lambda _: "points", needs_places=True),
        TallyRule(
            APPROVAL_GREEDY,
            _begin_approval_greedy,
            lambda options: "points" if options.has_given_points else "supporters",
            needs_places=False,
        ),
    )
}
"""All rules by id."""
