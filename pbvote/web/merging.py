"""An author's word on an offer to make one idea of two."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.merging import MergeRefusedError, MergeSettledError
from pbvote.services.member_seat import MemberSeat
from pbvote.services.merge_ideas import say_on_merge
from pbvote.storage.queries.merging import Offer, offer_for, offers_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.presenters import blocks


@for_member
def page(request: Request, seat: MemberSeat) -> Response:
    """GET /my/merges: the offers that wait for this author."""
    with request.app.state.office.database.read() as db:
        offers = offers_of(db, seat.member_key)
    return render_member(request, seat, "merging/list.html", offers=offers)


@for_member
def offer(request: Request, seat: MemberSeat) -> Response:
    """GET /my/merges/{id}."""
    return _draw(request, seat, {})


@takes_member_form
def take_offer(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/merges/{id}: yes or no."""
    said = form.get("agree")
    if said not in {"yes", "no"}:
        return _draw(request, seat, {"agree": _("Choose yes or no.")})
    try:
        say_on_merge(request.app.state.office, seat, request.path_params["id"], agrees=said == "yes")
    except (MergeRefusedError, MergeSettledError) as error:
        return _draw(request, seat, {"agree": str(error)})
    return redirect(request, "my_merge", id=str(request.path_params["id"]))


def _found(request: Request, seat: MemberSeat) -> Offer:
    with request.app.state.office.database.read() as db:
        found = offer_for(db, seat.member_key, request.path_params["id"])
    if found is None:
        raise HTTPException(404)
    return found


def _draw(request: Request, seat: MemberSeat, errors: Mapping[str, str]) -> Response:
    found = _found(request, seat)
    own = "" if found.own is None else "yes" if found.own else "no"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render_member(
        request, seat, "merging/offer.html", status=status, offer=found, errors=errors, typed={"agree": own},
        blocks=blocks,
    )  # fmt: skip
