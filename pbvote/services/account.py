"""A member's account: what they gave beside the roll, all of it by their own choice."""

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from pbvote.domain.member_access import (
    SHORTEST_PASSWORD,
    NoAddressError,
    NotFreshError,
    NotToBeShownError,
    SharedTabletError,
)
from pbvote.domain.password import check_password
from pbvote.domain.shown_as import may_show
from pbvote.services.mail_link import clean_email, forget_links, may_confirm, send_confirmation
from pbvote.services.member_mail import write_to_member
from pbvote.services.member_seat import MemberSeat
from pbvote.services.member_session import end_member_sessions, is_fresh
from pbvote.services.office import Office
from pbvote.services.outbox import forget_messages
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import AccountRow, MemberRow


@dataclass(frozen=True, slots=True)
class Account:
    """What a member sees of their account. `name` is that of the roll."""

    name: str
    email: str = ""
    has_password: bool = False
    shown_as: str = ""
    language: str = ""


def read_account(office: Office, seat: MemberSeat) -> Account:
    """The account of a member, also of one who has given nothing yet."""
    with office.database.read() as db:
        row, name = db.get(AccountRow, seat.member_key), db.get_one(MemberRow, seat.member_key).name
        if row is None:
            return Account(name)
        return Account(name, row.email or "", row.password is not None, row.shown_as, row.language)


def account_row(office: Office, db: Session, member_key: str) -> AccountRow:
    """The row of an account, locked, made now if there is none."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    empty = insert(AccountRow).values(
        member_key=member_key, shown_as="", language="", muted=(), joined_at=office.clock.now(db)
    )
    db.execute(empty.on_conflict_do_nothing())  # two tabs at once: the second takes what the first made
    return db.get_one(AccountRow, member_key, with_for_update=True)


def choose_shown(office: Office, seat: MemberSeat, chosen: str) -> None:
    """How a member is shown from now on, everywhere. Raises NotToBeShownError: the young are never shown by name."""
    if not may_show(chosen, young=seat.young):
        raise NotToBeShownError
    with office.database.write() as uow:
        account_row(office, uow.db, seat.member_key).shown_as = chosen
        uow.commit()


def choose_language(office: Office, seat: MemberSeat, code: str) -> None:
    """The language of a member's messages and pages; "" for none. Whoever calls it knows which there are."""
    with office.database.write() as uow:
        account_row(office, uow.db, seat.member_key).language = code
        uow.commit()


def ask_for_email(office: Office, seat: MemberSeat, typed: str) -> None:
    """Send a link to an address; it becomes the member's once they press its button.

    It does the same for an address that another member has, so it tells nobody about that; and to nobody's mailbox
    more than a few. Raises MailAddressError, NotFreshError, SharedTabletError, TooManyTriesError.
    """
    email = clean_email(typed)
    require_own_screen(office, seat)
    with office.database.write() as uow:
        account_row(office, uow.db, seat.member_key)
        if may_confirm(office, uow.db, seat.member_key, email):
            send_confirmation(office, uow.db, seat.member_key, email)
        uow.commit()


def remove_email(office: Office, seat: MemberSeat) -> None:
    """Forget a member's address, their password with it, and every message to it. Raises NotFreshError."""
    require_own_screen(office, seat)
    with office.database.write() as uow:
        row = account_row(office, uow.db, seat.member_key)
        forget_messages(uow.db, seat.member_key)
        forget_links(uow.db, seat.member_key)
        if row.email:
            write_to_member(office, uow.db, seat.member_key, row.email, "address-changed")
        row.email, row.password = None, None
        uow.commit()


def set_password(office: Office, seat: MemberSeat, password: str) -> None:
    """Keep a new password, and sign the member out everywhere else.

    Raises PasswordRefusedError, NoAddressError, NotFreshError, SharedTabletError, TooManyAtOnceError.
    """
    require_own_screen(office, seat)
    with office.database.read() as db:
        row, member = db.get(AccountRow, seat.member_key), db.get_one(MemberRow, seat.member_key)
        if row is None or row.email is None:
            raise NoAddressError
        check_password(password, (member.name, row.email, installation(db).trust), SHORTEST_PASSWORD)
    hashed = office.members_passwords.hash(password)  # outside any transaction: nobody waits behind it
    with office.database.write() as uow:
        row = account_row(office, uow.db, seat.member_key)
        if row.email is None:
            raise NoAddressError
        row.password = hashed
        end_member_sessions(uow.db, seat.member_key, but=seat.id_hash)  # a stolen cookie ends here
        forget_links(uow.db, seat.member_key)
        write_to_member(office, uow.db, seat.member_key, row.email, "password-changed")
        uow.commit()


def remove_password(office: Office, seat: MemberSeat) -> None:
    """Forget a member's password: the code and the link by e-mail remain. Raises NotFreshError."""
    require_own_screen(office, seat)
    with office.database.write() as uow:
        account_row(office, uow.db, seat.member_key).password = None
        uow.commit()


def sign_out_everywhere(office: Office, seat: MemberSeat) -> None:
    """End every session of a member, this one too, and every link that was sent to them."""
    with office.database.write() as uow:
        end_member_sessions(uow.db, seat.member_key)
        forget_links(uow.db, seat.member_key)
        uow.commit()


def require_own_screen(office: Office, seat: MemberSeat) -> None:
    """Raises SharedTabletError on a tablet of a youth session, NotFreshError long after the sign-in."""
    if seat.tablet_id is not None:
        raise SharedTabletError
    if not is_fresh(office, seat):
        raise NotFreshError
