"""Writing the META section of a Pabulib file."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pbvote.domain.result import Result
from pbvote.formats.ballot_file import BallotFile, VoteType
from pbvote.formats.pabulib_fields import META, OWN_META
from pbvote.formats.pabulib_note import Note, note_text, with_remark
from pbvote.formats.pabulib_write_projects import major

_NEEDED = {
    "description": "unknown",
    "country": "Worldwide",
    "unit": "unknown",
    "instance": "unknown",
    "rule": "unknown",
    "date_begin": "0001",
    "date_end": "0001",
}
"""Keys that a file must have, and what is written where nobody told: a value that nobody takes for a fact."""

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


def meta_rows(file: BallotFile, note: Note, result: Result | None, lost: list[str]) -> list[tuple[str, str]]:
    """Keys and values in Pabulib's order; the note stands at the end of the comment."""
    meta = {key: value for key, value in file.meta.items() if value}
    if len(meta) < len(file.meta):
        lost.append("keys of META without a value were not written")
    further = {key: value for key, value in meta.items() if key not in META or key in OWN_META}
    meta = {key: value for key, value in meta.items() if key not in further}
    _tell_dates(meta)
    if result is not None:
        _tell_rule(meta, result)
    for key, unknown in _NEEDED.items():
        if key not in meta:
            lost.append(f"META needs {key}, which nobody told: {unknown} was written")
            meta[key] = unknown
    meta |= _figures(file, note)
    _fit_type(file, meta, lost)
    _tell_fully_funded(file, meta, lost)
    _tell_comment(meta, replace(note, max_length=_kept_length(file, meta), meta=further), lost)
    return [(key, meta[key]) for key in META if key in meta]


def _tell_fully_funded(file: BallotFile, meta: dict[str, str], lost: list[str]) -> None:
    if file.budget // 100 >= sum(project.cost // 100 for project in file.projects):
        meta["fully_funded"] = "1"
    elif "fully_funded" in meta:
        lost.append("META fully_funded was not written: the projects cost more than the budget")
        del meta["fully_funded"]


def _tell_dates(meta: dict[str, str]) -> None:
    for key in ("date_begin", "date_end"):
        found = _ISO_DATE.fullmatch(meta.get(key, ""))
        if found:
            meta[key] = ".".join(reversed(found.groups()))


def _tell_rule(meta: dict[str, str], result: Result) -> None:
    # Pabulib has no names for our rules, and a wrong one would be checked against the winners.
    meta["rule"] = "unknown"
    remark = f"Counted by pbvote with the rule {result.rule}, completion {result.completion}."
    meta["comment"] = with_remark(_numbered(meta.get("comment", "")), remark)


def _numbered(comment: str) -> str:
    return comment if not comment or comment.startswith("#1: ") else f"#1: {comment}"


def _figures(file: BallotFile, note: Note) -> Mapping[str, str]:
    figures = {
        "num_projects": str(len(file.projects)),
        "num_votes": str(file.votes.total - note.blank),
        "budget": major(file.budget),
        "vote_type": file.vote_type.value,
    }
    fits = file.max_length == 1 or file.vote_type is not VoteType.CHOOSE_1
    if fits and 0 < file.max_length <= len(file.projects):
        figures["max_length"] = str(file.max_length)
    return figures


def _kept_length(file: BallotFile, meta: Mapping[str, str]) -> int | None:
    return None if str(file.max_length or "") == meta.get("max_length", "") else file.max_length


def _fit_type(file: BallotFile, meta: dict[str, str], lost: list[str]) -> None:
    if file.vote_type is VoteType.CHOOSE_1 and meta.get("min_length", "1") != "1":
        lost.append("META min_length of a choose-1 file is 1: another was not written")
        del meta["min_length"]
    if file.vote_type is VoteType.CUMULATIVE and "max_sum_points" not in meta:
        points = file.votes.points
        meta["max_sum_points"] = str(0 if points is None else int(points.sum(axis=1).max(initial=0)))
        lost.append("META needs max_sum_points, which nobody told: the largest sum of a ballot was written")


def _tell_comment(meta: dict[str, str], note: Note, lost: list[str]) -> None:
    comment = meta.get("comment", "")
    if _numbered(comment) != comment:
        lost.append("META comment was given the number that Pabulib wants at its beginning")
    remark = note_text(note)
    comment = with_remark(_numbered(comment), remark) if remark else _numbered(comment)
    if comment:
        meta["comment"] = comment
