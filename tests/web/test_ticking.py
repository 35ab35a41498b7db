"""The loop in the server."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from pbvote.domain.errors import DatabaseBusyError
from pbvote.services.office import Office
from pbvote.services.outbox import queue_mail
from pbvote.services.post_sink import kept_messages
from pbvote.web import ticking
from pbvote.web.app import create_app
from tests.factories import OPENS, World, sealed_world
from tests.web.settings import HERE, SETTINGS


def test_a_round_opens_by_itself_while_the_server_runs(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("data")
    world = sealed_world(data, f"sqlite:///{data / 'pbvote.db'}")
    world.move(OPENS)
    with TestClient(create_app(SETTINGS, world.office), base_url=HERE):
        pass  # the loop begins with a tick, and lets it end
    with TestClient(create_app(SETTINGS, world.office), base_url=HERE) as client:
        assert "Start voting" in client.get("/").text


@pytest.mark.parametrize(
    "error",
    [
        DatabaseBusyError(),
        OSError(28, "No space left on device"),
        OperationalError("UPDATE", {}, sqlite3.OperationalError("locked")),
        ZeroDivisionError("unforeseen"),
        KeyError("unforeseen"),
    ],
)
def test_a_failing_tick_does_not_end_the_loop_and_is_told_once(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    calls: list[Office] = []

    def fail(office: Office) -> bool:
        calls.append(office)
        raise error

    monkeypatch.setattr(ticking, "tick", fail)
    monkeypatch.setattr(ticking, "PAUSE", 0.01)
    with TestClient(create_app(SETTINGS, world.office), base_url=HERE) as client:
        while len(calls) < 3:
            client.get("/help")
    assert caplog.text.count("A scheduled act did not work") == 1
    assert type(error).__name__ in caplog.text


def test_a_message_leaves_by_itself_while_the_server_runs(world: World) -> None:
    """A rehearsal's sink stands for the mail server."""
    with world.office.database.write() as uow:
        queue_mail(uow.db, world.office.clock.now(uow.db), None, "ann@example.org", "Sign in", "Your link")
        uow.commit()
    with TestClient(create_app(SETTINGS, world.office), base_url=HERE) as client:
        while not kept_messages(world.office.data, 5):
            client.get("/help")
    assert [kept.subject for kept in kept_messages(world.office.data, 5)] == ["Sign in"]
