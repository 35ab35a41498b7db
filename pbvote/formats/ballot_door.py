"""The door to ballot files of every format: the end of a name says which one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pbvote.domain.errors import PbvoteError
from pbvote.domain.result import Result
from pbvote.formats.ballot_file import BallotFile, UnreadableFileError
from pbvote.formats.ballots_csv import parse_ballots_csv
from pbvote.formats.ballots_csv_write import write_ballots_csv
from pbvote.formats.ballots_json import parse_ballots_json, write_json
from pbvote.formats.blt import parse_blt, write_blt
from pbvote.formats.file_head import Head
from pbvote.formats.head_csv import META, PROJECTS, parse_head_tables
from pbvote.formats.pabulib import parse_pabulib
from pbvote.formats.pabulib_write import write_pabulib
from pbvote.formats.preflib import parse_preflib
from pbvote.formats.preflib_write import KINDS, write_preflib
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.written import Written

FORMATS = ("pb", "json", "csv", *KINDS, "blt")
"""The ends of names, without the dot."""


class UnknownFormatError(PbvoteError):
    """A name that ends like no ballot file."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{shown(name)} is no ballot file: its name ends in none of .{', .'.join(FORMATS)}.")


def format_of(path: Path) -> str:
    """The format of a file by the end of its name. Raises UnknownFormatError."""
    end = path.suffix.lower().removeprefix(".")
    if end not in FORMATS:
        raise UnknownFormatError(path.name)
    return end


def read_ballot_file(path: Path) -> BallotFile:
    """The file at `path`; one whose name ends in another way is read as Pabulib's.

    Raises UnreadableFileError or BallotFileError.
    """
    end = path.suffix.lower().removeprefix(".")
    if end == "zip":
        raise UnreadableFileError(f"{shown(path.name)} is no ballot file. Take a pot out of a bundle: pbvote convert.")
    return READERS[end if end in FORMATS else "pb"](read_bytes(path), path)


def write_ballot_file(file: BallotFile, kind: str, name: str, result: Result | None = None) -> Written:
    """The file in this format, to be called `name`; a Pabulib file tells the result. Raises NoPlaceError."""
    if kind == "pb":
        return write_pabulib(file, result)
    if kind in KINDS:
        return write_preflib(file, kind, name)
    return {"json": write_json, "csv": write_ballots_csv, "blt": write_blt}[kind](file)


def read_bytes(path: Path) -> bytes:
    """What the file at `path` holds. Raises UnreadableFileError."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name holds a sign that no name can hold"
        raise UnreadableFileError(f"{shown(str(path))} cannot be read: {why}.") from error


def _beside(path: Path, repairs: Repairs) -> Head | None:
    projects, meta = path.with_suffix(PROJECTS), path.with_suffix(META)
    if not projects.exists() and not meta.exists():
        return None
    return parse_head_tables(read_bytes(projects), read_bytes(meta), repairs)


def _read_csv(raw: bytes, path: Path) -> BallotFile:
    repairs = Repairs()
    head = _beside(path, repairs)
    if head is None:
        raise UnreadableFileError(f"{shown(path.name)} needs {path.stem}{PROJECTS} and {path.stem}{META} beside it.")
    return _told(parse_ballots_csv(raw, head), repairs)


def _read_blt(raw: bytes, path: Path) -> BallotFile:
    repairs = Repairs()
    return _told(parse_blt(raw, _beside(path, repairs)), repairs)


def _read_preflib(raw: bytes, path: Path) -> BallotFile:
    repairs = Repairs()
    return _told(parse_preflib(raw, format_of(path), _beside(path, repairs)), repairs)


def _told(file: BallotFile, beside: Repairs) -> BallotFile:
    told = tuple(f"in a table beside the file, {sentence}" for sentence in beside.sentences())
    return replace(file, warnings=(*told, *file.warnings))


READERS: Mapping[str, Callable[[bytes, Path], BallotFile]] = {
    "pb": lambda raw, _: parse_pabulib(raw),
    "json": lambda raw, _: parse_ballots_json(raw),
    "csv": _read_csv,
    "blt": _read_blt,
    **dict.fromkeys(KINDS, _read_preflib),
}
"""What reads each format."""
