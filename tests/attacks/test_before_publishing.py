"""Before two officers publish a result nothing of it leaves: no page, file, feed or size differs with the ballots."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.check_count import check_count
from pbvote.services.enrol_members import enrol_members
from pbvote.services.plan_round import plan_round
from pbvote.storage.queries.public_log import log_lines, log_page, public_size
from tests.factories import PLAN, ROUND, World, member, open_world, sealed_world
from tests.log_entries import entries
from tests.web.visitor import Visitor

LATER = "summer-2027"
POTS = [f"/rounds/{ROUND}/{pot}" for pot in ("youth", "everybody")]
FILES = [
    *("", "/results", "/results/steps", "/results/results.csv", "/results/steps.csv", "/results/money.csv"),
    *("/results/turnout.csv", "/results/analysis.json"),
]
PATHS = (
    *("/", "/log", f"/log?round={ROUND}", "/log.jsonl", "/log.atom", "/log/checkpoint", "/results"),
    *("/check/codes", "/check/codes.txt", f"/rounds/{ROUND}", f"/rounds/{ROUND}/report", f"/rounds/{ROUND}/public.zip"),
    *(pot + file for pot in POTS for file in (*FILES, "/results/result.json", "/results/projects/bike")),
)


def _seen(world: World) -> dict[str, tuple[int, int]]:
    """What a stranger gets at every address: the status and how many bytes."""
    client = Visitor(world).client
    answers = {path: client.get(path, follow_redirects=False) for path in PATHS}
    return {path: (answer.status_code, len(answer.content)) for path, answer in answers.items()}


def _voted(folder: Path, *ranking: str) -> Iterator[World]:
    """A round whose young people all vote the same, after each step of the way to its result."""
    world = open_world(folder / "data", f"sqlite:///{folder}.db", 24)
    for number in range(0, 24, 2):
        world.cast(number, *ranking)
    yield world
    world.close()
    yield world
    world.agree("draw", seed="4 17 23")
    yield world
    world.agree("count")
    yield world
    world.office.database.close()


def test_a31_no_address_differs_with_the_ballots_before_publishing(tmp_path: Path) -> None:
    """Two towns, the same but for what they chose: one long list of winners, one short, and every answer as long."""
    both = _voted(tmp_path / "one", "bike", "quiet", "games"), _voted(tmp_path / "two", "boat")
    for one, two in zip(*both, strict=True):
        assert _seen(one) == _seen(two)


@pytest.fixture
def counted(tmp_path: Path, database_url: str) -> Iterator[World]:
    """A counted round that nobody has published, with one ballot, and on each kind of database."""
    world = open_world(tmp_path / "data", database_url)
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="4 17 23")
    world.agree("count")
    yield world
    world.office.database.close()


def test_a_count_waits_in_the_log_until_it_is_published(counted: World) -> None:
    """The public sees a beginning of the same log, with a note that covers no line more, and is told that it waits."""
    whole = [entry["kind"] for entry in entries(counted)]
    with counted.office.database.read() as db:
        lines, page = [json.loads(line)["kind"] for line in log_lines(db)], log_page(db)
    assert lines == whole[: whole.index("count.completed")]
    assert page.is_held
    assert page.checkpoint_size <= page.size == len(lines)
    counted.agree("publish")
    with counted.office.database.read() as db:
        assert not log_page(db).is_held
        assert len(list(log_lines(db))) == public_size(db) == len(entries(counted))


def test_an_incident_after_the_count_waits_as_well(counted: World) -> None:
    """A log is one history: nothing after the count can show before it does."""
    before = Visitor(counted).client.get("/log.jsonl").content
    counted.agree_on_staff("appoint", kind="clerk", name="Sam Adeyemi")
    assert Visitor(counted).client.get("/log.jsonl").content == before


def test_the_files_of_an_earlier_round_say_nothing_of_a_later_count(tmp_path: Path, sqlite_url: str) -> None:
    """They hold the log as the public sees it, and both bundles of the earlier round still verify."""
    world = sealed_world(tmp_path / "data", sqlite_url)
    plan_round(world.office, replace(PLAN, id=LATER, title="Summer 2027"))
    world.agree("approve the schedule", LATER)
    enrol_members(world.office, LATER, [member(number) for number in range(20, 24)])
    for act in ("freeze", "seal the roll"):
        world.agree(act, LATER)
    world.at(PLAN.schedule.opens_at)
    world.close()
    world.publish()
    earlier = public_bundle(world.office, ROUND)
    world.agree("draw", LATER, seed="1 2 3")
    assert public_bundle(world.office, ROUND) == earlier
    world.agree("count", LATER)
    assert b"count.completed" in auditor_bundle(world.office, LATER)
    assert public_bundle(world.office, ROUND) == earlier
    assert check_count(world.office, ROUND).ok
    world.agree("publish", LATER)
    assert len(public_bundle(world.office, ROUND)) > len(earlier)
