"""Putting the list on the ballot: two officers agree on what becomes of every idea of a round, and everybody is told.

From here on outcomes are public. Each is in the log as a number and a salted hash; no title, reason or name is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pbvote.domain.outcome import ListNotReadyError
from pbvote.domain.phase import Phase
from pbvote.domain.phase_events import OutcomeCount, OutcomesDecided
from pbvote.domain.proposal import Outcome, Stage
from pbvote.domain.sentence import say
from pbvote.services.approval import Approval
from pbvote.services.decide_outcome import open_list, panel_agreed
from pbvote.services.make_projects import make_projects
from pbvote.services.phases import phases_row
from pbvote.services.tell import Told, tell_each
from pbvote.services.text_hash import new_salt, text_hash, texts_root
from pbvote.services.trail import leave_trail
from pbvote.storage.queries.idea_authors import authors_of
from pbvote.storage.queries.outcomes import TO_DECIDE, IdeaLine, idea_lines
from pbvote.storage.queries.panel import youth_pots
from pbvote.storage.tables import (
    DecisionRow,
    MergeRow,
    PanelVoteRow,
    ProposalRow,
    RoundRow,
)


def put_list(approval: Approval) -> None:
    """Make the projects of the ballot, write `outcomes.decided`, and tell the authors of every idea.

    Raises NotInPhaseError, OutcomeSettledError when the list was put before, ListNotReadyError.
    """
    row, uow = approval.round, approval.uow
    phases = open_list(uow.db, row.id)
    lines = whole_list(uow.db, row.id)
    now = approval.office.clock.now(uow.db)
    make_projects(approval, now)
    with uow.db.no_autoflush:  # thousands of rows go in together, not three at a time
        _settle(uow.db, now, row.id, lines, approval.roles[1])
    hashes = _keep_hashes(uow.db, row.id, lines)
    counts = Counter(line.outcome for line in lines)
    entry = OutcomesDecided(
        round=row.id,
        outcomes=tuple(OutcomeCount(count=counts[each], outcome=each) for each in sorted(counts)),
        texts=texts_root(hashes),
        roles=approval.roles,
    )
    uow.log.append([entry], now)
    phases.listed_at = now
    _forget_votes(uow.db, row.id)


def outcomes_seen(db: Session, row: RoundRow | None, _arguments: Mapping[str, str]) -> str:
    """What the act rests on: every outcome with its reason, and the words of the ballot; a change lapses the act.

    Raises ListNotReadyError, a RoundSetUpError, while something is missing: nothing waits that could never be done.
    """
    if row is None:
        return ""
    if phases_row(db, row.id).phase != Phase.LIST:
        raise ListNotReadyError((say("The reviews are not published yet."),))
    lines = [(each.number, each.stage, each.outcome, each.outcome_reason) for each in whole_list(db, row.id)]
    words = select(
        DecisionRow.proposal_id, DecisionRow.title, DecisionRow.summary, DecisionRow.cost, DecisionRow.theme,
        DecisionRow.ward,
    ).join(ProposalRow, ProposalRow.id == DecisionRow.proposal_id).where(ProposalRow.round_id == row.id)  # fmt: skip
    return repr((lines, [tuple(each) for each in db.execute(words.order_by(DecisionRow.proposal_id))]))


def whole_list(db: Session, round_id: str) -> tuple[IdeaLine, ...]:
    """Every idea of a round with its outcome.

    Raises ListNotReadyError while one has none, waits to be read, or its authors are asked to merge it.
    """
    lines = idea_lines(db, round_id)
    missing = missing_of(lines, open_offers(db, round_id))
    if missing:
        raise ListNotReadyError(missing)
    return lines


def missing_of(lines: Sequence[IdeaLine], offers: int) -> tuple[str, ...]:
    """What keeps a list from the ballot, a sentence each."""
    unread = sum(line.stage == Stage.WAITING for line in lines)
    undecided = sum(line.is_undecided for line in lines)
    said = (
        (unread, say("Ideas that nobody of the staff has read yet: %(number)s. Read them first.", number=unread)),
        (undecided, say("Ideas that have no outcome yet: %(number)s. Decide about each of them.", number=undecided)),
        (
            offers,
            say("Offers to make one idea of two: %(number)s. Wait for the authors, or take them back.", number=offers),
        ),
    )
    return tuple(sentence for count, sentence in said if count)


def open_offers(db: Session, round_id: str) -> int:
    """How many offers to make one idea of two wait for authors."""
    ids = select(ProposalRow.id).where(ProposalRow.round_id == round_id)
    return len(db.scalars(select(MergeRow.id).where(MergeRow.state == "asked", MergeRow.from_id.in_(ids))).all())


def _settle(db: Session, now: datetime, round_id: str, lines: Sequence[IdeaLine], by: str) -> None:
    """Every idea that officers decided: its step, and its authors are told why. A hidden one stays hidden."""
    pots = youth_pots(db, round_id)
    authors = authors_of(db, round_id)
    told: list[Told] = []
    rows = {row.id: row for row in db.scalars(select(ProposalRow).where(ProposalRow.round_id == round_id))}
    for line in lines:
        if line.stage not in TO_DECIDE:
            continue
        if line.outcome == Outcome.NOT_FEASIBLE and line.pot_id in pots and panel_agreed(db, line.id):
            leave_trail(db, now, line.id, "panel-said", agrees=1)
        leave_trail(db, now, line.id, "decided", outcome=line.outcome, reason=line.outcome_reason)
        row = rows[line.id]
        row.outcome, row.outcome_reason, row.outcome_by = line.outcome, line.outcome_reason, by
        if row.stage == Stage.OPEN:
            row.stage = Stage.DECIDED
        told.append((authors.get(line.id, ()), _details(round_id, line)))
    tell_each(db, now, "outcome", told)


def _details(round_id: str, line: IdeaLine) -> dict[str, str | int]:
    said = {"title": line.title, "outcome": line.outcome, "reason": line.outcome_reason}
    return {"round": round_id, "number": line.number, **said}


def _keep_hashes(db: Session, round_id: str, lines: Sequence[IdeaLine]) -> list[str]:
    """The salted hash of each outcome with its reason, kept beside it so that the tree can be checked again."""
    ids = [line.id for line in lines]
    kept = {row.proposal_id: row for row in db.scalars(select(DecisionRow).where(DecisionRow.proposal_id.in_(ids)))}
    for line in lines:
        row = kept.get(line.id)
        if row is None:
            row = kept[line.id] = DecisionRow(proposal_id=line.id)
            db.add(row)
        row.salt = new_salt()
        row.hash = text_hash(
            row.salt,
            {"number": line.number, "outcome": line.outcome, "reason": line.outcome_reason, "round": round_id},
        )
    return [row.hash for row in kept.values()]


def _forget_votes(db: Session, round_id: str) -> None:
    """Nobody will ever ask again how a young member voted on the panel."""
    ids = select(ProposalRow.id).where(ProposalRow.round_id == round_id)
    db.execute(delete(PanelVoteRow).where(PanelVoteRow.proposal_id.in_(ids)))
