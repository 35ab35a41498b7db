"""Practice ballots are invented in a stated way: from a seed, the same on every machine, and valid for the pot."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.practice import Practice, practice_ballots

POT = CountedPot(
    budget=1000, projects=tuple(CountedProject(name, 100) for name in ("a", "b", "c", "d", "e", "f")), max_ranks=3
)


def test_the_same_seed_invents_the_same_people() -> None:
    assert practice_ballots(POT, Practice(50, "one")) == practice_ballots(POT, Practice(50, "one"))


def test_these_people_are_invented_on_every_machine() -> None:
    """Fixed here, so that another machine or another release cannot invent others under the same seed."""
    found = [" ".join(each.ranking.ids) for each in practice_ballots(POT, Practice(6, "practice 1"))]
    assert found == FIXED


FIXED = ["e", "d b", "b d", "f b", "f b d", "b f a"]


def test_another_seed_invents_others() -> None:
    assert practice_ballots(POT, Practice(50, "one")) != practice_ballots(POT, Practice(50, "two"))


def test_more_people_are_the_same_ones_and_others() -> None:
    assert practice_ballots(POT, Practice(60, "one"))[:50] == practice_ballots(POT, Practice(50, "one"))


@pytest.mark.parametrize("people", [0, 1, 200])
def test_there_are_as_many_as_asked(people: int) -> None:
    assert len(practice_ballots(POT, Practice(people, "one"))) == people


def test_every_ballot_is_one_that_the_pot_takes() -> None:
    for ballot in practice_ballots(POT, Practice(300, "one")):
        assert 1 <= len(ballot.ranking) <= 3
        assert set(ballot.ranking.ids) <= set(POT.ids)
        assert ballot.group == "all"


def test_nobody_ranks_a_withdrawn_project() -> None:
    pot = replace(POT, withdrawn=frozenset({"a", "b"}))
    assert {each for ballot in practice_ballots(pot, Practice(300, "one")) for each in ballot.ranking.ids} == set(
        "cdef"
    )


@pytest.mark.parametrize("withdrawn", [frozenset("abcdef"), frozenset("abcde")])
def test_few_or_no_projects_are_no_trouble(withdrawn: frozenset[str]) -> None:
    ballots = practice_ballots(replace(POT, withdrawn=withdrawn), Practice(20, "one"))
    assert len(ballots) == (20 if len(withdrawn) == 5 else 0)


def test_the_groups_of_a_pot_are_about_as_large() -> None:
    groups = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))
    found = Counter(each.group for each in practice_ballots(replace(POT, groups=groups), Practice(400, "one")))
    assert set(found) == {"young", "old"}
    assert min(found.values()) > 150


def test_people_differ_in_what_they_like_and_in_how_much_they_rank() -> None:
    """No taste fits all: every project is somebody's first choice, and ballots are of every length."""
    ballots = practice_ballots(POT, Practice(400, "one"))
    assert {each.ranking.ids[0] for each in ballots} == set(POT.ids)
    lengths = Counter(len(each.ranking) for each in ballots)
    assert all(100 < lengths[length] < 170 for length in (1, 2, 3))
