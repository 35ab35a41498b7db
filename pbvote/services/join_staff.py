"""Setting up a sign-in through a one-time link: first the password, then the authenticator app, then recovery codes."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError
from pbvote.domain.events import OfficerActed
from pbvote.domain.password import check_password
from pbvote.domain.sentence import say
from pbvote.domain.staff import LEAST_AGE, OFFICER, LinkUselessError, SecondFactorRefusedError, TooYoungError
from pbvote.services.invite_staff import invite_of
from pbvote.services.office import Office
from pbvote.services.second_factor import matching_step, present_step
from pbvote.services.security_log import note_security
from pbvote.services.staff_secrets import (
    draw_recovery_codes,
    draw_totp_secret,
    hide_recovery_code,
    open_totp_secret,
    seal_totp_secret,
)
from pbvote.services.staff_session import clean_login, end_sessions
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import InviteRow, RecoveryCodeRow, StaffRow
from pbvote.storage.unit_of_work import UnitOfWork

_LOGIN = re.compile(r"[a-z0-9][a-z0-9.@_-]{2,63}")
_ZONE = ZoneInfo("Europe/London")


class LoginRefusedError(PbvoteError):
    """A login name that cannot be used."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the pages of a link show. `login` is empty before the first step; `secret` is for the app, in base32."""

    role: str
    kind: str
    name: str
    is_renewal: bool
    login: str
    secret: str

    @property
    def asks_birth(self) -> bool:
        """Whether the date of birth is asked: only of officers, and only once."""
        return self.kind == OFFICER and not self.is_renewal

    def totp_address(self, trust: str) -> str:
        """The `otpauth:` address that a phone's camera reads."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=self.login, issuer_name=trust)


@dataclass(frozen=True, slots=True)
class ChosenPassword:
    """What was typed at the first step; `born` of officers only, and kept nowhere."""

    login: str
    password: str
    born: date | None = None


def read_invitation(office: Office, token: str) -> Invitation:
    """What a link is for. Raises LinkUselessError, LinkTooEarlyError."""
    with office.database.read() as db:
        invite, row = invite_of(db, token, office.clock.now(db))
        secret = open_totp_secret(office.keys, row.role, invite.totp_secret) if invite.totp_secret else ""
        login = invite.login or row.login or ""
        return Invitation(row.role, row.kind, row.name, invite.purpose == "renew", login, secret)


def choose_password(office: Office, token: str, chosen: ChosenPassword) -> None:
    """Keep login and password with the link until the app is set up as well.

    Raises LinkUselessError, LinkTooEarlyError, TooYoungError, LoginRefusedError, PasswordRefusedError.
    """
    with office.database.read() as db:
        now = office.clock.now(db)
        invite, row = invite_of(db, token, now)
        is_renewal = invite.purpose == "renew"
        login = row.login if is_renewal and row.login else clean_login(chosen.login)
        _check_login(db, row, login)
        check_password(chosen.password, (row.name, login, installation(db).trust))
    if row.kind == OFFICER and not is_renewal:
        _check_age(office, row, chosen.born, now)
    hashed = office.passwords.hash(chosen.password)
    with office.database.write() as uow:
        invite, _ = invite_of(uow.db, token, office.clock.now(uow.db), lock=True)
        invite.login, invite.password = login, hashed
        invite.totp_secret = seal_totp_secret(office.keys, row.role, draw_totp_secret())
        uow.commit()


def finish_joining(office: Office, token: str, digits: str) -> tuple[str, ...]:
    """Take the first digits of the app: the sign-in works from now on, and the link no more. New recovery codes.

    Raises LinkUselessError, LinkTooEarlyError, SecondFactorRefusedError, LoginRefusedError.
    """
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        invite, row = invite_of(uow.db, token, now, lock=True)
        if invite.totp_secret is None or invite.login is None:
            raise LinkUselessError
        secret = open_totp_secret(office.keys, row.role, invite.totp_secret)
        step = matching_step(secret, digits, present_step(uow.db))
        if step is None:
            raise SecondFactorRefusedError
        _check_login(uow.db, row, invite.login)
        row.login, row.password = invite.login, invite.password
        row.totp_secret, row.totp_step = invite.totp_secret, step
        _say_in_log(uow, invite, row, now)
        row.enrolled_at = row.enrolled_at or now
        invite.used_at, invite.password, invite.totp_secret = now, None, None
        end_sessions(uow.db, row.role)  # a stolen cookie ends with the password it was made by
        codes = renew_recovery_codes(office, uow.db, row.role)
        note_security(uow.db, now, "sign-in.renewed" if invite.purpose == "renew" else "sign-in.set-up", row.role)
        uow.commit()
        return codes


def renew_recovery_codes(office: Office, db: Session, role: str) -> tuple[str, ...]:
    """New recovery codes, to be shown once; the old ones die."""
    db.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.role == role))
    codes = draw_recovery_codes()
    db.add_all(RecoveryCodeRow(hash=hide_recovery_code(office.keys, role, code), role=role) for code in codes)
    return codes


def _say_in_log(uow: UnitOfWork, invite: InviteRow, row: StaffRow, now: datetime) -> None:
    if not invite.by_console:
        return
    act = "renewed" if row.appointed_at else "appointed"
    row.appointed_at = row.appointed_at or now
    uow.log.append([OfficerActed(act=act, role=row.role, roles=("console",))], now)


def _check_login(db: Session, row: StaffRow, login: str) -> None:
    if not _LOGIN.fullmatch(login):
        raise LoginRefusedError(say("Use 3 to 64 small letters, figures, dots or hyphens, such as mei.tran"))
    taken = db.scalars(select(StaffRow.role).where(StaffRow.login == login, StaffRow.role != row.role)).first()
    if taken is not None:
        raise LoginRefusedError(say("This login name is taken. Choose another one."))


def _check_age(office: Office, row: StaffRow, born: date | None, now: datetime) -> None:
    """Nobody under 16 is an officer. The date is looked at here and kept nowhere; the refusal is kept."""
    today = now.astimezone(_ZONE).date()
    if born is not None and _age(born, today) >= LEAST_AGE:
        return
    with office.database.write() as uow:
        note_security(uow.db, now, "join.too-young", row.role)
        uow.commit()
    raise TooYoungError


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
