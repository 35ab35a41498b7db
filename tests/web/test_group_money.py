"""What each group of voters paid: their parts, who was counted with whom, and small numbers that stay hidden."""

import re
from fractions import Fraction

from pbvote.domain.counted_pot import CountedGroup
from pbvote.domain.pot import Tier
from pbvote.domain.rules import CountMethod
from pbvote.storage.queries.results import PotResult
from pbvote.web.group_money import GroupMoney, group_money
from pbvote.web.rule_words import rule_words
from pbvote.web.steps import steps_page
from pbvote.web.voting_money import voting_money_of
from pbvote.web.why import why_page
from tests.web.made_results import made_result

HALVES = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))
COSTS = {"a": 60_000, "b": 30_000, "c": 20_000}


def groups_in(found: PotResult) -> GroupMoney:
    made = group_money(found.counted, found.group_names)
    assert made is not None
    return made


def test_each_group_has_its_part_its_people_and_what_they_paid() -> None:
    found = made_result(COSTS, {"a/young": 20, "b/old": 80}, CountMethod(completion="none"), groups=HALVES)
    paying = groups_in(found)
    assert paying.rows[0][:4] == ("Young people", "50 in 100", "20", "£25")
    assert paying.rows[1][:4] == ("Grown-ups", "50 in 100", "80", "£6.25")
    assert not paying.withheld
    assert [bar.name for bar in paying.bars] == ["Young people", "Grown-ups"]


def test_it_says_that_no_money_was_set_aside_and_how_far_apart_voters_may_be() -> None:
    words = " ".join(groups_in(made_result(COSTS, {"a/young": 20, "b/old": 80}, groups=HALVES)).words)
    assert "No project was set aside for it." in words
    assert "Nobody had more than 5 times the voting money of anybody else." in words


def test_a_group_that_was_too_small_is_told_with_whom_it_was_counted() -> None:
    found = made_result(COSTS, {"a/old": 90}, groups=HALVES)
    words = " ".join(groups_in(found).words)
    assert "Too few people in “Young people” voted to be a group of their own." in words
    assert "Their votes were counted together with those of “Grown-ups”." in words


def test_a30_a_group_of_few_people_hides_the_numbers_of_all_groups() -> None:
    """One number is the whole less the others."""
    found = made_result(COSTS, {"a/young": 7, "ab/old": 93}, groups=HALVES)
    paying = groups_in(found)
    assert paying.withheld
    assert paying.bars == ()
    told = " ".join(" ".join(row[2:]) for row in paying.rows) + " ".join(paying.words)
    assert not re.search(r"\b(7|93)\b|£", told), told


def test_rounded_sums_say_that_they_are() -> None:
    found = made_result(COSTS, {"a/young": 20, "ab/old": 80}, CountMethod(completion="none"), groups=HALVES)
    paying = groups_in(found)
    assert paying.rows[0][4].startswith(("about £", "less than £"))
    assert "rounded to whole steps of £500" in paying.words[-1]


def test_a_pot_without_groups_under_t0_or_with_nothing_counted_has_no_such_part() -> None:
    plain = made_result(COSTS, {"a": 60, "b": 40})
    assert group_money(plain.counted, plain.group_names) is None
    small = made_result(COSTS, {"a/young": 5, "b/old": 20}, tier=Tier.T0, groups=HALVES)
    assert group_money(small.counted, small.group_names) is None
    few = made_result(COSTS, {"a/young": 15, "b/old": 20}, quorum=50, groups=HALVES)
    assert group_money(few.counted, few.group_names) is None


def test_the_other_pages_name_no_share_of_everybody() -> None:
    """In such a pot voters have different amounts."""
    found = made_result(COSTS, {"a/young": 30, "ab/old": 70}, groups=HALVES, analysed=True)
    assert "Each group of voters has a part of the money." in rule_words(found.document)[0]
    assert "equal share" not in " ".join(rule_words(found.document))
    page = steps_page(found)
    assert page is not None
    assert not page.each
    assert "all voters together had" in page.completion[0]
    voting = voting_money_of(found.counted, found.titles)
    assert voting is not None
    assert found.counted is not None
    assert voting.bar.amount == found.counted.budget + found.counted.kept_k * found.counted.n * 10
    for project in found.projects.values():
        assert "each person" not in " ".join(why_page(found, project).story.paragraphs)
