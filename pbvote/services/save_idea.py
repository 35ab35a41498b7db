"""Saving a part of an idea as its authors write it. Two who write at once: the second sees what the first one saved."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import DraftMovedError
from pbvote.domain.proposal import LENGTHS, MOST_ITEMS, IdeaWords, fault_of_part, mark_of
from pbvote.domain.sentence import say
from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.own_idea import keep_words, own_row, require_editable, words_of
from pbvote.storage.tables import PotRow, ProposalRow, QuestionRow


def save_idea(office: Office, seat: MemberSeat, proposal_id: int, seen: str, fields: Mapping[str, Any]) -> None:
    """Save some fields of an idea. `seen` is the mark (mark_of) of what they said on the page that was filled in.

    The same again changes nothing, so a form that is sent twice does no harm. Raises UnknownIdeaError,
    IdeaClosedError, NotInPhaseError, AnswersRefusedError, DraftMovedError.
    """
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id, lock=True)
        present = words_of(uow.db, row)
        wanted = present.with_part(**fields)
        if wanted == present:
            return
        require_editable(uow.db, row)
        faults = faults_of_fields(uow.db, row, wanted, fields)
        if faults:
            raise AnswersRefusedError(faults)
        if seen != mark_of(present, fields):
            raise DraftMovedError(present)
        keep_words(uow.db, row, wanted)
        uow.commit()


def faults_of_fields(db: Session, row: ProposalRow, words: IdeaWords, names: Mapping[str, Any]) -> dict[str, str]:
    """What cannot stand in these fields of an idea, by name."""
    faults = {name: fault_of_part(name, getattr(words, name)) for name in names if name in LENGTHS}
    if words.pot_id and "pot_id" in names and db.get(PotRow, (row.round_id, words.pot_id)) is None:
        faults["pot_id"] = say("Choose one of the pots.")
    if words.question_id is not None and "question_id" in names and not _is_asked(db, row.round_id, words.question_id):
        faults["question_id"] = say("Choose one of the questions.")
    if len(words.items) > MOST_ITEMS:
        faults["items"] = say("There is room for %(most)s lines. Put some things together.", most=MOST_ITEMS)
    return {name: fault for name, fault in faults.items() if fault}


def _is_asked(db: Session, round_id: str, question_id: int) -> bool:
    question = db.get(QuestionRow, question_id)
    return question is not None and question.round_id == round_id and question.state == "chosen"
