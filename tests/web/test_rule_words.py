"""Each rule has words of its own for residents, and the paper that it comes from."""

import pytest

from pbvote.domain.rules import RULES
from pbvote.web.rule_words import paper_of, rule_words


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_told_in_whole_sentences(rule: str) -> None:
    words = rule_words({"rule": rule})
    assert words
    assert all(each.endswith(".") for each in words)


def test_no_two_rules_are_told_alike() -> None:
    assert len({rule_words({"rule": rule}) for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_names_its_paper_as_text(rule: str) -> None:
    paper = paper_of({"rule": rule})
    assert paper is not None
    assert (paper.title, paper.address) == (RULES[rule].reference.title, RULES[rule].reference.link)
    assert str(RULES[rule].reference.year) in paper.words
    assert " and " in paper.words, "each was written by more than one person"


def test_groups_are_not_told_of_an_equal_share() -> None:
    assert "equal share" not in " ".join(rule_words({"rule": "ranked-equal-shares", "groups": [{}]}))
    assert "equal share" in " ".join(rule_words({"rule": "ranked-equal-shares", "groups": []}))


def test_a_rule_that_is_not_known_has_no_paper() -> None:
    assert paper_of({"rule": "nobody-knows"}) is None
