"""Ballots as JSON: all that pbvote knows of a ballot file, in one document that docs/ballots.schema.json fixes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from pbvote.formats.ballot_file import BallotFile, Voters, Whereabouts
from pbvote.formats.file_head import ALLOWED, MOST, NEEDED, Head, Json, head_document, parse_head
from pbvote.formats.file_text import decoded
from pbvote.formats.json_tree import Node, parse_json, readable
from pbvote.formats.repairs import Repairs
from pbvote.formats.vote_check import VoteFaultError, VoteMaker
from pbvote.formats.votes import VoteCollector, Votes
from pbvote.formats.written import Written, written_columns

FORMAT = "pbvote-ballots"
VERSION = 1
_NUMBERS = ("places", "points")


def write_json(file: BallotFile) -> Written:
    """The file as a JSON document: UTF-8, one ballot a line."""
    lost: list[str] = []
    head: dict[str, Json] = {"format": FORMAT, "version": VERSION, **head_document(file)}
    lines = [f"{_text(key)}: {_text(value)}" for key, value in head.items()]
    lines.append('"ballots": [\n' + ",\n".join(map(_text, _ballots(file))) + "\n]")
    voters = _voters(file, lost)
    if voters:
        lines.append('"voters": {\n' + ",\n".join(f"{_text(key)}: {_text(value)}" for key, value in voters) + "\n}")
    return Written(("{\n" + ",\n".join(lines) + "\n}\n").encode(), lost=tuple(lost))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ballots(file: BallotFile) -> Iterator[dict[str, Json]]:
    for ballot, times in file.distinct:
        found: dict[str, Json] = {"choices": list(ballot.projects), "times": times}
        if ballot.places:
            found["places"] = list(ballot.places)
        if file.vote_type.gives_points:
            found["points"] = list(ballot.points)
        if file.limits.groups:
            found["group"] = file.limits.groups[ballot.group].id
        yield found


def _voters(file: BallotFile, lost: list[str]) -> list[tuple[str, Sequence[object]]]:
    if file.votes.rows is None:
        return []
    columns = [(name, list(file.voters.cells(name))) for name in written_columns(file, lost) if name != "ballot"]
    return [("ballot", file.votes.rows.tolist()), *columns]


def parse_ballots_json(raw: bytes) -> BallotFile:
    """The file with these bytes. Raises BallotFileError naming the path of the value, or line and column."""
    repairs = Repairs()
    root = parse_json(decoded(raw, repairs), repairs)
    fields = root.fields(("format", "version", *NEEDED, "ballots"), (*ALLOWED, "voters"))
    if fields["format"].text() != FORMAT or fields["version"].whole(0, MOST) != VERSION:
        raise root.error(f"this is not a document of the format {FORMAT}, version {VERSION}")
    head = parse_head(fields)
    votes = _read_ballots(fields["ballots"], head)
    voters = Voters()
    if "voters" in fields:
        votes, voters = _read_voters(fields["voters"], votes)
    return head.with_votes(votes, Whereabouts("$.vote_type", partial(_place, votes)), repairs.sentences(), voters)


def _read_ballots(node: Node, head: Head) -> Votes:
    maker, collector = VoteMaker(head.vote_type, head.projects, head.limits), VoteCollector(len(head.projects))
    for each in node.each():
        fields = each.fields(("choices", "times"), ("places", "points", "group"))
        ids = [choice.text() for choice in fields["choices"].each()]
        numbers = {key: [one.whole(-MOST, MOST) for one in fields[key].each()] for key in _NUMBERS if key in fields}
        group = fields["group"].text() if "group" in fields else ""
        try:
            vote = maker.vote(ids, group=group, **numbers)
        except VoteFaultError as fault:
            raise fields.get(fault.part, each).error(fault.what) from fault
        if not collector.add(vote, fields["times"].whole(1, MOST)):
            raise each.error("an equal ballot stands above; write it once and add up how often it was cast")
    return collector.votes(by_voter=False)


def _read_voters(node: Node, votes: Votes) -> tuple[Votes, Voters]:
    columns = dict(node.members())
    if "ballot" not in columns:
        raise node.error("the key 'ballot' is missing")
    most = len(votes.times) - 1
    rows = np.array([each.whole(0, most) for each in columns.pop("ballot").each()], dtype=np.int32)
    if not np.array_equal(np.bincount(rows, minlength=most + 1), votes.times):
        raise node.error("the voters did not cast each ballot as often as its `times` says")
    table = {readable(cells, name): [each.text() for each in cells.each()] for name, cells in columns.items()}
    for name, cells in table.items():
        if len(cells) != len(rows):
            raise columns[name].error(f"{len(cells)} cells for {len(rows)} voters")
    return replace(votes, rows=rows), Voters.of(table)


def _place(votes: Votes, row: int) -> str:
    return f"$.ballots[{row if votes.rows is None else int(votes.rows[row])}]"
