"""A project leaves the ballot; the ballots stay as cast."""

import json
from pathlib import Path

import pytest

from pbvote.domain.errors import IllegalMoveError, UnknownProjectError
from tests.factories import World
from tests.log_entries import entries
from tests.services.test_assemble_bundle import content
from tests.services.verified import verified, written


def withdraw(world: World, project: str, pot: str = "youth", reason: str = "safety") -> None:
    world.agree("withdraw a project", pot=pot, project=project, reason=reason)


def test_votes_keep_it_and_the_count_closes_up(world: World, tmp_path: Path) -> None:
    for number in (0, 2, 4):
        world.cast(number, "boat", "quiet")
    withdraw(world, "boat")
    world.close()
    world.publish()
    public, auditor = (content(path.read_bytes()) for path in written(world, tmp_path))
    ballots = [json.loads(line)["ranking"] for line in auditor["pots/youth/ballots.jsonl"].splitlines()]
    assert ballots == [["boat", "quiet"]] * 3
    result = json.loads(public["pots/youth/result.json"])
    assert {each["id"]: each["state"] for each in result["projects"]}["boat"] == "removed"
    assert "boat" not in result["funded"]
    verified(world, tmp_path)


def test_it_may_still_leave_after_the_close_and_not_after_the_draw(world: World) -> None:
    world.close()
    withdraw(world, "boat")
    world.agree("draw", seed="1")
    with pytest.raises(IllegalMoveError):
        withdraw(world, "bike")
    assert [entry["project"] for entry in entries(world, "project.withdrawn")] == ["boat"]


@pytest.mark.parametrize(
    ("project", "pot"), [("boat", "everybody"), ("nothing", "youth"), ("bi\0ke", "youth"), ("bike", "you\0th")]
)
def test_only_a_project_of_the_pot(world: World, project: str, pot: str) -> None:
    with pytest.raises(UnknownProjectError):
        withdraw(world, project, pot)


def test_it_leaves_once_and_for_a_reason(world: World) -> None:
    withdraw(world, "boat")
    with pytest.raises(UnknownProjectError):
        withdraw(world, "boat")
    with pytest.raises(IllegalMoveError):
        withdraw(world, "bike", reason="nobody wants it")
