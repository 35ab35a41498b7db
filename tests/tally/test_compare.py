"""The same ballots under every rule."""

from fractions import Fraction

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.comparison import GroupPaid, RuleOutcome, Unserved
from pbvote.domain.counted_pot import CountedGroup, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally import compare, count
from tests.tally.examples import E1, E2, NONE, Example, ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot


def outcomes(example: Example, method: CountMethod | None = None, **limits: object) -> dict[str, RuleOutcome]:
    """What every rule funds, by rule."""
    budget, costs, ballots = example
    pot = pot_of(budget, costs, **limits)
    return {each.rule: each for each in compare(pot, ballots_of(ballots), pot.ids, method).outcomes}


def test_the_own_method_comes_first_and_every_rule_once() -> None:
    """The others with the completion that is their default."""
    found = list(outcomes(E1, CountMethod("points-greedy")).values())
    assert found[0].rule == "points-greedy"
    assert sorted(each.rule for each in found) == sorted(RULES)
    assert all(each.completion == RULES[each.rule].completions[0] for each in found[1:])


def test_the_own_method_is_counted_as_it_is() -> None:
    """Without completion E1 funds A and E; with its default it would fill in B."""
    assert outcomes(E1, NONE)["ranked-equal-shares"].funded == ("A", "E")
    assert outcomes(E1)["ranked-equal-shares"].funded == ("A", "E", "B")


def test_each_is_what_a_count_by_that_rule_gives() -> None:
    """Funded set, money, and the middle of the costs."""
    for rule, each in outcomes(E2).items():
        pot = pot_of(E2[0], E2[1])
        result = count(pot, ballots_of(E2[2]), pot.ids, CountMethod(rule))
        assert (each.funded, each.spent, each.completion) == (result.funded, result.spent, result.completion)


@pytest.mark.parametrize(
    ("costs", "median"),
    [("A10 B30 C70", Fraction(30)), ("A10 B30 C25 D50", Fraction(55, 2)), ("A10 B200", Fraction(10)), ("A200", None)],
)
def test_the_median_cost_is_the_middle_one_or_halfway(costs: str, median: Fraction | None) -> None:
    """None where nothing is funded."""
    ballots = f"4*{'>'.join(each[0] for each in costs.split())}"
    assert outcomes((150, costs, ballots))["points-greedy"].median_cost == median


def test_a_voter_is_served_by_any_ranked_project_and_better_by_the_first() -> None:
    """Points fund A and B: the seven who want D and E get nothing; the fill of equal shares serves all."""
    points, shares = outcomes(E1)["points-greedy"], outcomes(E1)["ranked-equal-shares"]
    assert (points.served, points.first_served, points.unserved) == (13, 13, Unserved("D", 7))
    assert (shares.served, shares.first_served, shares.unserved) == (20, 13, None)


def test_first_choices_are_closed_up() -> None:
    """A is withdrawn, so B is the first choice of who put it second."""
    found = outcomes((10, "A5 B5", "3*A>B"), withdrawn=frozenset("A"))["points-greedy"]
    assert (found.served, found.first_served) == (3, 3)


def test_what_groups_paid_is_told_where_they_have_parts() -> None:
    """Two of three have a half, one has the other: each group pays for its own project."""
    groups = (CountedGroup("old", Fraction(1, 2)), CountedGroup("young", Fraction(1, 2)))
    pot = pot_of(20, "A10 B10", groups=groups, min_group=1)
    ballots = [Ballot(Ranking.of("A"), "old"), Ballot(Ranking.of("A"), "old"), Ballot(Ranking.of("B"), "young")]
    found = {each.rule: each.groups for each in compare(pot, ballots, pot.ids).outcomes}
    assert found["ranked-equal-shares"] == (GroupPaid("old", Fraction(10)), GroupPaid("young", Fraction(10)))
    assert found["points-greedy"] == ()


def test_ballots_with_points_leave_out_the_rules_that_need_places() -> None:
    """And to ask for one of them is refused."""
    pot = pot_of(20, "A10 B15")
    ballots = [
        Ballot(Ranking.approving("AB"), points=(("A", 3), ("B", 1))),
        Ballot(Ranking.approving("B"), points=(("B", 4),)),
    ]
    found = compare(pot, ballots, pot.ids, CountMethod("approval-greedy"))
    assert [each.rule for each in found.outcomes] == ["approval-greedy", "equal-shares-points", "equal-shares-cost"]
    with pytest.raises(CountInputError):
        compare(pot, ballots, pot.ids)


def test_under_the_quorum_no_rule_funds_anything() -> None:
    """Nor is there an amount that would change it."""
    for each in outcomes(E1, quorum=21).values():
        assert (each.funded, each.served, each.median_cost, each.more_money) == ((), 0, None, None)


def test_it_tells_which_rule_is_next() -> None:
    """With how many are done."""
    told: list[tuple[str, int, int]] = []
    pot = pot_of(*E1[:2])
    compare(pot, ballots_of(E1[2]), pot.ids, on_rule=lambda *line: told.append(line))
    assert [line[1:] for line in told] == [(done, len(RULES)) for done in range(len(RULES))]
    assert [line[0] for line in told] == list(RULES)


@pytest.mark.parametrize("seed", range(0, 120, 20))
def test_it_agrees_with_counting_voter_by_voter(seed: int) -> None:
    """Served, first served, unserved: by the words of their definition."""
    for each in range(seed, seed + 20):
        chance = chance_of(each)
        pot, ballots = random_grouped_pot(chance) if each % 3 == 0 else random_pot(chance)
        rankings = [cast.ranking if isinstance(cast, Ballot) else cast for cast in ballots]
        for outcome in compare(pot, ballots, pot.ids).outcomes:
            gone = {removal.id for removal in count(pot, ballots, pot.ids, CountMethod(outcome.rule)).removed}
            kept = [[[c for c in group if c not in gone] for group in ranking.groups] for ranking in rankings]
            cast = [[group for group in groups if group] for groups in kept]
            won = set(outcome.funded)
            assert outcome.served == sum(any(won.intersection(group) for group in groups) for groups in cast)
            assert outcome.first_served == sum(bool(groups) and bool(won.intersection(groups[0])) for groups in cast)
            ranked = [{c for group in groups for c in group} for groups in cast]
            without = [ids for ids in ranked if not won.intersection(ids)]
            voters = {c: sum(c in ids for ids in without) for c in pot.ids}
            most = max(voters.values(), default=0)
            first = next((c for c in pot.ids if voters[c] == most), "")
            assert outcome.unserved == (Unserved(first, most) if most else None)
