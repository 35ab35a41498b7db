"""The second factor: six digits from an authenticator app (RFC 6238), or a recovery code. Each works once."""

import hmac

import pyotp
from sqlalchemy.orm import Session

from pbvote.services.office import Office
from pbvote.services.staff_secrets import hide_recovery_code, open_totp_secret
from pbvote.storage.clock import true_now
from pbvote.storage.tables import RecoveryCodeRow, StaffRow

DIGITS = 6
STEP = 30
"""Seconds that six digits stand in the app."""

LENIENCE = 1
"""Steps before and after the present one that count as well: phones' clocks differ, and typing takes time."""


def accept_second_factor(office: Office, db: Session, row: StaffRow, typed: str) -> bool:
    """Whether it fits, and if so use it up: neither digits nor a code work twice (ASVS 5.0, 6.5.1).

    `row` is locked by the caller, so two requests with the same digits come one after the other.
    """
    if row.totp_secret is None:
        return False
    if not _are_digits(typed):
        return _accept_recovery_code(office, db, row, typed)
    step = matching_step(open_totp_secret(office.keys, row.role, row.totp_secret), typed, present_step(db))
    if step is None or step <= row.totp_step:
        return False
    row.totp_step = step
    return True


def present_step(db: Session) -> int:
    """The step that apps show digits of at this moment, by the true time: a phone knows no other."""
    return int(true_now(db).timestamp()) // STEP


def matching_step(secret: str, digits: str, present: int) -> int | None:
    """The step near the present one whose digits these are; None for digits of no step, and for what are no digits."""
    if not _are_digits(digits):
        return None
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    near = range(present - LENIENCE, present + LENIENCE + 1)
    fits = [step for step in near if hmac.compare_digest(totp.generate_otp(step), _clean(digits))]
    return fits[0] if fits else None


def _are_digits(typed: str) -> bool:
    clean = _clean(typed)
    return clean.isascii() and clean.isdigit() and len(clean) == DIGITS


def _clean(typed: str) -> str:
    return "".join(typed.split())


def _accept_recovery_code(office: Office, db: Session, row: StaffRow, typed: str) -> bool:
    code = db.get(RecoveryCodeRow, hide_recovery_code(office.keys, row.role, typed), with_for_update=True)
    if code is None or code.role != row.role or code.used_at is not None:
        return False
    code.used_at = true_now(db)
    return True
