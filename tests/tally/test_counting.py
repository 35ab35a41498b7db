"""The whole count against a slow one, and what must not change it."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import CompletionRun, Result
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.tally.counting import count_profile
from pbvote.tally.merging import merged, profile_of
from pbvote.tally.profile import Profile
from tests.tally.examples import APPROVALS, E1, EVERY_METHOD, NONE, POINTS, ballots_of, counted, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot
from tests.tally.slow_count import SlowCount

METHODS = (
    NONE,
    CountMethod(completion="add1"),
    CountMethod(),
    POINTS,
    CountMethod("points-greedy", on_overflow="stop"),
    APPROVALS,
)


def named(method: CountMethod) -> str:
    return f"{method.rule}-{method.chosen_completion}-{method.on_overflow}"


def shuffled_order(chance: Random, pot: CountedPot) -> list[str]:
    order = list(pot.ids)
    chance.shuffle(order)
    return order


@pytest.mark.parametrize("method", METHODS, ids=named)
def test_every_number_equals_that_of_the_slow_count(method: CountMethod) -> None:
    """600 random pots with ties, minimums, conflicts, removals, costs of 0, quorums and blank ballots."""
    for seed in range(600):
        chance = chance_of(seed)
        pot, ballots = random_pot(chance)
        order = shuffled_order(chance, pot)
        slow = SlowCount(pot, ballots, order, method.rule, method.chosen_completion)
        slow.stop = method.on_overflow == "stop"
        found = document(count(pot, ballots, order, method))
        for project in found["projects"]:
            assert project.pop("reason")
        expected = slow.document()
        assert {key: found[key] for key in expected} == expected, f"seed {seed}"


@pytest.mark.parametrize("method", [NONE, CountMethod(completion="add1"), CountMethod(), POINTS])
def test_with_groups_too_every_number_equals_that_of_the_slow_count(method: CountMethod) -> None:
    """400 random pots whose groups have parts: some dissolved, some capped, what each paid to the last fraction."""
    dissolved = 0
    for seed in range(400):
        chance = chance_of(50_000 + seed)
        pot, ballots = random_grouped_pot(chance)
        order = shuffled_order(chance, pot)
        found = document(count(pot, ballots, order, method))
        expected = SlowCount(pot, ballots, order, method.rule, method.chosen_completion).document()
        for project in found["projects"]:
            assert project.pop("reason")
        assert {key: found[key] for key in expected} == expected, f"seed {seed}"
        dissolved += any(group["joined"] for group in found["groups"])
    assert (dissolved > 100) == (method is not POINTS)


@given(st.integers(0, 10**9), st.sampled_from(EVERY_METHOD))
def test_spending_never_passes_the_budget_and_the_parts_agree(seed: int, method: CountMethod) -> None:
    """Whatever the pot: spent + left = budget, steps = funded, one state and one sentence a project."""
    chance = chance_of(seed)
    pot, ballots = random_pot(chance, most_voters=30, most_projects=9)
    result = count(pot, ballots, shuffled_order(chance, pot), method)
    assert result.spent + result.left == result.budget
    assert result.left >= 0
    assert result.funded == tuple(step.project for step in result.steps)
    assert [step.step for step in result.steps] == list(range(1, len(result.steps) + 1))
    assert result.turnout == result.n + result.blank
    assert all(project.reason.endswith(".") for project in result.projects)


class TestNothingIsCounted:
    """No voters or too few: turnout is said, and nothing is funded, not even what costs nothing."""

    def assert_nothing(self, result: Result) -> None:
        assert (result.funded, result.steps, result.ties, result.completion_runs) == ((), (), (), ())
        assert (result.spent, result.kept_k) == (0, 0)
        assert all(each.best_money is None and each.best_step is None for each in result.projects)

    def test_only_blank_ballots(self) -> None:
        result = counted((10, "A0 B5", "2*-"), CountMethod())
        self.assert_nothing(result)
        assert (result.turnout, result.blank, result.n) == (2, 2, 0)
        assert result.parameters.share_step is None

    @pytest.mark.parametrize("method", EVERY_METHOD, ids=named)
    def test_under_every_rule(self, method: CountMethod) -> None:
        self.assert_nothing(counted((10, "A0 B5", "2*-"), method))
        self.assert_nothing(counted((10, "A0 B5", "2*A>B"), method, quorum=3))

    def test_no_ballots_at_all(self) -> None:
        pot = pot_of(10, "A5")
        self.assert_nothing(count(pot, [], pot.ids))

    def test_one_ballot_below_the_quorum(self) -> None:
        result = counted((10, "A0 B5", "2*A>B, -"), CountMethod(), quorum=4)
        self.assert_nothing(result)
        assert result.projects[0].supporters == 2
        assert result.projects[1].reason == "Not funded: too few people voted. At least 4 votes were needed."

    def test_blank_ballots_count_towards_the_quorum(self) -> None:
        assert counted((10, "A0 B5", "2*A>B, -"), quorum=3).funded == ("A", "B")


class TestConflicts:
    """At most one of a set is funded, from the moment one is."""

    def test_in_the_run(self) -> None:
        result = counted((10, "A3 B3 C3", "9*A>B>C"), conflicts=(("A", "B"),))
        assert result.funded == ("A", "C")
        assert result.projects[1].reason == "Not funded: only one of it and the project in step 1 could be funded."

    def test_at_cost_0(self) -> None:
        """Level at cost 0 are only those that exclude each other, and the tie is reported."""
        result = counted((10, "A0 B0 C0", "A>B>C"), conflicts=(("A", "B"),))
        assert result.funded == ("A", "C")
        assert [(tie.step, tie.tied, tie.decisive) for tie in result.ties] == [(1, ("A", "B"), True)]

    def test_what_costs_nothing_shuts_out_what_costs_something(self) -> None:
        assert counted((10, "A0 B3", "9*B>A"), conflicts=(("A", "B"),)).funded == ("A",)

    def test_in_the_fill(self) -> None:
        """A and B are too dear for their supporters: the fill takes A, which has more points, and must leave B."""
        example = (9, "A4 B3 C9", "A, B, 2*A>C, 5*C>A>B")
        assert counted(example, CountMethod(share_step=100)).funded == ("A", "B")
        assert counted(example, CountMethod(share_step=100), conflicts=(("A", "B"),)).funded == ("A",)

    def test_completion_stops_when_the_rest_is_shut_out(self) -> None:
        result = counted((10, "A5 B5", "A, B"), CountMethod(share_step=1), conflicts=(("A", "B"),))
        assert result.kept_k == 0
        assert len(result.completion_runs) == 1

    @pytest.mark.parametrize("method", EVERY_METHOD, ids=named)
    def test_never_two_of_a_set(self, method: CountMethod) -> None:
        for seed in range(300):
            pot, ballots = random_pot(chance_of(seed))
            funded = set(count(pot, ballots, pot.ids, method).funded)
            assert all(len(funded.intersection(conflict)) <= 1 for conflict in pot.conflicts)


@pytest.mark.parametrize("method", EVERY_METHOD, ids=named)
def test_a_project_that_nobody_ranks_is_never_funded(method: CountMethod) -> None:
    result = counted((10, "A5 B0 C5", "3*A"), method)
    assert result.funded == ("A",)
    assert result.projects[1].reason == "Not funded: nobody chose it."


class TestRefused:
    """Input that is none: an error that says what."""

    def test_a_ballot_longer_than_max_ranks(self) -> None:
        with pytest.raises(CountInputError, match="ranks 3 projects, but 2 is the most"):
            counted(E1, max_ranks=2)

    def test_a_project_of_another_pot(self) -> None:
        with pytest.raises(CountInputError, match="'X'"):
            counted((10, "A5", "X"))

    @pytest.mark.parametrize("order", ["AB", "ABCC", "ABCD", "ABX", ""])
    def test_a_tie_order_that_is_no_permutation(self, order: str) -> None:
        pot = pot_of(10, "A5 B5 C5")
        with pytest.raises(CountInputError, match="tie order"):
            count(pot, [Ranking.of("A")], order)

    @pytest.mark.parametrize("times", [0, -1])
    def test_a_ranking_given_less_than_once(self, times: int) -> None:
        pot = pot_of(10, "A5")
        with pytest.raises(CountInputError, match="less than once"):
            count(pot, {Ranking.of("A"): times}, pot.ids)

    @pytest.mark.parametrize("method", [NONE, POINTS])
    def test_points_for_a_rule_that_needs_places(self, method: CountMethod) -> None:
        pot = pot_of(10, "A5")
        with pytest.raises(CountInputError, match="needs ballots that put projects in places"):
            count(pot, [giving(A=3)], pot.ids, method)

    @pytest.mark.parametrize(
        "ballot",
        [
            Ballot(Ranking.of("AB"), points=(("A", 3), ("B", 1))),
            Ballot(Ranking.approving("AB"), points=(("A", 3),)),
            Ballot(Ranking.approving("A"), points=(("A", 3), ("B", 1))),
            Ballot(Ranking.approving("AB"), points=(("B", 3), ("A", 1))),
            Ballot(Ranking.approving("A")),
        ],
    )
    def test_points_that_are_not_for_just_the_ranked_projects_all_tied(self, ballot: Ballot) -> None:
        pot = pot_of(10, "A5 B5")
        with pytest.raises(CountInputError, match="must rank all its projects tied"):
            count(pot, [giving(A=1), ballot], pot.ids, APPROVALS)

    def test_a_budget_that_no_amount_can_hold(self) -> None:
        pot = pot_of(2**53, "A5")
        with pytest.raises(CountInputError, match="more than a count can hold"):
            count(pot, [Ranking.of("A")], pot.ids)

    def test_more_points_than_can_be_added_up(self) -> None:
        pot = pot_of(10, "A5")
        with pytest.raises(CountInputError, match="too many to add up"):
            count(pot, [giving(A=2**50)] * 8, pot.ids, APPROVALS)


def giving(**points: int) -> Ballot:
    return Ballot(Ranking.approving(points), points=tuple(sorted(points.items())))


def test_given_points_take_the_place_of_supporters() -> None:
    pot = pot_of(10, "A10 B10")
    result = count(pot, [*[giving(A=1)] * 3, giving(B=9), Ballot(Ranking())], pot.ids, APPROVALS)
    assert result.funded == ("B",)
    assert (result.turnout, result.blank) == (5, 1)
    assert [(each.supporters, each.points) for each in result.projects] == [(3, 3), (1, 9)]
    assert result.parameters.order_by == "points"
    assert (
        result.projects[1].reason
        == "Funded in step 1: it had 9 points, the most of those still open, and its cost fitted."
    )


class TestArrays:
    """The same count without an object for each ballot."""

    def test_arrays_give_the_same_result_as_rankings(self) -> None:
        for seed in range(60):
            pot, ballots = random_pot(chance_of(seed))
            profile = profile_of(pot, merged(ballots))
            profile = Profile.of_arrays(
                len(pot.ids), profile.projects, places=profile.places, multiplicity=profile.multiplicity
            )
            blank = sum(ballot.is_blank for ballot in ballots)
            assert count_profile(pot, profile, pot.ids, blank=blank) == count(pot, ballots, pot.ids)

    def test_ballots_of_another_pot(self) -> None:
        pot = pot_of(10, "A5 B5")
        for profile in (
            Profile.of_arrays(3, np.array([[0]])),
            Profile.of_arrays(2, np.array([[0]]), group_of=np.array([1])),
        ):
            with pytest.raises(CountInputError, match="not those of this pot"):
                count_profile(pot, profile, pot.ids)

    def test_more_ranks_than_allowed(self) -> None:
        pot = pot_of(10, "A5 B5", max_ranks=1)
        with pytest.raises(CountInputError, match="2 projects, but 1 is the most"):
            count_profile(pot, Profile.of_arrays(2, np.array([[0, 1]])), pot.ids)

    def test_less_than_no_blank_ballots(self) -> None:
        pot = pot_of(10, "A5")
        with pytest.raises(CountInputError, match="blank"):
            count_profile(pot, Profile.of_arrays(1, np.array([[0]])), pot.ids, blank=-1)


def test_each_run_of_a_completion_is_told_as_it_is_made() -> None:
    pot, heard = pot_of(100, "A40 B30 C30 D40 E20"), list[CompletionRun]()
    result = count(pot, ballots_of(E1[2]), pot.ids, CountMethod(share_step=1), on_run=heard.append)
    assert result.completion_runs == tuple(heard)
    count(pot, ballots_of(E1[2]), pot.ids, NONE, on_run=heard.append)
    assert len(heard) == len(result.completion_runs)
