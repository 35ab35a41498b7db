"""Where work goes on after two people have agreed to an act: one link, so that nobody searches for the next step."""

from starlette.routing import Router

from pbvote.storage.queries.acts import ActView
from pbvote.web.language import _
from pbvote.web.page import path_for


def next_step(router: Router, act: ActView) -> tuple[str, str]:
    """The address of the page where the work goes on, and the words of the link to it."""
    name, words = _steps()[act.act]
    found = {"round": act.round_id} if act.round_id else {}
    return path_for(router, name, **found), words


def _steps() -> dict[str, tuple[str, str]]:
    voters = ("board_members", _("Go on with its voters"))
    running = ("board_running", _("See how voting is going"))
    closing = ("board_round_closing", _("Go on with closing night"))
    people = ("board_people", _("Go back to the people"))
    return {
        "put the list on the ballot": ("set_up", _("Go on: approve the round, then fix its projects")),
        "approve the phases": ("board_phases", _("Go on with the ideas of members")),
        "approve the schedule": ("set_up", _("Go on: fix the projects and their costs")),
        **dict.fromkeys(("freeze", "seal the roll", "change the roll"), voters),
        "print codes": ("board_codes", _("Go on with codes for one person")),
        **dict.fromkeys(("withdraw a project", "resume", "extend", "cancel"), running),
        **dict.fromkeys(("draw", "count", "publish", "close again", "hand out the bundle"), closing),
        **dict.fromkeys(("appoint", "end a role", "renew a sign-in"), people),
    }
