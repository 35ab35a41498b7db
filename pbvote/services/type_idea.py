"""A helper or clerk types a member's paper form in: the idea is the member's own, and the member is told.

Nobody of the staff proposes for themselves: the author is somebody on the roll, never the role that typed.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import NotOnRollError, TooManyIdeasError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import IdeaWords, Stage
from pbvote.domain.staff import CLERK, HELPER
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.own_idea import add_author, ideas_of
from pbvote.services.phases import require
from pbvote.services.security_log import note_security
from pbvote.services.start_idea import MOST_IDEAS
from pbvote.services.submit_idea import Submitted, send
from pbvote.services.tell import tell
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import MemberRow, ProposalRow, ProposalVersionRow

TYPISTS = (HELPER, CLERK)


def type_idea(office: Office, role: str, round_id: str, member_key: str, words: IdeaWords) -> Submitted:
    """Send an idea from paper for a member of the round; sent twice it is one idea.

    Raises NotYourTaskError, NotInPhaseError, NotOnRollError, TooManyIdeasError, AnswersRefusedError,
    IdeaIncompleteError, IdeaTooDearError.
    """
    with office.database.write() as uow:
        staff_member(uow.db, role, *TYPISTS)
        require(uow.db, round_id, Phase.IDEAS)
        member = uow.db.get(MemberRow, member_key)
        if member is None:
            raise NotOnRollError
        on_roll(uow.db, MemberSeat(member.key, member.under_18), round_id)
        now = office.clock.now(uow.db)
        twice = _the_same(uow.db, round_id, member.key, words)
        if twice is not None:
            return twice
        if ideas_of(uow.db, member.key, round_id) >= MOST_IDEAS:
            raise TooManyIdeasError(MOST_IDEAS)
        row = ProposalRow(round_id=round_id, author_key=member.key, typed_by=role, made_at=now)
        uow.db.add(row)
        uow.db.flush()
        add_author(uow.db, row, member, now)
        sent = send(uow.db, row, words, member.key, now)
        tell(uow.db, now, [member.key], "idea-typed", round=round_id, number=sent.number, title=words.title)
        note_security(uow.db, now, "idea.typed", role, round=round_id)
        uow.commit()
        return sent


def _the_same(db: Session, round_id: str, member_key: str, words: IdeaWords) -> Submitted | None:
    """The idea that the same form made when it came before."""
    typed = select(ProposalRow).where(
        ProposalRow.round_id == round_id,
        ProposalRow.author_key == member_key,
        ProposalRow.typed_by.is_not(None),
        ProposalRow.version == 1,
        ProposalRow.title == words.title,
    )
    for row in db.scalars(typed):
        if db.get_one(ProposalVersionRow, (row.id, 1)).words == words.to_json():
            return Submitted(row.number or 0, row.version, row.stage == Stage.WAITING)
    return None
