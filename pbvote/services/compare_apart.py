"""Comparing in a process of its own, which is ended when time is up: a large pot must not hold a page, or slow a vote.

Quick rules come first, those that count many times after them, and last how much more money would have funded one
project more, which takes many counts again. So the page has something to show for the time.
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
from pbvote.domain.rules import APPROVAL_GREEDY, EXPANDING_APPROVALS, POINTS_GREEDY, RULES, CountMethod
from pbvote.domain.sentence import say
from pbvote.tally.compare import RuleCount
from pbvote.tally.confirmation import WholeCount
from pbvote.tally.counting import count_profile
from pbvote.tally.kept_run import positions_of
from pbvote.tally.merging import blank_among, profile_of

LONGEST = 20
"""Seconds that a comparison may take."""

_COMPARING = Lock()  # one at a time in a process of the site: each takes a whole core

_POLITENESS = 10

_QUICK = (POINTS_GREEDY.rule_id, APPROVAL_GREEDY.rule_id, EXPANDING_APPROVALS.rule_id)
"""Rules that count once: seconds where the others take minutes."""


class TooLongToCompareError(PbvoteError):
    """Not even one rule was counted in time."""

    def __init__(self) -> None:
        super().__init__(
            say("This takes longer than a page can wait. Try again later, before a round with fewer people.")
        )


class ComparisonFailedError(PbvoteError):
    """The process came to no good end: a defect of this program."""

    def __init__(self) -> None:
        super().__init__(
            say("The rules could not be compared. Tell whoever runs the server, and look at what it printed.")
        )


@dataclass(frozen=True, slots=True)
class PartComparison:
    """A comparison, the pot's rule first, and the rules that were not counted in time.

    `is_whole`: the amounts of money are there too.
    """

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
    shown = tuple(outcomes[rule] for rule in sorted(RULES, key=lambda rule: rule != method.rule) if rule in outcomes)
    missing = tuple(rule for rule in RULES if rule not in outcomes)
    return PartComparison(Comparison(pot.budget, ranked, shown), missing, is_whole)


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
    profile, blank, positions, counts = profile_of(pot, ballots), blank_among(ballots), positions_of(pot, order), []
    for rule in sorted(RULES, key=lambda rule: (rule not in _QUICK, rule != method.rule)):
        each = method if rule == method.rule else CountMethod(rule)
        result = count_profile(pot, profile, order, each, blank=blank)
        counts.append(RuleCount(WholeCount(pot, profile, blank, positions, each), result))
        sender.send(counts[-1].outcome())
    for count in counts:
        more: MoreMoney | None = count.more_money()
        if more is not None:
            sender.send(replace(count.outcome(), more_money=more))
    sender.close()
