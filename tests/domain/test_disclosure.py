"""What the public sees of a result: the same by two programs, and no small number in it or behind it."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.disclosure import SMALL, public_result
from pbvote.domain.pot import Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally import count
from pbvote.verifier.redaction import public_result as verifiers_public_result

IDS = "ABCDEF"


@st.composite
def results(draw: st.DrawFn) -> Result:
    """A count of up to six projects, with groups of voters small and large."""
    ids = IDS[: draw(st.integers(1, 6))]
    budget = draw(st.integers(50, 400))
    ballots: Counter[Ranking] = Counter()
    for _ in range(draw(st.integers(1, 8))):
        ranking = draw(st.permutations(ids))[: draw(st.integers(1, min(3, len(ids))))]
        ballots[Ranking.of(ranking)] += draw(st.sampled_from([1, 2, 4, 8, 9, 10, 11, 19, 20, 40]))
    blank = draw(st.integers(0, 12))
    if blank:
        ballots[Ranking()] += blank
    pot = CountedPot(
        budget=budget,
        projects=tuple(CountedProject(each, draw(st.integers(1, budget))) for each in ids),
        max_ranks=3,
        minimum_supporters=draw(st.sampled_from([0, 0, 12])),
        withdrawn=frozenset(draw(st.sets(st.sampled_from(ids), max_size=1))),
    )
    rule = draw(st.sampled_from(sorted(RULES)))
    return count(pot, ballots, tuple(ids), CountMethod(rule, RULES[rule].completions[0]))


@settings(max_examples=100, deadline=None)
@given(results(), st.sampled_from(Tier))
def test_two_programs_withhold_the_same(result: Result, tier: Tier) -> None:
    """Ours and the verifier's were written from one page and share no code."""
    ours = public_result(result, "spring-2027", "youth", tier)
    theirs = verifiers_public_result(document(result), "spring-2027", "youth", tier.value)
    assert canonical_bytes(ours) == canonical_bytes(theirs)


def is_small(number: int) -> bool:
    """Whether it speaks of so few that they could be known."""
    return 0 < number < SMALL


@settings(max_examples=100, deadline=None)
@given(results())
def test_no_number_of_people_is_small(result: Result) -> None:
    """Of steps and of projects; and no money from which such a number follows."""
    public = public_result(result, "r", "p", Tier.T1)
    for step in public["steps"]:
        assert step["paid_in_full"] is step["paid_less"] is None
        assert step["supporters"] is None or step["supporters"] >= SMALL
        if step["supporters"] is None:
            assert step["money_behind"] is step["rho"] is step["effective_support"] is None
    for project in public["projects"]:
        assert project["points"] is project["best_money"] is project["best_step"] is None
        assert not is_small(project["supporters"] or 0)
        assert not is_small(project["first_choices"] or 0)


@settings(max_examples=100, deadline=None)
@given(results())
def test_no_small_number_is_the_difference_of_two_that_are_shown(result: Result) -> None:
    """Supporters without first choices, people without supporters, supporters as cast and in a step."""
    public = public_result(result, "r", "p", Tier.T1)
    in_step = {step["project"]: step["supporters"] for step in public["steps"]}
    for project in public["projects"]:
        told = [each for each in (project["supporters"], project["first_choices"]) if each is not None]
        step = in_step.get(project["id"])
        shown = told if step is None else [*told, step]
        assert not any(is_small(abs(one - other)) for one in shown for other in shown)
        assert not any(is_small(public["n"] - number) for number in told)


def known_first_choices(public: dict[str, Any]) -> dict[str, bool]:
    """Whether a reader knows the first choices of each project: told, or told by a step at level 1."""
    in_step = {step["project"] for step in public["steps"] if step["level"] == 1 and step["supporters"] is not None}
    return {each["id"]: each["first_choices"] is not None or each["id"] in in_step for each in public["projects"]}


@settings(max_examples=100, deadline=None)
@given(results())
def test_no_hidden_first_choice_follows_by_subtraction(result: Result) -> None:
    """All first choices together are n: what is hidden is hidden among several, and not a few people in all."""
    public = public_result(result, "r", "p", Tier.T1)
    known = known_first_choices(public)
    hidden = [each.first_choices or 0 for each in result.projects if not known[each.id]]
    could_hide_more = any(
        each["first_choices"] is not None and not _by_step(public, each["id"]) for each in public["projects"]
    )
    if could_hide_more:
        assert len(hidden) != 1
        assert not is_small(sum(hidden))


def _by_step(public: dict[str, Any], project: str) -> bool:
    return any(
        step["project"] == project and step["level"] == 1 and step["supporters"] is not None for step in public["steps"]
    )


@settings(max_examples=50, deadline=None)
@given(results())
def test_a_reason_holds_no_number_that_is_not_shown(result: Result) -> None:
    """It is made anew from what is shown: every number in it stands elsewhere in the document too."""
    public = public_result(result, "r", "p", Tier.T1)
    reasons = [project.pop("reason") for project in public["projects"]]
    shown = set(re.findall("[0-9]+", json.dumps(public)))
    for reason in reasons:
        assert set(re.findall("[0-9]+", reason.replace("fewer than 10", ""))) <= shown


def test_the_smallest_tier_names_projects_and_turnout_only() -> None:
    result = count(_pot(), {Ranking.of("AB"): 12, Ranking.of("B"): 3}, ("A", "B"), CountMethod("points-greedy", "none"))
    public = public_result(result, "r", "p", Tier.T0)
    assert set(public) == {
        "budget", "funded", "left", "pot", "projects", "round", "rule", "spent", "tier", "turnout", "v",
    }  # fmt: skip
    assert all(set(project) == {"cost", "id", "state"} for project in public["projects"])


@pytest.mark.parametrize(
    ("a_first", "b_first", "both", "shown"),
    [
        (30, 20, 0, {"A": (30, 30), "B": (20, 20)}),
        (9, 20, 0, {"A": (None, None), "B": (None, None)}),  # the nine are all but the twenty
        (30, 20, 9, {"A": (None, None), "B": (None, None)}),  # nine chose B second: the difference is they
        (30, 20, 10, {"A": (40, 40), "B": (30, 20)}),
    ],
)
def test_worked_cases(a_first: int, b_first: int, both: int, shown: dict[str, tuple[int | None, int | None]]) -> None:
    """Supporters and first choices of two projects; `both` rank A above B."""
    ballots = {Ranking.of("A"): a_first, Ranking.of("B"): b_first, Ranking.of("AB"): both}
    result = count(
        _pot(),
        {each: times for each, times in ballots.items() if times},
        ("A", "B"),
        CountMethod("points-greedy", "none"),
    )
    public = public_result(result, "r", "p", Tier.T1)
    assert {each["id"]: (each["supporters"], each["first_choices"]) for each in public["projects"]} == shown


def _pot() -> CountedPot:
    return CountedPot(budget=100, projects=(CountedProject("A", 60), CountedProject("B", 60)), max_ranks=2)
