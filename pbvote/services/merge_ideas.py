"""Making one idea of two: the staff ask, every author of both must say yes, and any no ends it.

Nothing public says that it was asked, or who said no: an author who wants to go on alone owes nobody a reason.
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.merging import MergeRefusedError, MergeSettledError, TooManyTogetherError
from pbvote.domain.outcome import fault_of_reason
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import MOST_AUTHORS, Stage
from pbvote.domain.sentence import say
from pbvote.domain.staff import CLERK, OFFICER, REVIEWER
from pbvote.services.join_ideas import join_ideas
from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.own_idea import author_keys
from pbvote.services.phases import require
from pbvote.services.security_log import note_security
from pbvote.services.tell import tell
from pbvote.storage.queries.panel import MOST_NUMBER, idea_numbered
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import MergeConsentRow, MergeRow, ProposalRow

ASKED, DONE, REFUSED, DROPPED = "asked", "done", "refused", "dropped"


def ask_merge(office: Office, role: str, round_id: str, numbers: tuple[int, int], reason: str) -> int:
    """Ask the authors of two ideas to let the first become part of the second; the number of the offer.

    Raises UnknownOfficerError, NotInPhaseError, UnknownIdeaError, AnswersRefusedError, MergeRefusedError.
    """
    fault = fault_of_reason(reason)
    if fault:
        raise AnswersRefusedError({"reason": fault})
    with office.database.write() as uow:
        staff_member(uow.db, role, OFFICER, CLERK, REVIEWER)
        _require_time(uow.db, round_id)
        first, second = (idea_numbered(uow.db, round_id, each, lock=True) for each in numbers)
        _require_pair(uow.db, first, second)
        now = office.clock.now(uow.db)
        merge = MergeRow(from_id=first.id, into_id=second.id, reason=reason, state=ASKED, asked_by=role, asked_at=now)
        uow.db.add(merge)
        uow.db.flush()
        _tell_all(uow.db, now, (first, second), "merge-asked", reason)
        note_security(uow.db, now, "merge.asked", role, round=round_id, ideas=" ".join(map(str, numbers)))
        uow.commit()
        return merge.id


def say_on_merge(office: Office, seat: MemberSeat, merge_id: int, *, agrees: bool) -> str:
    """An author's yes or no; the state of the offer after it. With the last yes the ideas become one.

    Raises MergeSettledError for an offer that waits no more or is not theirs, NotInPhaseError, TooManyTogetherError.
    """
    with office.database.write() as uow:
        merge, first, second = _open_offer(uow.db, merge_id, lock=True)
        _require_time(uow.db, first.round_id)
        authors = {*author_keys(uow.db, first.id), *author_keys(uow.db, second.id)}
        if seat.member_key not in authors:
            raise MergeSettledError
        now = office.clock.now(uow.db)
        _keep_word(uow.db, merge.id, seat.member_key, agrees=agrees)
        if not agrees:
            merge.state, merge.settled_at = REFUSED, now
            _tell_all(uow.db, now, (first, second), "merge-refused")
        elif first.stage != Stage.OPEN or second.stage != Stage.OPEN:
            merge.state, merge.settled_at = DROPPED, now
        elif authors <= agreed_by(uow.db, merge.id):
            _require_few_authors(uow.db, first, second)
            merge.state, merge.settled_at = DONE, now
            _tell_all(uow.db, now, (first, second), "merge-done")
            join_ideas(uow.db, now, first, second, merge.reason)
        uow.commit()
        return merge.state


def drop_merge(office: Office, role: str, merge_id: int) -> None:
    """Ask no longer: both ideas go on alone, and their authors are told so. Raises MergeSettledError."""
    with office.database.write() as uow:
        staff_member(uow.db, role, OFFICER, CLERK, REVIEWER)
        merge, first, second = _open_offer(uow.db, merge_id, lock=True)
        now = office.clock.now(uow.db)
        merge.state, merge.settled_at = DROPPED, now
        _tell_all(uow.db, now, (first, second), "merge-refused")
        note_security(uow.db, now, "merge.dropped", role, round=first.round_id)
        uow.commit()


def agreed_by(db: Session, merge_id: int) -> frozenset[str]:
    """The authors who said yes to an offer; pages show their number only."""
    said = select(MergeConsentRow.member_key).where(
        MergeConsentRow.merge_id == merge_id, MergeConsentRow.agrees.is_(True)
    )
    return frozenset(db.scalars(said))


def _require_time(db: Session, round_id: str) -> None:
    phases = require(db, round_id, Phase.IDEAS, Phase.REVIEW, Phase.LIST)
    if phases.listed_at is not None:
        raise MergeRefusedError(say("The list is on the ballot already, so ideas stay as they are."))


def _require_pair(db: Session, first: ProposalRow, second: ProposalRow) -> None:
    if first.id == second.id:
        raise MergeRefusedError(say("These are one idea already. Type the numbers of two different ideas."))
    if first.stage != Stage.OPEN or second.stage != Stage.OPEN:
        raise MergeRefusedError(say("Only ideas that everybody can read now can become one. Look at both ideas."))
    if first.pot_id != second.pot_id:
        raise MergeRefusedError(say("These ideas ask for money from different pots, so they stay two ideas."))
    both = (first.id, second.id)
    busy = select(MergeRow.id).where(
        MergeRow.state == ASKED, or_(MergeRow.from_id.in_(both), MergeRow.into_id.in_(both))
    )
    if db.scalars(busy.limit(1)).first() is not None:
        raise MergeRefusedError(
            say("The authors of one of these ideas are being asked already. Wait for their answer.")
        )
    _require_few_authors(db, first, second)


def _require_few_authors(db: Session, first: ProposalRow, second: ProposalRow) -> None:
    together = {*author_keys(db, first.id), *author_keys(db, second.id)}
    if not together:
        raise MergeRefusedError(say("Nobody who wrote these ideas is a member any more, so nobody can agree to it."))
    if len(together) > MOST_AUTHORS:
        raise TooManyTogetherError(len(together))


def _open_offer(db: Session, merge_id: int, *, lock: bool = False) -> tuple[MergeRow, ProposalRow, ProposalRow]:
    merge = db.get(MergeRow, merge_id, with_for_update=lock or None) if 0 < merge_id <= MOST_NUMBER else None
    if merge is None or merge.state != ASKED:
        raise MergeSettledError
    first = db.get_one(ProposalRow, merge.from_id, with_for_update=lock or None)
    return merge, first, db.get_one(ProposalRow, merge.into_id, with_for_update=lock or None)


def _keep_word(db: Session, merge_id: int, member_key: str, *, agrees: bool) -> None:
    said = db.get(MergeConsentRow, (merge_id, member_key))
    if said is None:
        db.add(MergeConsentRow(merge_id=merge_id, member_key=member_key, agrees=agrees))
    else:
        said.agrees = agrees
    db.flush()


def _tell_all(db: Session, now: datetime, ideas: tuple[ProposalRow, ProposalRow], kind: str, reason: str = "") -> None:
    """Tell the authors of both; who wrote both is told once, of the first."""
    told: set[str] = set()
    for idea in ideas:
        more = {"reason": reason} if reason else {}
        new = set(author_keys(db, idea.id)) - told
        tell(db, now, new, kind, round=idea.round_id, number=idea.number or 0, title=idea.title, **more)
        told |= new
