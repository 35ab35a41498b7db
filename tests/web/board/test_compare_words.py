"""A comparison in words: on real votes an amount is a most, and parts of the money are said in pounds."""

from dataclasses import replace
from fractions import Fraction

from pbvote.domain.ballot import Ballot
from pbvote.domain.comparison import Comparison, GroupPaid, MoreMoney
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.services.compare_rules import Compared
from pbvote.tally.compare import compare
from pbvote.web.board.compare_words import ComparisonPage, Names, comparison_page

PROJECTS = {"a": ("Bike shed", 60_000), "b": ("Quiet room", 30_000), "c": ("A pond", 20_000)}
POT = CountedPot(
    budget=100_000,
    projects=tuple(CountedProject(each, cost) for each, (_title, cost) in PROJECTS.items()),
    max_ranks=3,
)
VOTES = {Ballot(Ranking.of("ac")): 60, Ballot(Ranking.of("b")): 30, Ballot(Ranking.of("c")): 10}


def page_of(comparison: Comparison, *, people: int | None = None) -> ComparisonPage:
    compared = Compared("ranked-equal-shares", comparison, (), is_whole=True, people=people)
    return comparison_page(compared, Names(PROJECTS, {"young": "Young people"}))


def made() -> Comparison:
    return compare(POT, VOTES, tuple(PROJECTS))


def test_where_shares_and_points_fund_alike_it_says_so_once() -> None:
    own = made().outcomes[0]
    words = page_of(Comparison(100_000, 100, (own, replace(own, rule="points-greedy"))), people=100).few_big
    assert words.endswith("Here both fund 2, with a middle cost of £450.")
    assert "Points fund" not in words


def test_where_they_differ_both_stand_with_their_figures() -> None:
    found = made()
    other = replace(found.outcomes[1], rule="points-greedy", funded=("a",), median_cost=Fraction(60_000))
    words = page_of(Comparison(found.budget, found.n, (found.outcomes[0], other)), people=100).few_big
    assert "Here equal shares fund 2, with a middle cost of £450." in words
    assert "Points fund 1, with a middle cost of £600." in words


def test_of_real_votes_the_money_that_was_missing_is_a_most() -> None:
    """It is rounded up, so that it tells no number of people: “about” would say too much."""
    outcome = replace(made().outcomes[0], more_money=MoreMoney("c", 2_650_000))
    notes = [page_of(Comparison(100_000, 100, (outcome,)), people=each).cards[0].notes[-1] for each in (None, 100)]
    assert notes == [
        "At most £26,500 more would have been needed to fund “A pond” as well.",
        "£26,500 more would fund “A pond” as well.",
    ]


def test_what_a_group_paid_of_real_votes_is_so_much_of_every_ten_pounds() -> None:
    outcome = replace(made().outcomes[0], groups=(GroupPaid("young", Fraction(4)),))
    assert ("Paid with the voting money of “Young people”", "about £4 of every £10") in page_of(
        Comparison(100_000, 100, (outcome,))
    ).cards[0].rows
