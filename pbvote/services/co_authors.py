"""Writing an idea together: an author makes a link, a member of the round joins by it, and may leave again.

The link works once and for seven days; the database knows only the hash of its secret.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import InvitationUselessError, LastAuthorError, TooManyAuthorsError
from pbvote.domain.proposal import MOST_AUTHORS, Stage
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.own_idea import EDITABLE, add_author, author_keys, own_row, require_editable, words_of
from pbvote.services.tell import tell
from pbvote.storage.tables import AuthorInviteRow, AuthorRow, MemberRow, ProposalRow

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What whoever holds a link sees before they join: which idea of which round, and whether they are in already."""

    proposal_id: int
    round_id: str
    title: str
    is_author: bool


def invite_author(office: Office, seat: MemberSeat, proposal_id: int) -> str:
    """A link's secret for one more author.

    Raises UnknownIdeaError, IdeaClosedError, NotInPhaseError, TooManyAuthorsError.
    """
    token = secrets.token_urlsafe(24)
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id, lock=True)
        require_editable(uow.db, row)
        now = office.clock.now(uow.db)
        if max(len(author_keys(uow.db, row.id)), live_invitations(office, uow.db, row.id)) >= MOST_AUTHORS:
            raise TooManyAuthorsError
        made = AuthorInviteRow(
            token_hash=_hash(token), proposal_id=row.id, made_by=seat.member_key, made_at=now, ends_at=now + LASTS
        )
        uow.db.add(made)
        uow.commit()
    return token


def live_invitations(office: Office, db: Session, proposal_id: int) -> int:
    """How many links to join an idea still wait for somebody."""
    now = office.clock.now(db)
    live = (
        AuthorInviteRow.proposal_id == proposal_id,
        AuthorInviteRow.used_at.is_(None),
        AuthorInviteRow.ends_at > now,
    )
    return db.scalar(select(func.count()).select_from(AuthorInviteRow).where(*live)) or 0


def stop_invitations(office: Office, seat: MemberSeat, proposal_id: int) -> None:
    """Let no link to join an idea work any more. Raises UnknownIdeaError."""
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id)
        uow.db.execute(delete(AuthorInviteRow).where(AuthorInviteRow.proposal_id == row.id))
        uow.commit()


def look_at_invitation(office: Office, seat: MemberSeat, token: str) -> Invitation:
    """What a link leads to. Raises InvitationUselessError, NotOnRollError."""
    with office.database.read() as db:
        _invite, row = _invited(office, db, token, seat)
        is_author = _is_author(db, row.id, seat)
        if not is_author:
            on_roll(db, seat, row.round_id)
        return Invitation(row.id, row.round_id, words_of(db, row).title, is_author)


def join_idea(office: Office, seat: MemberSeat, token: str) -> int:
    """Become an author by a link; the id of the idea. The other authors are told; one who is in already stays in.

    Raises InvitationUselessError, NotOnRollError, TooManyAuthorsError, NotInPhaseError, IdeaClosedError.
    """
    with office.database.write() as uow:
        invite, row = _invited(office, uow.db, token, seat, lock=True)
        if _is_author(uow.db, row.id, seat):
            return row.id
        on_roll(uow.db, seat, row.round_id)
        require_editable(uow.db, row)
        there = author_keys(uow.db, row.id)
        if len(there) >= MOST_AUTHORS:
            raise TooManyAuthorsError
        now = office.clock.now(uow.db)
        invite.used_at = now
        add_author(uow.db, row, uow.db.get_one(MemberRow, seat.member_key), now)
        _read_first(row)
        title = words_of(uow.db, row).title
        tell(uow.db, now, there, "co-author-joined", round=row.round_id, number=row.number or 0, title=title)
        uow.commit()
        return row.id


def leave_idea(office: Office, seat: MemberSeat, proposal_id: int) -> None:
    """Be an author no more; when the first one leaves, who came next is the first.

    Raises UnknownIdeaError, LastAuthorError.
    """
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id, lock=True)
        others = [each for each in author_keys(uow.db, row.id) if each != seat.member_key]
        if not others:
            raise LastAuthorError
        uow.db.execute(
            delete(AuthorRow).where(AuthorRow.proposal_id == row.id, AuthorRow.member_key == seat.member_key)
        )
        if row.author_key == seat.member_key:
            row.author_key = others[0]
        uow.commit()


def _invited(
    office: Office, db: Session, token: str, seat: MemberSeat, *, lock: bool = False
) -> tuple[AuthorInviteRow, ProposalRow]:
    """A link that works, or one by which this member is in already: a second press of the button is no mistake."""
    invite = db.get(AuthorInviteRow, _hash(token), with_for_update=lock or None)
    if invite is None or invite.ends_at <= office.clock.now(db):
        raise InvitationUselessError
    row = db.get_one(ProposalRow, invite.proposal_id, with_for_update=lock or None)
    if _is_author(db, row.id, seat):
        return invite, row
    # a link ends with the authorship of who made it: else somebody who left could let others in
    is_live = invite.used_at is None and db.get(AuthorRow, (row.id, invite.made_by)) is not None
    if not is_live or Stage(row.stage) not in EDITABLE:
        raise InvitationUselessError
    return invite, row


def _is_author(db: Session, proposal_id: int, seat: MemberSeat) -> bool:
    return db.get(AuthorRow, (proposal_id, seat.member_key)) is not None


def _read_first(row: ProposalRow) -> None:
    """What nobody of the trust has read is not shown any more once a young person is one of its authors."""
    if row.young and row.stage == Stage.OPEN and row.judged_by is None:
        row.stage = Stage.WAITING


def _hash(token: str) -> bytes:
    return sha256(b"pbvote/v1/author-invite\0" + token.encode()).digest()
