"""Starting that second process, and killing it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories import World

CHECKOUT = Path(__file__).resolve().parents[2]


@contextmanager
def other_process(world: World, **task: object) -> Iterator[subprocess.Popen[str]]:
    """A process over the world's database, data folder and clock; killed at the end if it still runs."""
    office = world.office
    whole = {
        "url": office.database.url.render_as_string(hide_password=False),
        "data": str(office.keys.folder.parent),
        "offset": round(office.clock.offset.total_seconds() * 1_000_000),
        "members": [],
        "pot": "youth",
        "ranking": ["bike", "quiet"],
        "turns": 1,
        "key": "one form",
        "pause": "",
        "skip": 0,
        **task,
    }
    command = [sys.executable, "-m", "tests.attacks.other_process", json.dumps(whole)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def killed_at_pause(world: World, **task: object) -> list[str]:
    """Let the process come to its pause, and kill it there with SIGKILL; what it had said before."""
    with other_process(world, **task) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line.strip())
            if said[-1] == "paused":
                process.kill()
    assert process.returncode == -9
    assert said[-1] == "paused"
    return said[:-1]
