"""What pages read of the log, the codes and the results."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.domain.errors import UnknownProjectError, UnknownRoundError
from pbvote.services.withdraw_ballot import withdraw_ballot
from pbvote.storage.queries.pages import pot_view, project, projects, round_view, rounds, trust_page
from pbvote.storage.queries.public_log import (
    all_codes,
    closing_entry,
    entries_of,
    log_lines,
    log_page,
    page_with,
    published_result,
)
from tests.factories import ROUND, World, open_world


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    world = open_world(tmp_path / "data", database_url)
    yield world
    world.office.database.close()


def test_the_log_is_turned_page_by_page(world: World) -> None:
    """Newest first, without gaps and without overlaps, and back again."""
    with world.office.database.read() as db:
        page = log_page(db, length=4)
        seen, pages = [], [page]
        while page.older is not None:
            page = log_page(db, page.older, 4)
            pages.append(page)
        for each in pages:
            seen += [line.index for line in each.lines]
        assert seen == list(reversed(range(page.size)))
        assert pages[0].newer is None
        assert [log_page(db, each.newer, 4).lines for each in pages[1:]] == [each.lines for each in pages[:-1]]
        for before in (-5, 0, 10_000):
            assert log_page(db, before).size == page.size


def test_the_lines_of_one_round_are_turned_page_by_page(world: World) -> None:
    """A line belongs to a round by its own words, in both databases; other lines are not counted."""
    with world.office.database.read() as db:
        every = log_page(db, length=1000).lines
        of_round = [line.index for line in every if line.entry.get("round") == ROUND]
        assert 0 < len(of_round) < len(every)
        page = log_page(db, length=2, round_id=ROUND)
        seen, pages = [], [page]
        while page.older is not None:
            page = log_page(db, page.older, 2, ROUND)
            pages.append(page)
        for each in pages:
            seen += [line.index for line in each.lines]
        assert seen == of_round
        back = [log_page(db, each.newer, 2, ROUND).lines for each in pages[1:]]
        assert back == [each.lines for each in pages[:-1]]
        for strange in ("nowhere", "", "%", "spring", 'x","v":1', "é", "bi\0ke"):
            assert log_page(db, round_id=strange).lines == ()


def test_the_page_around_a_line_holds_it(world: World) -> None:
    with world.office.database.read() as db:
        for index in (0, 3, log_page(db).size - 1):
            assert index in [line.index for line in log_page(db, page_with(index, 4), 4).lines]


def test_entries_are_found_by_their_kind(world: World) -> None:
    with world.office.database.read() as db:
        found = entries_of(db, ROUND, "roll.sealed", "projects.frozen")
        assert [each.kind for each in found] == ["projects.frozen", "projects.frozen", "roll.sealed"]
        assert entries_of(db, "nowhere", "roll.sealed") == ()
        assert entries_of(db, ROUND, "round.closed") == ()


def test_the_lines_come_as_they_are_stored(world: World) -> None:
    with world.office.database.read() as db:
        assert [line.decode() for line in log_lines(db)] == [line.raw for line in reversed(log_page(db).lines)]


def test_codes_appear_with_the_batch_and_keep_their_state(world: World) -> None:
    """Nothing before it; after it the state; counted once the count is done."""
    first = world.cast(0, "bike")
    second = world.cast(0, "quiet")
    taken = world.cast(2, "quiet")
    withdraw_ballot(world.office, world.seat(2), "youth")
    with world.office.database.read() as db:
        assert all_codes(db) == ()
    world.close()
    with world.office.database.read() as db:
        codes = {line.code: (line.state, line.counted) for line in all_codes(db)}
    assert codes == {
        first.check_code: ("replaced", False),
        second.check_code: ("recorded", False),
        taken.check_code: ("withdrawn", False),
    }
    world.publish()
    with world.office.database.read() as db:
        assert [line.code for line in all_codes(db) if line.counted] == [second.check_code]
        assert [line.code for line in all_codes(db)] == sorted(codes)


def test_a_result_is_shown_once_it_is_published(world: World) -> None:
    """Not after the count, when only the auditors have it."""
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="1")
    world.agree("count")
    with world.office.database.read() as db:
        assert published_result(db, ROUND, "youth") is None
    world.agree("publish")
    with world.office.database.read() as db:
        shown = published_result(db, ROUND, "youth")
        assert shown is not None
        assert (shown.result["tier"], shown.numbers["current"]) == ("T0", 1)


def test_what_is_not_there_is_said(world: World) -> None:
    """Names from addresses may be anything: long, empty, with a NUL."""
    with world.office.database.read() as db:
        for name in ("nowhere", "", "bi\0ke", "é", "../x", "a" * 5000):
            for ask in (
                lambda name=name: round_view(db, name),
                lambda name=name: pot_view(db, ROUND, name),
                lambda name=name: closing_entry(db, name),
                lambda name=name: project(db, ROUND, name, "bike"),
            ):
                with pytest.raises(UnknownRoundError):
                    ask()
            with pytest.raises(UnknownProjectError):
                project(db, ROUND, "youth", name)


def test_rounds_pots_and_projects_in_order(world: World) -> None:
    with world.office.database.read() as db:
        assert [each.id for each in rounds(db)] == [ROUND]
        assert [pot.id for pot in round_view(db, ROUND).pots] == ["youth", "everybody"]
        assert [each.id for each in projects(db, ROUND, "youth")] == ["bike", "quiet", "games", "boat"]
        assert project(db, ROUND, "youth", "quiet").cost == 620_000
        assert pot_view(db, ROUND, "youth").project_count == 4
        trust = trust_page(db)
    assert (trust.rehearsal, trust.officers) == (True, ("Mei Tran", "Rhys Bellamy", "Dana Okafor"))
