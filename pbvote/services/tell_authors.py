"""Telling the authors of ideas on the ballot what became of them later: at the freeze, and when the result is out."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.result import ProjectState
from pbvote.services.tell import Told, tell_each
from pbvote.services.trail import leave_trail
from pbvote.storage.queries.idea_authors import authors_of
from pbvote.storage.tables import ProposalRow, ResultRow

WON = frozenset({ProjectState.FUNDED.value, ProjectState.FILLED.value})


def tell_frozen(db: Session, now: datetime, round_id: str) -> None:
    """At the freeze: the idea is on the list that people vote on."""
    _tell(db, now, "frozen", round_id, [(idea, {}) for idea in _on_ballot(db, round_id)])


def tell_result(db: Session, now: datetime, round_id: str) -> None:
    """At the publication: funded or not, with the sentence that the count gives; where too few voted it gives none."""
    results = {row.pot_id: _lines(row) for row in db.scalars(select(ResultRow).where(ResultRow.round_id == round_id))}
    said: dict[str, list[tuple[ProposalRow, dict[str, str]]]] = {"funded": [], "not-funded": []}
    for idea in _on_ballot(db, round_id):
        line = results.get(idea.pot_id or "", {}).get(idea.project_id or "")
        if line is not None:
            reason = {"reason": str(line["reason"])} if line.get("reason") else {}
            said["funded" if line["state"] in WON else "not-funded"].append((idea, reason))
    for kind, ideas in said.items():
        _tell(db, now, kind, round_id, ideas)


def _on_ballot(db: Session, round_id: str) -> list[ProposalRow]:
    found = select(ProposalRow).where(ProposalRow.round_id == round_id, ProposalRow.project_id.is_not(None))
    return list(db.scalars(found.order_by(ProposalRow.number)))


def _lines(row: ResultRow) -> dict[str, dict[str, Any]]:
    """What everybody may read of a result, by project: what the public may not know, authors are not told either."""
    return {each["id"]: each for each in json.loads(row.public)["projects"]} if row.public else {}


def _tell(
    db: Session, now: datetime, kind: str, round_id: str, ideas: Sequence[tuple[ProposalRow, dict[str, str]]]
) -> None:
    authors = authors_of(db, round_id)
    told: list[Told] = []
    for idea, more in ideas:
        leave_trail(db, now, idea.id, kind, **more)
        said: dict[str, str | int] = {"round": idea.round_id, "number": idea.number or 0, "title": idea.title, **more}
        told.append((authors.get(idea.id, ()), said))
    tell_each(db, now, kind, told)
