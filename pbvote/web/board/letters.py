"""Letters and cards with voting codes: one document, sent sheet by sheet, once, to whoever confirmed the printing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import StreamingResponse

from pbvote.services.letters import Letter, letters
from pbvote.services.print_codes import Printing
from pbvote.storage.queries.pages import round_view
from pbvote.web.language import ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import number as number_words

CARDS_ON_A_SHEET, LARGE_CARDS_ON_A_SHEET = 8, 2

PIECES_AT_ONCE = 6
"""Pieces of the template that go out together, about two sheets: less is slower, more is held in memory."""


PORTION = 500
"""Letters that a browser prints at once without a long wait: Chromium takes five times as long for twice as many."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes on paper together. `kind` is letter, large-letter, cards or large-cards."""

    kind: str
    letters: tuple[Letter, ...]


def letters_response(request: Request, round_id: str, printing: Printing) -> StreamingResponse:
    """The document of a printing. It exists in this answer only: nothing of it is kept or can be asked for again."""
    pages, office = request.app.state.pages, request.app.state.office
    with office.database.read() as db:
        present = round_view(db, round_id)
    address = request.app.state.settings.address
    sign_in = path_for(request.app.router, "member_signin" if present.is_in_phases else "signin")
    values = {
        "title": _title(printing),
        "ending": _ending(printing),
        "is_long": len(printing.codes) > PORTION,
        "sheets": sheets(letters(office, round_id, printing), printing.paper),
        "round": present,
        "phases": present.phases if present.is_in_phases else None,
        "pots": {pot.id: pot for pot in present.pots},
        "where": urlsplit(address).netloc + sign_in,
        "qr": partial(qr_code, address + sign_in),
    }
    pieces = pages.pieces(request, "board/letters/document.html", values, PIECES_AT_ONCE)
    return StreamingResponse(pieces, media_type="text/html", headers={"cache-control": "no-store"})


def sheets(given: Iterable[Letter], paper: str) -> Iterator[Sheet]:
    """Letters one by one; cards as many as a sheet holds. Large print never shares a sheet with ordinary print."""
    if paper != "cards":
        yield from (Sheet("large-letter" if letter.is_large else "letter", (letter,)) for letter in given)
        return
    waiting: dict[str, list[Letter]] = {"cards": [], "large-cards": []}
    full = {"cards": CARDS_ON_A_SHEET, "large-cards": LARGE_CARDS_ON_A_SHEET}
    for letter in given:
        kind = "large-cards" if letter.is_large else "cards"
        waiting[kind].append(letter)
        if len(waiting[kind]) == full[kind]:
            yield Sheet(kind, tuple(waiting[kind]))
            waiting[kind] = []
    yield from (Sheet(kind, tuple(rest)) for kind, rest in waiting.items() if rest)


def qr_code(sign_in: str, code: str) -> Markup:
    """A QR code for a camera. The code stands behind `#`, which browsers send to nobody; signin.js types it in."""
    drawn = segno.make_qr(f"{sign_in}#c={code.replace(' ', '')}", error="m")
    svg = drawn.svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return Markup(svg)  # noqa: S704 - drawn by segno from our own address and letters and digits


def _title(printing: Printing) -> str:
    number = len(printing.codes)
    if printing.paper == "cards":
        words = ngettext("%(num)s card with a voting code", "%(num)s cards with voting codes", number)
    else:
        words = ngettext("%(num)s letter with a voting code", "%(num)s letters with voting codes", number)
    return words % {"num": number_words(number)}


def _ending(printing: Printing) -> str:
    number = len(printing.codes)
    words = ngettext("This is the end: the one code is here.", "This is the end: all %(num)s codes are here.", number)
    return words % {"num": number_words(number)}
