"""The log of a world, as a reader sees it."""

import json
from typing import Any

from pbvote.storage.log_store import LogStore
from pbvote.storage.queries.public_log import closing_entry
from tests.factories import ROUND, World


def entries(world: World, kind: str = "") -> list[dict[str, Any]]:
    """Every entry, or those of a kind."""
    with world.office.database.read() as db:
        found = [json.loads(line) for line in LogStore(db).lines()]
    return [entry for entry in found if kind in ("", entry["kind"])]


def numbers(world: World, pot: str = "youth") -> dict[str, Any]:
    """What `round.closed` says about a pot."""
    with world.office.database.read() as db:
        pots: list[dict[str, Any]] = closing_entry(db, ROUND)["pots"]
    return next(each for each in pots if each["id"] == pot)


def checkpoint_sizes(world: World) -> list[int]:
    """The sizes that were signed."""
    with world.office.database.read() as db:
        return [size for size, _ in LogStore(db).checkpoints()]
