"""What a count gives out is the same bytes from either kind of database, whoever voted first."""

import random
from pathlib import Path

from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from tests.factories import ROUND, World, open_world
from tests.services.parted import IDS, PARTED_PLAN
from tests.services.test_assemble_bundle import content

VOTERS = 80
CHOICES = (("lamps", "bench"), ("pond", "bench"), ("bench",), ("pond", "lamps"), ())
COUNTED = ("trace.json", "result.json", "analysis.json")


def published(data: Path, database_url: str, *, seed: int) -> dict[str, bytes]:
    """The files of a count of the same votes, given in an order of the seed's own: trace, result, analysis."""
    world = open_world(data, database_url, VOTERS, PARTED_PLAN)
    order = list(range(VOTERS))
    random.Random(seed).shuffle(order)  # noqa: S311 - a test must be repeatable, and nothing here is secret
    for number in order:
        vote(world, number)
    world.close()
    world.publish()
    files = content(auditor_bundle(world.office, ROUND)) | content(public_bundle(world.office, ROUND))
    world.office.database.close()
    return {path: raw for path, raw in files.items() if path.rsplit("/", 1)[-1] in COUNTED}


def vote(world: World, number: int) -> None:
    """Member `number` says in both pots what this number always says; grown-ups are in one pot alone."""
    world.cast(number, *CHOICES[number % len(CHOICES)], pot="everybody")
    if number % 2 == 0:
        world.cast(number, *(("bike", "quiet") if number % 3 else ("games", "boat")))


def test_a_count_is_the_same_bytes_from_sqlite_and_postgresql(
    tmp_path: Path, sqlite_url: str, postgres_url: str
) -> None:
    """Trace, result and analysis of both pots, one of which gives groups their parts of the voting money."""
    first = published(tmp_path / "first", sqlite_url, seed=1)
    assert first.keys() == {f"pots/{pot}/{name}" for pot in ("youth", "everybody") for name in COUNTED}
    assert all(f'"{group}"'.encode() in first["pots/everybody/trace.json"] for group in IDS)
    assert first == published(tmp_path / "second", postgres_url, seed=2)
