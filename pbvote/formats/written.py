"""A ballot file as a writer made it: its bytes, the files that belong beside it, and what could not be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pbvote.domain.errors import PbvoteError
from pbvote.formats.ballot_file import BallotFile

_NEVER = ("age", "sex")


class NoPlaceError(PbvoteError):
    """A format has no place for what is the essence of these ballots: it would say something else."""


@dataclass(frozen=True, slots=True)
class Written:
    """`content` of the file; `beside`: further files by the end of their names; `lost`: one sentence a loss."""

    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


def written_columns(file: BallotFile, lost: list[str]) -> list[str]:
    """The columns about voters that may be written: never those that help to find out who voted how."""
    lost.extend(f"the voters' {name} is never written: it helps to find out who voted how" for name in _NEVER
                if name in file.voters.columns)  # fmt: skip
    return [name for name in file.voters.columns if name not in _NEVER]


def check_places_only(file: BallotFile, format_name: str) -> None:
    """Raises NoPlaceError for ballots that give points."""
    if file.vote_type.gives_points:
        raise NoPlaceError(f"{format_name} has no place for points. Write .pb, .json or .csv instead.")


def lost_of_voters(file: BallotFile, lost: list[str]) -> None:
    """What a format loses that only says how many voters cast each ballot."""
    if file.votes.rows is not None:
        lost.append("the order of the voters and what was told of each are not kept, only how many cast each ballot")
    if file.limits.groups:
        lost.append("the voter groups and their parts of the money are not kept: a count would come out otherwise")
