"""The same pot and ballots given to `pbvote.tally`, and the two documents held against each other."""

from typing import Any

from pbvote.domain.ballot import Ballot as DomainBallot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.verifier.canonical import encode
from pbvote.verifier.pot import GREEDY_ORDERS, Ballot, Pot
from pbvote.verifier.recount import first_difference
from pbvote.verifier.result import count_pot


def domain_pot(pot: Pot) -> CountedPot:
    return CountedPot(
        budget=pot.budget,
        projects=tuple(CountedProject(each, cost) for each, cost in zip(pot.ids, pot.costs, strict=True)),
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        conflicts=tuple(tuple(pot.ids[each] for each in group) for group in pot.conflicts),
        withdrawn=frozenset(pot.ids[each] for each in pot.withdrawn),
        groups=tuple(CountedGroup(each.id, each.part) for each in pot.groups),
        min_group=pot.min_group,
        max_ratio=pot.max_ratio,
    )


def domain_ballots(pot: Pot, ballots: list[Ballot]) -> list[DomainBallot]:
    names = [each.id for each in pot.groups]
    return [
        DomainBallot(
            Ranking.tied((pot.ids[each] for each in place) for place in ballot.ranking),
            names[ballot.group] if names else "all",
            tuple(sorted((pot.ids[each], points) for each, points in ballot.points)),
        )
        for ballot in ballots
    ]


def method_of(pot: Pot) -> CountMethod:
    step = pot.share_step if pot.completion != "none" else None
    return CountMethod(pot.rule, pot.completion, step, pot.on_overflow if pot.rule in GREEDY_ORDERS else "skip")


def by_tally(pot: Pot, ballots: list[Ballot]) -> dict[str, Any]:
    """The document that the other program makes."""
    order = [pot.ids[each] for each in pot.tie_order]
    return dict(document(count(domain_pot(pot), domain_ballots(pot, ballots), order, method_of(pot))))


def assert_same(pot: Pot, ballots: list[Ballot], where: str) -> None:
    """The whole document, byte for byte."""
    theirs, ours = by_tally(pot, ballots), count_pot(pot, ballots)
    difference = first_difference(theirs, ours, "")
    assert difference is None, (difference, where, pot, ballots if len(ballots) < 20 else "")
    assert encode(theirs) == encode(ours)
