"""The letters about a member's own account: links to sign in or to confirm an address, and what was changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.services.notice_mail import translation_for
from pbvote.services.office import Office
from pbvote.services.outbox import queue_mail
from pbvote.storage.queries.trust import installation


def _(text: str) -> str:
    """Mark a text for the catalogues: it is translated for the member to whom it goes."""
    return text


LETTERS = {
    "sign-in": (
        _("Your link to sign in"),
        _("Open this page and press the button to sign in: %(link)s"),
        _("The link works once, for 15 minutes. If you did not ask for it, you need do nothing."),
    ),
    "confirm": (
        _("Is this your e-mail address?"),
        _("Open this page and press the button to say yes: %(link)s"),
        _("The link works once, for 15 minutes. If you did not ask for it, do nothing. Then we do not use it."),
    ),
    "address-changed": (
        _("Your e-mail address was changed"),
        _("We no longer write to this address. If that was you, all is well."),
        _("If it was not you, sign in with the code from your letter, and set your address again."),
    ),
    "password-changed": (
        _("Your password was changed"),
        _("Everybody who was signed in with your account was signed out. If that was you, all is well."),
        _("If it was not you, sign in with the code from your letter, and set a new password."),
    ),
}
"""Subject and sentences by occasion. A subject says nothing that a locked screen must not show."""


def write_to_member(  # noqa: PLR0913 - to whom, where and why
    office: Office, db: Session, member_key: str, address: str, occasion: str, *, link: str = ""
) -> None:
    """Put a letter about their account into the outbox, in the caller's transaction and the member's language."""
    translate = translation_for(db, member_key)
    subject, *sentences = (translate(text) for text in LETTERS[occasion])
    words = [sentence % {"link": office.address + link} for sentence in sentences]
    text = "\n\n".join([*words, installation(db).trust]) + "\n"
    queue_mail(db, _now(office, db), member_key, address, subject, text)


def _now(office: Office, db: Session) -> datetime:
    return office.clock.now(db)
