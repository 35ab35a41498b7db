"""Run a whole round on a real ranked ballot file, and let an independent program verify it.

Every ballot is cast through the same service as on the web; only the clock is shifted, and the log says so.
"""

import json
import signal
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import FrameType

from sqlalchemy.exc import ArgumentError, DBAPIError

from pbvote.cli.progress import Progress
from pbvote.cli.release import installed_release
from pbvote.domain.errors import DatabaseNotEmptyError, PbvoteError
from pbvote.services.analyse_count import has_public_analysis
from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.office import Office, office_at
from pbvote.services.rehearsal_plan import ROUND, read_ballots
from pbvote.services.rehearse import rehearse
from pbvote.storage.clock import Clock
from pbvote.storage.database import Database
from pbvote.storage.migrate import is_empty
from pbvote.storage.queries.rounds import round_row

ORIGIN = "rehearsal.example/log/1"

KEYS_NOTE = ("keys", "entry 0")
CLOCK_NOTE = ("clock", "entry 0")
OPENINGS_NOTE = ("openings", f"round {ROUND}")
ANALYSIS_NOTE = ("analysis", f"round {ROUND}")
"""What the verifier has to note about a rehearsal: keys from the log itself, a shifted clock, no ballots in public.

With both bundles it also notes that margins are not confirmed, where the result shows any.
"""

VERIFIED, NOT_VERIFIED = 0, 1
TOLD_TO_END = 128
"""What a shell adds to the number of the signal that ended a program."""


def add_arguments(parser: ArgumentParser) -> None:
    """The file, where to keep things, and how much to cast."""
    parser.add_argument("file", metavar="FILE.pb", type=Path, help="a ranked vote in the Pabulib format")
    parser.add_argument("--database", metavar="URL", help="an empty database (default: SQLite in the data folder)")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="keep public.zip, auditor.zip and the data here")
    parser.add_argument("--limit", metavar="N", type=int, help="cast only the first N ballots")
    parser.add_argument("--groups", action="store_true", help="let two groups of voters share the voting money")


def run(args: Namespace) -> int:
    """Hold the round, print a line a stage, verify: 0 only when everything is verified with the expected notes."""
    if args.limit is not None and args.limit < 1:
        raise LimitError("--limit takes a whole number of 1 or more.")
    if args.keep is not None:
        return _rehearse(args, _kept(args.keep))
    with _ending_in_order(), tempfile.TemporaryDirectory(prefix="pbvote-rehearsal-") as folder:
        return _rehearse(args, Path(folder))


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """A rehearsal that is told to end leaves through its `finally`s: its temporary folder holds ballots."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(TOLD_TO_END + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class DatabaseAddressError(PbvoteError):
    """An address at which no database of a kind that pbvote knows answers."""

    def __init__(self, kind: str) -> None:
        wanted = "Give sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME of a server that runs"
        super().__init__(f"This database cannot be used ({kind}). {wanted}.")


class LimitError(PbvoteError):
    """An option with a value that it cannot have."""


def _kept(folder: Path) -> Path:
    if folder.exists() and not folder.is_dir():
        raise DatabaseNotEmptyError(f"{folder} is a file. Give --keep a new folder.")
    if folder.exists() and any(folder.iterdir()):
        raise DatabaseNotEmptyError(f"The folder {folder} is not empty. Give --keep a new one.")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _rehearse(args: Namespace, folder: Path) -> int:
    started = perf_counter()
    ballots = read_ballots(args.file, args.limit, grouped=args.groups)
    url = args.database or f"sqlite:///{folder / 'data' / 'pbvote.db'}"
    office = _office(folder / "data", url)
    _say("read", f"{len(ballots.rankings):,} ballots, {len(ballots.pot.projects)} projects", perf_counter() - started)
    try:
        with Progress("casting") as progress:
            since = perf_counter()
            for stage in rehearse(office, ballots, installed_release(), progress.show):
                progress.clear()
                _say(stage.name, stage.figure, perf_counter() - since if stage.seconds is None else stage.seconds)
                since = perf_counter()
        status = _write_and_verify(office, folder)
    finally:
        office.database.close()
    print(f"{'verified' if status == VERIFIED else 'NOT VERIFIED'} in {perf_counter() - started:.1f} s")
    return status


def _office(data: Path, url: str) -> Office:
    try:
        _check_empty(url, data)
        data.mkdir(parents=True, exist_ok=True)
        return office_at(data, url, ORIGIN, Clock())
    except (ArgumentError, ModuleNotFoundError, DBAPIError, TypeError, ValueError) as error:
        # The address is not repeated: it may hold a password.
        raise DatabaseAddressError(type(error).__name__) from error


def _check_empty(url: str, data: Path) -> None:
    if url == f"sqlite:///{data / 'pbvote.db'}":
        return  # our own file, which does not exist yet
    database = Database(url)
    try:
        empty = is_empty(database)
    finally:
        database.close()
    if not empty:
        raise DatabaseNotEmptyError("The database is not empty. A rehearsal needs an empty one.")


def _write_and_verify(office: Office, folder: Path) -> int:
    since = perf_counter()
    public, auditor = folder / "public.zip", folder / "auditor.zip"
    public.write_bytes(public_bundle(office, ROUND))
    auditor.write_bytes(auditor_bundle(office, ROUND))
    _say("bundles", f"public.zip {_size(public)}, auditor.zip {_size(auditor)}", perf_counter() - since)
    both = [KEYS_NOTE, CLOCK_NOTE] + [(check, f"auditor bundle: {where}") for check, where in (KEYS_NOTE, CLOCK_NOTE)]
    with office.database.read() as db:
        both += [ANALYSIS_NOTE] * has_public_analysis(db, round_row(db, ROUND))
    checks = [
        _verify([public], [KEYS_NOTE, CLOCK_NOTE, OPENINGS_NOTE]),
        _verify([public, "--auditor", auditor], both),
    ]
    return VERIFIED if all(checks) else NOT_VERIFIED


def _verify(words: list[Path | str], expected: list[tuple[str, str]]) -> bool:
    """Run the verifier as a separate process; whether nothing failed and it noted exactly what was expected."""
    since = perf_counter()
    command = [sys.executable, "-m", "pbvote.verifier", *map(str, words), "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if not ended.stdout:
        print(ended.stderr, file=sys.stderr)
        return False
    answer = json.loads(ended.stdout)
    notes = [(each["check"], each["where"]) for each in answer["findings"] if each["state"] == "note"]
    for each in answer["findings"]:
        if each["state"] == "FAIL":
            print(f"FAIL  {each['check']}: {each['where']}: {each['what']}")
    unexpected = sorted(set(notes) ^ set(expected))
    if unexpected:
        print(f"notes other than expected: {unexpected}")
    ok = sum(each["state"] == "ok" for each in answer["findings"])
    bundles = " and ".join(Path(word).name for word in words if word != "--auditor")
    _say("verify", f"{bundles}: {ok} checks ok, {len(notes)} notes", perf_counter() - since)
    return ended.returncode == 0 and bool(answer["ok"]) and not unexpected


def _say(name: str, figure: str, seconds: float) -> None:
    print(f"{name:26} {figure:76} {seconds:7.2f} s", flush=True)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
