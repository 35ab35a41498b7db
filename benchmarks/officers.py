"""How long the pages of the board take in a trust of many members: `python benchmarks/officers.py [MEMBERS]`.

A roll of ten thousand made-up people is read, agreed on, sealed and opened. An officer signs in for real and asks for
the pages of each stage over the whole application. The ratio is to the 0.2 seconds that a page may take.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.members import file_of
from pbvote.services.import_roll import ImportRoll, import_roll
from pbvote.services.plan_round import plan_round
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.roll_lists import put_on_todays_list
from tests.factories import CLOSES, OPENS, PLAN, ROUND, World, new_world
from tests.web.staff import StaffVisitor

MEMBERS = 10_000
MAY_TAKE = 0.2
"""Seconds for a page of the officers (issue 3, Size)."""
RUNS = 5
OF_ROUND = f"/board/rounds/{ROUND}"


def timed(what: str, act: Callable[[], object], runs: int = RUNS) -> None:
    """The quickest of some requests: the others were disturbed."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    print(f"  {what:52} {min(taken):7.3f} s {min(taken) / MAY_TAKE:6.2f} of {MAY_TAKE} s")


def ask(officer: StaffVisitor, *paths: str) -> None:
    """One line for each page, for the answer alone: the browser of the tests would also check its words."""
    for path in paths:
        timed(path, lambda path=path: officer.client.get(path).raise_for_status())  # type: ignore[misc] # bound at once


def set_up(world: World, officer: StaffVisitor, members: int) -> None:
    """A file becomes a roll: its preview, the list of the day, and the pages on which two officers agree."""
    read = import_roll(world.office, "officer-1", ImportRoll(ROUND, "members.csv", file_of(members)))
    print("before the roll is sealed")
    ask(officer, "/board", f"{OF_ROUND}/members", f"{OF_ROUND}/members/lists/{read.number}")
    today = put_on_todays_list(world.office, "officer-1", read.number or 0)
    change = prepare_act(world.office, "officer-1", ROUND, "change the roll", list=str(today))
    print("while the list of the day waits for the second officer")
    ask(officer, "/board", f"{OF_ROUND}/members/lists/{today}", f"/board/acts/{change}")
    confirm_act(world.office, "officer-2", change)
    world.agree("print codes")
    seal = prepare_act(world.office, "officer-1", ROUND, "seal the roll")
    print("while the sealing waits")
    ask(officer, "/board", f"{OF_ROUND}/acts/print-codes", f"/board/acts/{seal}")
    confirm_act(world.office, "officer-2", seal)


def run(world: World, officer: StaffVisitor) -> None:
    """Voting is open: the pages for every day, and a search for one of the members."""
    world.at(OPENS)
    print("while voting is open")
    ask(
        officer, "/board", "/board/rounds", f"{OF_ROUND}/running", f"{OF_ROUND}/members", f"{OF_ROUND}/codes",
        f"{OF_ROUND}/acts/extend", f"{OF_ROUND}/population", f"{OF_ROUND}/closing", "/board/people", "/board/own",
        "/board/security", "/board/texts",
    )  # fmt: skip
    for page in ("codes", "members/leaving"):
        timed(f"the form and a search, {page}", lambda page=page: search(officer, page), runs=2)  # type: ignore[misc]


def search(officer: StaffVisitor, page: str) -> None:
    """Open the page and look for members by name."""
    officer.get(f"{OF_ROUND}/{page}")
    officer.press(f"{OF_ROUND}/{page}", search="Person 77")


def close(world: World, officer: StaffVisitor) -> None:
    """Closing night."""
    world.at(CLOSES)
    world.close()
    print("after the close")
    ask(officer, "/board", f"{OF_ROUND}/closing", f"{OF_ROUND}/acts/draw")


def main() -> None:
    """Measure on an SQLite database of its own."""
    members = int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder) / "data", f"sqlite:///{Path(folder) / 'pbvote.db'}")
        world.enrol()
        plan_round(world.office, PLAN)
        world.agree("approve the schedule")
        world.agree("freeze")
        officer = StaffVisitor(world, "officer-2")
        print(f"{members:,} members")
        set_up(world, officer, members)
        run(world, officer)
        close(world, officer)
        world.office.database.close()


if __name__ == "__main__":
    main()
