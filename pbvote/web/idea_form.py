"""The paper form of an idea: for who would rather write with a pen. A helper types it in for them."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.phases import phases_row
from pbvote.storage.queries.idea_choices import idea_choices
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.prices import price_list
from pbvote.web.member_desk import member_or_none, render_member

COST_LINES = 5


def form(request: Request) -> Response:
    """GET /rounds/{round}/ideas/form; with ?size=large in large print."""
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases, view = phases_row(db, round_id), round_view(db, round_id)
        choices, prices = idea_choices(db, round_id), price_list(db)
    return render_member(
        request, member_or_none(request), "propose/form.html", round=view, phases=phases, choices=choices,
        prices=prices, cost_lines=COST_LINES, large=request.query_params.get("size") == "large",
    )  # fmt: skip
