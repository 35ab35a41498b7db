"""Two programs by two people from the same papers: the whole document, byte for byte."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.verifier.canonical import encode
from pbvote.verifier.pot import GREEDY_ORDERS, Ballot, Pot
from pbvote.verifier.recount import first_difference
from pbvote.verifier.result import count_pot

from .pb_file import read_pb
from .pots import random_pot


def _by_tally(pot: Pot, ballots: list[Ballot]) -> dict[str, Any]:
    counted = CountedPot(
        budget=pot.budget,
        projects=tuple(CountedProject(each, cost) for each, cost in zip(pot.ids, pot.costs, strict=True)),
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        conflicts=tuple(tuple(pot.ids[each] for each in group) for group in pot.conflicts),
        withdrawn=frozenset(pot.ids[each] for each in pot.withdrawn),
    )
    rankings = [Ranking.tied((pot.ids[each] for each in place) for place in ballot.ranking) for ballot in ballots]
    step = pot.share_step if pot.completion != "none" else None
    method = CountMethod(pot.rule, pot.completion, step, pot.on_overflow)
    return dict(document(count(counted, rankings, [pot.ids[each] for each in pot.tie_order], method)))


def _assert_same(pot: Pot, ballots: list[Ballot], where: str) -> None:
    theirs, ours = _by_tally(pot, ballots), count_pot(pot, ballots)
    assert first_difference(theirs, ours, "") is None, (where, pot, ballots if len(ballots) < 20 else "")
    assert encode(theirs) == encode(ours)


@pytest.mark.parametrize("seed", range(6))
def test_random_pots(seed: int) -> None:
    """Ties in rankings, conflicts, minimums, removals, free projects, quorum, every completion: 150 a seed."""
    random = Random(seed)  # noqa: S311 # a test needs the same draw each time
    for number in range(150):
        pot, ballots = random_pot(random)
        pot = pot._replace(quorum=random.choice([0, 0, 0, 4]))
        _assert_same(pot, ballots, f"seed {seed}, pot {number}")


@pytest.mark.parametrize("rule", sorted(GREEDY_ORDERS))
@pytest.mark.parametrize("overflow", ["skip", "stop"])
def test_random_pots_by_greedy_rules(rule: str, overflow: str) -> None:
    random = Random(11)  # noqa: S311 # a test needs the same draw each time
    for number in range(150):
        pot, ballots = random_pot(random)
        pot = pot._replace(rule=rule, completion="none", on_overflow=overflow)
        _assert_same(pot, ballots, f"{rule}, pot {number}")


def test_larger_random_pots_with_many_ties() -> None:
    """Costs and rankings from few values, so that equal supports and decisive ties come often."""
    random = Random(5)  # noqa: S311 # a test needs the same draw each time
    for number in range(25):
        pot, ballots = random_pot(random)
        size = len(pot.ids)
        ballots = [
            Ballot(tuple((each,) for each in random.sample(range(size), random.randint(1, min(3, size)))))
            for _ in range(60)
        ]
        pot = pot._replace(budget=240, costs=tuple(random.choice([40, 60, 80]) for _ in range(size)))
        _assert_same(pot, ballots, f"pot {number}")


@pytest.mark.parametrize("completion", ["none", "add1", "add1u"])
@pytest.mark.parametrize(
    "name",
    [
        "Poland_Krakow_2024_Podgorze",
        "Poland_Krakow_2024_Zwierzyniec",
        "Switzerland_Zurich_S5R",
        "US_Stanford_Dataset_PB_Chicago_47th_Ward_2022_Youth_vote_rankings",
        "US_Stanford_Dataset_PB_Dieppe_2015_vote_rankings",
        "US_Stanford_Dataset_PB_Rochester_NY_2019_vote_rankings",
        "Poland_Swiecie_2023",
        "Netherlands_Assen_2024",
    ],
)
def test_real_files(shared: Path, name: str, completion: str) -> None:
    """Ranked files, and approval files as one tied group."""
    file = read_pb(shared / "data" / "pabulib" / f"{name}.pb", completion=completion)
    _assert_same(file.pot, file.ballots, name)


def test_the_whole_city_of_krakow(shared: Path) -> None:
    file = read_pb(shared / "data" / "pabulib" / "Poland_Krakow_2024.pb", completion="add1u")
    _assert_same(file.pot, file.ballots, "Krakow 2024")


@pytest.mark.parametrize("rule", sorted(GREEDY_ORDERS))
def test_a_real_file_by_greedy_rules(shared: Path, rule: str) -> None:
    file = read_pb(shared / "data" / "pabulib" / "Poland_Krakow_2024_Podgorze.pb", rule=rule)
    _assert_same(file.pot, file.ballots, rule)
