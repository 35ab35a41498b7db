"""The outbox as officers see it: what has left, what has not and why, and in a rehearsal what would have been sent.

No page shows an address in full: who was written to is no news for officers.
"""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.staff import OFFICER
from pbvote.services.notice_texts import NOTICES
from pbvote.services.post import NOT_SET_UP, can_mail
from pbvote.services.post_sink import KeptMessage, kept_messages
from pbvote.services.retry_message import retry_messages
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.notices import failed_messages, notice_kinds, outbox_counts, stuck_messages
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import OutboxRow
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _, gettext
from pbvote.web.page import redirect

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message that did not leave: where to, as far as it may be said, what it is about, and why."""

    to: str
    about: str
    why: str
    tries: int
    next_at: datetime | None


@for_staff(OFFICER)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/messages."""
    office = request.app.state.office
    with office.database.read() as db:
        failed, stuck, counts = failed_messages(db, AT_ONCE), stuck_messages(db, AT_ONCE), outbox_counts(db)
        kinds = notice_kinds(db, [row.notice_id for row in (*failed, *stuck)])
        is_set_up, is_rehearsal = can_mail(db, office.mail), installation(db).clock == "shifted"
    return render_board(
        request, seat, "board/messages/messages.html", place="board",
        failed=[trouble(row, kinds) for row in failed], stuck=[trouble(row, kinds) for row in stuck],
        counts=[(state_words(state), _sum(counts, state)) for state in ("waiting", "sent", "failed", "dropped")],
        is_set_up=is_set_up, again=request.query_params.get("again") == "yes",
        kept=[masked(each) for each in kept_messages(office.data, AT_ONCE)] if is_rehearsal else [],
    )  # fmt: skip


@takes_staff_form(OFFICER)
def retry(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/messages: try everything again now."""
    retry_messages(request.app.state.office, seat)
    return redirect(request, "board_messages", "?again=yes")


def trouble(row: OutboxRow, kinds: dict[int, str]) -> Trouble:
    """A message that did not leave, in words."""
    kind = kinds.get(row.notice_id or 0, "")
    about = gettext(NOTICES[kind].subject) if kind in NOTICES else _("A message about signing in")
    return Trouble(mask(row.address), about, reason_words(row.error), row.tries,
                   row.next_at if row.state == "waiting" else None)  # fmt: skip


def masked(kept: KeptMessage) -> KeptMessage:
    """A message of the sink without its address."""
    return KeptMessage(kept.id, kept.channel, mask(kept.address), kept.subject, kept.text)


def mask(address: str) -> str:
    """`ann@example.org` as `a…@example.org`: enough to see that a whole provider refuses."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}" if at else f"…{address[-2:]}" if address else ""


def reason_words(reason: str) -> str:
    """Why a message did not leave."""
    known = {
        "on-its-way": _("It is being sent, or the program stopped while it was."),
        NOT_SET_UP: _("There is no mail server in the settings."),
        "bad-header": _("The address is not one that mail can go to."),
        "535": _("The mail server does not know our user and password."),
        "550": _("The mail server says that there is no such address, or that we may not write to it."),
        "403": _("GOV.UK Notify does not take our key."),
        "TimeoutError": _("The mail server did not answer in time."),
        "ConnectionRefusedError": _("Nobody answers at the address of the mail server."),
        "gaierror": _("There is no machine with the name of the mail server."),
        "SSLCertVerificationError": _("The mail server could not prove who it is."),
    }
    return known.get(reason, _("The other side said: %(reason)s") % {"reason": reason})


def state_words(state: str) -> str:
    """What became of messages, in words."""
    return {
        "waiting": _("Waiting"),
        "sent": _("Sent in the last 30 days"),
        "failed": _("Given up after 8 tries, or refused"),
        "dropped": _("Not sent, because no mail server is set up"),
    }[state]


def _sum(counts: dict[tuple[str, str], int], state: str) -> int:
    return sum(number for (_channel, each), number in counts.items() if each == state)
