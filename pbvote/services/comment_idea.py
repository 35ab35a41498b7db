"""A member says something about an idea: a comment, a reply, a question to its authors, or an author's answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.talk import (
    AN_HOUR,
    ANSWERED_IN,
    MOST_AN_HOUR,
    TALKED_IN,
    NotAuthorError,
    Said,
    TextGoneError,
    TextState,
    TooMuchSaidError,
    fault_of_comment,
    is_shown_at_once,
)
from pbvote.services.announce_comment import announce_comment
from pbvote.services.idea_talk import is_author, open_idea
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.storage.tables import CommentRow, ProposalRow


@dataclass(frozen=True, slots=True)
class Saying:
    """What a member wants to say. `parent_id`: the text that it replies to or answers."""

    text: str
    kind: Said = Said.COMMENT
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that is kept; `waiting`: somebody of the trust reads it before everybody can."""

    id: int
    waiting: bool


def comment_idea(office: Office, seat: MemberSeat, round_id: str, number: int, saying: Saying) -> Spoken:
    """Say something; the same sent twice is said once.

    Raises AnswersRefusedError, UnknownIdeaError, NotAuthorError, NotInPhaseError, NotOnRollError, TextGoneError,
    TooMuchSaidError.
    """
    fault = fault_of_comment(saying.text)
    if fault:
        raise AnswersRefusedError({"text": fault})
    with office.database.write() as uow:
        phases = require(uow.db, round_id, *(ANSWERED_IN if saying.kind is Said.ANSWER else TALKED_IN))
        on_roll(uow.db, seat, round_id)
        idea, now = open_idea(uow.db, round_id, number, lock=True), office.clock.now(uow.db)
        placed = _placed(uow.db, seat, idea, saying)
        before = _said_before(uow.db, seat, idea, placed, now)
        if before is not None:
            return Spoken(before.id, before.state == TextState.WAITING)
        _require_patience(uow.db, seat, now)
        shown = is_shown_at_once(phases.moderation, young=seat.young)
        row = CommentRow(
            proposal_id=idea.id, parent_id=placed.parent_id, kind=placed.kind, member_key=seat.member_key,
            text=placed.text, state=TextState.SHOWN if shown else TextState.WAITING, made_at=now,
        )  # fmt: skip
        uow.db.add(row)
        uow.db.flush()
        if shown:
            announce_comment(uow.db, now, row)
        uow.commit()
        return Spoken(row.id, not shown)


def remove_comment(office: Office, seat: MemberSeat, comment_id: int) -> None:
    """Take one's own text away, at any time and for good; what others replied stays. Raises TextGoneError."""
    with office.database.write() as uow:
        row = uow.db.get(CommentRow, comment_id, with_for_update=True)
        if row is None or row.member_key != seat.member_key:
            raise TextGoneError
        row.state, row.text = TextState.REMOVED, ""
        uow.commit()


def _placed(db: Session, seat: MemberSeat, idea: ProposalRow, saying: Saying) -> Saying:
    """Where the text stands: replies are one level deep, answers follow questions, authors do not ask themselves."""
    mine = is_author(db, idea.id, seat.member_key)
    if saying.parent_id is None:
        if saying.kind is Said.ANSWER:
            raise TextGoneError
        return Saying(saying.text, Said.COMMENT if mine else saying.kind)
    parent = db.get(CommentRow, saying.parent_id)
    if parent is None or parent.proposal_id != idea.id or parent.state != TextState.SHOWN:
        raise TextGoneError
    if saying.kind is Said.ANSWER and not mine:
        raise NotAuthorError
    under_question = parent.kind in {Said.QUESTION, Said.ANSWER}
    if under_question != (saying.kind is Said.ANSWER) or saying.kind is Said.QUESTION:
        raise TextGoneError
    return Saying(saying.text, saying.kind, parent.parent_id or parent.id)


def _said_before(db: Session, seat: MemberSeat, idea: ProposalRow, saying: Saying, now: datetime) -> CommentRow | None:
    """The same text in the same place within the hour: the form was sent twice."""
    same = select(CommentRow).where(
        CommentRow.member_key == seat.member_key, CommentRow.proposal_id == idea.id, CommentRow.text == saying.text,
        CommentRow.kind == saying.kind, CommentRow.parent_id == saying.parent_id, CommentRow.made_at > now - AN_HOUR,
    )  # fmt: skip
    return db.scalars(same.order_by(CommentRow.id).limit(1)).first()


def _require_patience(db: Session, seat: MemberSeat, now: datetime) -> None:
    lately = select(func.count()).where(CommentRow.member_key == seat.member_key, CommentRow.made_at > now - AN_HOUR)
    if (db.scalar(lately) or 0) >= MOST_AN_HOUR:
        raise TooMuchSaidError
