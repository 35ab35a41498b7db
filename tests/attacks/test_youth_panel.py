"""What the log and the pages reveal of the young people's panel: that it had its say, and no more."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.services.panel_say import say_on_not_feasible, show_panel_reason
from pbvote.storage.tables import NoticeRow, SecurityEventRow, TrailRow
from tests.factories import ROUND, World
from tests.log_entries import entries
from tests.outcome_world import decide_all, listed_world, place_of
from tests.web.sitting import at_desk
from tests.web.visitor import Visitor

PUBLIC = (f"/rounds/{ROUND}", f"/rounds/{ROUND}/ideas", f"/rounds/{ROUND}/ideas/3", "/log", "/log.jsonl")
STAFF = (
    "/board", "/board/security", f"/board/rounds/{ROUND}/ideas", f"/board/rounds/{ROUND}/ideas/3",
    f"/board/rounds/{ROUND}/reviews",
)  # fmt: skip


@pytest.fixture
def done(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """The panel signed a review, disagreed with the council, and the list is on the ballot."""
    world = listed_world(tmp_path / "data", sqlite_url)
    for number in (2, 4):
        say_on_not_feasible(world.office, place_of(world, number), "It is dry there.", agrees=False)
    show_panel_reason(world.office, "officer-1", ROUND, 3)
    decide_all(world)
    world.agree("put the list on the ballot")
    yield world
    world.office.database.close()


def secrets_of(world: World) -> list[str]:
    """What would point to somebody on the panel."""
    return [*world.members, *(f"Member {number}" for number in (0, 2, 4, 6))]


def test_no_public_page_points_to_anybody_on_the_panel(done: World) -> None:
    visitor = Visitor(done)
    for path in PUBLIC:
        text = visitor.client.get(path).text
        assert [each for each in secrets_of(done) if each in text] == [], path


def test_no_page_of_the_staff_says_who_wrote_or_voted(done: World) -> None:
    visitor = at_desk(done, "officer-1")
    for path in STAFF:
        text = visitor.client.get(path).text
        assert [each for each in secrets_of(done) if each in text] == [], path


def test_the_log_counts_outcomes_and_says_nothing_of_the_panel(done: World) -> None:
    text = json.dumps(entries(done))
    assert "panel" not in text
    assert "It is dry there." not in text
    assert [each for each in secrets_of(done) if each in text] == []


def test_no_trail_no_notice_and_no_line_of_the_security_log_holds_a_vote(done: World) -> None:
    with done.office.database.read() as db:
        kept = [row.details for row in db.scalars(select(TrailRow))]
        kept += [row.details for row in db.scalars(select(NoticeRow))]
        kept += [row.detail for row in db.scalars(select(SecurityEventRow))]
    assert [each for line in kept for each in secrets_of(done) if each in line] == []
