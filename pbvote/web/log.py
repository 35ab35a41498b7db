"""The public log: each line in plain words, and as it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.storage.queries.public_log import LogLine, LogPage, log_lines, log_page, log_size, page_with
from pbvote.storage.queries.trust import officer_names
from pbvote.web.kept_file import answer, kept_file
from pbvote.web.language import _
from pbvote.web.log_words import Names, what_words, who_words
from pbvote.web.page import render
from pbvote.web.presenters import weekday

PAGE = 50
SHOWN = 4000
"""Characters of a raw line on the page; a batch may have 33,000. The file has all of it."""

FEWEST_TOO_MANY = 12
"""Digits of a line number that no log will ever have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log, to be read."""

    index: int
    at: datetime
    what: str
    who: str
    raw: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day, the newest first."""

    name: str
    lines: tuple[Line, ...]


def page(request: Request) -> Response:
    """GET /log, the newest lines first.

    `?before=N` shows the lines before number N, `?entry=N` the page around it, `?round=ID` the lines of one round.
    """
    round_id = request.query_params.get("round") or None
    with request.app.state.office.database.read() as db:
        known = rounds(db)
        only = round_named(known, round_id)
        shown = log_page(db, _before(request), PAGE, only.id if only else None)
        lines = read_lines(shown.lines, names_of(db, known))
        length = log_size(db)
    days = tuple(Day(name, tuple(group)) for name, group in groupby(lines, key=lambda line: weekday(line.at)))
    return render(
        request, "log/log.html", days=days, note=shown.checkpoint_note, signed=shown.checkpoint_size,
        older=_query(shown.older, only), newer=_newer(shown, only), length=length, size=shown.size,
        only=only, choices=_choices(known, only), is_held=shown.is_held,
    )  # fmt: skip


def lines(request: Request) -> Response:
    """GET /log.jsonl: the log as it is stored, as far as the public sees it."""
    with request.app.state.office.database.read() as db:
        size = log_page(db, length=1).size
        kept = kept_file(request, "log.jsonl", size, lambda: b"".join(line + b"\n" for line in log_lines(db)))
    return answer(request, kept, "application/jsonl")


def checkpoint(request: Request) -> Response:
    """GET /log/checkpoint: the newest signed note."""
    with request.app.state.office.database.read() as db:
        note = log_page(db, None, 1).checkpoint_note
    if note is None:
        raise HTTPException(404)
    return PlainTextResponse(note, headers={"cache-control": "public, max-age=60"})


def round_named(known: Sequence[RoundView], round_id: str | None) -> RoundView | None:
    """The round that the address names, or None for all of them; raises UnknownRoundError."""
    if round_id is None:
        return None
    found = next((each for each in known if each.id == round_id), None)
    if found is None:
        raise UnknownRoundError(round_id)
    return found


def names_of(db: Session, known: Sequence[RoundView]) -> Names:
    """What ids and roles are called on pages."""
    return Names(
        {each.id: each.title for each in known},
        {(each.id, pot.id): pot.title for each in known for pot in each.pots},
        officer_names(db),
    )


def read_lines(found: Sequence[LogLine], names: Names) -> list[Line]:
    """Entries in plain words, each with its line as stored."""
    return [_line(each, names) for each in found]


def _line(line: LogLine, names: Names) -> Line:
    raw = line.raw if len(line.raw) <= SHOWN else line.raw[:SHOWN] + " …"
    return Line(line.index, line.at, what_words(line.entry, names), who_words(line.entry, names), raw)


def _before(request: Request) -> int | None:
    entry = _number(request, "entry")
    return _number(request, "before") if entry is None else page_with(entry, PAGE)


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < FEWEST_TOO_MANY else None


def _newer(shown: LogPage, only: RoundView | None) -> str | None:
    return None if shown.newer is None else _query(shown.newer, only)


def _query(before: int | None, only: RoundView | None) -> str | None:
    if before is None:
        return None
    return "?" + urlencode({**({"round": only.id} if only else {}), "before": before})


def _choices(known: Sequence[RoundView], only: RoundView | None) -> list[dict[str, object]]:
    """What the filter offers."""
    every = {"value": "", "text": _("The whole log"), "selected": only is None}
    return [every, *({"value": each.id, "text": each.title, "selected": each == only} for each in known)]
