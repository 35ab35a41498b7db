"""The ballots of one pot out of the auditors' bundle (docs/log-format.md §9), as a ballot file.

Salts, commitments and marks stay behind, and rows are sorted by what they rank: nothing in the file leads back to a
voter's check code. The bundle is not verified here; `pbvote verify` does that.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction

from pbvote.auditlog.canonical import CanonicalError, parse_canonical_object
from pbvote.domain.counted_pot import CountedGroup
from pbvote.domain.money import LARGEST_AMOUNT
from pbvote.domain.result import Result, Why
from pbvote.domain.result_document import NotAResultError, parse_result
from pbvote.formats.ballot_file import (
    WITHDRAWN_COST,
    BallotFile,
    BallotFileError,
    FileProject,
    PotLimits,
    VoteType,
    Whereabouts,
)
from pbvote.formats.file_head import MOST, Head, check_limits, project_id
from pbvote.formats.file_text import decoded
from pbvote.formats.json_tree import Node, parse_json
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.vote_check import VoteFaultError, VoteMaker
from pbvote.formats.votes import Vote, VoteCollector, Votes

_LARGEST_MEMBER = 2**30


def read_bundle_pot(raw: bytes, pot_id: str | None) -> tuple[BallotFile, Result]:
    """The ballots of a pot, by default of the only one, and the result of its count. Raises BallotFileError."""
    try:
        bundle = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BallotFileError("the bundle", "this is no zip file") from error
    rounds = [name for name in bundle.namelist() if name.startswith("rounds/")]
    if len(rounds) != 1:
        raise BallotFileError("rounds/", f"a bundle has one round, and this one has {len(rounds)}")
    with _inside(rounds[0]):
        held = _root(bundle, rounds[0])
        pot = _pot(held, pot_id)
    name = pot["id"].text()
    with _inside(f"pots/{name}/trace.json"):
        result = parse_result(parse_canonical_object(_member(bundle, f"pots/{name}/trace.json").removesuffix(b"\n")))
    with _inside(f"pots/{name}/projects.json"):
        projects = _projects(_root(bundle, f"pots/{name}/projects.json"), result)
    with _inside(rounds[0]):
        head = _head(dict(held.members()), pot, projects)
    with _inside("log.jsonl"):
        comment = _comment(_member(bundle, "log.jsonl"))
    with _inside(f"pots/{name}/ballots.jsonl"):
        votes = _votes(_member(bundle, f"pots/{name}/ballots.jsonl"), head)
    file = BallotFile(
        vote_type=head.vote_type,
        budget=head.budget,
        projects=head.projects,
        votes=votes,
        meta={**head.meta, **comment},
        max_length=head.max_length,
        limits=head.limits,
        whereabouts=Whereabouts(rounds[0], lambda _: f"pots/{name}/ballots.jsonl"),
    )
    return file, result


@contextmanager
def _inside(name: str) -> Iterator[None]:
    try:
        yield
    except BallotFileError as error:
        place = name if error.place == name else f"{name}, {error.place}"
        raise BallotFileError(place, error.what) from error
    except (CanonicalError, NotAResultError) as error:
        raise BallotFileError(name, str(error)) from error


def _member(bundle: zipfile.ZipFile, name: str) -> bytes:
    try:
        if bundle.getinfo(name).file_size > _LARGEST_MEMBER:
            raise BallotFileError(name, "this file of the bundle is larger than any that pbvote writes")
        return bundle.read(name)
    except KeyError as error:
        raise BallotFileError(name, "the bundle has no such file; is it the auditors' bundle?") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise BallotFileError(name, "this file of the bundle is damaged") from error


def _root(bundle: zipfile.ZipFile, name: str) -> Node:
    repairs = Repairs()
    return parse_json(decoded(_member(bundle, name), repairs), repairs)


def _pot(held: Node, pot_id: str | None) -> dict[str, Node]:
    pots = [dict(pot.members()) for pot in _field(dict(held.members()), "pots", held).each()]
    ids = [_field(pot, "id", held).text() for pot in pots]
    if pot_id is None and len(pots) == 1:
        return pots[0]
    if pot_id not in ids:
        raise held.error(f"say with --pot which of these pots: {', '.join(ids)}")
    return pots[ids.index(pot_id)]


def _field(fields: Mapping[str, Node], name: str, parent: Node) -> Node:
    if name not in fields:
        raise parent.error(f"the key {shown(name)} is missing")
    return fields[name]


def _projects(root: Node, result: Result) -> tuple[FileProject, ...]:
    withdrawn = {removal.id for removal in result.removed if removal.why is Why.WITHDRAWN}
    projects = []
    for each in root.each():
        fields = each.fields(("cost", "id", "summary", "title"))
        own, cost = project_id(fields["id"]), fields["cost"].whole(1, LARGEST_AMOUNT)
        about = {"description": fields["summary"].text()} if fields["summary"].text() else {}
        cost = WITHDRAWN_COST if own in withdrawn else cost
        projects.append(FileProject(own, cost, fields["title"].text(), about=about))
    return tuple(projects)


def _head(held: Mapping[str, Node], pot: Mapping[str, Node], projects: tuple[FileProject, ...]) -> Head:
    parent = next(iter(pot.values()))
    needed = {name: _field(pot, name, parent) for name in ("budget", "conflicts", "max_ranks", "title", "groups")}
    limits = replace(
        _shares(pot, [each.text() for each in needed["groups"].each()]),
        conflicts=tuple(tuple(each.text() for each in one.each()) for one in needed["conflicts"].each()),
        minimum_supporters=_field(pot, "minimum_supporters", parent).whole(0, MOST),
        quorum=_field(pot, "quorum", parent).whole(0, MOST),
    )
    title, own = _field(held, "title", parent).text(), needed["title"].text()
    meta = {
        "description": title if title == own else f"{title}: {own}",
        "instance": _field(held, "round", parent).text(),
        "date_begin": _day(_field(held, "opens_at", parent)),
        "date_end": _day(_field(held, "closes_at", parent)),
        "currency": "GBP",
    }
    budget = needed["budget"].whole(1, LARGEST_AMOUNT)
    check_limits(limits, budget, projects, parent.path)
    return Head(VoteType.ORDINAL, budget, projects, needed["max_ranks"].whole(1, MOST), limits, meta)


def _shares(pot: Mapping[str, Node], groups: list[str]) -> PotLimits:
    if "shares" not in pot:
        return PotLimits()
    shares = pot["shares"].fields(("max_ratio", "min_group", "parts"))
    try:
        parts = [Fraction(each.text()) for each in shares["parts"].each()]
        counted = tuple(CountedGroup(group, part) for group, part in zip(groups, parts, strict=True))
    except (ValueError, ZeroDivisionError) as error:
        raise shares["parts"].error("the parts are not one fraction for each group") from error
    return PotLimits(counted, shares["min_group"].whole(1, MOST), shares["max_ratio"].whole(1, MOST))


def _day(node: Node) -> str:
    try:
        return date.fromisoformat(node.text()[:10]).strftime("%d.%m.%Y")
    except ValueError as error:
        raise node.error("this is no day") from error


def _comment(log: bytes) -> dict[str, str]:
    for line in log.splitlines():
        entry = parse_canonical_object(line)
        if entry.get("kind") == "draw.made" and isinstance(entry.get("seed"), str):
            seed = json.dumps(entry["seed"], ensure_ascii=False)
            return {"comment": f"#1: Ties were settled by a public draw: pbvote tally --tie-seed {seed}"}
    return {}


def _votes(lines: bytes, head: Head) -> Votes:
    maker, cast = VoteMaker(head.vote_type, head.projects, head.limits), list[Vote]()
    for number, line in enumerate(lines.splitlines(), 1):
        with _inside(f"line {number}"):
            cast.append(_vote(line, maker, has_groups=bool(head.limits.groups)))
    found = VoteCollector(len(head.projects))
    for vote in sorted(cast):
        found.add(vote)
    return found.votes(by_voter=True)


def _vote(line: bytes, maker: VoteMaker, *, has_groups: bool) -> Vote:
    repairs = Repairs()
    fields = parse_json(decoded(line, repairs), repairs).fields(("commitment", "group", "ranking", "salt"))
    group = fields["group"].text() if has_groups else ""
    try:
        return maker.vote([each.text() for each in fields["ranking"].each()], group=group)
    except VoteFaultError as fault:
        raise fields["group" if fault.part == "group" else "ranking"].error(fault.what) from fault
