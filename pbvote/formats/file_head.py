"""Everything of a ballot file but its ballots, as JSON: the head of a JSON file, and a note in formats without a place.

docs/ballots.schema.json fixes the form. Amounts are whole numbers of minor units, parts are fractions like "1/2".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject, CountInputError
from pbvote.domain.money import LARGEST_AMOUNT
from pbvote.formats.ballot_file import (
    BallotFile,
    BallotFileError,
    FileProject,
    PotLimits,
    Voters,
    VoteType,
    Whereabouts,
)
from pbvote.formats.json_tree import Node, readable
from pbvote.formats.repairs import shown
from pbvote.formats.votes import Votes

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json]"

NEEDED = ("vote_type", "budget", "projects")
ALLOWED = ("max_length", "meta", "groups", "min_group", "max_ratio", "conflicts", "minimum_supporters", "quorum")
MOST = 10**9
"""The largest number that is no amount: of ballots, of points, of a limit."""

_PART = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """A file without its ballots."""

    vote_type: VoteType
    budget: int
    projects: tuple[FileProject, ...]
    max_length: int
    limits: PotLimits
    meta: Mapping[str, str]

    def with_votes(
        self, votes: Votes, whereabouts: Whereabouts, warnings: tuple[str, ...], voters: Voters | None = None
    ) -> BallotFile:
        """The whole file."""
        return BallotFile(
            vote_type=self.vote_type,
            budget=self.budget,
            projects=self.projects,
            votes=votes,
            meta=self.meta,
            max_length=self.max_length,
            limits=self.limits,
            voters=voters or Voters(),
            warnings=warnings,
            whereabouts=whereabouts,
        )


def head_document(file: BallotFile) -> dict[str, Json]:
    """The head of a file. What a file does not say is left out."""
    head: dict[str, Json] = {
        "vote_type": file.vote_type.value,
        "budget": file.budget,
        "projects": [_project_document(project) for project in file.projects],
    }
    if file.max_length:
        head["max_length"] = file.max_length
    if file.meta:
        head["meta"] = dict(file.meta)
    return head | limits_document(file.limits)


def limits_document(limits: PotLimits) -> dict[str, Json]:
    """What a count must know beside money and projects; nothing where nothing is said."""
    said: dict[str, Json] = {}
    if limits.groups:
        said["groups"] = [{"id": group.id, "part": str_of(group.part)} for group in limits.groups]
        said |= {"min_group": limits.min_group, "max_ratio": limits.max_ratio}
    if limits.conflicts:
        said["conflicts"] = [list(conflict) for conflict in limits.conflicts]
    if limits.minimum_supporters:
        said["minimum_supporters"] = limits.minimum_supporters
    if limits.quorum:
        said["quorum"] = limits.quorum
    return said


def str_of(part: Fraction) -> str:
    """A part of the money in lowest terms: "1/2", "1/1"."""
    return f"{part.numerator}/{part.denominator}"


def _project_document(project: FileProject) -> dict[str, Json]:
    found: dict[str, Json] = {"id": project.id, "cost": project.cost}
    texts = {"name": project.name, "category": project.category}
    numbers = {"votes": project.votes, "score": project.score, "selected": project.selected}
    found |= {key: text for key, text in texts.items() if text}
    found |= {key: number for key, number in numbers.items() if number is not None}
    return found | ({"about": dict(project.about)} if project.about else {})


def parse_head(fields: Mapping[str, Node]) -> Head:
    """The head from the fields of a document that has the needed ones. Raises BallotFileError."""
    vote_type, budget, projects = fields["vote_type"], fields["budget"], fields["projects"]
    if vote_type.text() not in set(VoteType):
        raise vote_type.error(f"{shown(vote_type.text())} is none of {', '.join(VoteType)}")
    head = Head(
        VoteType(vote_type.text()),
        budget.whole(1, LARGEST_AMOUNT),
        _projects(projects),
        fields["max_length"].whole(0, MOST) if "max_length" in fields else 0,
        parse_limits(fields),
        {readable(node, key): node.text() for key, node in fields["meta"].members()} if "meta" in fields else {},
    )
    check_limits(head.limits, head.budget, head.projects, projects.path.rpartition(".")[0])
    return head


def parse_limits(fields: Mapping[str, Node]) -> PotLimits:
    """The limits among these fields. Raises BallotFileError."""
    said = PotLimits()
    numbers = {
        name: fields[name].whole(least, MOST) if name in fields else getattr(said, name)
        for name, least in {"min_group": 1, "max_ratio": 1, "minimum_supporters": 0, "quorum": 0}.items()
    }
    groups = tuple(map(_group, fields["groups"].each())) if "groups" in fields else ()
    conflicts = fields["conflicts"].each() if "conflicts" in fields else ()
    return PotLimits(groups, conflicts=tuple(tuple(each.text() for each in one.each()) for one in conflicts), **numbers)


def check_limits(limits: PotLimits, budget: int, projects: tuple[FileProject, ...], place: str) -> None:
    """That the groups, parts and conflicts fit each other and the projects. Raises BallotFileError."""
    try:
        CountedPot(
            budget,
            tuple(CountedProject(project.id, project.cost) for project in projects),
            max_ranks=1,
            groups=limits.groups,
            conflicts=limits.conflicts,
        )
    except CountInputError as error:
        raise BallotFileError(place, str(error)) from error


def _projects(node: Node) -> tuple[FileProject, ...]:
    found: dict[str, FileProject] = {}
    for each in node.each():
        project = _project(each)
        if project.id in found:
            raise each.error(f"the project {shown(project.id)} stands here a second time")
        found[project.id] = project
    return tuple(found.values())


def _project(node: Node) -> FileProject:
    fields = node.fields(("id", "cost"), ("name", "category", "votes", "score", "selected", "about"))
    return FileProject(
        id=project_id(fields["id"]),
        cost=fields["cost"].whole(0, LARGEST_AMOUNT),
        name=fields["name"].text() if "name" in fields else "",
        category=fields["category"].text() if "category" in fields else "",
        votes=fields["votes"].whole(-LARGEST_AMOUNT, LARGEST_AMOUNT) if "votes" in fields else None,
        score=fields["score"].whole(-LARGEST_AMOUNT, LARGEST_AMOUNT) if "score" in fields else None,
        selected=fields["selected"].whole(-LARGEST_AMOUNT, LARGEST_AMOUNT) if "selected" in fields else None,
        about=_about(fields["about"]) if "about" in fields else {},
    )


def _about(node: Node) -> dict[str, str]:
    return {readable(one, key): one.text() for key, one in node.members() if one.text()}


def project_id(node: Node) -> str:
    """An id as every format can write it. Raises BallotFileError."""
    text = node.text()
    if not text or "," in text or not text.isprintable():
        raise node.error(f"the id {shown(text)} is empty, or holds a comma or a character that cannot be seen")
    return text


def _group(node: Node) -> CountedGroup:
    fields = node.fields(("id", "part"))
    found = _PART.fullmatch(fields["part"].text())
    if found is None:
        raise fields["part"].error(f"{shown(fields['part'].text())} is not a part like 1/2")
    return CountedGroup(project_id(fields["id"]), Fraction(int(found[1]), int(found[2])))
