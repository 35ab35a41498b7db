"""The run that a count kept, made again with one thing changed."""

from fractions import Fraction
from typing import Any

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.tally.kept_run import KeptRun, kept_run
from pbvote.tally.merging import merged
from pbvote.tally.prepared import prepare
from tests.tally.examples import E1, E4, NONE, Example, ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot


def kept_of(pot: CountedPot, ballots: list[Ballot] | list[Ranking], method: CountMethod, group: int = 0) -> KeptRun:
    """The kept run of a count; ties go by the order of the pot."""
    return kept_run(prepare(pot, merged(ballots)), count(pot, ballots, pot.ids, method), group)


def example_run(example: Example, method: CountMethod = NONE, **limits: Any) -> KeptRun:  # noqa: ANN401 - of a pot
    """The kept run of a worked example."""
    budget, costs, ballots = example
    return kept_of(pot_of(budget, costs, **limits), ballots_of(ballots), method)


def test_made_again_it_funds_what_it_funded() -> None:
    """On pots with groups, conflicts, removals, ties and projects of cost 0, with larger shares."""
    checked = 0
    for seed in range(80):
        pot, ballots = random_grouped_pot(chance_of(seed))
        result = count(pot, ballots, pot.ids)
        if not result.is_counted:
            continue
        checked += 1
        bought = [step.project for step in result.steps if isinstance(step.level, int)]
        again = kept_of(pot, ballots, CountMethod()).start().finish()
        assert [pot.ids[each] for each in again.funded] == bought
    assert checked > 50


def test_without_a_project_later_choices_stay_where_they_are() -> None:
    """E1 without A: its thirteen reach B at level 2 and C at level 3, as they would with A."""
    run = example_run(E1).start_without(0)
    run.finish()
    assert [("ABCDE"[each.project], each.level) for each in run.purchases] == [("B", 2), ("E", 2), ("C", 3)]


def test_without_a_free_project_its_rival_is_free() -> None:
    """Both cost nothing and one of them may be funded."""
    kept = example_run((10, "A0 B0", "2*A, B"), conflicts=(("A", "B"),))
    assert (kept.free(), kept.free(without=0)) == ([0], [1])


def test_all_voting_money_is_held_and_divided_among_more() -> None:
    """E1: 100 for twenty is 5 each, for twenty-five 4 each."""
    kept = example_run(E1)
    assert [kept.share(), kept.share(5)] == [5, 4]


def test_after_a_completion_it_is_more_than_the_real_share() -> None:
    """E4 keeps k = 8 at a step of 1: 23 instead of 15 each."""
    assert example_run(E4, CountMethod(share_step=1)).share() == 23


def test_further_ballots_of_a_group_share_its_part() -> None:
    """Half of 24 for two who stay two, and for two who become three."""
    groups = (CountedGroup("old", Fraction(1, 2)), CountedGroup("young", Fraction(1, 2)))
    pot = pot_of(24, "A10 B10", groups=groups, min_group=1)
    ballots = [Ballot(Ranking.of("A"), each) for each in ("old", "old", "young")]
    assert kept_of(pot, ballots, NONE, 0).share() == 6
    assert kept_of(pot, ballots, NONE, 0).share(1) == 4
    assert kept_of(pot, ballots, NONE, 1).share() == 12
    assert kept_of(pot, ballots, NONE).money_of(0) == 24


def test_the_money_of_a_project_is_that_of_everybody_who_ranks_it() -> None:
    """E4: seven of ten rank B, each with 15; nobody's part of it is spent yet."""
    assert example_run(E4).money_of(1) == 105
