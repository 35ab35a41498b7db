"""My pots, and choosing projects: one button, one act, kept sealed on the server at once."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import TooManyChoicesError
from pbvote.domain.round import RoundState
from pbvote.services.keep_draft import DraftChange, change_draft
from pbvote.services.my_pots import MyPot, my_pots, my_receipt
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.web.booth import booth_of, open_booth_of
from pbvote.web.forms import Form
from pbvote.web.language import _, ngettext
from pbvote.web.page import redirect, render
from pbvote.web.presenters import anchor, moment, paused_words, word
from pbvote.web.sessions import seat_of
from pbvote.web.shelf import shelf_of

NOT_OVER = frozenset({RoundState.FROZEN, RoundState.SEALED, RoundState.OPEN, RoundState.SUSPENDED})


def pots(request: Request) -> Response:
    """GET /vote: where I may vote, and where I have."""
    seat = seat_of(request)
    mine = my_pots(request.app.state.office, seat)
    with request.app.state.office.database.read() as db:
        present = round_view(db, seat.round_id)
    is_open = present.state is RoundState.OPEN
    return render(
        request, "voting/pots.html", round=present, pots=mine, lead=_lead(present, mine), open=is_open,
        may_change=is_open and present.change_allowed, over=present.state not in NOT_OVER,
        published=present.state is RoundState.PUBLISHED,
    )  # fmt: skip


def choose(request: Request, errors: dict[str, str] | None = None) -> Response:
    """GET /vote/{pot}/choose: the cards, in an order that is mixed for this voter and stays."""
    booth = open_booth_of(request)
    shelf = shelf_of(booth.on_offer, request.query_params, booth.seat.member_key + booth.pot.id)
    return render(
        request, "voting/choose.html", status=422 if errors else 200, round=booth.round, pot=booth.pot,
        shelf=shelf, chosen=[project.id for project in booth.chosen], errors=errors or {},
        voted=my_receipt(request.app.state.office, booth.seat, booth.pot.id) is not None,
    )  # fmt: skip


def change_choices(request: Request, form: Form) -> Response:
    """POST /vote/{pot}/choose: add, remove, or go on."""
    pot_id = request.path_params["pot"]
    act = next((name for name in ("add", "remove") if form.has(name)), "")
    if not act:
        return _go_on(request, pot_id)
    change = DraftChange(act, form.get(act))
    try:
        change_draft(request.app.state.office, seat_of(request), pot_id, change)
    except TooManyChoicesError as error:
        return choose(request, {"tray": str(error)})
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, "choose", f"{query}#{anchor(form.get(act), 'card')}", pot=pot_id)


def _go_on(request: Request, pot_id: str) -> Response:
    if booth_of(request).chosen:
        return redirect(request, "order", pot=pot_id)
    return choose(request, {"tray": _("Add at least one project first. Or vote “I support none of these”.")})


def _lead(present: RoundView, mine: tuple[MyPot, ...]) -> str:
    left = sum(not each.voted for each in mine)
    if present.state is RoundState.SUSPENDED:
        wait = paused_words(present.suspended_until, present.closes_at)
        return _("Voting is paused. Your votes are safe. %(wait)s") % {"wait": wait}
    if present.state in {RoundState.FROZEN, RoundState.SEALED}:
        return _("Voting opens at %(when)s. You can look at the projects now.") % {"when": moment(present.opens_at)}
    if present.state is RoundState.PUBLISHED:
        return _("Voting has closed, and the result is out.")
    if present.state is not RoundState.OPEN:
        return _("Voting has closed. We are counting.")
    if not left:
        return _("You have voted in all your pots. Thank you.")
    words = ngettext("You can still vote in one pot.", "You can still vote in %(num)s pots.", left) % {
        "num": word(left)
    }
    return words + " " + _("Voting closes at %(when)s.") % {"when": moment(present.closes_at)}
