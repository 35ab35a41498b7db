"""What Pabulib has no place for, at the end of META `comment`: `#2: pbvote {…}`.

Its keys: `limits` (groups and their parts, conflicts, minimum, quorum), `group_column` (of VOTES), `blank` (ballots
without a choice, which Pabulib does not allow as rows), `max_length` above the number of projects, `meta` (further
keys). Other readers see a comment.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pbvote.formats.ballot_file import BallotFileError, PotLimits
from pbvote.formats.file_head import MOST, Json, limits_document, parse_limits
from pbvote.formats.json_tree import Node, parse_json
from pbvote.formats.pabulib_votes import GroupColumn
from pbvote.formats.repairs import Repairs

_NOTE = re.compile(r"(?:^| )#[0-9]+: pbvote (\{.*)$", re.DOTALL)
_MARK = re.compile(r"#[0-9]+: ")
_LIMITS = ("groups", "min_group", "max_ratio", "conflicts", "minimum_supporters", "quorum")


@dataclass(frozen=True, slots=True)
class Note:
    """The note of a file; empty where it has none. `max_length` None: as META says."""

    limits: PotLimits = field(default_factory=PotLimits)
    group_column: str = ""
    blank: int = 0
    max_length: int | None = None
    meta: Mapping[str, str] | None = None

    @property
    def groups(self) -> GroupColumn:
        """The column of groups."""
        return GroupColumn(self.group_column, tuple(group.id for group in self.limits.groups))


def with_remark(comment: str, remark: str) -> str:
    """A comment with one more numbered remark."""
    return f"{comment} #{len(_MARK.findall(comment)) + 1}: {remark}".strip()


def note_text(note: Note) -> str:
    """The remark that holds the note; empty when there is nothing to note."""
    said: dict[str, Json] = {}
    limits = limits_document(note.limits)
    if limits:
        said["limits"] = limits
    if note.limits.groups:
        said["group_column"] = note.group_column
    if note.blank:
        said["blank"] = note.blank
    if note.max_length is not None:
        said["max_length"] = note.max_length
    if note.meta:
        said["meta"] = note.meta
    return f"pbvote {json.dumps(said, ensure_ascii=False)}" if said else ""


def read_note(comment: str, repairs: Repairs) -> tuple[str, Note]:
    """The comment without the note, and the note. Raises BallotFileError for a note that cannot be read."""
    found = _NOTE.search(comment)
    if found is None:
        return comment, Note()
    try:
        note = _parsed(parse_json(found[1], repairs))
    except BallotFileError as error:
        raise BallotFileError("the note of pbvote", str(error)) from error
    return comment[: found.start()], note


def _parsed(root: Node) -> Note:
    fields = root.fields((), ("limits", "group_column", "blank", "max_length", "meta"))
    limits = parse_limits(fields["limits"].fields((), _LIMITS)) if "limits" in fields else PotLimits()
    column = fields["group_column"].text() if "group_column" in fields else ""
    if bool(limits.groups) != bool(column):
        raise root.error("groups and group_column belong together")
    return Note(
        limits,
        column,
        fields["blank"].whole(0, MOST) if "blank" in fields else 0,
        fields["max_length"].whole(0, MOST) if "max_length" in fields else None,
        {key: node.text() for key, node in fields["meta"].members()} if "meta" in fields else None,
    )
