"""The same ballots under every rule, side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pbvote.domain.ballot import Ballot
from pbvote.domain.comparison import Comparison, GroupPaid, MoreMoney, RuleOutcome
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally.confirmation import WholeCount
from pbvote.tally.counting import count_profile
from pbvote.tally.kept_run import positions_of
from pbvote.tally.merging import blank_among, merged, profile_of
from pbvote.tally.more_money import more_money
from pbvote.tally.prepared import prepare_profile
from pbvote.tally.profile import Profile
from pbvote.tally.progress import OnProgress, nobody_waits
from pbvote.tally.rule import TALLY_RULES
from pbvote.tally.service_level import ServiceLevel


def compare(
    pot: CountedPot,
    ballots: Iterable[Ballot | Ranking] | Mapping[Ballot, int] | Mapping[Ranking, int],
    tie_order: Sequence[str],
    method: CountMethod | None = None,
    *,
    on_rule: OnProgress | None = None,
) -> Comparison:
    """Count a pot by its own method, and then by every other rule with its default completion.

    Where ballots give points, rules that need places are left out. Raises CountInputError.
    """
    found = merged(ballots)
    return compare_profile(
        pot, profile_of(pot, found), tie_order, method, blank=blank_among(found), on_rule=on_rule or nobody_waits
    )


def compare_profile(  # noqa: PLR0913 - as `compare`, and the ballots that rank nothing
    pot: CountedPot,
    profile: Profile,
    tie_order: Sequence[str],
    method: CountMethod | None = None,
    *,
    blank: int = 0,
    on_rule: OnProgress | None = None,
) -> Comparison:
    """The same of ballots in arrays."""
    counts = rule_counts(pot, profile, tie_order, method, blank=blank, on_rule=on_rule)
    outcomes = tuple(replace(each.outcome(), more_money=each.more_money()) for each in counts)
    return Comparison(pot.budget, profile.ballots, outcomes)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A count by one of the rules that are compared; what it says is asked for apart, since the last takes longest."""

    whole: WholeCount
    result: Result

    def outcome(self) -> RuleOutcome:
        """What the rule funds and for whom; `more_money` is None."""
        whole, result = self.whole, self.result
        index = {project: position for position, project in enumerate(whole.pot.ids)}
        prepared = prepare_profile(whole.pot, whole.cast, whole.blank)
        level = ServiceLevel(prepared, [index[project] for project in result.funded])
        return RuleOutcome(
            rule=result.rule,
            completion=result.completion,
            funded=result.funded,
            spent=result.spent,
            median_cost=_median(sorted(project.cost for project in result.projects if project.id in result.funded)),
            served=level.served,
            first_served=level.first_served,
            groups=tuple(GroupPaid(group.id, group.paid) for group in result.groups if group.paid is not None),
            unserved=level.unserved,
            more_money=None,
        )

    def more_money(self) -> MoreMoney | None:
        """How much more would have funded one project more: as many complete counts as amounts are tried."""
        return more_money(self.whole, self.result) if self.result.is_counted else None


def rule_counts(  # noqa: PLR0913 - as `compare_profile`
    pot: CountedPot,
    profile: Profile,
    tie_order: Sequence[str],
    method: CountMethod | None = None,
    *,
    blank: int = 0,
    on_rule: OnProgress | None = None,
) -> Iterator[RuleCount]:
    """The counts that a comparison sets side by side, one after another: for a caller who may not wait for all."""
    order, tell = positions_of(pot, tie_order), on_rule or nobody_waits
    methods = list(_methods(method or CountMethod(), profile))
    for done, each in enumerate(methods):
        tell(each.rule, done, len(methods))
        result = count_profile(pot, profile, tie_order, each, blank=blank)
        yield RuleCount(WholeCount(pot, profile, blank, order, each), result)


def _methods(own: CountMethod, profile: Profile) -> Iterator[CountMethod]:
    yield own
    for rule_id, rule in TALLY_RULES.items():
        if rule_id != own.rule and not (rule.needs_places and profile.given is not None):
            yield CountMethod(rule_id)


def _median(costs: Sequence[int]) -> Fraction | None:
    """The middle of ascending costs, or halfway between the two that are."""
    return Fraction(costs[(len(costs) - 1) // 2] + costs[len(costs) // 2], 2) if costs else None
