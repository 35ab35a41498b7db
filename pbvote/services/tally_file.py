"""Count a ballot file: read it, turn it into a pot with rankings, count, and hand back the result."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.domain.tie_order import tie_order
from pbvote.formats.pabulib import PabulibFile, read_pabulib
from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_votes import PabulibBallot, VoteType
from pbvote.tally.completion import OnRun
from pbvote.tally.counting import count
from pbvote.tally.rule import TALLY_RULES


class WrongBallotsError(PabulibError):
    """Ballots of a type that the rule cannot count, or longer than allowed."""


@dataclass(frozen=True, slots=True)
class TallyFile:
    """What to count and how. `max_ranks` None: as the file says. `tie_seed` None: ties by the order of the file."""

    path: Path
    method: CountMethod
    max_ranks: int | None = None
    minimum_supporters: int = 0
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
    ballots: dict[Ballot, int]
    order: tuple[str, ...]
    title: str
    names: dict[str, str]
    currency: str
    warnings: tuple[str, ...]


def tally_file(asked: TallyFile, on_run: OnRun | None = None) -> FileTally:
    """Count a ballot file. Raises a PbvoteError with one line that says what is wrong and where."""
    return tally_input(read_input(asked), asked.method, on_run)


def read_input(asked: TallyFile) -> FileInput:
    """What a count needs of a ballot file. Raises a PbvoteError with one line that says what is wrong and where."""
    file = read_pabulib(asked.path)
    _check_ballots(file, asked)
    pot = counted_pot(file, asked.max_ranks, asked.minimum_supporters)
    return FileInput(
        pot=pot,
        ballots=ballots_of(file),
        order=pot.ids if asked.tie_seed is None else tie_order(asked.tie_seed, pot.ids),
        title=file.meta.get("description", ""),
        names={project.id: project.name for project in file.projects},
        currency=file.meta.get("currency", ""),
        warnings=file.warnings,
    )


def tally_input(found: FileInput, method: CountMethod, on_run: OnRun | None = None) -> FileTally:
    """Count what was read."""
    result = count(found.pot, found.ballots, found.order, method, on_run=on_run)
    warnings = (*found.warnings, *_unused(method))
    return FileTally(replace(result, warnings=warnings), found.title, found.names, found.currency)


def counted_pot(file: PabulibFile, max_ranks: int | None = None, minimum_supporters: int = 0) -> CountedPot:
    """The pot of a file. `max_ranks` None: the larger of META `max_length` and the longest ballot."""
    return CountedPot(
        budget=file.budget,
        projects=tuple(CountedProject(project.id, project.cost) for project in file.projects),
        max_ranks=max(file.max_length, file.longest_ballot, 1) if max_ranks is None else max_ranks,
        minimum_supporters=minimum_supporters,
        withdrawn=frozenset(project.id for project in file.projects if project.is_withdrawn),
    )


def rankings(file: PabulibFile) -> dict[Ranking, int]:
    """How often each ranking was cast. Only `ordinal` ballots have places; on others all choices are tied firsts."""
    read = Ranking.of if file.vote_type is VoteType.ORDINAL else Ranking.approving
    merged: dict[Ranking, int] = {}
    for projects, times in Counter(ballot.projects for ballot in file.ballots).items():
        ranking = read(projects)
        merged[ranking] = merged.get(ranking, 0) + times
    return merged


def ballots_of(file: PabulibFile) -> dict[Ballot, int]:
    """How often each ballot was cast, with its points where the file gives points."""
    if not file.vote_type.gives_points:
        return {Ballot(ranking): times for ranking, times in rankings(file).items()}
    return dict(Counter(map(_ballot_with_points, file.ballots)))


def _ballot_with_points(cast: PabulibBallot) -> Ballot:
    points = sorted(zip(cast.projects, cast.points, strict=True))
    return Ballot(Ranking.approving(cast.projects), points=tuple(points))


def _check_ballots(file: PabulibFile, asked: TallyFile) -> None:
    where, rule = file.whereabouts, asked.method.rule
    if file.vote_type.gives_points and TALLY_RULES[rule].needs_places:
        what = f"{rule} cannot count {file.vote_type} ballots; use approval-greedy"
        raise WrongBallotsError(where.vote_type_line, 2, what)
    for line, ballot in zip(where.ballot_lines, file.ballots, strict=True):
        named = len(ballot.projects)
        if asked.max_ranks is not None and named > asked.max_ranks:
            what = f"the ballot names {named} projects, and --max-ranks allows {asked.max_ranks}"
            raise WrongBallotsError(line, where.vote_column, what)


def _unused(method: CountMethod) -> tuple[str, ...]:
    if method.share_step is not None and method.chosen_completion == "none":
        return ("a share step has no meaning without the completion add1 or add1u and was not used",)
    return ()
