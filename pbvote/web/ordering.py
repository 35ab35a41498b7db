"""Putting the choices in order, with buttons that need no script. The sealed draft on the server is what counts."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.shortlist import Shortlist
from pbvote.services.keep_draft import DraftChange, change_draft
from pbvote.web.booth import Booth, booth_of, open_booth_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect, render
from pbvote.web.presenters import anchor

ACTS = ("up", "down", "remove", "move")
MOST_DIGITS = 3
"""Of a place in the order: no list is longer, and int() refuses thousands of digits."""


def order(request: Request) -> Response:
    """GET /vote/{pot}/order; after a press the moved row is lit and spoken of."""
    booth = open_booth_of(request)
    if not booth.chosen:
        return redirect(request, "choose", pot=booth.pot.id)
    moved, act = request.query_params.get("moved", ""), request.query_params.get("act", "")
    return render(
        request, "ordering/order.html", round=booth.round, pot=booth.pot, chosen=booth.chosen,
        was=",".join(booth.draft.choices),
        moved=moved, note=_note(act), said=_said(booth, moved, act),
    )  # fmt: skip


def change_order(request: Request, form: Form) -> Response:
    """POST /vote/{pot}/order: the order that the page shows, with one button pressed on it."""
    booth = booth_of(request)
    if not _is_fresh(booth, form):
        return render(request, "ordering/stale.html", status=409, round=booth.round, pot=booth.pot, chosen=booth.chosen)
    act = next((name for name in ACTS if form.has(name)), "")
    shown = Shortlist(form.all("order"), booth.pot.max_ranks)
    after = _pressed(shown, act, form)
    if after.choices != booth.draft.choices:
        change_draft(request.app.state.office, booth.seat, booth.pot.id, DraftChange("set", order=after.choices))
    if form.has("save"):
        return Response(status_code=204)  # the script saves in the background and draws by itself
    if not act:
        return redirect(request, "check", pot=booth.pot.id)
    said = act if after != shown else f"{act}-end"
    query = urlencode({"moved": form.get(act), "act": said})
    return redirect(request, "order", f"?{query}#{anchor(form.get(act), 'row')}", pot=booth.pot.id)


def _is_fresh(booth: Booth, form: Form) -> bool:
    """Whether the page was drawn from the draft as it stands: another tab or device may have changed it meanwhile.

    `was` names the order that the page started from and each one that its script tried to save, since the answer to a
    save may have been lost on the way.
    """
    return ",".join(booth.draft.choices) in {*form.all("was"), ",".join(form.all("order"))}


def _pressed(shown: Shortlist, act: str, form: Form) -> Shortlist:
    project = form.get(act)
    if act == "up":
        return shown.up(project)
    if act == "down":
        return shown.down(project)
    if act == "remove":
        return shown.remove(project)
    if act == "move":
        place = form.get(anchor(project, "to"))
        is_place = place.isascii() and place.isdigit() and len(place) <= MOST_DIGITS
        return shown.move_to(project, int(place)) if is_place else shown
    return shown


def _note(act: str) -> str:
    return {"up": _("Just moved up"), "down": _("Just moved down"), "move": _("Just moved")}.get(act, "")


def _said(booth: Booth, moved: str, act: str) -> str:
    ids = [project.id for project in booth.chosen]
    title = next((project.title for project in booth.projects if project.id == moved), "")
    if not title:
        return ""
    if act == "remove":
        return _("“%(title)s” is removed.") % {"title": title}
    if act == "up-end":
        return _("“%(title)s” is already first.") % {"title": title}
    if act == "down-end":
        return _("“%(title)s” is already last.") % {"title": title}
    if act not in ACTS or moved not in ids:
        return ""
    return _("“%(title)s” is now number %(place)d of %(last)d.") % {
        "title": title, "place": ids.index(moved) + 1, "last": len(ids)
    }  # fmt: skip
