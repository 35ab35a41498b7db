"""The page of every step: the chart and the table say the same, and nothing that rests on few people."""

import re

from pbvote.domain.pot import Tier
from pbvote.domain.rules import CountMethod
from pbvote.web.steps import StepsPage, steps_page
from tests.factories import World
from tests.web.made_results import made_result
from tests.web.page_rules import X
from tests.web.visitor import Visitor

STEPS = "/rounds/spring-2027/youth/results/steps"
ONE_RUN = CountMethod(completion="none")


def row_of(page: StepsPage, place: int) -> dict[str, str]:
    """A row of the table by its headings."""
    return {column.title: cell for column, cell in zip(page.columns, page.lines[place].cells, strict=True)}


def test_each_step_stands_in_chart_and_table_with_the_same_numbers() -> None:
    page = steps_page(made_result({"a": 60_000, "b": 20_000}, {"ab": 60, "b": 40}, ONE_RUN))
    assert page is not None
    assert [(bar.name, bar.text) for bar in page.bars] == [
        ("Step 1: Bike shed", "£600 behind it, cost £600"),
        ("Step 2: Quiet room", "£400 behind it, cost £200"),
    ]
    assert row_of(page, 0) == {
        "Choices looked at": "First choices",
        "People": "60",
        "Money behind it": "£600",
        "Cost": "£600",
        "Most that one person paid": "£10",
        "Left afterwards": "£400",
    }


def test_a_step_with_fewer_than_ten_people_has_no_money_and_no_bar() -> None:
    """The cost, divided by the most that one of them paid, would give their number."""
    page = steps_page(made_result({"a": 60_000, "b": 5_000}, {"a": 91, "b": 9}, ONE_RUN))
    assert page is not None
    row = row_of(page, 1)
    assert row["People"] == "fewer than 10"
    assert row["Money behind it"] == row["Most that one person paid"] == "not shown"
    assert (page.bars[1].text, page.bars[1].width) == ("fewer than 10 people, cost £50", "")
    assert page.few


def test_the_money_that_was_left_over_is_that_of_the_pot() -> None:
    page = steps_page(made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40}))
    assert page is not None
    row = row_of(page, -1)
    assert (row["Choices looked at"], row["Left afterwards"]) == ("Money left over", "£100 of the pot")
    assert row["Money behind it"] == row["Most that one person paid"] == "nobody paid"
    assert page.bars[-1].text == "£400 left in the pot, cost £300"


def test_one_run_is_kept_and_the_last_one_costs_too_much() -> None:
    page = steps_page(made_result({"a": 60_000, "b": 70_000}, {"a": 60, "b": 40}))
    assert page is not None
    fates = [run.fate for run in page.runs]
    assert fates.count("This run counts.") == 1
    assert fates[-1] == "It cost more than the pot."
    kept = page.runs[fates.index("This run counts.")]
    assert f"each person had {kept.voting} of voting money" in " ".join(page.rule)
    assert f"Run {kept.number} is the one that counts." in " ".join(page.completion)


def test_a_greedy_rule_shows_the_pot_and_no_voting_money() -> None:
    page = steps_page(
        made_result({"a": 60_000, "b": 30_000}, {"ab": 60, "b": 10}, CountMethod("points-greedy", "none"))
    )
    assert page is not None
    assert not page.by_shares
    assert page.runs == ()
    assert page.bars[0].text == "£1,000 left in the pot, cost £600"
    assert [column.title for column in page.columns] == ["People", "Cost", "Left afterwards"]
    assert [row_of(page, place)["Left afterwards"] for place in (0, 1)] == ["£400", "£100"]


def test_under_t0_there_is_no_step_to_show() -> None:
    assert steps_page(made_result({"a": 60_000}, {"a": 20}, tier=Tier.T0)) is None


def test_the_page_draws_charts_with_a_title_and_a_description(finished: World) -> None:
    page = Visitor(finished).get(STEPS)
    assert page.heading == "How the count went, step by step"
    assert page.document is not None
    drawn = [each for each in page.document.iter() if each.tag.endswith("}svg") and each.get("role") == "img"]
    assert len(drawn) == 2
    for each in drawn:
        kinds = [child.tag.rpartition("}")[2] for child in each]
        assert kinds[:2] == ["title", "desc"]
    cells = [" ".join("".join(cell.itertext()).split()) for cell in page.document.iter(f"{X}td")]
    for amount in re.findall(r"cost (£[0-9,]+(?:\.[0-9]{2})?)", page.words):
        assert amount in cells


def test_a_small_pot_says_why_it_shows_no_steps(finished: World) -> None:
    words = Visitor(finished).get("/rounds/spring-2027/everybody/results/steps").words
    assert "Fewer than 30 votes were cast in this pot." in words
    assert "Step 1" not in words


def test_before_publishing_there_are_no_steps(visitor: Visitor) -> None:
    assert "Voting is still open." in visitor.get(STEPS, 404).words
    assert visitor.get("/rounds/nowhere/youth/results/steps", 404).heading == "We cannot find that page"
