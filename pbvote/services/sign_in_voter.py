"""Signing a voter in: the code from the letter together with the day and month of birth. No account, no password."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from pbvote.domain.code import CodeError, parse_sign_in_code
from pbvote.domain.errors import CodeReplacedError, CodeStoppedError, SignInRefusedError, TooManyTriesError
from pbvote.services.eligibility import hide_birthday
from pbvote.services.note_assistance import note_assistance
from pbvote.services.office import Office
from pbvote.services.print_codes import hide_code
from pbvote.services.tablet_card import note_card
from pbvote.services.throttle import Source
from pbvote.services.voter_session import begin_session
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import CodeRow, RollRow, SignInRow

MOST_WRONG_BIRTHDAYS = 20
"""So many wrong birthdays on one code stop that code."""


@dataclass(frozen=True, slots=True)
class SignInVoter:
    """What was typed, where from (an address, for the throttle), and the role of a helper who sits by.

    `tablet_id`: the youth session on whose tablet it was typed; then only a card of its round fits.
    """

    code: str
    day: int
    month: int
    source: str
    helper: str | None = None
    tablet_id: int | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The secret for the session cookie; it is kept here only as its hash."""

    token: str


def sign_in_voter(office: Office, command: SignInVoter) -> SignedIn:
    """A new session. Raises a CodeError, SignInRefusedError, CodeReplacedError, CodeStoppedError, TooManyTriesError."""
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        try:
            code = code_of(office, uow.db, command)
            note_card(uow.db, code, command.tablet_id)
        except (CodeError, SignInRefusedError) as refusal:
            is_too_many = Source(office, uow.db, command.source, now).count_failure()
            uow.commit()  # the failure is kept, the sign-in is not
            raise TooManyTriesError if is_too_many else refusal from None
        token = begin_session(uow.db, code, now, command.helper, command.tablet_id)
        _note_day(uow.db, code, now)
        if command.helper is not None:
            note_assistance(uow.db, code, command.helper, _day(uow.db, code, now))
        uow.commit()
        return SignedIn(token)


def code_of(office: Office, db: Session, command: SignInVoter) -> CodeRow:
    """The live code that was typed, if the birthday is its member’s; else raises, and counts a wrong birthday."""
    row = db.get(CodeRow, hide_code(office, parse_sign_in_code(command.code)), with_for_update=True)
    if row is None:
        # The same work for an unknown code as for a known one: nothing can be learnt from the time it takes.
        hide_birthday(office, "nobody", command.day, command.month)
        raise SignInRefusedError
    known = db.get_one(RollRow, (row.round_id, row.member_key)).birthday_hash
    right = hmac.compare_digest(known, hide_birthday(office, row.member_key, command.day, command.month))
    if row.state == "stopped":
        raise CodeStoppedError
    if not right:
        row.wrong_birthdays += 1
        if row.wrong_birthdays >= MOST_WRONG_BIRTHDAYS:
            row.state = "stopped"
        raise SignInRefusedError
    if row.state == "replaced":
        raise CodeReplacedError
    return row


def _note_day(db: Session, code: CodeRow, now: datetime) -> None:
    """The date only: a time beside a member would help to join them to a ballot."""
    day = _day(db, code, now)
    if db.get(SignInRow, (code.round_id, code.member_key, day)) is None:
        db.add(SignInRow(round_id=code.round_id, member_key=code.member_key, day=day))


def _day(db: Session, code: CodeRow, now: datetime) -> date:
    return now.astimezone(ZoneInfo(round_row(db, code.round_id).zone)).date()
