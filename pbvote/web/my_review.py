"""The authors of an idea read its review before anybody else, and answer it in words or by changing the idea."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.phase import Phase
from pbvote.domain.review_errors import AnswerRefusedError
from pbvote.domain.text import tidy
from pbvote.services.answer_review import answer_review
from pbvote.services.member_seat import MemberSeat
from pbvote.storage.queries.reviews import own_reviews
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.review_words import review_cards


@for_member
def review(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/review."""
    return _draw(request, seat, None, {})


@takes_member_form
def take_answer(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST to the same: an answer in words, or a word that there is none."""
    text = "" if form.has("nothing") else tidy(form.get("answer"))
    if not text and not form.has("nothing"):
        return _draw(request, seat, "", {"answer": _("Write your answer, or press “We add nothing”.")})
    try:
        answer_review(request.app.state.office, seat, request.path_params["id"], text)
    except AnswerRefusedError as error:
        return _draw(request, seat, text, {"answer": str(error)})
    return redirect(request, "my_review", "?answered=yes", id=str(request.path_params["id"]))


def _draw(request: Request, seat: MemberSeat, typed: str | None, errors: dict[str, str]) -> Response:
    office = request.app.state.office
    with office.database.read() as db:
        own, now = own_reviews(db, seat.member_key, request.path_params["id"]), office.clock.now(db)
    if own is None:
        raise HTTPException(404)
    return render_member(
        request, seat, "my/review.html", status=422 if errors else 200, own=own, errors=errors,
        found=review_cards(own.found), typed={"answer": own.found.answer if typed is None else typed},
        may_answer=own.phase == Phase.REVIEW and now <= own.until,
        just_answered="answered" in request.query_params,
    )  # fmt: skip
