"""The menu of the board's pages."""

from dataclasses import dataclass

from starlette.routing import Router

from pbvote.domain.staff import CLERK, HELPER, OFFICER, REVIEWER
from pbvote.web.language import _
from pbvote.web.page import path_for

PLACES = {
    OFFICER: ("board", "board_rounds", "board_moderation", "board_people", "board_closing", "log"),
    CLERK: ("board", "board_rounds", "board_moderation", "board_people", "log"),
    HELPER: ("board", "board_assist", "board_tablets", "board_people", "log"),
    REVIEWER: ("board", "board_reviews", "board_people", "log"),
}
"""Names of the routes by kind of staff, in the order of the menu; a page says its own by the value `place`."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place; `is_here` for the one whose page is shown."""

    text: str
    href: str
    is_here: bool


def menu(router: Router, here: str, kind: str) -> tuple[MenuItem, ...]:
    """The places of a kind of staff; none before the sign-in."""
    words = {
        "board": _("Waiting for me"),
        "board_assist": _("Help somebody vote"),
        "board_tablets": _("Youth sessions"),
        "board_rounds": _("Rounds"),
        "board_moderation": _("Texts to read"),
        "board_people": _("People"),
        "board_reviews": _("Reviews"),
        "board_closing": _("Closing night"),
        "log": _("Public log"),
    }
    return tuple(MenuItem(words[name], path_for(router, name), name == here) for name in PLACES.get(kind, ()))
