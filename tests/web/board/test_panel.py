"""The staff ask young members onto the panel and see who sits there, never how anybody voted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import ROUND, World
from tests.outcome_world import panel_world, sign_ours
from tests.web.sitting import at_desk

AT = f"/board/rounds/{ROUND}/panel"


@pytest.fixture
def panel(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = panel_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def test_somebody_is_found_and_appointed(panel: World) -> None:
    visitor = at_desk(panel, "officer-1")
    visitor.get(AT)
    visitor.press(f"{AT}/end", member=panel.members[6])
    assert "Member 6" not in visitor.page.words
    page = visitor.press(AT, search="Member 6")
    page = visitor.press(f"{AT}/appoint", member=panel.members[6])
    assert "They are on the panel, and were told on their own page." in page.words
    assert "Member 6" in page.words


def test_an_adult_is_refused_with_words(panel: World) -> None:
    visitor = at_desk(panel, "officer-2")
    visitor.get(AT)
    visitor.press(AT, search="Member 1")
    assert (
        "Only young members can be on the panel." in visitor.press(f"{AT}/appoint", 422, member=panel.members[1]).words
    )
    assert "Choose the young person." in visitor.press(f"{AT}/appoint", 422, member="").words


def test_two_letters_are_too_few(panel: World) -> None:
    visitor = at_desk(panel, "officer-1")
    visitor.get(AT)
    assert "Type at least three letters" in visitor.press(AT, 422, search="Me").words


def test_who_is_off_already_is_off(panel: World) -> None:
    visitor = at_desk(panel, "officer-1")
    token = visitor.get(AT).form(f"{AT}/end")["csrf"][0]
    assert visitor.post(f"{AT}/end", {"csrf": token, "member": "nobody"}).path == AT


def test_staff_pages_hold_no_vote(panel: World) -> None:
    sign_ours(panel)
    visitor = at_desk(panel, "officer-1")
    for path in (AT, f"/board/rounds/{ROUND}/ideas/3", "/board/security"):
        text = visitor.get(path).text.lower()
        assert "voted yes" not in text
        assert not any(key in text for key in panel.members) or path == AT


def test_addresses_that_take_forms_lead_back(panel: World) -> None:
    visitor = at_desk(panel, "officer-1")
    for path in ("appoint", "end"):
        assert visitor.client.get(f"{AT}/{path}").headers["location"] == AT


def test_a_round_without_phases_has_no_panel(world: World) -> None:
    at_desk(world, "officer-1").get(AT, 404)
