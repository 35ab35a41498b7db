"""Asking the youth panel about a “not feasible” that others found for an idea of the young people's money.

It is asked once the authors can read the reviews themselves, so that they are still the first to know.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.review import YOUTH, Verdict
from pbvote.services.tell import tell
from pbvote.storage.queries.panel import panel_keys, youth_pots
from pbvote.storage.tables import AnswerRow, PanelSayRow, ProposalRow, ReviewRow

DONE = ("signed", "published")
"""States of a review that its authors can read."""


def ask_where_needed(db: Session, now: datetime, round_id: str) -> int:
    """Ask the panel of a round about every idea on which it has not been asked; how many there were.

    Call it when reviews are whole, when they are published, and when the panel changes. A panel that found the same in
    its own review has agreed by that.
    """
    panel, pots = panel_keys(db, round_id), youth_pots(db, round_id)
    if not panel or not pots:
        return 0
    asked = [row for row in db.scalars(_unasked(round_id, list(pots))) if _ask(db, now, row)]
    if asked:
        tell(db, now, panel, "panel-asked", round=round_id)
    return len(asked)


def _unasked(round_id: str, pots: list[str]) -> Select[ProposalRow]:
    refused = select(ReviewRow.proposal_id).where(
        ReviewRow.verdict == Verdict.NOT_FEASIBLE, ReviewRow.area != YOUTH, ReviewRow.state.in_(DONE)
    )
    return select(ProposalRow).where(
        ProposalRow.round_id == round_id,
        ProposalRow.pot_id.in_(pots),
        ProposalRow.stage.in_((Stage.OPEN.value, Stage.WAITING.value)),
        ProposalRow.id.in_(refused),
        ProposalRow.id.in_(select(AnswerRow.proposal_id)),
        ProposalRow.id.not_in(select(PanelSayRow.proposal_id)),
    )


def _ask(db: Session, now: datetime, row: ProposalRow) -> bool:
    """Whether the panel has to be asked; its own “not feasible” is its answer."""
    own = db.get(ReviewRow, (row.id, YOUTH))
    agrees = own is not None and own.state in DONE and own.verdict == Verdict.NOT_FEASIBLE
    say = PanelSayRow(proposal_id=row.id, agrees=agrees or None, reason="", asked_at=now)
    if agrees:
        say.settled_at = now
    db.add(say)
    return not agrees
