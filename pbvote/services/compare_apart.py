"""Comparing in a process of its own, which is ended when time is up: a large pot must not hold a page, or slow a vote.

What each rule funds comes first; how much more money would have funded one project more, which takes many counts, after
it. So the page has something to show for the time.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from time import monotonic

from pbvote.domain.ballot import Ballot
from pbvote.domain.comparison import Comparison, MoreMoney, RuleOutcome
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.errors import PbvoteError
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally.compare import rule_counts
from pbvote.tally.merging import blank_among, profile_of

LONGEST = 20
"""Seconds that a comparison may take."""

_COMPARING = Lock()  # one at a time in a process of the site: each takes a whole core

_POLITENESS = 10


class TooLongToCompareError(PbvoteError):
    """Not even one rule was counted in time."""

    def __init__(self) -> None:
        super().__init__("This takes longer than a page can wait. Try fewer people, or use “pbvote tally --compare”.")


class ComparisonFailedError(PbvoteError):
    """The process came to no good end: a defect of this program."""

    def __init__(self) -> None:
        super().__init__("The rules could not be compared. Tell whoever runs the server, and look at what it printed.")


@dataclass(frozen=True, slots=True)
class PartComparison:
    """A comparison, and the rules that were not counted in time; `is_whole`: the amounts of money are there too."""

    comparison: Comparison
    missing: tuple[str, ...]
    is_whole: bool


def compare_apart(
    pot: CountedPot, ballots: Mapping[Ballot, int], tie_order: Sequence[str], method: CountMethod
) -> PartComparison:
    """As tally.compare, but for LONGEST seconds at most. Raises TooLongToCompareError."""
    ends = monotonic() + LONGEST
    if not _COMPARING.acquire(timeout=LONGEST):
        raise TooLongToCompareError
    try:
        outcomes, is_whole = _outcomes(ends, (pot, ballots, tie_order, method))
    finally:
        _COMPARING.release()
    if not outcomes:
        raise TooLongToCompareError
    ranked = sum(ballots.values()) - blank_among(ballots)
    missing = tuple(rule for rule in RULES if rule not in outcomes)
    return PartComparison(Comparison(pot.budget, ranked, tuple(outcomes.values())), missing, is_whole)


def _outcomes(ends: float, work: tuple[object, ...]) -> tuple[dict[str, RuleOutcome], bool]:
    """What the process says until it ends, or time is up."""
    context = get_context("spawn")  # a fork would copy the threads' locks in whatever state they are
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_compare, args=(sender, *work), daemon=True)
    process.start()
    sender.close()
    found: dict[str, RuleOutcome] = {}
    try:
        while receiver.poll(max(0, ends - monotonic())):
            outcome: RuleOutcome = receiver.recv()
            found[outcome.rule] = outcome
    except EOFError:
        process.join()
        if process.exitcode:
            raise ComparisonFailedError from None
        return found, True
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()
    return found, False


def _compare(
    sender: Connection, pot: CountedPot, ballots: Mapping[Ballot, int], order: Sequence[str], method: CountMethod
) -> None:
    """What the process does: say each outcome, and then each that has an amount of money, again with it."""
    os.nice(_POLITENESS)
    counts, blank = [], blank_among(ballots)
    for each in rule_counts(pot, profile_of(pot, ballots), order, method, blank=blank):
        counts.append(each)
        sender.send(each.outcome())
    for each in counts:
        more: MoreMoney | None = each.more_money()
        if more is not None:
            sender.send(replace(each.outcome(), more_money=more))
    sender.close()
