"""The public log: each line in plain words, and as it is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pbvote.storage.queries.pages import rounds
from pbvote.storage.queries.public_log import LogLine, log_page
from pbvote.storage.queries.trust import officers
from pbvote.web.log_words import Names, what_words, who_words
from pbvote.web.page import render
from pbvote.web.presenters import weekday

PAGE = 50
SHOWN = 4000
"""Characters of a raw line on the page; a batch may have 33,000. The file has all of it."""


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
    """GET /log, the newest lines first; `?before=N` shows the lines before number N."""
    with request.app.state.office.database.read() as db:
        shown = log_page(db, _before(request), PAGE)
        names = _names(db)
    lines = [_line(each, names) for each in shown.lines]
    days = tuple(Day(name, tuple(group)) for name, group in groupby(lines, key=lambda line: weekday(line.at)))
    return render(
        request, "log/log.html", days=days, note=shown.checkpoint_note, signed=shown.checkpoint_size,
        older=_query(shown.older), newer=_query(shown.newer),
    )  # fmt: skip


def lines(request: Request) -> Response:
    """GET /log.jsonl: the whole log as it is stored."""
    with request.app.state.office.database.read() as db:
        text = "".join(reversed([each.raw + "\n" for each in _all_lines(db)]))
    headers = {"cache-control": "public, max-age=60"}
    return PlainTextResponse(text, media_type="application/jsonl", headers=headers)


def checkpoint(request: Request) -> Response:
    """GET /log/checkpoint: the newest signed note."""
    with request.app.state.office.database.read() as db:
        note = log_page(db, None, 1).checkpoint_note
    if note is None:
        raise HTTPException(404)
    return PlainTextResponse(note, headers={"cache-control": "public, max-age=60"})


def _all_lines(db: Session) -> Iterator[LogLine]:
    before: int | None = None
    while True:
        part = log_page(db, before, 1000)
        yield from part.lines
        if part.older is None:
            return
        before = part.older


def _line(line: LogLine, names: Names) -> Line:
    raw = line.raw if len(line.raw) <= SHOWN else line.raw[:SHOWN] + " …"
    return Line(line.index, line.at, what_words(line.entry, names), who_words(line.entry, names), raw)


def _names(db: Session) -> Names:
    known = rounds(db)
    return Names(
        {each.id: each.title for each in known},
        {(each.id, pot.id): pot.title for each in known for pot in each.pots},
        {officer.role: officer.name for officer in officers(db)},
    )


def _before(request: Request) -> int | None:
    text = request.query_params.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < FEWEST_TOO_MANY else None


def _query(before: int | None) -> str | None:
    return None if before is None else f"?before={before}"


FEWEST_TOO_MANY = 12
"""Digits of a line number that no log will ever have."""
