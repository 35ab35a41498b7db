"""The whole analysis, margins included: both programs the same, and highest prices by counting at every price."""

from fractions import Fraction
from random import Random

import pytest

from pbvote.domain.analysis_document import analysis_document
from pbvote.tally import count
from pbvote.tally.analysis import analyse as analyse_by_tally
from pbvote.verifier.analysis import analyse
from pbvote.verifier.coarse import coarse_groups
from pbvote.verifier.pot import Ballot, Pot
from pbvote.verifier.recount import first_difference
from pbvote.verifier.result import count_in_full, count_pot

from .by_tally import domain_ballots, domain_pot, method_of
from .pots import random_pot, with_groups


def _draw(random: Random) -> tuple[Pot, list[Ballot]]:
    pot, ballots = random_pot(random)
    pot = pot._replace(quorum=random.choice([0, 0, 0, 4]))
    return with_groups(random, pot, ballots) if random.random() < 0.4 else (pot, ballots)


@pytest.mark.parametrize("chunk", range(4))
def test_two_programs_analyse_alike(chunk: int) -> None:
    """100 pots a chunk, with groups, ties, conflicts, minimums, completions and projects of cost 0."""
    random = Random(chunk)  # noqa: S311 # a test needs the same draw each time
    for number in range(100):
        pot, ballots = _draw(random)
        given, cast = domain_pot(pot), domain_ballots(pot, ballots)
        order, method = [pot.ids[each] for each in pot.tie_order], method_of(pot)
        result = count(given, cast, order, method)
        theirs = analysis_document(analyse_by_tally(given, cast, order, result, method=method))
        ours = analyse(count_in_full(pot, ballots), ballots)
        assert first_difference(theirs, ours, "") is None, (chunk, number, pot, ballots)


def test_highest_prices_by_counting_at_every_price() -> None:
    """One run with every price from 1 to the budget; what costs less is funded as well."""
    random = Random(9)  # noqa: S311 # a test needs the same draw each time
    seen = 0
    while seen < 40:
        pot, ballots = _draw(random)
        pot = pot._replace(completion="none", quorum=0, minimum_supporters=0, conflicts=())
        pot = pot._replace(costs=tuple(max(1, min(cost, pot.budget)) for cost in pot.costs))
        for entry in analyse(count_in_full(pot, ballots))["projects"]:
            place = pot.ids.index(entry["id"])
            for price in range(1, pot.budget + 1):
                costs = (*pot.costs[:place], price, *pot.costs[place + 1 :])
                funded = entry["id"] in count_pot(pot._replace(costs=costs), ballots)["funded"]
                assert funded == (price <= entry["highest_price"]), (pot, ballots, entry, price)
            seen += 1


def test_money_is_what_was_spent_and_what_was_left() -> None:
    random = Random(10)  # noqa: S311 # a test needs the same draw each time
    for _ in range(100):
        pot, ballots = _draw(random)
        for entry in analyse(count_in_full(pot, ballots))["projects"]:
            spent = sum((Fraction(each["amount"]) for each in entry["spending"]), Fraction(0))
            assert Fraction(entry["money"]) == spent + Fraction(entry["unspent"])


@pytest.mark.parametrize(("few", "shows"), [(0, True), (1, False), (9, False), (10, True)])
def test_a_group_of_one_to_nine_hides_the_numbers_of_all(few: int, *, shows: bool) -> None:
    groups = [
        {
            "id": name,
            "part": "1/2",
            "ballots": number,
            "joined": None,
            "share": "9/1",
            "voting_money": "9/1",
            "paid": "90/1",
        }
        for name, number in (("old", 50), ("young", few))
    ]
    trace = {"groups": groups, "parameters": {"voting_money": None}, "steps": [{"cost": 180, "level": 1}]}
    found = coarse_groups(trace)
    assert [each["ballots"] is not None for each in found] == [shows, shows]
    assert [each["paid"] for each in found] == (["180/1", "0/1"] if shows else [None, None])
