"""An author takes an idea back, with a reason of their choice; or throws a draft away that nobody else has seen."""

from sqlalchemy import delete

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import IdeaClosedError, NotFirstAuthorError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome, Stage
from pbvote.domain.sentence import say
from pbvote.services.idea_pictures import unused_pictures
from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.own_idea import author_keys, own_row, words_of
from pbvote.services.phases import require
from pbvote.services.tell import tell
from pbvote.services.trail import leave_trail
from pbvote.storage.search import unindex_idea
from pbvote.storage.tables import AuthorInviteRow, AuthorRow, ProposalRow

REASONS = ("there-is-another", "done-already", "changed-my-mind", "too-much-work", "no-reason")
"""Why authors withdraw an idea, as its trail says; pages have the words."""

OPEN_STAGES = frozenset({Stage.WAITING, Stage.OPEN, Stage.HIDDEN})


def withdraw_idea(office: Office, seat: MemberSeat, proposal_id: int, reason: str) -> None:
    """Withdraw an idea that was sent; its co-authors are told. Pressed twice it is done once.

    Raises UnknownIdeaError, NotFirstAuthorError, IdeaClosedError, NotInPhaseError, AnswersRefusedError.
    """
    with office.database.write() as uow:
        row = _first_authors(own_row(uow.db, seat.member_key, proposal_id, lock=True), seat)
        if row.stage == Stage.WITHDRAWN:
            return
        if reason not in REASONS:
            raise AnswersRefusedError({"reason": say("Choose a reason. “I do not want to say” is one too.")})
        if Stage(row.stage) not in OPEN_STAGES or row.project_id is not None:
            raise IdeaClosedError
        require(uow.db, row.round_id, Phase.IDEAS, Phase.REVIEW, Phase.LIST)
        now = office.clock.now(uow.db)
        row.stage, row.outcome, row.draft = Stage.WITHDRAWN, Outcome.WITHDRAWN, ""
        unindex_idea(uow.db, row.id)
        leave_trail(uow.db, now, row.id, "withdrawn", reason=reason)
        others = [each for each in author_keys(uow.db, row.id) if each != seat.member_key]
        tell(uow.db, now, others, "idea-withdrawn", round=row.round_id, number=row.number or 0, title=row.title)
        uow.commit()


def throw_away(office: Office, seat: MemberSeat, proposal_id: int) -> None:
    """Throw a draft away that was never sent: nothing of it stays, its pictures neither.

    Raises UnknownIdeaError, NotFirstAuthorError, IdeaClosedError.
    """
    with office.database.write() as uow:
        row = _first_authors(own_row(uow.db, seat.member_key, proposal_id, lock=True), seat)
        if row.stage != Stage.DRAFT:
            raise IdeaClosedError
        pictures = [each.name for each in words_of(uow.db, row).pictures]
        for table in (AuthorInviteRow, AuthorRow):
            uow.db.execute(delete(table).where(table.proposal_id == row.id))
        uow.db.delete(row)
        uow.db.flush()
        unused = unused_pictures(office, uow.db, pictures)
        uow.commit()
    for path in unused:
        path.unlink(missing_ok=True)


def _first_authors(row: ProposalRow, seat: MemberSeat) -> ProposalRow:
    if row.author_key != seat.member_key:
        raise NotFirstAuthorError
    return row
