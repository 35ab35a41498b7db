"""Parts of the voting money: small groups, heads and the cap, worked by hand and as the paper defines them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import GroupOutcome, Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.tally.voter_shares import VoterShares, voter_shares
from tests.tally.examples import NONE, POINTS, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot

HALF = Fraction(1, 2)


def shares(parts: str, sizes: str, min_group: int = 1, max_ratio: int = 5) -> VoterShares:
    return voter_shares([Fraction(each) for each in parts.split()], list(map(int, sizes.split())), min_group, max_ratio)


class TestByHand:
    """Worked on paper."""

    def test_equal_parts_give_the_smaller_group_more_each(self) -> None:
        """Half of the money for 20, half for 80: 1/40 and 1/160 each."""
        assert shares("1/2 1/2", "20 80").parts == (Fraction(1, 40), Fraction(1, 160))

    def test_nobody_gets_more_than_five_times_as_much(self) -> None:
        """10 and 90 by halves would be 9 to 1; at 5 to 1 the whole is 5·10 + 90 = 140 units."""
        assert shares("1/2 1/2", "10 90").parts == (Fraction(5, 140), Fraction(1, 140))

    def test_exactly_five_times_is_not_too_much(self) -> None:
        assert shares("1/2 1/2", "10 50").parts == (Fraction(1, 20), Fraction(1, 100))

    def test_the_third_group_keeps_its_ratio_when_one_is_capped(self) -> None:
        """Heads would be 40, 2 and 1: capped at 5, 2 and 1, so 5·10 + 2·20 + 40 = 130 units."""
        found = shares("400/480 40/480 40/480", "10 20 40")
        assert found.parts == (Fraction(5, 130), Fraction(2, 130), Fraction(1, 130))

    def test_of_two_groups_a_small_one_makes_money_go_by_head(self) -> None:
        found = shares("1/2 1/2", "9 81", min_group=10)
        assert found.joined == (1, 1)
        assert found.parts == (Fraction(1, 90), Fraction(1, 90))
        assert (found.counted_with(0), found.counted_with(1)) == (0, 90)

    def test_a_dissolved_part_is_divided_in_proportion(self) -> None:
        """1/2 and 1/4 stay: 2/3 and 1/3; the five join the forty."""
        found = shares("1/4 1/2 1/4", "5 40 30", min_group=10)
        assert found.joined == (1, 1, 2)
        assert found.parts == (Fraction(2, 3) / 45, Fraction(2, 3) / 45, Fraction(1, 3) / 30)

    def test_the_smallest_goes_first_and_may_save_the_one_it_joins(self) -> None:
        """4 join the first of the two largest; then 8 are too few, and 9 too: one after another they join it."""
        found = shares("1/4 1/4 1/4 1/4", "8 4 9 9", min_group=10)
        assert found.joined == (2, 2, 2, 2)
        found = shares("1/4 1/4 1/4 1/4", "9 1 9 9", min_group=10)
        assert found.joined == (0, 0, 0, 0)

    def test_of_equal_groups_the_first_is_dissolved_and_joins_the_first_of_the_largest(self) -> None:
        assert shares("1/3 1/3 1/3", "5 5 20", min_group=6).joined == (2, 2, 2)
        assert shares("1/4 1/4 1/4 1/4", "20 5 20 20", min_group=6).joined == (0, 0, 2, 3)

    def test_the_last_group_stays_however_small(self) -> None:
        assert shares("1/2 1/2", "1 2", min_group=10).joined == (1, 1)
        assert shares("1", "1", min_group=10).parts == (Fraction(1),)


@pytest.mark.parametrize("seed", range(300))
def test_what_the_definition_says_holds(seed: int) -> None:
    """All shares make the whole; nobody has more than max_ratio times another's; H is the smallest such set."""
    chance = chance_of(seed)
    count_of = chance.randint(1, 6)
    weights = [chance.choice((1, 2, 3, 20, 500)) for _ in range(count_of)]
    parts = [Fraction(weight, sum(weights)) for weight in weights]
    sizes = [chance.choice((1, 2, 5, 50, 400)) for _ in range(count_of)]
    ratio = chance.randint(1, 6)
    found = voter_shares(parts, sizes, chance.randint(1, 6), ratio)
    assert sum(size * part for size, part in zip(sizes, found.parts, strict=True)) == 1
    assert max(found.parts) <= ratio * min(found.parts)
    staying = [group for group in range(count_of) if found.joined[group] == group]
    even = {group: parts[group] / found.counted_with(group) for group in staying}
    scale = max(found.parts[group] / even[group] for group in staying)
    capped = [group for group in staying if found.parts[group] < scale * even[group]]
    for group in capped:  # with any of them not capped it would have more than the ratio allows
        assert even[group] > ratio * min(even.values())
        assert found.parts[group] == max(found.parts)


def grouped(text: str, *parts: str, min_group: int = 1, method: CountMethod = NONE, **limits: object) -> Result:
    """`3 a A>B, b C`: three ballots of the group a, one of b; groups a, b … in order."""
    groups = tuple(CountedGroup(id_, Fraction(part)) for id_, part in zip("abcd", parts, strict=False))
    pot = pot_of(100, "A60 B40 C50", groups=groups, min_group=min_group, **limits)
    ballots = []
    for each in text.split(", "):
        times, group, order = each.split()
        ballots += [Ballot(Ranking.of(order.split(">")), group)] * int(times)
    return count(pot, ballots, pot.ids, method)


class TestInACount:
    """What groups do in ranked equal shares, and nowhere else."""

    def test_a_part_buys_what_heads_would_not(self) -> None:
        """Two of ten have half of the money: 50 for C, which heads would give 20."""
        assert grouped("8 a A, 2 b C", "1/2", "1/2").funded == ("C",)
        assert grouped("8 a A, 2 a C", "1").funded == ("A",)

    def test_the_result_says_what_each_group_had_and_paid(self) -> None:
        found = grouped("8 a A>C, 2 b C", "1/2", "1/2")
        assert found.groups == (
            GroupOutcome("a", HALF, 8, None, Fraction(25, 4), Fraction(25, 4), Fraction(0)),
            GroupOutcome("b", HALF, 2, None, Fraction(25), Fraction(25), Fraction(50)),
        )
        assert (found.parameters.min_group, found.parameters.max_ratio) == (1, 5)
        assert (found.parameters.real_share, found.parameters.voting_money) == (None, None)

    def test_who_joined_pays_with_the_group_it_joined(self) -> None:
        found = grouped("8 a A, 2 b C", "1/2", "1/2", min_group=3)
        assert found.funded == ("A",)
        assert found.groups == (
            GroupOutcome("a", HALF, 8, None, Fraction(10), Fraction(10), Fraction(60)),
            GroupOutcome("b", HALF, 2, "a", None, None, None),
        )

    def test_voting_money_grows_by_the_parts_and_payments_make_the_cost_of_the_run(self) -> None:
        found = grouped("8 a A>B, 2 b C", "1/2", "1/2", method=CountMethod(share_step=1))
        assert found.kept_k > 0
        whole = 100 + found.kept_k * 10
        assert [each.voting_money for each in found.groups] == [Fraction(whole, 16), Fraction(whole, 4)]
        in_run = sum(step.cost for step in found.steps if step.level != "fill")
        assert sum(each.paid or 0 for each in found.groups) == in_run

    def test_under_the_quorum_only_the_ballots_are_said(self) -> None:
        found = grouped("8 a A, 2 b C", "1/2", "1/2", quorum=11)
        assert [(each.ballots, each.joined, each.share, each.paid) for each in found.groups] == [
            (8, None, None, None),
            (2, None, None, None),
        ]

    def test_other_rules_take_all_alike(self) -> None:
        found = grouped("8 a A, 2 b C", "1/2", "1/2", method=POINTS)
        assert (found.groups, found.parameters.min_group) == ((), None)

    @pytest.mark.parametrize("method", [NONE, POINTS])
    def test_a_ballot_of_a_group_that_is_not_in_the_pot(self, method: CountMethod) -> None:
        with pytest.raises(CountInputError, match="'c', which is not in the pot"):
            grouped("8 a A, 2 c C", "1/2", "1/2", method=method)


@pytest.mark.parametrize("seed", range(60))
def test_one_group_is_as_none(seed: int) -> None:
    """A single group with the whole, and two groups with parts by heads, change no payment."""
    chance = chance_of(seed)
    pot, rankings = random_pot(chance)
    plain = count(pot, rankings, pot.ids)
    one = pot_with(pot, "g")
    same = count(one, [Ballot(each, "g") for each in rankings], pot.ids)
    assert (same.steps, same.ties, same.completion_runs, same.projects) == (
        plain.steps, plain.ties, plain.completion_runs, plain.projects,
    )  # fmt: skip


def pot_with(pot: CountedPot, group: str) -> CountedPot:
    return replace(pot, groups=(CountedGroup(group, Fraction(1)),))


def test_a_pot_without_groups_takes_ballots_of_any_group_alike() -> None:
    pot = pot_of(10, "A5 B5")
    mixed = [Ballot(Ranking.of("AB"), group) for group in ("x", "y", "all")]
    assert count(pot, mixed, pot.ids) == count(pot, [Ranking.of("AB")] * 3, pot.ids)


@pytest.mark.parametrize("seed", range(60))
def test_neither_the_order_of_ballots_nor_names_of_groups_matter_and_twice_of_all_is_the_same(seed: int) -> None:
    """Twice the ballots, the money and the costs, with twice as many for the smallest group, and the same step."""
    chance = chance_of(90_000 + seed)
    pot, ballots = random_grouped_pot(chance)
    pot = replace(pot, minimum_supporters=0, quorum=0)
    method = CountMethod(share_step=1)
    before = count(pot, ballots, pot.ids, method)
    mixed = chance.sample(ballots, len(ballots))
    assert count(pot, mixed, pot.ids, method) == before
    renamed = replace(pot, groups=tuple(replace(each, id=f"new {each.id}") for each in pot.groups))
    same = count(renamed, [replace(each, group=f"new {each.group}") for each in ballots], pot.ids, method)
    assert (same.steps, same.kept_k) == (before.steps, before.kept_k)
    assert [(each.share, each.paid) for each in same.groups] == [(each.share, each.paid) for each in before.groups]
    dear = tuple(replace(each, cost=2 * each.cost) for each in pot.projects)
    double = replace(pot, budget=2 * pot.budget, projects=dear, min_group=2 * pot.min_group)
    twice = count(double, ballots * 2, pot.ids, method)
    assert (twice.funded, twice.kept_k) == (before.funded, before.kept_k)
    assert [each.share for each in twice.groups] == [each.share for each in before.groups]
