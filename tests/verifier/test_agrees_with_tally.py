"""Two programs from the same papers: the whole document, byte for byte, on 10,000 random pots and on every file.

Of 10,000 random pots 9,500 are drawn from fixed seeds, so that every run sees the same ones, and 500 by hypothesis,
which looks for new ones and makes a failing one small.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbvote.verifier.pot import BY_POINTS, EQUAL_SHARES, EXPANDING, GREEDY_ORDERS, SHARES, Ballot, Pot

from .by_tally import assert_same
from .pb_file import read_pb
from .pots import any_pot, random_pot

CHUNKS = 38
PLACES = (SHARES, "points-greedy", EXPANDING)  # rules that need ballots with places

# Every file, by how much of it the verifier counts in a few seconds. All files are counted under every rule that takes
# them, once without completion; the completions on top of that:
SMALL = (  # add1u under ranked equal shares and equal shares by cost, add1 under equal shares by points
    "Netherlands_Assen_2024",
    "Poland_Swiecie_2023",
    "Switzerland_Zurich_D10",
    "Switzerland_Zurich_D5",
    "Switzerland_Zurich_S5",
    "Switzerland_Zurich_S5D10",
    "Switzerland_Zurich_S5R",
    "Switzerland_Zurich_SN",
    "US_Stanford_Dataset_PB_Chicago_47th_Ward_2022_Youth_vote_rankings",
    "US_Stanford_Dataset_PB_Rochester_NY_2019_vote_rankings",
)
MIDDLE = (  # add1u under ranked equal shares; equal shares with add1 would be hundreds of runs of the plain program
    "Poland_Krakow_2024",
    "Poland_Krakow_2024_Bienczyce",
    "Poland_Krakow_2024_Biezanow-Prokocim",
    "Poland_Krakow_2024_Bronowice",
    "Poland_Krakow_2024_Czyzyny",
    "Poland_Krakow_2024_Debniki",
    "Poland_Krakow_2024_Grzegorzki",
    "Poland_Krakow_2024_Krowodrza",
    "Poland_Krakow_2024_Lagiewniki-Borek_Falecki",
    "Poland_Krakow_2024_Mistrzejowice",
    "Poland_Krakow_2024_Nowa_Huta",
    "Poland_Krakow_2024_Podgorze",
    "Poland_Krakow_2024_Podgorze_Duchackie",
    "Poland_Krakow_2024_Pradnik_Bialy",
    "Poland_Krakow_2024_Pradnik_Czerwony",
    "Poland_Krakow_2024_Stare_Miasto",
    "Poland_Krakow_2024_Swoszowice",
    "Poland_Krakow_2024_Wzgorza_Krzeslawickie",
    "Poland_Krakow_2024_Zwierzyniec",
    "Poland_Wieliczka_2023_Green_Budget",
    "US_Stanford_Dataset_PB_Dieppe_2015_vote_rankings",
)
LARGE = (  # no completion; the larger year of the same city has one above
    "Poland_Krakow_2022",
    "Poland_Lodz_2022",
)


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 # a test needs the same draw each time


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_pots_from_a_seed(chunk: int) -> None:
    """250 a chunk: all rules and completions, ties, groups, conflicts, minimums, quorums, removals, cost 0, points."""
    random = _random(chunk)
    for number in range(250):
        pot, ballots = any_pot(random)
        assert_same(pot, ballots, f"chunk {chunk}, pot {number}")


@pytest.mark.parametrize("chunk", range(2))
@given(data=st.randoms(use_true_random=False))
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_pots_that_hypothesis_draws(chunk: int, data: Random) -> None:
    """250 a chunk; hypothesis shrinks the draws of a pot that fails."""
    pot, ballots = any_pot(data)
    assert_same(pot, ballots, f"hypothesis, chunk {chunk}")


@pytest.mark.parametrize("rule", [SHARES, *EQUAL_SHARES, EXPANDING, *GREEDY_ORDERS])
def test_larger_pots_with_many_ties(rule: str) -> None:
    """Costs and rankings from few values, so that equal supports and decisive ties come often."""
    random = _random(5)
    for number in range(20):
        pot, _ = random_pot(random)
        size = len(pot.ids)
        ballots = [
            Ballot(tuple((each,) for each in random.sample(range(size), random.randint(1, min(3, size)))))
            for _ in range(60)
        ]
        completion = "none" if rule in {EXPANDING, *GREEDY_ORDERS} else pot.completion
        costs = tuple(random.choice([40, 60, 80]) for _ in range(size))
        pot = pot._replace(rule=rule, completion=completion, budget=240, costs=costs)
        assert_same(pot, ballots, f"{rule}, pot {number}")


def _methods(pot: Pot, *, points: bool, large: bool, small: bool) -> Iterator[Pot]:
    for rule in (SHARES, *GREEDY_ORDERS, *EQUAL_SHARES, EXPANDING):
        if points and rule in PLACES:
            continue
        yield pot._replace(rule=rule, completion="none")
        if rule == SHARES and not large:
            yield pot._replace(rule=rule, completion="add1u")
        if small and rule in EQUAL_SHARES:
            yield pot._replace(rule=rule, completion="add1" if rule == BY_POINTS else "add1u")


@pytest.mark.parametrize("name", [*SMALL, *MIDDLE, *LARGE])
def test_files(shared: Path, name: str) -> None:
    """Ranked files, approvals as one tied group, points as they are given."""
    file = read_pb(shared / "data" / "pabulib" / f"{name}.pb")
    points = any(ballot.points for ballot in file.ballots)
    for pot in _methods(file.pot, points=points, large=name in LARGE, small=name in SMALL):
        assert_same(pot, file.ballots, f"{name}, {pot.rule}, {pot.completion}")


def test_no_file_is_left_out(shared: Path) -> None:
    assert sorted([*SMALL, *MIDDLE, *LARGE]) == sorted(each.stem for each in (shared / "data").rglob("*.pb"))
