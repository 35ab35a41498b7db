"""How many people live in the area: the form of the staff, and the report that shows it."""

import pytest

from pbvote.storage.queries.population import population_rows
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

HERE = f"/board/rounds/{ROUND}/population"


def kept(world: World) -> dict[tuple[str, str], int]:
    with world.office.database.read() as db:
        return population_rows(db, ROUND)


@pytest.mark.parametrize("role", ["officer-1", "clerk-1"])
def test_the_staff_say_how_many_people_live_here(staffed: World, role: str) -> None:
    visitor = StaffVisitor(staffed, role)
    assert visitor.get(HERE).heading == "How many people live here"
    visitor.press(HERE, **{"all": "12,500", "band-11-13": "", "ward-Millgate": "3 000"})
    assert "Saved" in visitor.page.words
    assert kept(staffed) == {("all", ""): 12_500, ("ward", "Millgate"): 3000}
    assert 'value="12,500"' in visitor.get(HERE).text
    visitor.press(HERE, all="")
    assert kept(staffed) == {("ward", "Millgate"): 3000}


@pytest.mark.parametrize("typed", ["many", "-5", "1.5", "0", "²", "9" * 13, "1e3", "12;000", "999999999"])
def test_what_is_no_number_is_said_at_its_field_and_nothing_is_saved(staffed: World, typed: str) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    visitor.get(HERE)
    visitor.press(HERE, 422, **{"all": typed, "ward-Millgate": "3000"})
    assert "Type a whole number, such as 12,500, or leave it empty." in visitor.page.words
    assert 'value="3000"' in visitor.page.text
    assert kept(staffed) == {}


def test_a_group_that_the_roll_does_not_have_is_not_taken(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    visitor.get(HERE)
    visitor.press(HERE, **{"ward-Atlantis": "7", "all": "9"})
    assert kept(staffed) == {("all", ""): 9}


def test_a_helper_and_a_stranger_have_no_such_form(staffed: World) -> None:
    StaffVisitor(staffed, "helper-1").get(HERE, 403)
    assert Visitor(staffed).get(HERE).path == "/board/sign-in"


def test_a_round_that_is_not_there_has_no_form(staffed: World) -> None:
    StaffVisitor(staffed, "clerk-1").get("/board/rounds/nowhere/population", 404)
