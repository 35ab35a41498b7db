"""Links by e-mail: to sign in, and to confirm an address. Opening one does nothing; only its page's button does.

So a scanner that opens every link of an e-mail uses none up. The database holds the hash of a link's secret; the
secret itself stands in the message, whose text is emptied once it has left.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.member_access import AddressTakenError, MailLinkOverError
from pbvote.services.member_mail import write_to_member
from pbvote.services.member_session import begin_member_session
from pbvote.services.office import Office
from pbvote.services.outbox import parse_mail_address
from pbvote.services.throttle import Source
from pbvote.storage.clock import true_now
from pbvote.storage.tables import AccountRow, MailLinkRow

SIGN_IN, CONFIRM = "sign-in", "confirm"

LASTS = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)
"""So long a link that is over is still in the database."""

MOST_FROM_NETWORK, MOST_OF_MEMBER, MOST_TO_ADDRESS = 30, 6, 3
"""Links in five minutes: a club asks from one network; nobody's mailbox is flooded, by a member neither."""

_PATH = "/members/link/"


@dataclass(frozen=True, slots=True)
class MailLink:
    """What the page of a link says before its button is pressed."""

    purpose: str
    email: str


def clean_email(typed: str) -> str:
    """An address as it is kept and looked for: case does not matter. Raises MailAddressError."""
    return parse_mail_address(typed).lower()


def ask_for_link(office: Office, typed: str, source: str) -> None:
    """Send a link to sign in, if a member has this address; it tells nobody whether one has.

    Raises MailAddressError, TooManyTriesError; each has nothing to do with whether the address is known.
    """
    email = clean_email(typed)
    with office.database.write() as uow:
        is_too_many = _count(office, uow.db, email, source)
        member_key = uow.db.scalars(select(AccountRow.member_key).where(AccountRow.email == email)).first()
        token = secrets.token_urlsafe(32)  # drawn and hashed for nobody too: it takes as long
        row = _link(uow.db, member_key or "", SIGN_IN, email, token)
        if member_key is not None and not is_too_many:
            uow.db.add(row)
            write_to_member(office, uow.db, member_key, email, SIGN_IN, link=_PATH + token)
        uow.commit()


def may_confirm(office: Office, db: Session, member_key: str, email: str) -> bool:
    """Whether one more link may go to an address that a member typed: it can be anybody's. Counts this one.

    Raises TooManyTriesError for a member who goes on and on, whatever the addresses.
    """
    now = office.clock.now(db)
    if Source(office, db, member_key, now, "mail link of", MOST_OF_MEMBER).count_failure():
        raise TooManyTriesError
    return not Source(office, db, email, now, "mail link to", MOST_TO_ADDRESS).count_failure()


def send_confirmation(office: Office, db: Session, member_key: str, email: str) -> None:
    """Send a link that confirms an address, in the caller's transaction; earlier ones of the member die."""
    db.execute(delete(MailLinkRow).where(MailLinkRow.member_key == member_key, MailLinkRow.purpose == CONFIRM))
    token = secrets.token_urlsafe(32)
    db.add(_link(db, member_key, CONFIRM, email, token))
    write_to_member(office, db, member_key, email, CONFIRM, link=_PATH + token)


def read_link(office: Office, token: str) -> MailLink:
    """What a link is for; reading uses nothing up. Raises MailLinkOverError."""
    with office.database.read() as db:
        row = _live_link(db, token)
        return MailLink(row.purpose, row.email)


def sign_in_by_link(office: Office, token: str, device: str) -> str:
    """Use a link up: the secret of a new member session. Raises MailLinkOverError."""
    with office.database.write() as uow:
        row = _live_link(uow.db, token, lock=True)
        account = uow.db.get(AccountRow, row.member_key)
        if row.purpose != SIGN_IN or account is None or account.email != row.email:
            raise MailLinkOverError  # the address was changed or taken out after the link was sent
        row.used_at = true_now(uow.db)
        session = begin_member_session(uow.db, row.member_key, device=device)
        uow.commit()
        return session


def confirm_by_link(office: Office, token: str) -> None:
    """Use a link up: from now on its address is the member's. Raises MailLinkOverError, AddressTakenError."""
    with office.database.write(exclusive="e-mail addresses") as uow:  # two may confirm the same one at once
        row = _live_link(uow.db, token, lock=True)
        account = uow.db.get(AccountRow, row.member_key)
        if row.purpose != CONFIRM or account is None:
            raise MailLinkOverError
        others = select(AccountRow.member_key).where(
            AccountRow.email == row.email, AccountRow.member_key != row.member_key
        )
        if uow.db.scalars(others).first() is not None:
            raise AddressTakenError
        before, account.email = account.email, row.email
        row.used_at = true_now(uow.db)
        if before and before != row.email:
            write_to_member(office, uow.db, row.member_key, before, "address-changed")
        uow.commit()


def forget_links(db: Session, member_key: str) -> None:
    """Let no link of a member work any more."""
    db.execute(delete(MailLinkRow).where(MailLinkRow.member_key == member_key))


def prune_mail_links(office: Office) -> None:
    """Forget links that were over a day ago."""
    with office.database.read() as db:
        over = MailLinkRow.ends_at < true_now(db) - REMEMBERED
        if db.scalars(select(MailLinkRow.token_hash).where(over).limit(1)).first() is None:
            return
    with office.database.write() as uow:
        uow.db.execute(delete(MailLinkRow).where(over))
        uow.commit()


def _count(office: Office, db: Session, email: str, source: str) -> bool:
    """Count this one; whether there were too many to this address. Raises TooManyTriesError for a network."""
    now = office.clock.now(db)
    if Source(office, db, source, now, "mail link", MOST_FROM_NETWORK).is_over():
        raise TooManyTriesError
    Source(office, db, source, now, "mail link", MOST_FROM_NETWORK).count_failure()
    return Source(office, db, email, now, "mail link to", MOST_TO_ADDRESS).count_failure()


def _link(db: Session, member_key: str, purpose: str, email: str, token: str) -> MailLinkRow:
    ends_at: datetime = true_now(db) + LASTS
    return MailLinkRow(token_hash=_hash(token), member_key=member_key, purpose=purpose, email=email, ends_at=ends_at)


def _live_link(db: Session, token: str, *, lock: bool = False) -> MailLinkRow:
    row = db.get(MailLinkRow, _hash(token), with_for_update=lock or None)
    if row is None or row.used_at is not None or row.ends_at <= true_now(db):
        raise MailLinkOverError
    return row


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
