"""A second process over the same installation: it casts, or ticks, and can stop at a named point to be killed.

`python -m tests.attacks.other_process '{"url": ..., "data": ..., "offset": ..., ...}'`
"""

import json
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from pbvote.auditlog.receipt import parse_receipt
from pbvote.domain.errors import RoundNotOpenError
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.office import Office, office_at
from pbvote.services.seat import Seat
from pbvote.services.tick import tick
from pbvote.storage.clock import Clock
from tests.factories import ORIGIN, ROUND


def main(task: dict[str, Any]) -> None:
    """Do the task, and say each thing that happened on a line of its own."""
    clock = Clock(timedelta(microseconds=task["offset"]))
    office = office_at(Path(task["data"]), task["url"], ORIGIN, clock)
    if task["pause"]:
        _pause_at(office, task["pause"], task["skip"])
    if task["members"]:
        _cast_until_closed(office, task)
    else:
        tick(office)
    say("done")


def say(*words: str) -> None:
    """Tell the test, at once."""
    print(*words, flush=True)  # noqa: T201 - how this program answers


def _pause_at(office: Office, point: str, skip: int) -> None:
    """Stop for good at the point: before the database commits, or after it, before anybody is answered."""
    passed = 0

    def pause(*_: object) -> None:
        nonlocal passed
        passed += 1
        if passed > skip:
            say("paused")
            signal.pause()

    if point == "before the commit":
        event.listen(office.database.writer, "commit", pause)
    else:
        event.listen(Session, "after_commit", pause)


def _cast_until_closed(office: Office, task: dict[str, Any]) -> None:
    """Cast and change until it is said that voting is over; name each ballot that was acknowledged."""
    for turn in range(task["turns"]):
        for member in task["members"]:
            command = CastBallot(task["pot"], tuple(task["ranking"]), f"{task['key']} {turn}")
            try:
                receipt = cast_ballot(office, Seat(ROUND, member), command)
            except RoundNotOpenError as fact:
                say("refused", str(fact))
                return
            say("kept", member, parse_receipt(receipt.note).commitment)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
