"""The panel's own review of an idea: one member writes it, the others vote to sign it.

While it is written its `version` is 0; once the others are asked to vote it is that of the idea it is about.
"""

from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.panel import REVIEW, NothingForPanelError, PanelTextMissingError, WriterVotesError
from pbvote.domain.phase import Phase
from pbvote.domain.review import YOUTH, ReviewWords, faults_of_draft, faults_of_review
from pbvote.domain.review_errors import IdeaChangedError, ReviewTakenError
from pbvote.services.office import Office
from pbvote.services.panel_table import PanelPlace, Table, at_table, drop_votes, keep_vote
from pbvote.services.review_ready import after_signing
from pbvote.services.write_review import words_of_review
from pbvote.storage.tables import ReviewRow

WRITING = 0
DRAFT, SIGNED = "draft", "signed"


def save_panel_review(office: Office, place: PanelPlace, words: ReviewWords, *, offer: bool) -> None:
    """Save the panel's review as far as its writer has got; with `offer`, ask the others to vote on it.

    Who saves first is its writer. Votes on an earlier text are gone. Raises what at_table raises, ReviewTakenError,
    NothingForPanelError once it is signed, AnswersRefusedError.
    """
    faults = faults_of_review(words) if offer else faults_of_draft(words)
    if faults:
        raise AnswersRefusedError(faults)
    with office.database.write() as uow:
        table = at_table(office, uow.db, place)
        row = _own_draft(uow.db, table, place.seat.member_key)
        if words_of_review(row) != words or not offer:
            drop_votes(uow.db, table.row.id, REVIEW)
        row.verdict, row.cost, row.change = words.verdict, words.cost, words.change
        row.worth, row.reason, row.saved_at = words.worth, words.reason, table.now
        row.version = table.row.version if offer else WRITING
        row.role = None  # other words are read by staff again before everybody can
        uow.commit()


def vote_on_review(office: Office, place: PanelPlace, version: int, *, agrees: bool) -> bool:
    """Vote to sign the panel's review, or not; whether it is signed now. A vote can be changed until then.

    `version` is that of the idea on the page of whoever votes. Raises what at_table raises, PanelTextMissingError,
    NothingForPanelError, WriterVotesError, IdeaChangedError.
    """
    with office.database.write() as uow:
        table = at_table(office, uow.db, place)
        row = _row_now(uow.db, table)
        if row is None or row.version == WRITING:
            raise PanelTextMissingError
        if row.state != DRAFT:
            raise NothingForPanelError
        if row.member_key == place.seat.member_key:
            raise WriterVotesError
        if not version == row.version == table.row.version:
            raise IdeaChangedError(table.row.version)
        keep_vote(uow.db, table, REVIEW, place.seat.member_key, agrees=agrees)
        if table.votes(uow.db, REVIEW, row.member_key).said:
            row.state, row.signed_at = SIGNED, table.now
            after_signing(uow.db, table.now, table.row.id)
        uow.commit()
        return row.state == SIGNED


def pass_on(office: Office, place: PanelPlace) -> None:
    """Let somebody else go on with a review that one began, signed or not; what is written stays, for a new vote.

    Raises what at_table raises, ReviewTakenError, NothingForPanelError.
    """
    with office.database.write() as uow:
        table = at_table(office, uow.db, place)
        row = _own_draft(uow.db, table, place.seat.member_key)
        row.member_key, row.version = None, WRITING
        drop_votes(uow.db, table.row.id, REVIEW)
        uow.commit()


def reopen_review(office: Office, place: PanelPlace) -> None:
    """Open a signed review again before it is published, as when the authors changed their idea: a new vote signs it.

    Raises what at_table raises, NothingForPanelError.
    """
    with office.database.write() as uow:
        table = at_table(office, uow.db, place)
        row = _row_now(uow.db, table)
        if row is None or row.state != SIGNED:
            raise NothingForPanelError
        row.state, row.signed_at, row.version, row.member_key = DRAFT, None, WRITING, place.seat.member_key
        drop_votes(uow.db, table.row.id, REVIEW)
        uow.commit()


def _own_draft(db: Session, table: Table, member_key: str) -> ReviewRow:
    """The draft of its writer; whoever comes when nobody writes, or the writer has gone, is its writer from now on."""
    row = _row_now(db, table)
    if row is None:
        row = ReviewRow(
            proposal_id=table.row.id, area=YOUTH, member_key=member_key, version=WRITING, saved_at=table.now,
            verdict="", cost=None, change="", worth="", reason="", state=DRAFT, hash="",
        )  # fmt: skip
        db.add(row)
        return row
    if row.state != DRAFT:
        raise NothingForPanelError
    if row.member_key not in (None, member_key) and row.member_key in table.members:
        raise ReviewTakenError
    row.member_key = member_key
    return row


def _row_now(db: Session, table: Table) -> ReviewRow | None:
    """The panel's review, locked; NothingForPanelError once reviews are made no more."""
    if table.phases.phase != Phase.REVIEW:
        raise NothingForPanelError
    return db.get(ReviewRow, (table.row.id, YOUTH), with_for_update=True)
