"""A small reader of Pabulib files for these tests alone: well-formed files of ranks, approvals or points."""

from pathlib import Path
from typing import NamedTuple

from pbvote.verifier.pot import Ballot, Pot

WITHDRAWN = 999_999_999_00


class PbFile(NamedTuple):
    """A pot in file order with its ballots, and the official outcome where the file has one."""

    pot: Pot
    ballots: list[Ballot]
    selected: set[str]
    scores: dict[str, str]


def _pence(amount: str) -> int:
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0") or "0")


def _sections(path: Path) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line in {"META", "PROJECTS", "VOTES"}:
            name = line
            found[name] = []
        elif line:
            found[name].append(line.split(";"))
    return found


def _ballot(number: dict[str, int], vote: dict[str, str], vote_type: str) -> Ballot:
    ranked = tuple(number[each.strip()] for each in vote["vote"].split(",") if each)
    if vote_type == "ordinal":
        return Ballot(tuple((each,) for each in ranked))
    points: tuple[int, ...] = ()
    if vote_type in {"cumulative", "scoring"}:
        points = tuple(int(each) for each in vote["points"].split(","))
    return Ballot((ranked,) if ranked else (), 0, tuple(zip(ranked, points, strict=False)))


def read_pb(path: Path, rule: str = "ranked-equal-shares", completion: str = "none") -> PbFile:
    """Read a file into a pot whose tie order is the order of the file."""
    sections = _sections(path)
    meta = {row[0]: row[1] for row in sections["META"]}
    head = sections["PROJECTS"][0]
    rows = [dict(zip(head, row, strict=False)) for row in sections["PROJECTS"][1:]]
    ids = [row["project_id"].strip() for row in rows]
    costs = [_pence(row["cost"]) for row in rows]
    head = sections["VOTES"][0]
    votes = [dict(zip(head, row, strict=False)) for row in sections["VOTES"][1:]]
    number = {each: position for position, each in enumerate(ids)}
    ballots = [_ballot(number, vote, meta["vote_type"]) for vote in votes]
    longest = max(sum(map(len, ballot.ranking)) for ballot in ballots)
    pot = Pot(
        budget=_pence(meta["budget"]),
        ids=tuple(ids),
        costs=tuple(costs),
        tie_order=tuple(range(len(ids))),
        withdrawn=frozenset(each for each, cost in enumerate(costs) if cost == WITHDRAWN),
        rule=rule,
        completion=completion,
        max_ranks=max(int(meta.get("max_length", "0")), longest),
    )
    selected = {row["project_id"].strip() for row in rows if row.get("selected") == "1"}
    scores = {row["project_id"].strip(): row.get("score", "") for row in rows}
    return PbFile(pot, ballots, selected, scores)
