"""Turnout in words, bars and a table."""

from pbvote.domain.turnout import TurnoutRow
from pbvote.web.turnout import band_words, groups, turnout_words
from tests.factories import World
from tests.web.visitor import Visitor


def test_a_small_turnout_is_no_number() -> None:
    assert turnout_words({"marked": 9, "entitled": 100}) == "Fewer than 10 people took part."
    assert turnout_words({"marked": 10, "entitled": 40}) == "10 of 40 people took part. That is 25 in every 100."
    assert turnout_words({"marked": 0, "entitled": 0}) == "Fewer than 10 people took part."


def test_bands_are_named_as_people_say_them() -> None:
    assert [band_words(each) for each in ("11-13", "65+")] == ["11 to 13", "65 or over"]


def test_a_group_is_a_bar_and_a_line_of_the_table() -> None:
    (bands,) = groups((TurnoutRow("11-13", 80, 20), TurnoutRow("14-16", None, None)), ())
    assert [(bar.name, bar.text, bar.width) for bar in bands.bars] == [
        ("Age 11 to 13", "20 of 80 (25 in 100)", "25.00")
    ]
    assert [(line.name, line.voted, line.part) for line in bands.lines] == [
        ("11 to 13", "20", "25"),
        ("14 to 16", "", ""),
    ]
    assert bands.withheld


def test_members_without_a_ward_have_a_name_for_it() -> None:
    (wards,) = groups((), (TurnoutRow("", 80, 20), TurnoutRow("Millgate", 90, 30)))
    assert [line.name for line in wards.lines] == ["No ward given", "Millgate"]
    assert not wards.withheld


def test_a_list_that_shows_nothing_is_left_out() -> None:
    assert groups((TurnoutRow("11-13", None, None), TurnoutRow("14-16", None, None)), ()) == ()


def test_a_page_names_no_group_in_which_all_or_few_voted(finished: World) -> None:
    """In the world of these tests all the young voted."""
    words = Visitor(finished).get("/rounds/spring-2027/youth/results").words
    assert "40 of 40 people took part." in words
    assert "Age 14" not in words
