"""What ten thousand letters take: `python benchmarks/letters.py [LETTERS]`.

A trust with so many members is made up, and the document of its printing is taken piece by piece, as a browser would.
The memory is what this process holds before the first piece, and how much more it ever held on the way: that is what
the document costs, and it must not grow with the number of letters.
"""

import asyncio
import resource
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import update
from starlette.applications import Starlette
from starlette.requests import Request

from pbvote.config import Settings
from pbvote.services.print_codes import Printing
from pbvote.storage.tables import MemberRow
from pbvote.web.app import create_app
from pbvote.web.board.letters import letters_response
from tests.factories import ROUND, World, sealed_world

LETTERS = 10_000
SETTINGS = Settings.from_environment({"PBVOTE_ADDRESS": "https://vote.marlbrook.example", "PBVOTE_DATA": "."})


def held() -> int:
    """The memory that this process holds now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


def written_home(world: World) -> None:
    """Give everybody the same long address, and large print to some."""
    with world.office.database.write() as uow:
        uow.db.execute(
            update(MemberRow).values(address="Flat 12, 140 Upper Riverside Road, Marlbrook", postcode="MB4 2QX")
        )
        some = MemberRow.key.in_(world.members[::20])
        uow.db.execute(update(MemberRow).where(some).values(large_print=True))
        uow.commit()


async def taken(app: Starlette, printing: Printing) -> tuple[int, int, int]:
    """Characters, characters of the longest piece, and the most memory on the way."""
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b"", "app": app}
    total, longest, most = 0, 0, 0
    async for piece in letters_response(Request(scope), ROUND, printing).body_iterator:
        total, longest = total + len(piece), max(longest, len(piece))
        most = max(most, held())
    return total, longest, most


def report(world: World, paper: str, number: int) -> None:
    """One line for a printing of so many."""
    assert world.codes is not None  # noqa: S101 - the world was made with codes
    printing = Printing(tuple(world.codes.items())[:number], paper)
    before, start = held(), time.perf_counter()
    total, longest, most = asyncio.run(taken(create_app(SETTINGS, world.office), printing))
    seconds = time.perf_counter() - start
    print(
        f"  {number:6} {paper:8} {seconds:7.2f} s {1000 * seconds / number:6.2f} ms each, "
        f"{total / 1_000_000:6.1f} MB, longest piece {longest:6}, memory {before} MiB and {most - before:+} MiB"
    )


def main() -> None:
    """Print a tenth of the letters, all of them, and all as cards."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    with tempfile.TemporaryDirectory() as folder:
        world = sealed_world(Path(folder), f"sqlite:///{folder}/pbvote.db", number)
        written_home(world)
        print(f"{number} members")
        for paper, so_many in (("letters", number // 10), ("letters", number), ("cards", number)):
            report(world, paper, so_many)
        world.office.database.close()


if __name__ == "__main__":
    main()
