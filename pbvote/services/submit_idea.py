"""An author sends an idea, or a change of it: a version that stays, a number in the round, a step on its trail.

The page that the author checked carries the draft's number, so that nobody sends words of a co-author unseen. Sent
twice it is one idea: the second time there is no draft any more.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import DraftMovedError, IdeaIncompleteError, IdeaTooDearError
from pbvote.domain.phase import BEFORE, Phase
from pbvote.domain.proposal import IdeaWords, Stage, missing_parts, parse_idea
from pbvote.services.idea_texts import version_document
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.own_idea import own_row, require_editable
from pbvote.services.phases import require
from pbvote.services.save_idea import faults_of_fields
from pbvote.services.text_hash import new_salt, text_hash
from pbvote.services.trail import leave_trail
from pbvote.storage.search import index_idea
from pbvote.storage.tables import AnswerRow, PhasesRow, PotRow, ProposalRow, ProposalVersionRow, QuestionRow


@dataclass(frozen=True, slots=True)
class Submitted:
    """An idea as it was sent: its number in the round, and whether somebody of the trust reads it first."""

    number: int
    version: int
    waiting: bool


def submit_idea(office: Office, seat: MemberSeat, proposal_id: int, draft_number: int) -> Submitted:
    """Send an idea or a change of it.

    Raises UnknownIdeaError, IdeaClosedError, NotInPhaseError, NotOnRollError, IdeaIncompleteError, IdeaTooDearError,
    AnswersRefusedError, DraftMovedError.
    """
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id, lock=True)
        if row.number is not None and not row.draft:
            return Submitted(row.number, row.version, row.stage == Stage.WAITING)
        on_roll(uow.db, seat, row.round_id)
        require_editable(uow.db, row)
        words = parse_idea(row.draft)
        if draft_number != row.draft_number:
            raise DraftMovedError(words)
        sent = send(uow.db, row, words, seat.member_key, office.clock.now(uow.db))
        uow.commit()
        return sent


def send(db: Session, row: ProposalRow, words: IdeaWords, by: str, now: datetime) -> Submitted:
    """Make the next version of an idea, in the caller's transaction; `by` is an author's key."""
    phases = require(db, row.round_id, *((Phase.IDEAS, Phase.REVIEW) if row.version else (Phase.IDEAS,)))
    _require_whole(db, row, words)
    if row.number is None:
        row.number = _next_number(db, row.round_id)
    kind = "changed" if row.version else "submitted"
    _mark_shown(db, row)
    row.version += 1
    _add_version(db, row, words, by, now)
    waits = row.young or phases.moderation == BEFORE or row.stage == Stage.HIDDEN
    row.stage = Stage.WAITING if waits else Stage.OPEN
    _show(row, words, now)
    index_idea(db, row.id, words)
    _note_change(db, row, phases)
    leave_trail(db, now, row.id, kind, version=row.version)
    return Submitted(row.number, row.version, waits)


def _require_whole(db: Session, row: ProposalRow, words: IdeaWords) -> None:
    asked = select(QuestionRow.id).where(QuestionRow.round_id == row.round_id, QuestionRow.state == "chosen")
    missing = missing_parts(words, asks_questions=db.scalars(asked.limit(1)).first() is not None)
    if missing:
        raise IdeaIncompleteError(missing)
    faults = faults_of_fields(db, row, words, dict.fromkeys(IdeaWords.__dataclass_fields__))
    if faults:  # the pot or the question was taken away since
        raise AnswersRefusedError(faults)
    budget = db.get_one(PotRow, (row.round_id, words.pot_id)).budget
    if words.cost > budget:
        raise IdeaTooDearError(budget)


def _next_number(db: Session, round_id: str) -> int:
    """The phases of the round are locked, so no two ideas get one number."""
    last = db.scalar(select(func.max(ProposalRow.number)).where(ProposalRow.round_id == round_id))
    return (last or 0) + 1


def _mark_shown(db: Session, row: ProposalRow) -> None:
    """Keep whether everybody could read the version that is followed; what was hidden stays unread with all before."""
    versions = update(ProposalVersionRow).where(ProposalVersionRow.proposal_id == row.id)
    if row.stage == Stage.OPEN:
        db.execute(versions.where(ProposalVersionRow.number == row.version).values(shown=True))
    elif row.stage == Stage.HIDDEN:
        db.execute(versions.values(shown=False))


def _add_version(db: Session, row: ProposalRow, words: IdeaWords, by: str, now: datetime) -> None:
    salt = new_salt()
    kept = ProposalVersionRow(
        proposal_id=row.id, number=row.version, words=words.to_json(), salt=salt, made_by=by, made_at=now,
        hash=text_hash(salt, version_document(row.round_id, row.number or 0, row.version, words)),
    )  # fmt: skip
    db.add(kept)


def _show(row: ProposalRow, words: IdeaWords, now: datetime) -> None:
    """What lists show of the present version."""
    row.title, row.theme, row.ward, row.cost = words.title, words.theme, words.ward, words.cost
    row.pot_id, row.question_id = words.pot_id, words.question_id
    row.draft, row.submitted_at = "", row.submitted_at or now
    row.judged_by, row.judged_reason = None, ""


def _note_change(db: Session, row: ProposalRow, phases: PhasesRow) -> None:
    """A change after the reviews were read is an answer to them."""
    answer = db.get(AnswerRow, row.id) if phases.phase == Phase.REVIEW else None
    if answer is not None:
        answer.changed = True
