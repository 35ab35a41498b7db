"""Check a code, without signing in and without telling the server which one (auditlog.md §5 (a)).

The whole list is one file for everybody. Asking for a part of it, by prefix or by code, would tell the server whose
vote is being looked up; there is no such address.
"""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RECEIPT_DEADLINE, RoundState
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.storage.queries.public_log import CodeLine, all_codes, log_page
from pbvote.web.kept_file import answer, kept_file
from pbvote.web.language import _
from pbvote.web.page import render
from pbvote.web.presenters import UK

CODES_MAY_COME = frozenset({RoundState.OPEN, RoundState.SUSPENDED, RoundState.CLOSING})
CODES_ARE_OUT = frozenset({RoundState.CLOSED, RoundState.DRAWN, RoundState.COUNTED, RoundState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """The codes of one state."""

    title: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishedCodes:
    """Every check code in a log of `size` lines, as a file and for the page."""

    size: int
    text: str
    groups: tuple[CodeGroup, ...]


def check(request: Request) -> Response:
    """GET /check."""
    with request.app.state.office.database.read() as db:
        known = rounds(db)
    waiting = [each for each in known if each.state in CODES_MAY_COME]
    over = any(each.state in CODES_ARE_OUT for each in known)
    return render(
        request, "checking/check.html", codes_may_come=bool(waiting), earlier_rounds=over, in_log_by=_in_log_by(waiting)
    )


def codes(request: Request) -> Response:
    """GET /check/codes: the plain list, for browsers without script and for people who want to see it all."""
    return render(request, "checking/codes.html", groups=_published(request).groups)


def codes_file(request: Request) -> Response:
    """GET /check/codes.txt: one line a code, `CODE state day`, sorted; a counted one says `counted`."""
    published = _published(request)
    return answer(request, kept_file(request, "codes.txt", published.size, published.text.encode), "text/plain")


def _published(request: Request) -> PublishedCodes:
    """The list as of the present log. Kept until the log grows: on the evening of a result everybody asks for it."""
    with request.app.state.office.database.read() as db:
        size = log_page(db, length=1).size
        kept: PublishedCodes | None = getattr(request.app.state, "codes", None)
        if kept is None or kept.size != size:
            lines = all_codes(db)
            kept = PublishedCodes(size, _text(lines), tuple(_groups(lines)))
            request.app.state.codes = kept
    return kept


def _text(lines: tuple[CodeLine, ...]) -> str:
    return "".join(f"{line.code} {_state(line)} {line.since.astimezone(UK).date().isoformat()}\n" for line in lines)


def _state(line: CodeLine) -> str:
    return "counted" if line.counted else line.state


def _groups(lines: tuple[CodeLine, ...]) -> list[CodeGroup]:
    words = {
        "counted": (_("In the log and counted"), ""),
        "recorded": (_("In the log, not counted yet"), ""),
        "replaced": (_("Replaced by a later vote"), _("Its voter voted again. The newer code is in the list above.")),
        "withdrawn": (_("Taken back"), _("Its voter took this vote back. It is not counted.")),
        "cancelled": (_("Cancelled"), _("Its voter was taken off the list of voters.")),
    }
    groups = []
    for state, (title, note) in words.items():
        found = [line.code for line in lines if _state(line) == state]
        if found:
            groups.append(CodeGroup(title, note, "\n".join(found)))
    return groups


def _in_log_by(waiting: list[RoundView]) -> datetime | None:
    return max((each.latest_close + RECEIPT_DEADLINE for each in waiting), default=None)
