"""Saying something about an idea: a comment, a reply, a question, an answer; and taking one's own text away."""

from http import HTTPStatus
from unicodedata import category

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import PbvoteError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.talk import LONGEST_COMMENT, NotAuthorError, Said, TextGoneError, TooMuchSaidError, is_shown_at_once
from pbvote.domain.text import tidy
from pbvote.services.comment_idea import Saying, Spoken, comment_idea, remove_comment
from pbvote.services.member_seat import MemberSeat
from pbvote.services.phases import phases_row
from pbvote.storage.queries.idea import idea_page
from pbvote.storage.queries.talk import OneText, one_text, page_of_text
from pbvote.storage.search import FOUND
from pbvote.web.forms import Form
from pbvote.web.idea import idea_address
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.presenters import blocks


@for_member
def page(request: Request, seat: MemberSeat) -> Response:
    """GET …/comment, …/ask and …/reply/{text}: one field on a page of its own."""
    return _draw(request, seat, _parent(request, seat), "", {})


@takes_member_form
def take(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: say it, and see it where it stands; what was typed is never lost."""
    parent, text = _parent(request, seat), tidy(form.get("text"))
    round_id, number = request.path_params["round"], request.path_params["number"]
    saying = Saying(text, _kind(request, parent), parent.text.id if parent else None)
    try:
        spoken = comment_idea(request.app.state.office, seat, round_id, number, saying)
    except AnswersRefusedError as refused:
        return _draw(request, seat, parent, readable(form.get("text")), refused.faults)
    except (NotInPhaseError, NotAuthorError, TextGoneError, TooMuchSaidError) as fact:
        return _draw(request, seat, parent, readable(form.get("text")), {"text": sentence_of(fact)})
    return _to_text(request, seat, spoken, saying.kind)


@for_member
def ask_remove(request: Request, seat: MemberSeat) -> Response:
    """GET …/remove/{text}: ask once more."""
    found = _own(request, seat)
    return render_member(
        request, seat, "ideas/remove.html", found=found, blocks=blocks(found.text.text),
        back=idea_address(request, found.round_id, found.idea_number),
    )  # fmt: skip


@takes_member_form
def remove(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST …/remove/{text}."""
    found = _own(request, seat)
    remove_comment(request.app.state.office, seat, found.text.id)
    return redirect(request, "idea", "#talk", round=found.round_id, number=str(found.idea_number))


def _draw(request: Request, seat: MemberSeat, parent: OneText | None, typed: str, errors: dict[str, str]) -> Response:
    round_id, number = request.path_params["round"], request.path_params["number"]
    with request.app.state.office.database.read() as db:
        phases = phases_row(db, round_id)
        idea = idea_page(db, round_id, number, seat.member_key)
    if idea is None or idea.stage not in FOUND:
        raise HTTPException(404)
    return render_member(
        request, seat, "ideas/say.html", status=422 if errors else 200, idea=idea, kind=_kind(request, parent),
        parent=parent, blocks=blocks(parent.text.text) if parent else (), typed={"text": typed}, errors=errors,
        here=request.url.path, most=LONGEST_COMMENT,
        read_first=not is_shown_at_once(phases.moderation, young=seat.young),
        back=idea_address(request, round_id, number),
    )  # fmt: skip


def _parent(request: Request, seat: MemberSeat) -> OneText | None:
    if "text" not in request.path_params:
        return None
    return _one(request, seat)


def _one(request: Request, seat: MemberSeat) -> OneText:
    parts = request.path_params
    with request.app.state.office.database.read() as db:
        found = one_text(db, parts["round"], parts["text"], seat.member_key)
    if found is None or found.idea_number != parts["number"]:
        raise HTTPException(404)
    return found


def _own(request: Request, seat: MemberSeat) -> OneText:
    found = _one(request, seat)
    if not found.text.mine:
        raise HTTPException(404)
    return found


def _kind(request: Request, parent: OneText | None) -> Said:
    if parent is not None:
        return Said.COMMENT if parent.text.kind is Said.COMMENT else Said.ANSWER
    return Said.QUESTION if request.url.path.endswith("/ask") else Said.COMMENT


def _to_text(request: Request, seat: MemberSeat, spoken: Spoken, kind: Said) -> Response:
    round_id, number = request.path_params["round"], request.path_params["number"]
    with request.app.state.office.database.read() as db:
        page = page_of_text(db, spoken.id, seat.member_key)
    name = "page" if kind is Said.COMMENT else "asked"
    end = f"?{name}={page}#text-{spoken.id}" if page > 1 else f"#text-{spoken.id}"
    return RedirectResponse(idea_address(request, round_id, number) + end, HTTPStatus.SEE_OTHER)


def sentence_of(fact: PbvoteError) -> str:
    """The sentence of a fact, as it can be said in another language."""
    return fact.args[0] if fact.args and isinstance(fact.args[0], str) else str(fact)


def readable(typed: str) -> str:
    """What somebody typed, as it can stand in a field again: without the signs that HTML does not take."""
    return "".join(sign for sign in typed if sign in "\n\r\t" or category(sign) not in {"Cc", "Cs"})
