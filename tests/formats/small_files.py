"""A small ballot file of every kind, and how to write and read one in a folder."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pbvote.domain.counted_pot import CountedGroup
from pbvote.formats.ballot_door import read_ballot_file
from pbvote.formats.ballot_file import BallotFile, FileProject, PotLimits, Voters, VoteType, Whereabouts
from pbvote.formats.votes import Vote, VoteCollector
from pbvote.formats.written import Written

PROJECTS = (
    FileProject("a", 4000, "Bike shed", "sport,play", about={"beneficiaries": "children", "district": "North"}),
    FileProject("b", 6050, 'Quiet; "warm" room', about={"district": "South"}),
    FileProject("c/7", 99999, "Çafé", about={"district": "East"}),
)
META = {
    "description": "A small vote",
    "country": "Poland",
    "unit": "Town",
    "instance": "2026",
    "rule": "unknown",
    "date_begin": "01.03.2026",
    "date_end": "31.03.2026",
}
GROUPS = PotLimits(
    groups=(CountedGroup("young", Fraction(1, 3)), CountedGroup("old", Fraction(2, 3))),
    min_group=2,
    max_ratio=4,
    conflicts=(("a", "b"),),
    minimum_supporters=1,
    quorum=2,
)
CAST = {
    VoteType.ORDINAL: [Vote((0, 1)), Vote((2,)), Vote((1, 0, 2)), Vote((0, 1)), Vote((1,))],
    VoteType.APPROVAL: [Vote((0, 1)), Vote((2,)), Vote((1, 0, 2)), Vote((0, 1)), Vote((1,))],
    VoteType.CHOOSE_1: [Vote((0,)), Vote((2,)), Vote((0,)), Vote((1,))],
    VoteType.CUMULATIVE: [Vote((0, 1), points=(3, 2)), Vote((2,), points=(5,)), Vote((1,), points=(5,))],
    VoteType.SCORING: [Vote((0, 1), points=(3, -2)), Vote((2,), points=(0,)), Vote((1,), points=(5,))],
}


def small_file(vote_type: VoteType = VoteType.ORDINAL, cast: Sequence[Vote] | None = None) -> BallotFile:
    """A file with a row for each voter."""
    collector = VoteCollector(len(PROJECTS))
    votes = CAST[vote_type] if cast is None else cast
    for vote in votes:
        collector.add(vote)
    more = {"max_sum_points": "5"} if vote_type is VoteType.CUMULATIVE else {}
    return BallotFile(
        vote_type=vote_type,
        budget=104005,
        projects=PROJECTS,
        votes=collector.votes(by_voter=True),
        meta=META | more,
        max_length=1 if vote_type is VoteType.CHOOSE_1 else 3,
        voters=Voters.of({"voter_id": [f"v{number}" for number in range(len(votes))]}),
        whereabouts=Whereabouts("line 1", lambda row: f"row {row}"),
    )


def grouped_file() -> BallotFile:
    """A file with voter groups, limits and ballots of both groups."""
    cast = [Vote((0, 1)), Vote((0, 1), group=1), Vote((2,)), Vote((1, 0, 2), group=1), Vote((0, 1))]
    return replace(small_file(cast=cast), limits=GROUPS)


def tied_file() -> BallotFile:
    """A ranked file in which some ballots put several projects at one place."""
    return small_file(cast=[Vote((0, 1, 2), places=(1, 1, 3)), Vote((2, 0, 1), places=(1, 2, 2)), Vote((1, 0))])


def put(written: Written, path: Path) -> Path:
    """What a writer made, in a folder."""
    path.write_bytes(written.content)
    for end, content in written.beside.items():
        path.with_suffix(end).write_bytes(content)
    return path


def read_back(written: Written, path: Path) -> BallotFile:
    """What a reader makes of what a writer made."""
    return read_ballot_file(put(written, path))


def assert_same(one: BallotFile, other: BallotFile) -> None:
    """That both files say the same, their warnings aside."""
    assert replace(one, warnings=(), voters=Voters()) == replace(other, warnings=(), voters=Voters())
    assert one.voters.table() == other.voters.table()
