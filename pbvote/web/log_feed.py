"""The public log as an Atom feed (RFC 4287): whoever follows it sees each new act without asking for the page."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.times import format_time
from pbvote.storage.queries.pages import RoundView, rounds, trust_page
from pbvote.storage.queries.public_log import log_page
from pbvote.web.language import ENGLISH, SOURCE, _, speaking
from pbvote.web.log import PAGE, Line, names_of, read_lines, round_named
from pbvote.web.page import path_for

NEVER = "1970-01-01T00:00:00Z"
"""When a feed without a line was last changed: Atom wants a time."""

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 cannot hold; a title may hold one of them."""


def feed(request: Request) -> Response:
    """GET /log.atom: the newest lines; `?round=ID`: those of one round."""
    # One file for everybody, which others may keep: it has one language.
    with speaking(ENGLISH), request.app.state.office.database.read() as db:
        known = rounds(db)
        only = round_named(known, request.query_params.get("round") or None)
        shown = log_page(db, None, PAGE, only.id if only else None)
        lines = read_lines(shown.lines, names_of(db, known))
        trust = trust_page(db).name
        atom = _atom(request, lines, only, trust)
    headers = {"cache-control": "public, max-age=300"}
    return Response(atom, media_type="application/atom+xml", headers=headers)


def _atom(request: Request, lines: Sequence[Line], only: RoundView | None, trust: str) -> bytes:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": SOURCE})
    own = site_address(request, "log_feed") + (f"?round={only.id}" if only else "")
    log = site_address(request, "log") + (f"?round={only.id}" if only else "")
    say_in(root, "id", own)
    say_in(root, "title", _("The public log of %(name)s") % {"name": only.title if only else trust})
    say_in(root, "updated", format_time(lines[0].at) if lines else NEVER)
    say_in(SubElement(root, "author"), "name", trust)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": log})
    for line in lines:
        _entry(root, line, f"{site_address(request, 'log')}?entry={line.index}#entry-{line.index}")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, line: Line, address: str) -> None:
    entry = SubElement(root, "entry")
    say_in(entry, "id", address)
    say_in(entry, "title", _("No %(number)s: %(what)s") % {"number": line.index, "what": line.what})
    say_in(entry, "updated", format_time(line.at))
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    say_in(entry, "summary", line.who)
    say_in(entry, "content", line.raw)


def say_in(parent: Element, name: str, text: str) -> None:
    """Put an element with a text into another; signs that XML cannot hold are replaced."""
    SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


def site_address(request: Request, name: str, **parts: str) -> str:
    """The whole address of a route.

    An entry keeps its id for ever, so it is made of the installation's own address, never of a header.
    """
    return f"{request.app.state.settings.address}{path_for(request.app.router, name, **parts)}"
