"""What a project's supporters paid for: rounded where the tier rounds, and no number of few people on the page."""

import json
import re
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from pbvote.domain.analysis import Analysis, ProjectAnalysis, Spending
from pbvote.domain.pot import Tier
from pbvote.storage.queries.results import PotResult
from pbvote.web.why_spending import WhySpending, spending_of
from tests.web.made_results import made_result
from tests.web.test_why import page_of, pots, words_of

COSTS = {"a": 60_000, "b": 30_000, "c": 20_000}
BALLOTS = {"ac": 60, "b": 30, "c": 10}


def spending(found: PotResult, project: str) -> WhySpending | None:
    return spending_of(found, found.counted.outcome_of(project) if found.counted else None)


def test_exact_amounts_are_told_where_nothing_is_withheld() -> None:
    """Of a bundle with everything, as its auditors have."""
    each = ProjectAnalysis(
        "c", 10_000, None, Fraction(79_800), (Spending(1, "a", Fraction(60_000), 60),), Fraction(19_800)
    )
    made = spending(replace(made_result(COSTS, BALLOTS), analysis=Analysis("all", (each,))), "c")
    assert made is not None
    assert made.title == "Where its supporters’ money went"
    assert made.rows == (("Step 1: Bike shed", "£600"), ("Not spent at the end", "£198"))
    assert [bar.lost for bar in made.bars] == [False, True], "what was left did not reach the cost"
    assert made.note == ""


def test_rounded_amounts_say_so_and_what_is_not_named_is_called_up_to() -> None:
    found = made_result({"a": 60_000, "b": 60_000, "c": 95_000}, {"abc": 100, "bca": 100, "c": 20}, analysed=True)
    made = [spending(found, project) for project in "abc"]
    assert any(made)
    for each in filter(None, made):
        assert each.rows[-1][0] == "Other projects, or not spent"
        assert each.rows[-1][1].startswith("up to £")
        assert "rounded down to whole steps" in each.note


def test_a_winner_shows_its_own_cost_whole() -> None:
    """Everybody knows that its supporters paid all of it."""
    made = spending(made_result(COSTS, BALLOTS, analysed=True), "a")
    assert made is not None
    assert made.title == "What its supporters’ money paid for"
    assert made.rows[0] == ("Step 1: Bike shed", "£600")


def test_a_winner_says_how_many_ranked_it_and_what_they_had() -> None:
    """More people rank a project than pay for it: else the bars would come to more than those had."""
    made = spending(made_result(COSTS, BALLOTS, analysed=True), "a")
    assert made is not None
    assert made.lead.startswith("60 people ranked it, in any place. At the start they had £")


def test_in_a_pot_with_groups_the_rest_is_named_and_not_shown_and_no_bar_stands_alone() -> None:
    """What all supporters had would tell how many of them are in which group."""
    found = made_result(COSTS, BALLOTS)
    other = (Spending(2, "b", Fraction(20_000), 30),)
    with_other, alone = (
        replace(found, analysis=Analysis("young", (ProjectAnalysis("a", None, None, None, each),)), grain=20_000)
        for each in (other, (Spending(1, "a", Fraction(60_000), 60),))
    )
    made = spending(with_other, "a")
    assert made is not None
    assert made.rows[-1] == ("Other projects, or not spent", "not shown")
    assert "had" not in made.lead
    assert spending(alone, "a") is None


def test_without_an_analysis_there_is_no_such_part() -> None:
    assert spending(made_result(COSTS, BALLOTS), "c") is None
    small = made_result({"a": 60_000}, {"a": 20}, tier=Tier.T0, analysed=True)
    assert small.analysis is None
    assert spending(small, "a") is None


def test_of_one_with_few_supporters_nothing_is_told() -> None:
    found = made_result({"a": 60_000, "b": 70_000}, {"a": 60, "b": 4}, analysed=True)
    assert spending(found, "b") is None
    assert page_of(found, "b").closeness == ()


@settings(max_examples=40)
@given(pots())
def test_a30_every_amount_on_the_page_is_one_that_the_public_file_shows(
    made: tuple[dict[str, int], dict[str, int]],
) -> None:
    """Or a cost, or a difference of the two: the page knows nothing else."""
    found = made_result(*made, analysed=True)
    known = json.loads(found.analysis_file or b"{}")
    for entry in known.get("projects", []):
        part = spending(found, entry["id"])
        if part is None:
            continue
        shown = {int(Fraction(each["amount"])) for each in entry["spending"]} | {made[0][entry["id"]]}
        for _name, text in part.rows[:-1] if entry["money"] is not None else part.rows:
            pounds = re.search(r"£([0-9,]+)", text)
            assert pounds is not None
            assert any(amount // 100 == int(pounds[1].replace(",", "")) for amount in shown)


@settings(max_examples=40)
@given(pots())
def test_the_whole_page_holds_no_number_of_few_people(made: tuple[dict[str, int], dict[str, int]]) -> None:
    found = made_result(*made, analysed=True)
    told = {value for each in found.document["projects"] for value in (each["supporters"], each["first_choices"])}
    told |= {each["supporters"] for each in found.document["steps"]} | {found.document["n"]}
    told |= set(range(10, 201, 10))
    for project in found.projects:
        page = page_of(found, project)
        words = words_of(page) + " ".join(word for part in page.closeness for word in part.words)
        for number in re.findall(r"([0-9,]+) (?:more )?(?:people|person)", words.replace("ewer than 10 people", "")):
            assert int(number.replace(",", "")) in told
