"""How the cost of ranked equal shares grows, each size in its own process: `python -m benchmarks.growth N PROJECTS`.

One size prints seconds of processor time for one run and for the completed count, how many runs that made, and the most
memory that the process held. The ballots are all different, up to five projects each, and are already arrays.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.timing import timed
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.result import CompletionRun
from pbvote.domain.rules import CountMethod
from pbvote.tally.counting import count_profile
from pbvote.tally.profile import Profile

PLACES, SEED = 5, 2026
BALLOTS, PROJECTS = (1_000, 10_000, 100_000, 1_000_000), (20, 50, 100, 200, 400)
USUAL_BALLOTS, USUAL_PROJECTS = 100_000, 200


@dataclass(frozen=True, slots=True)
class Cost:
    """What one size takes: seconds of one run and of the completed count with its runs, memory in MiB."""

    ballots: int
    projects: int
    one_run: float
    completed: float
    runs: int
    memory: int


def invented_ballots(ballots: int, projects: int) -> NDArray[np.int32]:
    """So many different rankings of five; a project with a low number is liked by more people."""
    dice, found = np.random.default_rng(SEED), np.zeros((0, PLACES), dtype=np.int32)
    while len(found) < ballots:
        drawn = dice.integers(0, projects, (ballots + 1_000, PLACES, 2)).prod(axis=2) // projects
        ordered = np.sort(drawn, axis=1)
        drawn = drawn[(ordered[:, 1:] != ordered[:, :-1]).all(axis=1)].astype(np.int32)
        found = np.unique(np.concatenate([found, drawn]), axis=0)
    return dice.permutation(found)[:ballots]


def invented_pot(ballots: int, projects: int) -> CountedPot:
    """A third of all projects could be paid for; a voter's share is about ten pounds."""
    dice = np.random.default_rng(SEED)
    costs = [int(each) for each in dice.integers(ballots * 150, ballots * 6_000, projects) // projects]
    made = tuple(CountedProject(f"p{number}", cost) for number, cost in enumerate(costs))
    return CountedPot(max(sum(costs) // 3, *costs), made, PLACES)


def measured(ballots: int, projects: int) -> Cost:
    """Count one size in this process."""
    pot, runs = invented_pot(ballots, projects), list[CompletionRun]()
    profile = Profile.of_arrays(projects, invented_ballots(ballots, projects))
    alone = CountMethod(completion="none")
    _, one_run = timed(lambda: count_profile(pot, profile, pot.ids, alone), 3)
    _, completed = timed(lambda: count_profile(pot, profile, pot.ids, on_run=runs.append))
    return Cost(ballots, projects, round(one_run, 4), round(completed, 3), len(runs), most_memory())


def most_memory() -> int:
    """The most that this process ever held, in MiB (Linux): what getrusage says would count its parent's memory too."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


def in_a_child(ballots: int, projects: int) -> Cost:
    """Count one size in a process of its own, so that its memory is its own."""
    words = [sys.executable, "-m", "benchmarks.growth", str(ballots), str(projects)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return Cost(**json.loads(done.stdout))


def growth(most: int) -> tuple[list[Cost], list[Cost]]:
    """The cost by ballots and by projects, for up to `most` ballots."""
    usual = min(USUAL_BALLOTS, most)
    by_ballots = [in_a_child(each, USUAL_PROJECTS) for each in BALLOTS if each <= most]
    return by_ballots, [in_a_child(usual, each) for each in PROJECTS]


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:]] or [USUAL_BALLOTS, USUAL_PROJECTS]
    print(json.dumps(asdict(measured(*asked))))
