"""Telling the authors of ideas on the ballot what became of them later: at the freeze, and when the result is out."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.result import ProjectState
from pbvote.services.tell import tell
from pbvote.services.trail import leave_trail
from pbvote.storage.tables import AuthorRow, ProposalRow, ResultRow

WON = frozenset({ProjectState.FUNDED.value, ProjectState.FILLED.value})


def tell_frozen(db: Session, now: datetime, round_id: str) -> None:
    """At the freeze: the idea is on the list that people vote on."""
    for idea in _on_ballot(db, round_id):
        _tell(db, now, idea, "frozen")


def tell_result(db: Session, now: datetime, round_id: str) -> None:
    """At the publication: funded or not, with the sentence that the count gives; where too few voted it gives none."""
    results = {row.pot_id: _lines(row) for row in db.scalars(select(ResultRow).where(ResultRow.round_id == round_id))}
    for idea in _on_ballot(db, round_id):
        line = results.get(idea.pot_id or "", {}).get(idea.project_id or "")
        if line is None:
            continue
        reason = {"reason": str(line["reason"])} if line.get("reason") else {}
        _tell(db, now, idea, "funded" if line["state"] in WON else "not-funded", **reason)


def _on_ballot(db: Session, round_id: str) -> list[ProposalRow]:
    found = select(ProposalRow).where(ProposalRow.round_id == round_id, ProposalRow.project_id.is_not(None))
    return list(db.scalars(found.order_by(ProposalRow.number)))


def _lines(row: ResultRow) -> dict[str, dict[str, Any]]:
    """What everybody may read of a result, by project: what the public may not know, authors are not told either."""
    return {each["id"]: each for each in json.loads(row.public)["projects"]} if row.public else {}


def _tell(db: Session, now: datetime, idea: ProposalRow, kind: str, **more: str) -> None:
    authors = list(db.scalars(select(AuthorRow.member_key).where(AuthorRow.proposal_id == idea.id)))
    leave_trail(db, now, idea.id, kind, **more)
    tell(db, now, authors, kind, round=idea.round_id, number=idea.number or 0, title=idea.title, **more)
