"""Where the voters' money went: parts that add up, two kinds of money kept apart, nothing that rests on few people."""

import pytest

from pbvote.domain.pot import Tier
from pbvote.domain.rules import CountMethod
from pbvote.storage.queries.results import PotResult
from pbvote.web.voting_money import VotingMoney, total_of, voting_money_of
from tests.factories import World
from tests.web.made_results import made_result
from tests.web.page_rules import X
from tests.web.visitor import Visitor

ONE_RUN = CountMethod(completion="none")
YOUTH = "/rounds/spring-2027/youth/results"


def money_in(found: PotResult) -> VotingMoney:
    made = voting_money_of(found.counted, found.titles)
    assert made is not None
    return made


def test_the_parts_and_what_was_not_spent_are_all_of_it() -> None:
    found = made_result({"a": 60_000, "b": 30_000, "c": 20_000}, {"a": 60, "b": 35, "c": 5}, ONE_RUN)
    voting = money_in(found)
    assert voting.title == "How the £1,000 of voting money was used"
    assert voting.rows == (
        ("Bike shed", "60", "£600", "£60"),
        ("Quiet room", "35", "£300", "£30"),
        ("Not spent", "", "£100", "£10"),
    )
    assert voting.bar.left == 10_000
    assert voting.bar.text == "Bike shed £600, Quiet room £300, Not spent: £100."
    assert "£100 of it was not spent." in voting.words[0]


def test_what_is_unspent_is_what_the_last_step_left() -> None:
    found = made_result({"a": 60_000, "b": 70_000, "c": 30_000}, {"ac": 60, "b": 40, "cb": 21})
    assert found.counted is not None
    last = found.counted.steps[-1]
    assert last.money_left == money_in(found).bar.left


def test_voting_money_beyond_the_pot_is_not_called_money_that_is_left() -> None:
    found = made_result({"a": 60_000, "b": 70_000}, {"a": 60, "b": 40})
    assert found.counted is not None
    voting = money_in(found)
    assert voting.bar.amount == total_of(found.counted) > found.counted.budget
    assert "is not money that is left in the pot" in " ".join(voting.words)
    assert "is not money" not in " ".join(money_in(made_result({"a": 60_000}, {"a": 60}, ONE_RUN)).words)


def test_what_the_rest_of_the_pot_paid_for_is_no_part_of_it() -> None:
    found = made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40})
    voting = money_in(found)
    assert [part.title for part in voting.bar.parts] == ["Bike shed"]
    assert "“Night football” is not in this chart. Its money came from what was left of the pot." in voting.words


def test_a_project_that_few_people_paid_for_shows_its_cost_and_not_their_number() -> None:
    found = made_result({"a": 60_000, "b": 5_000}, {"a": 91, "b": 9}, ONE_RUN)
    assert money_in(found).rows[1] == ("Quiet room", "fewer than 10", "£50", "£5")


@pytest.mark.parametrize("rule", ["points-greedy", "approval-greedy", "expanding-approvals"])
def test_where_nobody_pays_there_is_no_such_chart(rule: str) -> None:
    found = made_result({"a": 60_000, "b": 30_000}, {"ab": 60, "b": 40}, CountMethod(rule, "none"))
    assert voting_money_of(found.counted, found.titles) is None


def test_under_t0_and_without_a_count_there_is_none() -> None:
    small = made_result({"a": 60_000}, {"a": 20}, tier=Tier.T0)
    assert voting_money_of(small.counted, small.titles) is None
    empty = made_result({"a": 60_000}, {"a": 0})
    assert voting_money_of(empty.counted, empty.titles) is None


def test_nothing_funded_leaves_all_of_it() -> None:
    voting = money_in(made_result({"a": 60_000, "b": 60_000}, {"a": 50, "b": 50}, ONE_RUN))
    assert "None of it was spent." in voting.words[0]
    assert voting.rows == (("Not spent", "", "£1,000", "£100"),)


def test_the_page_has_the_chart_with_words_and_the_same_numbers_in_a_table(finished: World) -> None:
    page = Visitor(finished).get(YOUTH)
    assert page.document is not None
    titles = [each for each in page.document.iter() if each.get("id") == "voting-title"]
    assert "of voting money was used" in "".join(titles[0].itertext())
    cells = {" ".join("".join(cell.itertext()).split()) for cell in page.document.iter(f"{X}td")}
    assert {"£9,000", "£6,200"} <= cells
