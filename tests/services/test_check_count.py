"""The server checks a count with the verifier, a process of its own, before anything can be published."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pbvote.domain.errors import ActLapsedError, CheckRunningError, NotCheckedError, ResultNotPublishedError
from pbvote.domain.round import RoundState
from pbvote.services import check_count as module
from pbvote.services.check_count import check_count, last_check, require_passed_check
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.tick import tick
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import CheckRunRow
from tests.attacks.database_rows import change
from tests.factories import ROUND, World, open_world
from tests.log_entries import entries


@pytest.fixture
def counted(world: World) -> World:
    """A round with three votes that was drawn and counted."""
    for number in (0, 2, 4):
        world.cast(number, "bike")
    world.close()
    world.agree("draw", seed="4 17 23 31 40 52")
    world.agree("count")
    return world


def publish(world: World) -> None:
    confirm_act(world.office, "officer-2", prepare_act(world.office, "officer-1", ROUND, "publish"))


def state(world: World) -> str:
    with world.office.database.read() as db:
        return round_row(db, ROUND).state


def runs(world: World) -> int:
    with world.office.database.read() as db:
        return db.query(CheckRunRow).count()


def test_a_good_count_passes_and_is_published(counted: World) -> None:
    run = check_count(counted.office, ROUND)
    assert run.ok
    assert run.failed == ()
    assert run.passed > 10
    publish(counted)
    assert state(counted) == RoundState.PUBLISHED


def test_after_publishing_both_bundles_are_checked(counted: World) -> None:
    check_count(counted.office, ROUND)
    publish(counted)
    run = check_count(counted.office, ROUND)
    assert run.ok
    assert any(each.where.startswith("auditor bundle: ") for each in run.findings)
    assert any(each.check == "compare" for each in run.findings)


def test_the_tick_checks_once_after_the_count_and_once_after_publishing(counted: World) -> None:
    for expected in (1, 1):
        tick(counted.office)
        assert runs(counted) == expected
    publish(counted)
    for expected in (2, 2):
        tick(counted.office)
        assert runs(counted) == expected


def test_nothing_is_published_before_a_check(counted: World) -> None:
    with pytest.raises(NotCheckedError):
        publish(counted)
    assert state(counted) == RoundState.COUNTED


def test_nothing_is_checked_before_the_count(world: World) -> None:
    world.close()
    with pytest.raises(ResultNotPublishedError):
        check_count(world.office, ROUND)
    assert runs(world) == 0


@pytest.mark.parametrize(
    "statement",
    ["UPDATE ballot SET salt = randomblob(32)", "UPDATE result SET public = trace", "DELETE FROM ballot"],
    ids=["salts", "public result", "ballots"],
)
def test_a_failed_check_is_kept_said_in_the_log_and_stops_publishing(counted: World, statement: str) -> None:
    change(counted.office.database, statement)
    run = check_count(counted.office, ROUND)
    assert not run.ok
    assert run.failed
    assert entries(counted)[-1]["class"] == "check-failed"
    with counted.office.database.read() as db, pytest.raises(NotCheckedError):
        require_passed_check(db, ROUND)


def test_a_later_failure_takes_the_pass_away(counted: World) -> None:
    """Only the newest run says whether the count may be published."""
    check_count(counted.office, ROUND)
    with counted.office.database.write() as uow:
        manifest = entries(counted, "count.completed")[0]["manifest"]
        now = counted.office.clock.now(uow.db)
        uow.db.add(CheckRunRow(round_id=ROUND, at=now, ok=False, manifest=manifest, findings=b"[]"))
        uow.commit()
    with pytest.raises(NotCheckedError):
        publish(counted)


def test_a_pass_over_other_files_is_no_pass(counted: World) -> None:
    with counted.office.database.write() as uow:
        now = counted.office.clock.now(uow.db)
        uow.db.add(CheckRunRow(round_id=ROUND, at=now, ok=True, manifest="0" * 64, findings=b"[]"))
        uow.commit()
    with pytest.raises(NotCheckedError):
        publish(counted)


def test_another_check_between_preparing_and_confirming_is_looked_at_first(counted: World) -> None:
    check_count(counted.office, ROUND)
    number = prepare_act(counted.office, "officer-1", ROUND, "publish")
    check_count(counted.office, ROUND)
    with pytest.raises(ActLapsedError, match="changed since"):
        confirm_act(counted.office, "officer-2", number)


def answering(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let another program stand where the verifier would."""
    run = subprocess.run

    def other(_command: list[str], **kwargs: object) -> object:
        return run([sys.executable, "-c", program], **kwargs)  # type: ignore[call-overload] # as it was called

    monkeypatch.setattr(subprocess, "run", other)


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(2)",
        "print('half an ans')",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        """print('{"ok": true, "findings": []}')""",
        """print('{"ok": true, "findings": [{"state": "ok", "check": "a", "where": "b", "what": "c"}]}')""",
        """print('{"findings": [{"state": "fine", "check": "a", "where": "b", "what": "c"}]}')""",
    ],
    ids=["ends with 2", "half an answer", "killed", "says nothing", "no notes", "a state of its own"],
)
def test_a_verifier_that_does_not_answer_as_it_must_is_no_pass(
    counted: World, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    answering(monkeypatch, program)
    assert not check_count(counted.office, ROUND).ok


def test_a_note_that_nobody_expects_is_no_pass(counted: World, monkeypatch: pytest.MonkeyPatch) -> None:
    good = check_count(counted.office, ROUND)
    told = [{"state": f.state, "check": f.check, "where": f.where, "what": f.what} for f in good.findings]
    told.append({"state": "note", "check": "openings", "where": "round x", "what": "not looked at"})
    answering(monkeypatch, f"print({json.dumps({'ok': True, 'findings': told})!r})")
    assert not check_count(counted.office, ROUND).ok


def test_a_verifier_that_never_ends_is_given_up(counted: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.2)
    answering(monkeypatch, "import time; time.sleep(60)")
    run = check_count(counted.office, ROUND)
    assert [each.what for each in run.failed] == ["it did not come to an end: TimeoutExpired"]


def test_the_check_leaves_no_ballots_behind(counted: World, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = counted.office.data / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    check_count(counted.office, ROUND)
    assert list(folder.iterdir()) == []


def test_it_passes_on_both_databases(tmp_path: Path, database_url: str) -> None:
    """And the files behind a link are the same ones there."""
    world = open_world(tmp_path / "data", database_url)
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    assert check_count(world.office, ROUND).ok
    publish(world)
    assert check_count(world.office, ROUND).ok
    world.office.database.close()


def test_a_second_run_beside_the_first_is_refused(counted: World) -> None:
    """Forty presses are one run, and nobody else waits behind them."""
    with module._RUNNING, pytest.raises(CheckRunningError):  # noqa: SLF001 - a run that is going on
        check_count(counted.office, ROUND)
    with module._RUNNING:  # noqa: SLF001 - as above
        tick(counted.office)
    assert runs(counted) == 0
    assert check_count(counted.office, ROUND).ok


def test_without_a_check_there_is_none(counted: World) -> None:
    with counted.office.database.read() as db:
        assert last_check(db, ROUND) is None
