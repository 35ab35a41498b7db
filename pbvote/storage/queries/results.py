"""A published result for its pages: the public documents, read once, with the projects they are about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from pbvote.domain.analysis import Analysis
from pbvote.domain.analysis_document import parse_analysis
from pbvote.domain.result import Result
from pbvote.domain.result_document import parse_result
from pbvote.domain.turnout import TurnoutRow
from pbvote.storage.queries.pages import PotView, ProjectView, RoundView, projects, round_view
from pbvote.storage.queries.public_log import published_result
from pbvote.storage.tables import PotRow, ResultRow


@dataclass(frozen=True, slots=True)
class PotResult:
    """What everybody may know of a pot's result.

    `document` is result.json; `counted` the same with its steps, None under T0. `numbers` is the pot's object of
    `round.closed`. `projects` are in the order of the ballot. `analysis` is its public form, in which amounts are
    rounded to `grain` pence; None under T0, for older rounds, and while it is not worked out; `analysis_file` is what
    it was read from. `group_names`: titles of the voter groups that have parts, by id.
    """

    round: RoundView
    pot: PotView
    projects: dict[str, ProjectView]
    document: dict[str, Any]
    counted: Result | None
    numbers: dict[str, Any]
    bands: tuple[TurnoutRow, ...]
    wards: tuple[TurnoutRow, ...]
    published_at: datetime
    file: bytes
    analysis: Analysis | None = None
    grain: int | None = None
    analysis_file: bytes | None = None
    group_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the projects by id."""
        return {each.id: each.title for each in self.projects.values()}

    @property
    def funded(self) -> tuple[ProjectView, ...]:
        """In the order of funding."""
        return tuple(self.projects[each] for each in self.document["funded"])

    @property
    def unfunded(self) -> tuple[ProjectView, ...]:
        """The rest, in the order of the ballot."""
        won = set(self.document["funded"])
        return tuple(each for each in self.projects.values() if each.id not in won)


def pot_result(db: Session, round_id: str, pot_id: str) -> PotResult | None:
    """The published result of a pot, or None while there is none. Raises UnknownRoundError."""
    published = published_result(db, round_id, pot_id)
    stored = db.get(ResultRow, (round_id, pot_id))
    if published is None or stored is None or stored.public is None:
        return None
    document = published.result
    analysis = json.loads(stored.public_analysis) if stored.public_analysis else None
    turnout = json.loads(stored.turnout or b"{}")
    return PotResult(
        round=round_view(db, round_id),
        pot=published.pot,
        projects={each.id: each for each in projects(db, round_id, pot_id)},
        document=document,
        counted=parse_result(document) if "steps" in document else None,
        numbers=published.numbers,
        bands=_rows(turnout.get("bands", [])),
        wards=_rows(turnout.get("wards", [])),
        published_at=published.published_at,
        file=stored.public,
        analysis=parse_analysis(analysis) if analysis else None,
        grain=analysis["grain"] if analysis else None,
        analysis_file=stored.public_analysis,
        group_names=_group_names(db.get_one(PotRow, (round_id, pot_id))),
    )


def _group_names(pot: PotRow) -> dict[str, str]:
    return {group.id: group.title for group in pot.shares.groups} if pot.shares else {}


def _rows(listed: list[dict[str, Any]]) -> tuple[TurnoutRow, ...]:
    return tuple(TurnoutRow(each["name"], each["entitled"], each["marked"]) for each in listed)
