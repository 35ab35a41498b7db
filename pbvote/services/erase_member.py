"""Erasing what a member gave. What a vote or the log stands on stays, without their name, until the round is over.

Nothing is written into the log and nothing in it changes: of texts it knows salted hashes only, whose salts go.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Outcome, Stage, parse_idea
from pbvote.domain.round import RoundState
from pbvote.services.idea_pictures import unused_pictures
from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.own_idea import author_keys
from pbvote.services.trail import leave_trail
from pbvote.storage.search import NOT_TO_BE_READ, unindex_idea
from pbvote.storage.tables import (
    AccountRow,
    AnswerRow,
    AuthorInviteRow,
    AuthorRow,
    CommentRow,
    DraftRow,
    InterestRow,
    MailLinkRow,
    MemberRow,
    MemberSessionRow,
    MergeConsentRow,
    NoticeRow,
    ObjectionRow,
    OutboxRow,
    PanelRow,
    PanelVoteRow,
    PhasesRow,
    ProposalRow,
    ProposalVersionRow,
    QuestionRow,
    QuestionSupportRow,
    ReportRow,
    ReviewRow,
    RollChangeRow,
    RollListRow,
    RollRow,
    RoundRow,
    SignInRow,
    SupportRow,
    TabletCardRow,
    TrailRow,
    VoterSessionRow,
)

ERASED = "(erased)"
"""Stands in place of a name."""

DELETED: tuple[tuple[Any, str], ...] = (
    (OutboxRow, "member_key"),
    (NoticeRow, "member_key"),
    (SupportRow, "member_key"),
    (QuestionSupportRow, "member_key"),
    (ObjectionRow, "member_key"),
    (PanelRow, "member_key"),
    (PanelVoteRow, "member_key"),
    (MergeConsentRow, "member_key"),
    (InterestRow, "who"),
    (AuthorInviteRow, "made_by"),
    (TabletCardRow, "member_key"),
    (MailLinkRow, "member_key"),
    (MemberSessionRow, "member_key"),
    (VoterSessionRow, "member_key"),
    (SignInRow, "member_key"),
    (DraftRow, "member_key"),
    (AccountRow, "member_key"),
)
"""Rows that go, with the column that names the member; messages before the notices that they are about."""

UNNAMED: tuple[tuple[Any, str], ...] = (
    (ProposalVersionRow, "made_by"),
    (ProposalRow, "author_key"),
    (ReviewRow, "member_key"),
    (ReportRow, "member_key"),
    (CommentRow, "member_key"),
    (QuestionRow, "member_key"),
)
"""Rows that stay without the member's key."""

STAYS = ("roll", "mark", "code", "envelope", "assistance", "member", "roll_change")
"""Tables of the vote that keep the key: who may vote, that they voted, who was helped; never their name."""

_OVER = (RoundState.PUBLISHED, RoundState.CANCELLED)


def erase_member(office: Office, seat: MemberSeat) -> None:
    """Erase what can be erased now. Pressed twice it does no harm; the vote of a letter stays theirs."""
    with office.database.write() as uow:
        db, key = uow.db, seat.member_key
        pictures = _leave_ideas(office, db, key)
        _empty_texts(db, key)
        for table, column in DELETED:
            db.execute(delete(table).where(getattr(table, column) == key))
        for table, column in UNNAMED:
            db.execute(update(table).where(getattr(table, column) == key).values({column: None}))
        _forget_person(db, key)
        db.flush()
        unused = unused_pictures(office, db, pictures)
        uow.commit()
    office.database.shed_old_pages()
    for path in unused:
        path.unlink(missing_ok=True)


def finish_erasures(office: Office) -> None:
    """Take away the rest of those who were erased while a round of theirs went on, once its result is out."""
    has_rest = or_(MemberRow.identity_hash.is_not(None), MemberRow.ward.is_not(None))
    waiting = select(MemberRow.key).where(MemberRow.name == ERASED, has_rest)
    due = waiting.where(MemberRow.key.not_in(_on_live_rolls()))
    with office.database.read() as db:
        if db.scalars(due.limit(1)).first() is None:
            return
    with office.database.write() as uow:
        for key in uow.db.scalars(due).all():
            _forget_person(uow.db, key)
        uow.commit()


def _leave_ideas(office: Office, db: Session, key: str) -> list[str]:
    """Leave every idea; what that makes of it depends on who else wrote it and on how far it is. Freed pictures."""
    freed: list[str] = []
    mine = select(AuthorRow.proposal_id).where(AuthorRow.member_key == key)
    for row in db.scalars(select(ProposalRow).where(ProposalRow.id.in_(mine)).with_for_update()).all():
        others = [each for each in author_keys(db, row.id) if each != key]
        db.execute(delete(AuthorRow).where(AuthorRow.proposal_id == row.id, AuthorRow.member_key == key))
        if others:
            row.author_key = others[0] if row.author_key == key else row.author_key
        elif row.version == 0:
            freed += _pictures_in([row.draft])
            for table in (AuthorInviteRow, TrailRow):
                db.execute(delete(table).where(table.proposal_id == row.id))
            db.delete(row)
        elif not _is_reviewed(db, row):
            freed += _withdraw(office, db, row)
        db.flush()
    return freed


def _is_reviewed(db: Session, row: ProposalRow) -> bool:
    """Whether its reviews are public, or it has become something else: then it is everybody's, and stays."""
    phases = db.get(PhasesRow, row.round_id)
    is_settled = row.stage in {Stage.MERGED, Stage.DECIDED} or row.project_id is not None
    return is_settled or (phases is not None and phases.published_at is not None)


def _withdraw(office: Office, db: Session, row: ProposalRow) -> list[str]:
    """Withdraw an idea and empty its words; their hashes stay with the log and say nothing. Its pictures."""
    versions = db.scalars(select(ProposalVersionRow).where(ProposalVersionRow.proposal_id == row.id)).all()
    freed = _pictures_in([row.draft, *(each.words for each in versions)])
    for each in versions:
        each.words, each.salt = "", None
    db.execute(update(AnswerRow).where(AnswerRow.proposal_id == row.id).values(text="", salt=None))
    if row.stage != Stage.WITHDRAWN:
        leave_trail(db, office.clock.now(db), row.id, "withdrawn", reason="no-reason")
    row.stage, row.outcome = Stage.WITHDRAWN, Outcome.WITHDRAWN
    row.title, row.draft, row.theme, row.ward, row.cost = "", "", "", "", 0
    unindex_idea(db, row.id)
    _forget_title(db, row)
    return freed


def _forget_title(db: Session, row: ProposalRow) -> None:
    """Take the title out of what others were told about the idea."""
    about = [NoticeRow.details.contains(part, autoescape=True) for part in (row.round_id, f'"number": {row.number}')]
    for notice in db.scalars(select(NoticeRow).where(*about)):
        details = json.loads(notice.details)
        if (details.get("round"), details.get("number")) == (row.round_id, row.number) and "title" in details:
            notice.details = json.dumps({**details, "title": NOT_TO_BE_READ}, ensure_ascii=False)


def _pictures_in(texts: Sequence[str]) -> list[str]:
    return [each.name for text in texts if text for each in parse_idea(text).pictures]


def _empty_texts(db: Session, key: str) -> None:
    """Comments are emptied in their place, so that replies stay readable; a chosen question belongs to the round."""
    comments = update(CommentRow).where(CommentRow.member_key == key)
    db.execute(comments.values(text="", state="removed", judged_reason=""))
    unchosen = update(QuestionRow).where(QuestionRow.member_key == key, QuestionRow.state != "chosen")
    db.execute(unchosen.values(text="", state="hidden", salt=None, why=""))
    settled = delete(ReportRow).where(ReportRow.member_key == key, ReportRow.settled_at.is_not(None))
    db.execute(settled)


def _forget_person(db: Session, key: str) -> None:
    """Take away name and address; ward and class, and the scrambled identity, once no round needs them."""
    member = db.get_one(MemberRow, key)
    member.name, member.address, member.postcode, member.large_print = ERASED, "", "", False
    member.person_hash = None
    lists = select(RollListRow.id).where(RollListRow.state.in_(("applied", "dropped")))
    lines = update(RollChangeRow).where(RollChangeRow.member_key == key, RollChangeRow.list_id.in_(lists))
    db.execute(lines.values(name=ERASED, address="", postcode="", person_hash=None, identity_hash=None))
    if db.scalars(_on_live_rolls().where(RollRow.member_key == key)).first() is None:
        member.ward, member.member_class, member.identity_hash = None, "", None


def _on_live_rolls() -> Select[str]:
    """The members on the roll of a round whose result is not out."""
    live = select(RoundRow.id).where(RoundRow.state.not_in([each.value for each in _OVER]))
    return select(RollRow.member_key).where(RollRow.round_id.in_(live))
