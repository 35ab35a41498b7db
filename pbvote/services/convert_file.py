"""Turn a ballot file of one format into another, and say what cannot be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pbvote.domain.errors import PbvoteError
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.domain.text import tidy
from pbvote.formats.ballot_door import FORMATS, format_of, read_ballot_file, read_bytes, write_ballot_file
from pbvote.formats.ballot_file import BallotFile
from pbvote.formats.bundle_ballots import read_bundle_pot
from pbvote.formats.pabulib_fields import OWN_META
from pbvote.formats.written import Written
from pbvote.services.file_ballots import counted_pot, profile_of_file
from pbvote.tally.counting import count_profile


class FileExistsAlreadyError(PbvoteError):
    """A file that would be overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name!a} is there already. Give another name, or --force to write over it.")


class NoFormatError(PbvoteError):
    """A format that is asked for by a name that none has."""


class NothingToMarkError(PbvoteError):
    """A rule was asked for, and the format has no place for who is selected."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Only a .pb says who is selected: write one, or leave --rule out for .{kind}.")


class NoBundleError(PbvoteError):
    """A pot was asked for of a file that has only one."""


class UnknownMetaError(PbvoteError):
    """A key that the ballots themselves tell."""


@dataclass(frozen=True, slots=True)
class ConvertFile:
    """What to convert into what. `kind` None: the end of the target's name says it. `meta`: what to tell besides.

    `rule`: count with it, and tell in a Pabulib file who is selected. `pot`: which one of an auditors' bundle.
    """

    source: Path
    target: Path
    kind: str | None = None
    may_overwrite: bool = False
    meta: Mapping[str, str] = field(default_factory=dict)
    rule: str | None = None
    pot: str | None = None


def convert_file(asked: ConvertFile) -> tuple[str, ...]:
    """Write the target, and the files that belong beside it: what was repaired and what could not be kept.

    Raises a PbvoteError, and then has written nothing.
    """
    kind = _kind(asked)
    if asked.rule is not None and kind != "pb":
        raise NothingToMarkError(kind)
    file, result = _read(asked)
    file = with_meta(file, asked.meta)
    written = write_ballot_file(file, kind, asked.target.name, _counted(file, asked.rule) or result)
    put(written, asked.target, may_overwrite=asked.may_overwrite)
    return (*file.warnings, *written.lost)


def _kind(asked: ConvertFile) -> str:
    if asked.kind is None:
        return format_of(asked.target)
    kind = asked.kind.lower().removeprefix(".")
    if kind not in FORMATS:
        raise NoFormatError(f"--to takes one of {', '.join(FORMATS)}, not {asked.kind[:40]!a}.")
    return kind


def _read(asked: ConvertFile) -> tuple[BallotFile, Result | None]:
    if asked.source.suffix.lower() == ".zip":
        return read_bundle_pot(read_bytes(asked.source), asked.pot)
    if asked.pot is not None:
        raise NoBundleError(f"--pot is for an auditors' bundle, and {asked.source.name!a} is none.")
    return read_ballot_file(asked.source), None


def with_meta(file: BallotFile, meta: Mapping[str, str]) -> BallotFile:
    """The file with further keys of META. Raises UnknownMetaError for keys that are figures of the file."""
    for key in meta:
        if key in OWN_META:
            raise UnknownMetaError(f"{key} is told by the ballots themselves and cannot be set.")
    return replace(file, meta={**file.meta, **{key: tidy(value) for key, value in meta.items()}})


def put(written: Written, target: Path, *, may_overwrite: bool) -> None:
    """Write all files or none. Raises FileExistsAlreadyError."""
    files = {target: written.content, **{target.with_suffix(end): each for end, each in written.beside.items()}}
    for path in files:
        if path.exists() and not may_overwrite:
            raise FileExistsAlreadyError(path)
    for path, content in files.items():
        path.write_bytes(content)


def _counted(file: BallotFile, rule: str | None) -> Result | None:
    if rule is None:
        return None
    pot = counted_pot(file)
    return count_profile(pot, profile_of_file(file), pot.ids, CountMethod(rule), blank=file.votes.blank)
