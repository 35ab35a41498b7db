"""Parts as they are typed, and groups as residents read them."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.group_words import PartError, groups_in_words, parse_part, part_in_words, who_is_in
from pbvote.domain.round_words import PotRules, rules_in_words
from pbvote.domain.voter_group import GroupShares, VoterGroup
from tests.domain.test_voter_group import BY_AGE, BY_KIND

POT = PotRules("Area", "ranked-equal-shares", "add1u", 5, 0, shares=BY_AGE)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("50%", Fraction(1, 2)),
        (" 50 % ", Fraction(1, 2)),
        ("50", Fraction(1, 2)),
        ("12.5%", Fraction(1, 8)),
        ("1/3", Fraction(1, 3)),
        ("2 / 6", Fraction(1, 3)),
        ("0.5%", Fraction(1, 200)),
    ],
)
def test_a_part(typed: str, part: Fraction) -> None:
    assert parse_part(typed) == part


@pytest.mark.parametrize(
    "typed",
    [
        "", "half", "0", "0%", "100%", "101", "1/1", "3/2", "1/0", "-1/2", "1/2%", "50%%", "1e1", "\u0665\u0660",
        "1/2/3", "0/5", "1.12345",
    ],
)  # fmt: skip
def test_what_is_no_part(typed: str) -> None:
    with pytest.raises(PartError):
        parse_part(typed)


@given(st.integers(1, 999_999), st.integers(2, 999_999))
def test_a_part_is_read_back_as_it_is_written(above: int, below: int) -> None:
    part = Fraction(min(above, below - 1), below)
    assert parse_part(part_in_words(part)) == part


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (BY_AGE.groups[0], "17 or younger"),
        (BY_AGE.groups[1], "18 or older"),
        (VoterGroup("a", "A", Fraction(1), 11, 15), "11 to 15 years old"),
        (VoterGroup("a", "A", Fraction(1), 16, 16), "16 years old"),
        (VoterGroup("a", "A", Fraction(1), 0, 15), "15 or younger"),
        (BY_KIND.groups[1], "leaseholder or owner"),
        (VoterGroup("a", "A", Fraction(1)), "everybody"),
    ],
)
def test_who_is_in_a_group(group: VoterGroup, words: str) -> None:
    assert who_is_in(group) == words


@pytest.mark.parametrize(
    "shares", [BY_AGE, BY_KIND, replace(BY_AGE, min_group=1, max_ratio=1), replace(BY_AGE, max_ratio=2)]
)
def test_the_rules_say_that_a_part_is_voting_power(shares: GroupShares) -> None:
    """In short sentences, and without promising everybody the same."""
    words = rules_in_words([replace(POT, shares=shares)], change_allowed=True)
    assert groups_in_words(shares) in words
    assert "It is not money that must be spent on something for that group." in words
    assert "Everybody who votes has an equal share of the money in the pot" not in words
    assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.:])\s+", words)) <= 25


def test_a_pot_with_parts_is_explained_beside_one_without() -> None:
    words = rules_in_words([POT, replace(POT, title="Other", shares=None)], change_allowed=True)
    assert "Area: Groups of voters share the voting money:" in words
    assert "Other: Everybody who votes has an equal share" in words
