"""Signing a member in by their e-mail address and the password that they set. It begins no session to vote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.member_access import PasswordWrongError
from pbvote.domain.password import LONGEST
from pbvote.services.mail_link import clean_email
from pbvote.services.member_session import begin_member_session
from pbvote.services.office import Office
from pbvote.services.outbox import MailAddressError
from pbvote.services.throttle import Source
from pbvote.storage.tables import AccountRow

MOST_ON_ADDRESS = 20
"""Wrong passwords on one address in five minutes, wherever they come from. A link or the code still gets in."""


@dataclass(frozen=True, slots=True)
class SignInByPassword:
    """What was typed; where from (an address, for the throttle); on what."""

    email: str
    password: str
    source: str
    device: str = ""


def sign_in_by_password(office: Office, command: SignInByPassword) -> str:
    """A new member session: the secret for its cookie.

    Raises PasswordWrongError, TooManyTriesError, TooManyAtOnceError.
    The work of a password is done outside any transaction, and for nobody's as for somebody's.
    """
    email = _email_or_nobody(command.email)
    with office.database.read() as db:
        now = office.clock.now(db)
        if any(each.is_over() for each in _sources(office, db, command, email, now)):
            raise TooManyTriesError  # before any work: a flood costs us nothing
        row = _account(db, email)
        stored = row.password if row else None
    is_right = len(command.password) <= LONGEST and office.members_passwords.is_right(stored, command.password)
    with office.database.write() as uow:
        row = _account(uow.db, email)
        if not is_right or row is None or row.password != stored:  # it may have been changed meanwhile
            now = office.clock.now(uow.db)
            is_too_many = [each.count_failure() for each in _sources(office, uow.db, command, email, now)]
            uow.commit()  # the failure is kept, the sign-in is not
            raise TooManyTriesError if any(is_too_many) else PasswordWrongError
        token = begin_member_session(uow.db, row.member_key, device=command.device)
        uow.commit()
        return token


def _email_or_nobody(typed: str) -> str:
    try:
        return clean_email(typed)
    except MailAddressError:
        return ""


def _account(db: Session, email: str) -> AccountRow | None:
    return db.scalars(select(AccountRow).where(AccountRow.email == email)).one_or_none() if email else None


def _sources(
    office: Office, db: Session, command: SignInByPassword, email: str, now: datetime
) -> tuple[Source, Source]:
    """The network that it comes from, and the address that was typed."""
    return (
        Source(office, db, command.source, now, "member password"),
        Source(office, db, email, now, "member password of", MOST_ON_ADDRESS),
    )
