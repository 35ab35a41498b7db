"""Writing the PROJECTS section of a Pabulib file: votes and scores as its ballots give them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pbvote.domain.result import ProjectState, Result
from pbvote.formats.ballot_file import BallotFile, FileProject, VoteType
from pbvote.formats.pabulib_fields import MAY_BE_EMPTY, PROJECT_TEXTS
from pbvote.formats.repairs import shown

_FUNDED = (ProjectState.FUNDED, ProjectState.FILLED)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section: its name and its cells."""

    name: str
    cells: Sequence[str]


def major(minor: int) -> str:
    """An amount as Pabulib writes it: in major units, with two decimals where they say something."""
    whole, rest = divmod(minor, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def project_columns(
    file: BallotFile, result: Result | None, scores: Sequence[int] | None, lost: list[str]
) -> list[Column]:
    """The columns in Pabulib's order. `scores` None: ballots of this type give none."""
    projects = file.projects
    columns = [Column("project_id", [each.id for each in projects]), Column("cost", [major(p.cost) for p in projects])]
    columns.append(Column("votes", _counted("votes", [each.votes for each in projects], file.votes.supporters(), lost)))
    if scores is not None:
        columns.append(Column("score", _counted("score", [each.score for each in projects], scores, lost)))
    elif any(each.score is not None for each in projects):
        lost.append(f"the column score of {file.vote_type} ballots was not written")
    columns += _texts(file, lost)
    selected = _selected(projects, result, lost)
    at = sum(each.name not in PROJECT_TEXTS[1:] for each in columns)
    columns[at:at] = selected
    _warn_of_costs(file, lost)
    return columns


def _counted(name: str, stated: Sequence[int | None], counted: Sequence[int], lost: list[str]) -> list[str]:
    other = sum(one is not None and one != two for one, two in zip(stated, counted, strict=True))
    if other:
        lost.append(f"the file's {name} of {other} projects differ from its ballots: written as the ballots say")
    return list(map(str, counted))


def _texts(file: BallotFile, lost: list[str]) -> Iterator[Column]:
    cells: dict[str, list[str]] = {
        "name": [each.name for each in file.projects],
        "category": [each.category for each in file.projects],
    }
    names = dict.fromkeys(name for each in file.projects for name in each.about)
    for name in sorted(names, key=_place_of):
        cells[name] = [each.about.get(name, "") for each in file.projects]
    for name, texts in cells.items():
        if name not in ("name", "category", *PROJECT_TEXTS):
            lost.append(f"PROJECTS column {shown(name)} is unknown to Pabulib and was not written")
        elif any(texts):
            yield Column(name, _filled(name, texts, file.projects, lost))


def _place_of(name: str) -> int:
    return PROJECT_TEXTS.index(name) if name in PROJECT_TEXTS else len(PROJECT_TEXTS)


def _filled(name: str, texts: list[str], projects: Sequence[FileProject], lost: list[str]) -> list[str]:
    if name in ("category", "beneficiaries"):
        tight = [",".join(map(str.strip, text.split(","))) for text in texts]
        if tight != texts:
            lost.append(f"spaces between the items of {name} were cut")
        return tight
    if all(texts) or (name in MAY_BE_EMPTY and name in ("latitude", "longitude")):
        return texts
    lost.append(
        f"PROJECTS column {name} may not be empty: {'the id' if name == 'name' else 'a dash'} was written there"
    )
    return [text or (project.id if name == "name" else "-") for text, project in zip(texts, projects, strict=True)]


def _selected(projects: Sequence[FileProject], result: Result | None, lost: list[str]) -> list[Column]:
    if result is not None:
        funded = {each.id for each in result.projects if each.state in _FUNDED}
        return [Column("selected", [str(int(each.id in funded)) for each in projects])]
    stated = [each.selected for each in projects]
    if all(each is None for each in stated):
        return []
    if any(each not in range(4) for each in stated):
        lost.append("selected is 0 to 3 in Pabulib: 0 was written where it was something else")
    return [Column("selected", [str(each if each in range(4) else 0) for each in stated])]


def _warn_of_costs(file: BallotFile, lost: list[str]) -> None:
    free = [each.id for each in file.projects if each.cost < 100]  # noqa: PLR2004 - less than one unit is 0 to Pabulib
    dear = [each.id for each in file.projects if each.cost // 100 > file.budget // 100 and not each.is_withdrawn]
    for ids, what in ((free, "cost nothing"), (dear, "cost more than the budget")):
        if ids:
            lost.append(f"{len(ids)} projects {what}, which Pabulib's checker refuses: {shown(', '.join(ids))}")


def scores_of(file: BallotFile) -> tuple[int, ...] | None:
    """The sums of points; for `ordinal` by the place on each ballot's own length; None where ballots give none."""
    votes = file.votes
    if file.vote_type.gives_points:
        return votes.summed(np.zeros_like(votes.choices) if votes.points is None else votes.points)
    if file.vote_type is not VoteType.ORDINAL:
        return None
    left = votes.lengths[:, None] - np.arange(votes.choices.shape[1])
    return votes.summed(np.maximum(left, 0))
