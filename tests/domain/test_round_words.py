"""The rules and the electorate in words."""

import re
from dataclasses import replace
from datetime import date

import pytest

from pbvote.domain.pot import Electorate
from pbvote.domain.round_words import PotRules, rules_in_words, who_may_vote
from pbvote.domain.rules import ROUND_RULES

YOUTH = PotRules("Young people’s pot", "ranked-equal-shares", "add1u", 5, 0)
EVERY = [
    PotRules("Pot", rule.rule_id, completion, 3, 2) for rule in ROUND_RULES.values() for completion in rule.completions
]
DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("electorate", "words"),
    [
        (Electorate(), "For every member of the trust."),
        (Electorate(11, 19, DAY), "For you if you are 11 to 19 years old on 1 March 2027."),
        (Electorate(11, None, DAY), "For you if you are 11 or older on 1 March 2027."),
        (Electorate(None, 25, DAY), "For you if you are 25 or younger on 1 March 2027."),
        (Electorate(16, 16, DAY), "For you if you are 16 years old on 1 March 2027."),
        (Electorate(wards=("Docks",)), "For you if you live in Docks."),
        (
            Electorate(16, None, DAY, ("Millgate", "Docks", "Hill"), ("tenant",)),
            "For you if you are 16 or older on 1 March 2027, you live in Docks, Hill or Millgate and you are a member of this kind: tenant.",  # noqa: E501 - one sentence
        ),
    ],
)
def test_who_may_vote(electorate: Electorate, words: str) -> None:
    assert who_may_vote(electorate) == words


@pytest.mark.parametrize("pot", EVERY, ids=lambda pot: f"{pot.rule} {pot.completion}")
def test_every_rule_and_completion_has_words(pot: PotRules) -> None:
    """Short sentences, and nothing that the rule does not promise."""
    words = rules_in_words([pot], change_allowed=True)
    assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.])\s+", words)) <= 25
    assert "up to 3 projects" in words
    assert "at least 2 people" in words
    assert "public draw" in words
    assert not re.search(r"quota|surplus|tally|hurt|always|harm", words, re.IGNORECASE)


def test_pots_that_are_counted_alike_are_explained_once() -> None:
    words = rules_in_words([YOUTH, YOUTH], change_allowed=True)
    assert words.count("equal share of the money") == 1


def test_pots_that_differ_are_each_explained() -> None:
    points = PotRules("Lanes", "points-greedy", "none", 2, 4)
    words = rules_in_words([YOUTH, points], change_allowed=False)
    assert "Young people’s pot: Everybody who votes has an equal share" in words
    assert "Lanes: A first choice gives a project the most points" in words
    assert "Lanes: up to 2 projects." in words
    assert "A project in Lanes can only be funded if at least 4 people" in words
    assert "A vote cannot be changed once it is cast." in words


def test_one_rank_is_one_project() -> None:
    one = PotRules("Pot", "points-greedy", "none", 1, 0)
    assert "You put one project first." in rules_in_words([one], change_allowed=True)


def test_no_pots_have_no_rules() -> None:
    assert rules_in_words([], change_allowed=True) == ""


def test_a_quorum_is_said_for_the_pots_that_have_one() -> None:
    one = replace(YOUTH, quorum=30)
    said = rules_in_words([one], change_allowed=True)
    assert "Nothing in Young people’s pot is funded unless at least 30 people vote." in said
    both = rules_in_words([one, replace(one, title="Lanes")], change_allowed=True)
    assert both.count("Nothing in a pot is funded unless at least 30 people vote.") == 1
    other = rules_in_words([YOUTH, replace(YOUTH, title="Lanes", quorum=1)], change_allowed=True)
    assert "Nothing in Lanes is funded unless at least one person votes." in other
    assert "unless" not in rules_in_words([YOUTH], change_allowed=True)
