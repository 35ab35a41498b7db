"""A member supports an idea, or takes that back: one support a member, kept by the day and never by the hour."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.talk import SUPPORTED_IN, OwnSupportError
from pbvote.services.idea_talk import authors_of, idea_details, open_idea
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.services.tell import tell
from pbvote.storage.tables import NoticeRow, ProposalRow, SupportRow

ENOUGH = "idea-supported-enough"


def support_idea(office: Office, seat: MemberSeat, round_id: str, number: int) -> None:
    """Support an idea; twice is once. Raises UnknownIdeaError, NotInPhaseError, NotOnRollError, OwnSupportError.

    The authors are told when enough members support it, once, even if somebody takes it back and another comes.
    """
    with office.database.write() as uow:
        phases = require(uow.db, round_id, *SUPPORTED_IN)
        on_roll(uow.db, seat, round_id)
        idea = open_idea(uow.db, round_id, number, lock=True)  # held, so that two who come at once are both counted
        authors = authors_of(uow.db, idea.id)
        if seat.member_key in authors:
            raise OwnSupportError
        if uow.db.get(SupportRow, (idea.id, seat.member_key)) is not None:
            return
        now = office.clock.now(uow.db)
        uow.db.add(SupportRow(proposal_id=idea.id, member_key=seat.member_key, since=now.date()))
        uow.db.flush()
        if supports_of(uow.db, idea.id) >= phases.support and not _were_told(uow.db, idea, authors):
            tell(uow.db, now, authors, ENOUGH, **idea_details(idea))
        uow.commit()


def take_support_back(office: Office, seat: MemberSeat, round_id: str, number: int) -> None:
    """Support an idea no more; nothing happens to who never did. Raises UnknownIdeaError, NotInPhaseError."""
    with office.database.write() as uow:
        require(uow.db, round_id, *SUPPORTED_IN)
        idea = open_idea(uow.db, round_id, number, lock=True)
        row = uow.db.get(SupportRow, (idea.id, seat.member_key))
        if row is not None:
            uow.db.delete(row)
        uow.commit()


def supports_of(db: Session, proposal_id: int) -> int:
    """How many members support an idea now."""
    return db.scalar(select(func.count()).where(SupportRow.proposal_id == proposal_id)) or 0


def _were_told(db: Session, idea: ProposalRow, authors: list[str]) -> bool:
    told = select(NoticeRow.details).where(NoticeRow.kind == ENOUGH, NoticeRow.member_key.in_(authors))
    kept = [json.loads(each) for each in db.scalars(told)]
    return any((each["round"], each["number"]) == (idea.round_id, idea.number) for each in kept)
