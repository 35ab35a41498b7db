"""What ten thousand members take: `python benchmarks/members.py [MEMBERS]`.

A file of made-up members is read into a list to look at, put on the list of the day, agreed on by two officers,
and sealed. Each step is given in seconds, and the import also as a part of the 20 seconds that it may take.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pbvote.services.import_roll import ImportRoll, import_roll
from pbvote.services.plan_round import plan_round
from pbvote.services.roll_lists import put_on_todays_list
from pbvote.storage.queries.roll_lists import lines_of, list_view
from tests.factories import PLAN, ROUND, World, new_world

MEMBERS = 10_000
MAY_TAKE = 20
"""Seconds for reading a file of 10,000 with its preview (issue 3, Size)."""

Answer = TypeVar("Answer")


def file_of(number: int) -> bytes:
    """A CSV file of so many people, everybody once."""
    lines = ["name,date_of_birth,address,postcode,ward,class,large_print"]
    for place in range(number):
        born = f"{1940 + place % 75}-{1 + place % 12:02d}-{1 + place % 28:02d}"
        lines.append(f'Person {place} of Marlbrook,{born},"{place} Mill Lane, Marlbrook",MB{place % 90} 4QT,Docks,,no')
    return "\r\n".join(lines).encode()


def timed(what: str, act: Callable[[], Answer]) -> tuple[Answer, float]:
    """Do it, and say how long it took."""
    start = time.perf_counter()
    done = act()
    took = time.perf_counter() - start
    print(f"{what:<34} {took:6.2f} s")
    return done, took


def measure(world: World, number: int) -> None:
    """The way of a file onto a sealed roll."""
    plan_round(world.office, PLAN)
    world.agree("approve the schedule")
    world.agree("freeze")
    content = file_of(number)
    command = ImportRoll(ROUND, "members.csv", content)
    read, took = timed(f"reading {number:,} members", lambda: import_roll(world.office, "officer-1", command))
    assert read.number is not None  # noqa: S101 - the file above has no faults
    listed = read.number
    with world.office.database.read() as db:
        _, seen = timed("the page of the preview", lambda: (list_view(db, ROUND, listed), lines_of(db, listed, 1)))
    today, _ = timed("onto the list of the day", lambda: put_on_todays_list(world.office, "officer-1", listed))
    timed("two officers agree", lambda: world.agree("change the roll", list=str(today)))
    timed("reading the same file again", lambda: import_roll(world.office, "officer-1", command))
    timed("sealing", lambda: world.agree("seal the roll"))
    print(f"import with preview: {(took + seen) / MAY_TAKE:.2f} of the {MAY_TAKE} s that it may take")


def main() -> None:
    """Measure on an SQLite database of its own."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder) / "data", f"sqlite:///{Path(folder) / 'pbvote.db'}")
        measure(world, number)
        world.office.database.close()


if __name__ == "__main__":
    main()
