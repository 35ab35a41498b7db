"""Pabulib files (`.pb`): projects and ballots of real participatory-budgeting votes (arXiv 2305.11035).

Amounts are read exactly, in minor units (major units × 100). Nothing is dropped unseen: what the reader repaired or
skipped stands in `warnings`.
"""

from functools import partial
from pathlib import Path

from pbvote.formats.ballot_file import BallotFile, UnreadableFileError, Whereabouts
from pbvote.formats.pabulib_fields import OWN_META
from pbvote.formats.pabulib_meta import Meta
from pbvote.formats.pabulib_plain import NotPlainError
from pbvote.formats.pabulib_projects import read_projects
from pbvote.formats.pabulib_quick import read_at_once
from pbvote.formats.pabulib_rows import Section, sections_of
from pbvote.formats.pabulib_votes import VotesSection, read_rows, read_voters
from pbvote.formats.repairs import Repairs, shown


def read_pabulib(path: Path) -> BallotFile:
    """The file at `path`. Raises UnreadableFileError when it cannot be opened, else as parse_pabulib."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{shown(str(path))} cannot be read: {error.strerror}.") from error
    return parse_pabulib(raw)


def parse_pabulib(raw: bytes) -> BallotFile:
    """The file with these bytes. Raises PabulibError naming line and column."""
    try:
        return _parsed(raw, quick=True)
    except NotPlainError:
        return _parsed(raw, quick=False)


def _parsed(raw: bytes, *, quick: bool) -> BallotFile:
    repairs = Repairs()
    sections = sections_of(raw, repairs, quick=quick)
    meta = Meta(sections["META"], repairs)
    vote_type, budget, max_length = meta.vote_type(), meta.budget(), meta.whole_number("max_length")
    projects = read_projects(sections["PROJECTS"], repairs)
    section = sections["VOTES"]
    meta.check_number("num_projects", len(projects))
    meta.check_number("num_votes", len(section))
    note = meta.take_note(projects)
    votes = VotesSection(section, vote_type, projects, note.groups)
    cast = read_rows(votes, repairs) if section.plain is None else read_at_once(votes, section.plain, repairs)
    return BallotFile(
        meta={key: value for key, value in meta.values.items() if key not in OWN_META} | dict(note.meta or {}),
        vote_type=vote_type,
        budget=budget,
        max_length=(max_length or 0) if note.max_length is None else note.max_length,
        projects=projects,
        votes=cast.with_blank(note.blank),
        voters=read_voters(votes, note.blank),
        limits=note.limits,
        warnings=repairs.sentences(),
        whereabouts=Whereabouts(f"line {meta.line_of('vote_type')}, column 2", partial(_place, section)),
    )


def _place(section: Section, number: int) -> str:
    return f"line {section.line_of(number)}, column {section.columns['vote'] + 1}"
