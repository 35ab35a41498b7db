"""How fast a count is, side by side with others: `python -m benchmarks.count [--write] [--most N] [FILE.pb ...]`.

On the same real files in one run: reading and merging alone (the floor under every count), our rules, our verifier, and
pabutools (extra `bench`): its expanding approvals `pb_ear` beside one run of ranked equal shares, its equal shares
beside ours. Then how the cost of ranked equal shares grows with ballots, up to N (a million), and with projects.
Without files it takes some from shared/data beside the checkout or where PBVOTE_SHARED says. With --write the tables
and a chart go into docs/speed.md and docs/speed.svg. Times are seconds of processor time.
"""

import argparse
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.growth import BALLOTS, growth
from benchmarks.others import NOT_THERE, has_pabutools, pabutools_seconds, verifiers
from benchmarks.speed_page import chart, machine, page, tables
from benchmarks.timing import timed
from pbvote.domain.rules import CountMethod
from pbvote.formats.ballot_door import read_ballot_file
from pbvote.formats.ballot_file import VoteType
from pbvote.services.file_ballots import profile_of_file
from pbvote.services.tally_file import TallyFile, counted_pot, tally_file
from pbvote.tally.counting import count_profile

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = ("Poland_Krakow_2024.pb", "Poland_Krakow_2024_Stare_Miasto.pb", "Poland_Swiecie_2023.pb")
ONE_RUN = CountMethod(completion="none")
COMPLETED = CountMethod()
STEP_500 = CountMethod(share_step=500)
BY_COST = CountMethod("equal-shares-cost", "none")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured on a file: seconds, and to which line it is to be compared (its seconds are the 1)."""

    what: str
    seconds: float
    one: float

    @property
    def ratio(self) -> float:
        """How many times as long as what it is compared to."""
        return self.seconds / self.one


def lines_of(path: Path) -> list[Line]:
    """Everything measured on one file. The distance from the floor is the ratio of a line to the first."""
    _, floor = timed(partial(_read_and_merge, path), 3)
    lines = [Line("reading and merging: the floor", floor, floor)]
    is_ranked = read_ballot_file(path).vote_type is VoteType.ORDINAL
    methods = (CountMethod("points-greedy"), ONE_RUN, COMPLETED, STEP_500) if is_ranked else (BY_COST,)
    for method in methods:
        _, taken = timed(partial(tally_file, TallyFile(path, method)), 3)
        lines.append(Line(f"file to result: {_name(method)}", taken, floor))
    return [*lines, *_beside_others(path, ONE_RUN if is_ranked else BY_COST, is_ranked=is_ranked)]


def _beside_others(path: Path, method: CountMethod, *, is_ranked: bool) -> list[Line]:
    file = read_ballot_file(path)
    pot, profile = counted_pot(file), profile_of_file(file)
    _, ours = timed(lambda: count_profile(pot, profile, pot.ids, method), 3)
    lines = [Line(f"the count alone: {_name(method)}", ours, ours)]
    _, theirs = timed(verifiers(path, method))
    lines.append(Line("the same by our verifier", theirs, ours))
    if has_pabutools():
        rule = "pb_ear" if is_ranked else "method_of_equal_shares"
        lines.append(Line(f"pabutools: {rule}", pabutools_seconds(path, rule), ours))
    return lines


def _read_and_merge(path: Path) -> object:
    return profile_of_file(read_ballot_file(path))


def _name(method: CountMethod) -> str:
    step = "" if method.share_step is None else f", step {method.share_step}"
    return f"{method.rule} {method.chosen_completion}{step}"


def shared_files() -> list[Path]:
    """The usual files that are there."""
    folder = Path(os.environ.get("PBVOTE_SHARED", CHECKOUT.parent / "shared")) / "data" / "pabulib"
    return [folder / name for name in FILES if (folder / name).is_file()]


def main(words: list[str] | None = None) -> None:
    """Measure, print, and write if asked."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.count", description="Measure the count.")
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--write", action="store_true", help="write docs/speed.md and docs/speed.svg")
    asked.add_argument("--most", type=int, default=BALLOTS[-1], help="the most invented ballots")
    asked.add_argument("--into", type=Path, default=CHECKOUT / "docs", help="where --write puts its files")
    options = asked.parse_args(words)
    measured = {path.stem: lines_of(path) for path in options.files or shared_files()}
    by_ballots, by_projects = growth(options.most)
    missing = "" if has_pabutools() else NOT_THERE
    text = tables(measured, by_ballots, by_projects, missing)
    print(f"{machine()}\n\n{text}")
    if options.write:
        (options.into / "speed.md").write_text(page(text), encoding="utf-8")
        (options.into / "speed.svg").write_text(chart(by_ballots, by_projects), encoding="utf-8")


if __name__ == "__main__":
    main()
