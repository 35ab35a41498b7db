"""The analysis of a count is made once, from the very files that were counted, before the result is published."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbvote.domain.analysis_document import parse_analysis
from pbvote.services import analyse_count as module
from pbvote.services.analyse_count import NotAnalysedError, analyse_count
from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.check_count import check_count
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.tick import tick
from pbvote.storage.tables import CheckRunRow, ResultRow, TrustTextRow
from pbvote.tally.analysis import analyse
from tests.attacks.database_rows import change
from tests.factories import ROUND, World, open_world
from tests.log_entries import entries
from tests.services.test_assemble_bundle import content


@pytest.fixture
def counted(world: World) -> World:
    """Three votes, counted and not checked."""
    return count(world, 3)


def count(world: World, votes: int) -> World:
    """Let young people vote, close, draw and count."""
    for number in range(votes):
        world.cast(2 * number, *(("bike", "quiet") if number % 3 else ("games", "boat")))
    world.close()
    world.agree("draw", seed="4 17 23")
    world.agree("count")
    return world


def row(world: World, pot: str = "youth") -> ResultRow:
    """What is stored of a pot's result."""
    with world.office.database.read() as db:
        return db.get_one(ResultRow, (ROUND, pot))


def passed(world: World) -> None:
    """A check that passed, as one of an older release would have kept it: without an analysis."""
    with world.office.database.write() as uow:
        manifest = entries(world, "count.completed")[0]["manifest"]
        now = world.office.clock.now(uow.db)
        uow.db.add(CheckRunRow(round_id=ROUND, at=now, ok=True, manifest=manifest, findings=b"[]"))
        uow.commit()


def publish(world: World) -> None:
    confirm_act(world.office, "officer-2", prepare_act(world.office, "officer-1", ROUND, "publish"))


def while_analysing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen when a pot is analysed."""

    def analyse_and_act(*arguments: object, **named: object) -> object:
        act()
        return analyse(*arguments, **named)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(module, "analyse", analyse_and_act)


def test_the_check_makes_it_for_every_pot(counted: World) -> None:
    assert row(counted).analysis is None
    assert check_count(counted.office, ROUND).ok
    assert [each.id for each in parse_analysis(json.loads(row(counted).analysis or b"")).projects]
    assert parse_analysis(json.loads(row(counted, "everybody").analysis or b"")).projects == ()


def test_the_tick_makes_it(counted: World) -> None:
    tick(counted.office)
    assert row(counted).analysis


def test_it_is_made_once(counted: World, monkeypatch: pytest.MonkeyPatch) -> None:
    analyse_count(counted.office, ROUND)
    made: list[str] = []
    while_analysing(monkeypatch, lambda: made.append("again"))
    analyse_count(counted.office, ROUND)
    assert made == []


def test_others_write_while_it_is_made(counted: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite a write inside another one would wait for a turn that never comes."""

    def write_a_text() -> None:
        with counted.office.database.write() as uow:
            now = counted.office.clock.now(uow.db)
            uow.db.merge(TrustTextRow(name="note", text="x", changed_by="officer-1", changed_at=now))
            uow.commit()

    while_analysing(monkeypatch, write_a_text)
    analyse_count(counted.office, ROUND)
    assert row(counted).analysis


CHANGES = [
    "DELETE FROM ballot",
    "UPDATE ballot SET ranking = '[\"boat\"]'",
    "UPDATE result SET trace = public",
    "UPDATE round SET seed = 'another'",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_nothing_is_made_of_what_was_not_counted(counted: World, statement: str) -> None:
    change(counted.office.database, statement)
    analyse_count(counted.office, ROUND)
    assert row(counted).analysis is None


@pytest.mark.parametrize("statement", CHANGES)
def test_nothing_is_kept_of_what_changed_meanwhile(
    counted: World, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    while_analysing(monkeypatch, lambda: change(counted.office.database, statement))
    analyse_count(counted.office, ROUND)
    assert row(counted).analysis is None


def test_nothing_is_made_before_the_count(world: World) -> None:
    analyse_count(world.office, ROUND)
    assert row_or_none(world) is None
    world.close()
    analyse_count(world.office, ROUND)
    assert row(world).analysis is None


def row_or_none(world: World) -> ResultRow | None:
    with world.office.database.read() as db:
        return db.get(ResultRow, (ROUND, "youth"))


def test_nothing_is_published_before_it_is_there(counted: World) -> None:
    """The public bundle must not grow a file after its manifest is in the log."""
    passed(counted)
    with pytest.raises(NotAnalysedError):
        publish(counted)
    assert entries(counted, "result.published") == []


def test_a_round_that_passed_under_an_older_release_is_checked_again(counted: World) -> None:
    passed(counted)
    tick(counted.office)
    assert row(counted).analysis
    publish(counted)


def test_a_round_that_was_published_without_one_stays_so(counted: World) -> None:
    """As one of an older release: its bundle is what the log names, and still passes."""
    counted.agree("publish")
    change(counted.office.database, "UPDATE result SET analysis = NULL, public_analysis = NULL")
    before = public_bundle(counted.office, ROUND)
    assert check_count(counted.office, ROUND).ok
    assert row(counted).analysis is None
    assert public_bundle(counted.office, ROUND) == before


@pytest.fixture
def large(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A pot of 40 votes: large enough for steps and analysis to be shown."""
    world = open_world(tmp_path / "data", sqlite_url, members=80)
    yield count(world, 40)
    world.office.database.close()


def test_the_public_bundle_has_the_public_form_and_the_auditors_manifest_is_as_logged(large: World) -> None:
    check_count(large.office, ROUND)
    publish(large)
    assert check_count(large.office, ROUND).ok
    public, auditor = content(public_bundle(large.office, ROUND)), content(auditor_bundle(large.office, ROUND))
    assert public["pots/youth/analysis.json"] == row(large).public_analysis != row(large).analysis
    assert "pots/everybody/analysis.json" not in public
    assert not [path for path in auditor if "analysis" in path]


def test_a_small_pot_shows_none(counted: World) -> None:
    counted.agree("publish")
    assert not [path for path in content(public_bundle(counted.office, ROUND)) if "analysis" in path]


def test_a_pot_that_takes_too_long_is_published_without(large: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extra never keeps a result from the public."""
    monkeypatch.setattr(module, "LONGEST", -1)
    assert check_count(large.office, ROUND).ok
    assert (row(large).analysis, row(large).public_analysis) == (b"", None)
    publish(large)
    assert check_count(large.office, ROUND).ok
