"""Count a ballot file: read it, turn it into a pot with rankings, count, and hand back the result."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.domain.tie_order import tie_order
from pbvote.formats.ballot_door import read_ballot_file
from pbvote.formats.ballot_file import BallotFile, BallotFileError
from pbvote.services.file_ballots import ballots_of, counted_pot, profile_of_file, rankings
from pbvote.tally.completion import OnRun
from pbvote.tally.counting import count_profile
from pbvote.tally.rule import TALLY_RULES

__all__ = ["FileInput", "FileTally", "TallyFile", "WrongBallotsError", "ballots_of", "counted_pot", "rankings",
           "read_input", "tally_file", "tally_input"]  # fmt: skip


class WrongBallotsError(BallotFileError):
    """Ballots of a type that the rule cannot count, or longer than allowed."""


@dataclass(frozen=True, slots=True)
class TallyFile:
    """What to count and how. `max_ranks`, `minimum_supporters` None: as the file says; `tie_seed` None: its order."""

    path: Path
    method: CountMethod
    max_ranks: int | None = None
    minimum_supporters: int | None = None
    tie_seed: str | None = None


@dataclass(frozen=True, slots=True)
class FileTally:
    """The result, with the names of the projects by id and the currency of the file for people to read."""

    result: Result
    title: str
    names: dict[str, str]
    currency: str

    def canonical(self) -> bytes:
        """The result as canonical bytes, without a newline."""
        return canonical_bytes(document(self.result))


@dataclass(frozen=True, slots=True)
class FileInput:
    """A file as a rule takes it, with what people read about it; `warnings` of the reader."""

    pot: CountedPot
    file: BallotFile
    order: tuple[str, ...]
    title: str
    names: dict[str, str]
    currency: str
    warnings: tuple[str, ...]

    @property
    def ballots(self) -> dict[Ballot, int]:
        """How often each ballot was cast."""
        return ballots_of(self.file)


def tally_file(asked: TallyFile, on_run: OnRun | None = None) -> FileTally:
    """Count a ballot file. Raises a PbvoteError with one line that says what is wrong and where."""
    return tally_input(read_input(asked), asked.method, on_run)


def read_input(asked: TallyFile) -> FileInput:
    """What a count needs of a ballot file. Raises a PbvoteError with one line that says what is wrong and where."""
    file = read_ballot_file(asked.path)
    _check_ballots(file, asked)
    pot = counted_pot(file, asked.max_ranks, asked.minimum_supporters)
    return FileInput(
        pot=pot,
        file=file,
        order=pot.ids if asked.tie_seed is None else tie_order(asked.tie_seed, pot.ids),
        title=file.meta.get("description", ""),
        names={project.id: project.name for project in file.projects},
        currency=file.meta.get("currency", ""),
        warnings=file.warnings,
    )


def tally_input(found: FileInput, method: CountMethod, on_run: OnRun | None = None) -> FileTally:
    """Count what was read."""
    profile, blank = profile_of_file(found.file), found.file.votes.blank
    result = count_profile(found.pot, profile, found.order, method, blank=blank, on_run=on_run)
    warnings = (*found.warnings, *_unused(method))
    return FileTally(replace(result, warnings=warnings), found.title, found.names, found.currency)


def _check_ballots(file: BallotFile, asked: TallyFile) -> None:
    rule = asked.method.rule
    if file.vote_type.gives_points and TALLY_RULES[rule].needs_places:
        others = ", ".join(each for each, known in TALLY_RULES.items() if not known.needs_places)
        what = f"{rule} cannot count {file.vote_type} ballots; choose one of {others}"
        raise WrongBallotsError(file.whereabouts.vote_type, what)
    lengths = file.votes.lengths
    if asked.max_ranks is not None and lengths.max(initial=0) > asked.max_ranks:
        first = min(map(file.votes.first_row, np.flatnonzero(lengths > asked.max_ranks).tolist()))
        named = int(lengths[first if file.votes.rows is None else file.votes.rows[first]])
        what = f"the ballot names {named} projects, and --max-ranks allows {asked.max_ranks}"
        raise WrongBallotsError(file.whereabouts.ballot(first), what)


def _unused(method: CountMethod) -> tuple[str, ...]:
    if method.share_step is not None and method.chosen_completion == "none":
        return ("a share step has no meaning without the completion add1 or add1u and was not used",)
    return ()
