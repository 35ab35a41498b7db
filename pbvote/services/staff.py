"""Who of the staff may act: two officers must be able to sign in before anything protected works."""

from sqlalchemy.orm import Session

from pbvote.domain.staff import TwoOfficersNeededError
from pbvote.storage.queries.trust import officers

LEAST_OFFICERS = 2


def enrolled_officers(db: Session) -> int:
    """How many officers of today can sign in."""
    return sum(each.password is not None and each.totp_secret is not None for each in officers(db))


def require_two_enrolled(db: Session) -> None:
    """Raises TwoOfficersNeededError: one person alone could otherwise invite the second one at the console."""
    if enrolled_officers(db) < LEAST_OFFICERS:
        raise TwoOfficersNeededError
