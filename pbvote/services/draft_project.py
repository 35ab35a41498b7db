"""The projects of a draft: by form one at a time, or many from a list; put in order, put in conflict, taken out."""

from collections.abc import Collection, Sequence

from pbvote.domain.draft import AnswersRefusedError, ProjectWords, faults_of, slug_of
from pbvote.domain.errors import RoundSetUpError, UnknownProjectError
from pbvote.domain.pot import Project
from pbvote.domain.sentence import say
from pbvote.services.drafting import Draft, PotOfDraft, changing
from pbvote.services.office import Office
from pbvote.services.plan_round import new_project_row
from pbvote.storage.queries.rounds import pot_row, project_rows
from pbvote.storage.tables import PotRow, ProjectRow

MOST_PROJECTS = 500
LEAST_CONFLICT = 2


def add_project(office: Office, at: PotOfDraft, words: ProjectWords) -> str:
    """Add a project at the end of the ballot; its id. Raises AnswersRefusedError."""
    with changing(office, at.role, at.round_id, "project added") as draft:
        pot, there = _pot(draft, at), list(project_rows(draft.uow.db, at.round_id, at.pot_id))
        check_words(words, pot, there)
        added = put_at_end(draft, pot, there, (words,))
    return added[0]


def change_project(office: Office, at: PotOfDraft, project_id: str, words: ProjectWords) -> None:
    """Change what a project says and costs; its id and its picture stay. Raises AnswersRefusedError."""
    with changing(office, at.role, at.round_id, "project changed") as draft:
        pot, row = _pot(draft, at), _project(draft, at, project_id)
        others = [each for each in project_rows(draft.uow.db, at.round_id, at.pot_id) if each.id != project_id]
        check_words(words, pot, others)
        write_words(row, words)


def change_picture(office: Office, at: PotOfDraft, project_id: str, picture: str | None, alt: str) -> None:
    """Give a project a picture that was kept, with words for those who cannot see it; or none."""
    with changing(office, at.role, at.round_id, "picture") as draft:
        row = _project(draft, at, project_id)
        row.picture, row.picture_alt = picture, alt if picture else ""


def move_project(office: Office, at: PotOfDraft, project_id: str, places: int) -> None:
    """Let a project stand so many places later (or earlier, if negative); it stops at the ends."""
    with changing(office, at.role, at.round_id, "projects' order") as draft:
        rows = list(project_rows(draft.uow.db, at.round_id, at.pot_id))
        place = rows.index(_project(draft, at, project_id))
        rows.insert(min(max(place + places, 0), len(rows) - 1), rows.pop(place))
        for position, row in enumerate(rows):
            row.position = position


def remove_project(office: Office, at: PotOfDraft, project_id: str) -> None:
    """Take a project out of a draft, and out of every conflict."""
    with changing(office, at.role, at.round_id, "project removed") as draft:
        pot, row = _pot(draft, at), _project(draft, at, project_id)
        without = [tuple(each for each in conflict if each != project_id) for conflict in pot.conflicts]
        pot.conflicts = tuple(conflict for conflict in without if len(conflict) >= LEAST_CONFLICT)
        draft.uow.db.delete(row)


def add_conflict(office: Office, at: PotOfDraft, projects: Collection[str]) -> None:
    """Say that at most one of these projects can be funded. Raises AnswersRefusedError."""
    with changing(office, at.role, at.round_id, "conflict added") as draft:
        pot = _pot(draft, at)
        named = [each.id for each in project_rows(draft.uow.db, at.round_id, at.pot_id) if each.id in projects]
        if len(named) < LEAST_CONFLICT:
            raise AnswersRefusedError({"projects": say("Choose two or more projects.")})
        if tuple(named) in pot.conflicts:
            raise AnswersRefusedError({"projects": say("These projects stand together already.")})
        pot.conflicts = (*pot.conflicts, tuple(named))


def remove_conflict(office: Office, at: PotOfDraft, number: int) -> None:
    """Take out conflict `number`, counted from 0; one that is not there is out already."""
    with changing(office, at.role, at.round_id, "conflict removed") as draft:
        pot = _pot(draft, at)
        pot.conflicts = tuple(each for place, each in enumerate(pot.conflicts) if place != number)


def check_words(words: ProjectWords, pot: PotRow, others: Sequence[ProjectRow]) -> None:
    """Raise AnswersRefusedError unless a project can stand in a pot beside its others."""
    faults = faults_of(words, pot.budget)
    if words.title.casefold() in {each.title.casefold() for each in others}:
        faults.setdefault("title", say("Another project of this pot has this title. Make them different."))
    if faults:
        raise AnswersRefusedError(faults)


def write_words(row: ProjectRow, words: ProjectWords) -> None:
    """Let a project say and cost this."""
    row.title, row.summary, row.cost, row.body = words.title, words.summary, words.cost, words.body
    row.theme, row.ward, row.proposer = words.theme, words.ward, words.proposer


def replace_all(draft: Draft, pot: PotRow, there: Sequence[ProjectRow], many: Sequence[ProjectWords]) -> None:
    """Put projects in place of those that are there. One of a title that was there keeps its id and its picture."""
    left = {each.title.casefold(): each for each in there}
    new = [words for words in many if words.title.casefold() not in left]
    kept = {words.title.casefold(): left.pop(words.title.casefold()) for words in many if words not in new}
    for row in left.values():
        draft.uow.db.delete(row)
    put_at_end(draft, pot, list(kept.values()), new)
    draft.uow.db.flush()
    rows = {each.title.casefold(): each for each in project_rows(draft.uow.db, pot.round_id, pot.id)}
    for position, words in enumerate(many):
        write_words(rows[words.title.casefold()], words)
        rows[words.title.casefold()].position = position
    ids = {each.id for each in rows.values()}
    pot.conflicts = tuple(conflict for conflict in pot.conflicts if set(conflict) <= ids)


def put_at_end(draft: Draft, pot: PotRow, there: Sequence[ProjectRow], many: Sequence[ProjectWords]) -> tuple[str, ...]:
    """Put projects after those that are there; their ids in order. Raises RoundSetUpError when there are too many."""
    if len(there) + len(many) > MOST_PROJECTS:
        raise RoundSetUpError(
            say("A pot has at most %(most_projects)s projects. Remove some first.", most_projects=MOST_PROJECTS)
        )
    position = max((each.position for each in there), default=-1)
    ids = [each.id for each in there]
    for place, words in enumerate(many, start=position + 1):
        project_id = words.id or slug_of(words.title, ids, "project")
        draft.uow.db.add(new_project_row(pot.round_id, pot.id, place, _as_project(project_id, words)))
        ids.append(project_id)
    return tuple(ids[len(there) :])


def _as_project(project_id: str, words: ProjectWords) -> Project:
    return Project(
        id=project_id,
        title=words.title,
        summary=words.summary,
        cost=words.cost,
        body=words.body,
        theme=words.theme,
        ward=words.ward,
        proposer=words.proposer,
    )


def _pot(draft: Draft, at: PotOfDraft) -> PotRow:
    return pot_row(draft.uow.db, at.round_id, at.pot_id)


def _project(draft: Draft, at: PotOfDraft, project_id: str) -> ProjectRow:
    found = [each for each in project_rows(draft.uow.db, at.round_id, at.pot_id) if each.id == project_id]
    if not found:
        raise UnknownProjectError(project_id)
    return found[0]
