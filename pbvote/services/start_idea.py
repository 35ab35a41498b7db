"""A member starts an idea: an empty draft that only its authors can open. Pressed twice it is still one."""

from sqlalchemy import select

from pbvote.domain.idea_errors import TooManyIdeasError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.own_idea import add_author, ideas_of
from pbvote.services.phases import require
from pbvote.storage.tables import MemberRow, ProposalRow

MOST_IDEAS = 20
"""That one member begins in a round: far over what anybody means, far under what would drown the others."""


def start_idea(office: Office, seat: MemberSeat, round_id: str) -> int:
    """A new draft of a member, or the one of theirs in which nothing is written yet; its id.

    Raises UnknownRoundError, NotInPhaseError, NotOnRollError, TooManyIdeasError.
    """
    with office.database.write() as uow:
        require(uow.db, round_id, Phase.IDEAS)
        on_roll(uow.db, seat, round_id)
        empty = uow.db.scalars(
            select(ProposalRow.id).where(
                ProposalRow.round_id == round_id,
                ProposalRow.author_key == seat.member_key,
                ProposalRow.stage == Stage.DRAFT,
                ProposalRow.draft_number == 0,
            )
        ).first()
        if empty is not None:
            return empty
        if ideas_of(uow.db, seat.member_key, round_id) >= MOST_IDEAS:
            raise TooManyIdeasError(MOST_IDEAS)
        now = office.clock.now(uow.db)
        row = ProposalRow(round_id=round_id, author_key=seat.member_key, made_at=now)
        uow.db.add(row)
        uow.db.flush()
        add_author(uow.db, row, uow.db.get_one(MemberRow, seat.member_key), now)
        uow.commit()
        return row.id
