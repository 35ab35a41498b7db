"""What waits for those who read the texts of members, as a card on their first page."""

from sqlalchemy.orm import Session
from starlette.routing import Router

from pbvote.services.moderate import MODERATORS
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.moderation import texts_to_read
from pbvote.web.board.next_steps import NextStep
from pbvote.web.language import _, ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import number


def text_steps(db: Session, router: Router, seat: StaffSeat) -> list[NextStep]:
    """One card while anything is to be read; none for those who do not read."""
    waiting = texts_to_read(db) if seat.kind in MODERATORS else 0
    if not waiting:
        return []
    words = ngettext("One text of a member waits to be read", "%(number)s texts of members wait to be read", waiting)
    what = _("What the young write is shown to nobody before you have read it.")
    title = words % {"number": number(waiting)}
    return [NextStep(title, what, path_for(router, "board_moderation"), _("Read them"))]
