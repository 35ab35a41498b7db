"""Writing PrefLib files (preflib.org): orders with how many voters cast them."""

from collections.abc import Iterator

from pbvote.formats.ballot_file import BallotFile, VoteType
from pbvote.formats.counted_note import head_line, one_line
from pbvote.formats.votes import Vote
from pbvote.formats.written import NoPlaceError, Written, check_places_only, lost_of_voters

KINDS = ("soc", "soi", "toc", "toi")
"""Strict or tied orders, complete or incomplete."""


def write_preflib(file: BallotFile, kind: str, name: str) -> Written:
    """The file as one of KINDS, to be called `name`. Raises NoPlaceError for ballots that such a file cannot hold."""
    check_places_only(file, "PrefLib")
    lost: list[str] = []
    lost_of_voters(file, lost)
    orders: dict[str, int] = {}
    for vote, times in file.votes.each():
        if vote.choices:
            order = _order(vote, file.vote_type, kind)
            orders[order] = orders.get(order, 0) + times
    if kind.endswith("c") and (file.votes.lengths < len(file.projects)).any():
        raise NoPlaceError(f"Some ballots do not rank every project, so write .{kind[0]}oi instead of .{kind}.")
    lines = [*_header(file, kind, name, orders), *(f"{times}: {order}" for order, times in orders.items())]
    return Written("".join(f"{line}\n" for line in lines).encode(), lost=tuple(lost))


def _header(file: BallotFile, kind: str, name: str, orders: dict[str, int]) -> Iterator[str]:
    yield f"# FILE NAME: {one_line(name)}"
    yield f"# TITLE: {one_line(file.meta.get('description', ''))}"
    yield "# DESCRIPTION: "
    yield f"# DATA TYPE: {kind}"
    yield "# MODIFICATION TYPE: induced"
    for key in ("RELATES TO", "RELATED FILES", "PUBLICATION DATE", "MODIFICATION DATE"):
        yield f"# {key}: "
    yield f"# NUMBER ALTERNATIVES: {len(file.projects)}"
    yield f"# NUMBER VOTERS: {sum(orders.values())}"
    yield f"# NUMBER UNIQUE ORDERS: {len(orders)}"
    for number, project in enumerate(file.projects, 1):
        yield f"# ALTERNATIVE NAME {number}: {one_line(project.name) or project.id}"
    yield f"# PBVOTE: {head_line(file, file.votes.blank)}"


def _order(vote: Vote, vote_type: VoteType, kind: str) -> str:
    groups = tied_groups(vote, vote_type)
    if kind.startswith("s") and any(len(group) > 1 for group in groups):
        raise NoPlaceError(f"Some ballots put several projects at one place, so write .to{kind[-1]} and not .{kind}.")
    texts = [",".join(str(each + 1) for each in group) for group in groups]
    return ",".join(f"{{{text}}}" if "," in text else text for text in texts)


def tied_groups(vote: Vote, vote_type: VoteType) -> list[list[int]]:
    """The positions of projects at each place; those of one place in the order of the projects."""
    if vote_type is not VoteType.ORDINAL:
        return [sorted(vote.choices)]
    if not vote.places:
        return [[each] for each in vote.choices]
    found: dict[int, list[int]] = {}
    for project, place in zip(vote.choices, vote.places, strict=True):
        found.setdefault(place, []).append(project)
    return [sorted(found[place]) for place in sorted(found)]
