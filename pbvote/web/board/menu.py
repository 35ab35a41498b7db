"""The menu of the board's pages."""

from dataclasses import dataclass

from starlette.routing import NoMatchFound, Router

from pbvote.domain.staff import HELPER
from pbvote.web.language import _
from pbvote.web.page import path_for

PLACES = ("board", "board_rounds", "board_people", "board_closing", "log")
"""Names of the routes, in the order of the menu; a page says its own by the value `place`."""

HELPERS_PLACES = ("board", "board_assist", "board_people", "log")
"""The same for helpers, who set nothing up and close nothing."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place; `is_here` for the one whose page is shown."""

    text: str
    href: str
    is_here: bool


def menu(router: Router, here: str, kind: str) -> tuple[MenuItem, ...]:
    """The places of a kind of staff."""
    words = {
        "board": _("Waiting for me"),
        "board_assist": _("Help somebody vote"),
        "board_rounds": _("Rounds"),
        "board_people": _("People"),
        "board_closing": _("Closing night"),
        "log": _("Public log"),
    }
    found = []
    for name in HELPERS_PLACES if kind == HELPER else PLACES:
        try:
            found.append(MenuItem(words[name], path_for(router, name), name == here))
        except NoMatchFound:
            continue
    return tuple(found)
