"""Check a code, without signing in and without telling the server which one (auditlog.md §5 (a)).

The whole list is one file for everybody. Asking for a part of it, by prefix or by code, would tell the server whose
vote is being looked up; there is no such address.
"""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pbvote.domain.round import RECEIPT_DEADLINE, RoundState
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.storage.queries.public_log import CodeLine, all_codes
from pbvote.web.language import _
from pbvote.web.page import render
from pbvote.web.presenters import UK

CODES_MAY_COME = frozenset({RoundState.OPEN, RoundState.SUSPENDED, RoundState.CLOSING})
CODES_ARE_OUT = frozenset({RoundState.CLOSED, RoundState.DRAWN, RoundState.COUNTED, RoundState.PUBLISHED})
FEW_MINUTES = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """The codes of one state."""

    title: str
    note: str
    text: str


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
    with request.app.state.office.database.read() as db:
        lines = all_codes(db)
    return render(request, "checking/codes.html", groups=tuple(_groups(lines)))


def codes_file(request: Request) -> Response:
    """GET /check/codes.txt: one line a code, `CODE state day`, sorted; a counted one says `counted`."""
    with request.app.state.office.database.read() as db:
        lines = all_codes(db)
    text = "".join(
        f"{line.code} {'counted' if line.counted else line.state} {line.since.astimezone(UK).date().isoformat()}\n"
        for line in lines
    )
    return PlainTextResponse(text, headers={"cache-control": FEW_MINUTES})


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
        found = [line.code for line in lines if ("counted" if line.counted else line.state) == state]
        if found:
            groups.append(CodeGroup(title, note, "\n".join(found)))
    return groups


def _in_log_by(waiting: list[RoundView]) -> datetime | None:
    return max((each.latest_close + RECEIPT_DEADLINE for each in waiting), default=None)
