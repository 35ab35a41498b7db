"""The menu of the board."""

import pytest

from tests.factories import World
from tests.web.staff import StaffVisitor

OFFICERS = ["/board", "/board/rounds", "/board/moderation", "/board/people", "/board/closing", "/log"]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("officer-1", OFFICERS),
        ("clerk-1", [place for place in OFFICERS if place != "/board/closing"]),
        ("helper-1", ["/board", "/board/assist", "/board/people", "/log"]),
    ],
)
def test_each_kind_has_its_places_and_each_place_opens(staffed: World, role: str, places: list[str]) -> None:
    visitor = StaffVisitor(staffed, role)
    links = visitor.get("/board/people").links()
    assert [link for link in links if link in {*OFFICERS, "/board/assist"}] == [*places, "/log"]
    for place in places:
        visitor.get(place)


def test_the_page_that_is_shown_is_marked(staffed: World) -> None:
    page = StaffVisitor(staffed, "officer-1").get("/board/people")
    assert page.text.count("govuk-service-navigation__item--active") == 1
