"""How close it was, and where everybody's voting money went: the analysis of a count of ranked equal shares.

docs/result-format.md, "Analysis", says what each number means.
"""

from collections.abc import Iterable, Mapping, Sequence

from pbvote.domain.analysis import Analysis, ProjectAnalysis, Spending
from pbvote.domain.ballot import EVERYBODY, Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import ProjectState, Result
from pbvote.domain.rules import RANKED_EQUAL_SHARES, CountMethod
from pbvote.tally.confirmation import WholeCount
from pbvote.tally.highest_price import highest_prices
from pbvote.tally.kept_run import kept_run, positions_of
from pbvote.tally.margins import nearest, tries
from pbvote.tally.merging import blank_among, merged, profile_of
from pbvote.tally.prepared import prepare_profile
from pbvote.tally.progress import OnProgress, nobody_waits
from pbvote.tally.spending import SpendingLedger


def analyse(  # noqa: PLR0913 - a count's input, its result, and who waits for it
    pot: CountedPot,
    ballots: Iterable[Ballot | Ranking] | Mapping[Ballot, int] | Mapping[Ranking, int],
    tie_order: Sequence[str],
    result: Result,
    *,
    method: CountMethod | None = None,
    progress: OnProgress | None = None,
) -> Analysis:
    """The analysis of `result`, which `count` gave for the same input. Raises CountInputError."""
    found, order = merged(ballots), positions_of(pot, tie_order)
    whole = WholeCount(pot, profile_of(pot, found), blank_among(found), order, method or CountMethod())
    return analyse_whole(whole, result, progress or nobody_waits)


def analyse_whole(whole: WholeCount, result: Result, progress: OnProgress) -> Analysis:
    """The same of ballots in arrays."""
    if result.rule != RANKED_EQUAL_SHARES.rule_id or not result.is_counted:
        return Analysis(_margin_group(result))
    return _Analysing(whole, result, progress).analysis()


def _margin_group(result: Result) -> str:
    """The group that further ballots join: the one with most ballots, the first of these."""
    largest = max(result.groups, key=lambda group: group.ballots or 0, default=None)
    return largest.id if largest else EVERYBODY


class _Analysing:
    """One count of ranked equal shares in which something was counted."""

    def __init__(self, whole: WholeCount, result: Result, progress: OnProgress) -> None:
        self._whole, self._result, self._progress = whole, result, progress
        self._kept = kept_run(prepare_profile(whole.pot, whole.cast, whole.blank), result, self._group)
        self._ids = whole.pot.ids

    def analysis(self) -> Analysis:
        prices = highest_prices(self._kept, lambda done, of: self._progress("prices", done, of))
        margins, ledger = self._margins(), SpendingLedger(self._kept.prepared.profile)
        self._kept.start().finish(ledger)
        projects = []
        for each, price in sorted(prices.items()):
            money, spending = self._kept.money_of(each), self._spending(ledger, each)
            unspent = money - sum(spent.amount for spent in spending)
            projects.append(ProjectAnalysis(self._ids[each], price, margins.get(each), money, spending, unspent))
        return Analysis(_margin_group(self._result), tuple(projects))

    def _spending(self, ledger: SpendingLedger, project: int) -> tuple[Spending, ...]:
        by_step = {step.step: step.project for step in self._result.steps}
        return tuple(
            Spending(step, by_step[step], amount, voters) for step, amount, voters in ledger.payments_of(project)
        )

    def _margins(self) -> dict[int, int]:
        """The numbers of further ballots that a complete count confirms."""
        unfunded = [self._ids.index(each.id) for each in self._result.projects if each.state is ProjectState.UNFUNDED]
        sought = self._kept.prepared.candidates.intersection(unfunded)
        maybe = nearest(self._kept, sought, lambda done, of: self._progress("margins", done, of))
        margins = {}
        for done, (project, more) in enumerate(sorted(maybe.items()), 1):
            margin = next((each for each in tries(more) if self._is_confirmed(project, each)), None)
            if margin is not None:
                margins[project] = margin
            self._progress("confirmations", done, len(maybe))
        return margins

    def _is_confirmed(self, project: int, more: int) -> bool:
        return project in self._whole.with_more(project, more, self._group).funded()

    @property
    def _group(self) -> int:
        groups = [group.id for group in self._whole.pot.groups]
        return groups.index(_margin_group(self._result)) if groups else 0
