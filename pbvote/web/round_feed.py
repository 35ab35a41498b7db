"""What happens in a round, for readers and calendars: its news as an Atom feed, its dates as an iCalendar file."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.calendar_file import CalendarEntry, calendar_file
from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.domain.times import format_time
from pbvote.storage.queries.pages import RoundView, round_view, rounds
from pbvote.storage.queries.phases import PhaseView, phase_view
from pbvote.storage.queries.public_log import LogLine, entries_of
from pbvote.web.language import ENGLISH, SOURCE, _, speaking
from pbvote.web.log import names_of
from pbvote.web.log_feed import NEVER, say_in, site_address
from pbvote.web.log_words import what_words
from pbvote.web.phase_words import phase_name
from pbvote.web.rounds import public_round

NEWS = (
    "phases.approved", "phase.moved", "questions.chosen", "ideas.submitted", "reviews.published", "outcomes.decided",
    "projects.frozen", "round.opened", "round.extended", "round.suspended", "round.resumed", "round.closed",
    "round.cancelled", "result.published",
)  # fmt: skip
"""What is news to a resident; the whole log has a feed of its own (log_feed.py)."""

CACHED = {"cache-control": "public, max-age=300"}


def news(request: Request) -> Response:
    """GET /rounds/{round}/news.atom."""
    with request.app.state.office.database.read() as db:
        present, _phases = _public(db, request.path_params["round"])
        found, names = entries_of(db, present.id, *NEWS), names_of(db, rounds(db))
    with speaking(ENGLISH):  # one file for everybody
        lines = [(each, what_words(each.entry, names)) for each in reversed(found)]
        written = _atom(request, present, lines)
    return Response(written, media_type="application/atom+xml", headers=CACHED)


def dates(request: Request) -> Response:
    """GET /rounds/{round}/dates.ics."""
    office = request.app.state.office
    with office.database.read() as db:
        present, phases = _public(db, request.path_params["round"])
        now = office.clock.now(db)
    with speaking(ENGLISH):
        entries = _entries(request, present, phases)
    written = calendar_file(present.title, present.zone, entries, now)
    return Response(written, media_type="text/calendar; charset=utf-8", headers=CACHED)


def _public(db: Session, round_id: str) -> tuple[RoundView, PhaseView | None]:
    """A round that the public may know of: its plan was approved, or its phases were. Raises UnknownRoundError."""
    present, phases = round_view(db, round_id), phase_view(db, round_id)
    return (present if phases else public_round(present)), phases


def _entries(request: Request, present: RoundView, phases: PhaseView | None) -> list[CalendarEntry]:
    """The phases that the round has, and the vote; a round that was called off has no dates."""
    if present.state is RoundState.CANCELLED:
        return []
    spans = [] if phases is None else [
        (phase.value, phase_name(phase), begins, phases.dates.begins(after) if after else present.opens_at)
        for phase in Phase
        if (begins := phases.dates.begins(phase)) is not None
        for after in [phases.dates.after(phase)]
    ]  # fmt: skip
    spans.append(("vote", _("The vote"), present.opens_at, present.closes_at))
    host = urlsplit(request.app.state.settings.address).hostname
    address = site_address(request, "round", round=present.id)
    return [
        CalendarEntry(
            f"{present.id}-{name}@{host}",
            _("%(what)s: %(round)s") % {"what": words, "round": present.title}, begins, ends, address,
        )
        for name, words, begins, ends in spans
        if ends is not None
    ]  # fmt: skip


def _atom(request: Request, present: RoundView, lines: list[tuple[LogLine, str]]) -> bytes:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": SOURCE})
    own, page = (site_address(request, name, round=present.id) for name in ("round_news", "round"))
    say_in(root, "id", own)
    say_in(root, "title", _("News of %(round)s") % {"round": present.title})
    say_in(root, "updated", format_time(lines[0][0].at) if lines else NEVER)
    say_in(SubElement(root, "author"), "name", present.title)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for line, words in lines:
        entry = SubElement(root, "entry")
        say_in(entry, "id", f"{own}#{line.index}")
        say_in(entry, "title", words)
        say_in(entry, "updated", format_time(line.at))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
