"""Both kinds of money in words, and why the count needs a second one."""

from fractions import Fraction

from pbvote.domain.counted_pot import CountedGroup
from pbvote.domain.result import Tie
from pbvote.domain.rules import CountMethod
from pbvote.web.count_words import share_words, tie_words
from tests.web.made_results import made_result

COSTS = {"a": 60_000, "b": 35_000, "c": 20_000}
HALVES = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))


def test_voters_hear_their_share_of_the_pot_what_one_run_leaves_and_their_voting_money() -> None:
    share, more = share_words(made_result(COSTS, {"a": 60, "b": 30, "c": 10}).counted)
    assert share.startswith("The pot split between the 100 people who ranked a project is £10 each.")
    assert share.endswith("One run of the count with only that much leaves £400 of the pot unspent.")
    assert more.endswith("In the last run that fits the pot, each person had £19.90 of voting money.")


def test_with_groups_it_is_told_how_much_more_than_the_pot_all_voters_had() -> None:
    """Twice as much is not “a little more”: the words give the amount."""
    counted = made_result(COSTS, {"a/young": 60, "b/old": 30, "c/old": 10}, groups=HALVES).counted
    assert counted is not None
    assert counted.kept_k > 0
    words = " ".join(share_words(counted))
    everybody = counted.budget + counted.kept_k * counted.n * (counted.parameters.share_step or 0)
    assert "Shared out like that, the £1,000 of the pot is the voting money of the first run." in words
    assert f"all voters together had £{everybody / 100:,.2f}".removesuffix(".00") in words


def test_nothing_is_called_unspent_where_the_first_run_spent_the_pot() -> None:
    counted = made_result({"a": 60_000, "b": 40_000}, {"a": 60, "b": 40}).counted
    assert "unspent" not in " ".join(share_words(counted))


def test_rules_without_shares_and_results_without_a_count_have_no_such_words() -> None:
    assert share_words(None) == ()
    assert share_words(made_result(COSTS, {"a": 60, "b": 30}, CountMethod("points-greedy", "none")).counted) == ()
    one_run = share_words(made_result(COSTS, {"a": 60, "b": 40}, CountMethod(completion="none")).counted)
    assert len(one_run) == 1


def test_a_tie_that_did_not_matter_says_what_was_counted_again_and_no_more() -> None:
    """Each of the others was put first, and the projects compared: not every order, and not what people paid."""
    told = tie_words(Tie(2, ("a", "b"), "a", decisive=False), {"a": "Bike shed", "b": "Quiet room"})
    assert told.text.endswith("With any other of them first, the same projects would have been funded.")
    assert not told.decisive
