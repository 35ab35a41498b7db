"""A complete count with one thing changed."""

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally import count
from pbvote.tally.confirmation import WholeCount
from pbvote.tally.kept_run import positions_of
from pbvote.tally.merging import blank_among, merged, profile_of
from tests.tally.random_pots import chance_of, random_grouped_pot


def whole_of(pot: CountedPot, ballots: list[Ballot], rule: str) -> WholeCount:
    """The count of a pot with ties by its own order."""
    found = merged(ballots)
    order = positions_of(pot, pot.ids)
    return WholeCount(pot, profile_of(pot, found), blank_among(found), order, CountMethod(rule))


def test_it_funds_what_the_count_funds() -> None:
    """By every rule, on pots with everything."""
    for seed in range(60):
        pot, ballots = random_grouped_pot(chance_of(seed))
        for rule in RULES:
            funded = {pot.ids[each] for each in whole_of(pot, ballots, rule).funded()}
            assert funded == set(count(pot, ballots, pot.ids, CountMethod(rule)).funded)


def test_further_ballots_are_ballots() -> None:
    """As if they had been cast: they count for the quorum, the minimum and the size of their group."""
    checked = 0
    for seed in range(60):
        chance = chance_of(seed)
        pot, ballots = random_grouped_pot(chance)
        project, more, group = chance.randrange(len(pot.ids)), chance.randint(1, 9), chance.randrange(len(pot.groups))
        whole = whole_of(pot, ballots, "ranked-equal-shares")
        if not whole.cast.ballots:
            continue
        checked += 1
        cast = [*ballots, *[Ballot(Ranking.of([pot.ids[project]]), pot.groups[group].id)] * more]
        funded = {pot.ids[each] for each in whole.with_more(project, more, group).funded()}
        assert funded == set(count(pot, cast, pot.ids).funded)
    assert checked > 40
