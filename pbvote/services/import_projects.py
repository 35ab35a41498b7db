"""Projects from a file: read, shown, and taken into the pot only when somebody has looked at them."""

import json
from dataclasses import asdict, dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from pbvote.domain.draft import ProjectWords
from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.formats.csv_table import CsvFault, CsvUnreadableError
from pbvote.formats.projects_csv import EXAMPLE, LARGEST_FILE, read_projects
from pbvote.services.draft_project import check_words, put_at_end, replace_all
from pbvote.services.drafting import Draft, PotOfDraft, changing
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import pot_row, project_rows
from pbvote.storage.tables import ProjectListRow

EXAMPLE_FILE = EXAMPLE.encode("utf-8-sig")
"""A file to begin with, as spreadsheets like it."""

LARGEST_LIST = LARGEST_FILE
"""Bytes of a file."""

FileFault: TypeAlias = CsvFault
FileRefusedError = CsvUnreadableError


class NoListWaitsError(PbvoteError):
    """No list of projects waits to be taken: somebody took it, or let it go."""

    def __init__(self) -> None:
        super().__init__(say("No list of projects waits any more. Choose the file again."))


@dataclass(frozen=True, slots=True)
class WaitingList:
    """A list that was read and is not taken yet; `name` is that of its file."""

    name: str
    projects: tuple[ProjectWords, ...]


def read_list(office: Office, at: PotOfDraft, name: str, content: bytes) -> tuple[CsvFault, ...]:
    """Read a file and let it wait for the pot, or return what must be mended in it first; then nothing waits.

    Raises CsvUnreadableError, and what `changing` raises.
    """
    with changing(office, at.role, at.round_id, "list read") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        found = read_projects(content, pot.budget)
        _drop(draft, at)
        if not found.faults:
            words = json.dumps([asdict(each) for _, each in found.projects], ensure_ascii=False)
            waiting = ProjectListRow(
                round_id=at.round_id, pot_id=at.pot_id, name=name[:80], projects=words, made_by=at.role,
                made_at=draft.at,
            )  # fmt: skip
            draft.uow.db.add(waiting)
    return found.faults


def waiting_list(db: Session, round_id: str, pot_id: str) -> WaitingList:
    """The list that waits for a pot; raises NoListWaitsError."""
    row = db.get(ProjectListRow, (round_id, pot_id))
    if row is None:
        raise NoListWaitsError
    return WaitingList(row.name, tuple(ProjectWords(**each) for each in json.loads(row.projects)))


def take_list(office: Office, at: PotOfDraft, *, replace: bool) -> int:
    """Put the waiting projects on the ballot after those that are there, or in place of them; how many there are.

    In place of others, a project of a title that was there keeps its id and its picture. Raises AnswersRefusedError
    when the pot has changed since the list was read, NoListWaitsError.
    """
    with changing(office, at.role, at.round_id, "list taken") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        waiting = waiting_list(draft.uow.db, at.round_id, at.pot_id)
        there = list(project_rows(draft.uow.db, at.round_id, at.pot_id))
        for words in waiting.projects:
            check_words(words, pot, () if replace else there)
        if replace:
            replace_all(draft, pot, there, waiting.projects)
        else:
            put_at_end(draft, pot, there, waiting.projects)
        _drop(draft, at)
    return len(waiting.projects)


def drop_list(office: Office, at: PotOfDraft) -> None:
    """Let a waiting list go; one that is not there has gone already."""
    with changing(office, at.role, at.round_id, "list dropped") as draft:
        _drop(draft, at)


def _drop(draft: Draft, at: PotOfDraft) -> None:
    row = draft.uow.db.get(ProjectListRow, (at.round_id, at.pot_id))
    if row is not None:
        draft.uow.db.delete(row)
        draft.uow.db.flush()
