"""What two officers see of a list before they put it on the ballot: its numbers, and each project it would make."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Outcome
from pbvote.storage.queries.acts import ActView
from pbvote.storage.queries.outcomes import idea_lines
from pbvote.storage.tables import DecisionRow
from pbvote.web.language import _
from pbvote.web.outcome_words import meant_words
from pbvote.web.presenters import money, number

Rows = tuple[tuple[str, str], ...]


def outcome_rows(db: Session, act: ActView) -> Rows:
    """How many ideas get each outcome, and the title and the cost of those for the ballot."""
    lines = idea_lines(db, act.round_id or "")
    counts = Counter(line.outcome for line in lines if line.outcome)
    chosen = [line.id for line in lines if line.outcome == Outcome.ON_BALLOT]
    decided = db.scalars(select(DecisionRow).where(DecisionRow.proposal_id.in_(chosen)))
    words = {row.proposal_id: row for row in decided}
    return (
        *((meant_words(outcome), number(counts[outcome])) for outcome in sorted(counts)),
        *(
            (_("Project: %(title)s") % {"title": words[each].title}, money(words[each].cost))
            for each in chosen
            if each in words
        ),
    )
