"""A member's notices: what they were told, newest first, and what of it comes by e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.choose_notices import choose_notices, mark_read, notice_choices
from pbvote.services.member_seat import MemberSeat
from pbvote.services.notice_kind import TOPICS
from pbvote.services.notice_texts import NOTICES
from pbvote.services.notice_words import Words, details_of, words_of
from pbvote.storage.queries.notices import notices_of, round_titles, unread_count
from pbvote.storage.tables import NoticeRow
from pbvote.web.forms import Form
from pbvote.web.language import _, gettext
from pbvote.web.member_desk import render_member
from pbvote.web.page import redirect

AT_ONCE = 30
LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the page shows it."""

    id: int
    words: Words
    at: datetime
    is_new: bool


def page(request: Request, seat: MemberSeat) -> Response:
    """GET /my/notices; `?before=` goes on with older ones."""
    office = request.app.state.office
    before = number_in(request.query_params.get("before", ""))
    with office.database.read() as db:
        rows, titles = notices_of(db, seat.member_key, before, AT_ONCE + 1), round_titles(db)
        unread = unread_count(db, seat.member_key)
    told = [told_by(row, titles) for row in rows[:AT_ONCE] if row.kind in NOTICES]
    return render_member(
        request, seat, "my/notices.html", title=_("What we told you"), told=told, unread=unread,
        older=rows[AT_ONCE - 1].id if len(rows) > AT_ONCE else None, is_first=before is None,
        choices=notice_choices(office, seat), topics={name: gettext(text) for name, text in TOPICS.items()},
        saved=request.query_params.get("saved") == "yes",
    )  # fmt: skip


def take_choices(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/notices: what comes by e-mail."""
    topics = [value for name, value in form.fields if name == "topic"]
    choose_notices(request.app.state.office, seat, topics, by_email=form.get("by-email") == "yes")
    return redirect(request, "my_notices", "?saved=yes#choices")


def take_read(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/notices/read: what this page showed is read."""
    mark_read(request.app.state.office, seat, number_in(form.get("newest")) or 0)
    return redirect(request, "my_notices")


def told_by(row: NoticeRow, titles: Mapping[str, str]) -> Told:
    """A notice in the language of the page."""
    words = words_of(row.kind, details_of(row.details, titles, gettext), gettext)
    return Told(row.id, words, row.made_at, row.read_at is None)


def number_in(text: str) -> int | None:
    """The number that an address or a form names, if it is one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None
