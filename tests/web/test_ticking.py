"""The loop in the server."""

import pytest
from starlette.testclient import TestClient

from pbvote.domain.errors import DatabaseBusyError
from pbvote.services.office import Office
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


def test_a_failing_tick_does_not_end_the_loop(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[Office] = []

    def fail(office: Office) -> bool:
        calls.append(office)
        raise DatabaseBusyError

    monkeypatch.setattr(ticking, "tick", fail)
    monkeypatch.setattr(ticking, "PAUSE", 0.01)
    with TestClient(create_app(SETTINGS, world.office), base_url=HERE) as client:
        while len(calls) < 3:
            client.get("/help")
    assert "A scheduled act did not work" in caplog.text
