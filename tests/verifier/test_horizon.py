"""Jumping over runs that certainly stay the same gives what every single run gives."""

from random import Random

import pytest

from pbvote.verifier import completion
from pbvote.verifier.horizon import Horizon
from pbvote.verifier.pot import Ballot, Pot
from pbvote.verifier.result import count_pot

from .naive_count import naive_count
from .pots import random_pot, with_groups


def _fine_pot(random: Random) -> tuple[Pot, list[Ballot]]:
    """Draw a pot whose share rises by one part in hundreds, so that there are many runs."""
    pot, ballots = random_pot(random)
    scale = random.choice([20, 60])
    costs = tuple(cost * scale + random.randint(0, scale - 1) for cost in pot.costs)
    completion_name = random.choice(["add1", "add1u"])
    return pot._replace(budget=pot.budget * scale, costs=costs, share_step=1, completion=completion_name), ballots


def _crowded_pot(random: Random) -> tuple[Pot, list[Ballot]]:
    """Draw a pot with more voters and projects, where poor and rich change places as the share rises."""
    size = random.randint(4, 7)
    pot = Pot(
        budget=random.randint(800, 3000),
        ids=tuple("abcdefg"[:size]),
        costs=tuple(random.randint(50, 1500) for _ in range(size)),
        tie_order=tuple(range(size)),
        completion="add1u",
        share_step=1,
    )
    voters = range(random.randint(6, 30))
    rankings = [random.sample(range(size), random.randint(1, min(5, size))) for _ in voters]
    return pot, [Ballot(tuple((each,) for each in ranking)) for ranking in rankings]


def _without_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Horizon, "steps", property(lambda _: 0))


def test_jumps_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(14)  # noqa: S311 # a test needs the same draw each time
    drawn = [_fine_pot(random) for _ in range(100)] + [_crowded_pot(random) for _ in range(160)]
    drawn += [with_groups(random, *each) for each in drawn[::2]]
    jumped = [count_pot(pot, ballots) for pot, ballots in drawn]
    assert max(result["kept_k"] for result in jumped) > 500
    _without_jumps(monkeypatch)
    for (pot, ballots), result in zip(drawn, jumped, strict=True):
        assert count_pot(pot, ballots) == result, (pot, ballots)


def test_jumps_agree_with_the_definition() -> None:
    random = Random(15)  # noqa: S311 # a test needs the same draw each time
    seen = 0
    while seen < 12:
        pot, ballots = _fine_pot(random)
        if any(each.ranking for each in ballots):
            naive, result = naive_count(pot, ballots), count_pot(pot, ballots)
            assert naive.k == result["kept_k"]
            runs = [(each["k"], each["spent"], each["funded_count"]) for each in result["completion_runs"]]
            assert naive.runs == runs
            seen += 1


def test_most_runs_are_jumped_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person's dear wish in a pot with money to spare: thousands of steps, few runs."""
    made: list[int] = []
    attempt = completion.attempt

    def counted(hall: completion.Hall, k: int) -> completion.Attempt:
        made.append(k)
        return attempt(hall, k)

    monkeypatch.setattr(completion, "attempt", counted)
    pot = Pot(
        budget=100_000, ids=("a", "b"), costs=(40_000, 50_000), tie_order=(0, 1), completion="add1u", share_step=1
    )
    result = count_pot(pot, [Ballot(((0,),))] * 99 + [Ballot(((1,),))])
    assert result["funded"] == ["a", "b"]
    assert result["kept_k"] == 50_000 - 1000
    assert len(made) < 10


def test_a_tie_is_never_jumped_over() -> None:
    horizon = Horizon(1)
    horizon.stays_positive(1000, -1)
    assert horizon.steps == 999
    horizon.stays_positive(0, 5)
    assert horizon.steps == 0


def test_equality_still_holds_at_the_bound() -> None:
    horizon = Horizon(3)
    horizon.stays(12, -2)
    assert horizon.steps == 2
    horizon.stays(11, 0)
    assert horizon.steps == 2
