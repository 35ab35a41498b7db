"""Beginning an idea, and one's own ideas: the list, the task list of each, and leaving and coming back to it."""

from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.idea_errors import NotOnRollError, TooManyIdeasError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.own_idea import ideas_of
from pbvote.services.phases import phases_row
from pbvote.services.start_idea import MOST_IDEAS, start_idea
from pbvote.services.support_idea import supports_of
from pbvote.storage.queries.became import became_of
from pbvote.storage.queries.idea_choices import IdeaChoices, idea_choices
from pbvote.storage.queries.merging import offers_of
from pbvote.storage.queries.own_ideas import OwnIdea, own_idea, own_ideas
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.prices import price_list
from pbvote.storage.queries.reviews import OwnReviews, own_reviews
from pbvote.web.forms import Form
from pbvote.web.idea_words import next_words
from pbvote.web.member_desk import for_member, member_or_none, render_member, takes_member_form
from pbvote.web.outcome_words import became_title, panel_words
from pbvote.web.page import redirect
from pbvote.web.presenters import blocks
from pbvote.web.propose_words import stage_words, tasks


def begin(request: Request) -> Response:
    """GET /rounds/{round}/propose: what an idea needs, and the button; anybody may read it."""
    seat, round_id = member_or_none(request), request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases, view, choices = phases_row(db, round_id), round_view(db, round_id), idea_choices(db, round_id)
        mine = [each for each in own_ideas(db, seat.member_key) if each.round_id == round_id] if seat else []
        why_not = _why_not(db, seat, round_id)
        has_prices = bool(price_list(db))
    return render_member(
        request, seat, "propose/begin.html", round=view, phases=phases, choices=choices, mine=mine,
        why_not=why_not, has_prices=has_prices, stage_words=stage_words, is_open=phases.phase == Phase.IDEAS,
    )  # fmt: skip


@takes_member_form
def take_begin(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST: an empty draft, and its first page."""
    round_id = request.path_params["round"]
    try:
        number = start_idea(request.app.state.office, seat, round_id)
    except (NotInPhaseError, NotOnRollError, TooManyIdeasError):
        return redirect(request, "propose", round=round_id)  # the page says which it is, and what can be done
    return redirect(request, "my_idea", id=str(number))


@for_member
def mine(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas."""
    with request.app.state.office.database.read() as db:
        ideas = own_ideas(db, seat.member_key)
    return render_member(request, seat, "propose/mine.html", ideas=ideas, stage_words=stage_words)


@for_member
def idea(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}: its parts, each with its state, and what can be done with it."""
    found = the_idea(request, seat)
    choices = the_choices(request, found)
    review, until = the_review(request, seat)
    with request.app.state.office.database.read() as db:
        became = became_of(db, [found.id]).get(found.id)
        missing = max(0, phases_row(db, found.round_id).support - supports_of(db, found.id))
        offers = [each for each in offers_of(db, seat.member_key) if found.id in (each.first.id, each.second.id)]
    return render_member(
        request, seat, "propose/idea.html", idea=found, tasks=tasks(found.words, choices), stage=stage_words(found),
        has_review=review is not None, review_until=until,
        next_words="" if review or became else next_words(found.stage, found.phase, missing),
        saved=request.query_params.get("saved") == "yes", became=became, offers=offers, blocks=blocks,
        became_words=became_title(became) if became else "", panel_said=panel_words(became) if became else "",
    )  # fmt: skip


def the_idea(request: Request, seat: MemberSeat) -> OwnIdea:
    """The idea of the address; raises UnknownIdeaError for who is not an author of it."""
    with request.app.state.office.database.read() as db:
        return own_idea(db, seat.member_key, request.path_params["id"])


def the_review(request: Request, seat: MemberSeat) -> tuple[OwnReviews | None, datetime | None]:
    """The review of the idea of the address if its authors can read it, and until when they can answer it still."""
    office = request.app.state.office
    with office.database.read() as db:
        review, now = own_reviews(db, seat.member_key, request.path_params["id"]), office.clock.now(db)
    is_open = review is not None and review.phase == Phase.REVIEW and now <= review.until
    return review, review.until if review is not None and is_open else None


def the_choices(request: Request, found: OwnIdea) -> IdeaChoices:
    """What its round lets it belong to."""
    with request.app.state.office.database.read() as db:
        return idea_choices(db, found.round_id)


def _why_not(db: Session, seat: MemberSeat | None, round_id: str) -> str:
    """Why whoever is signed in cannot begin an idea here; empty when they can."""
    if seat is None:
        return ""
    try:
        on_roll(db, seat, round_id)
    except NotOnRollError as error:
        return str(error)
    return str(TooManyIdeasError(MOST_IDEAS)) if ideas_of(db, seat.member_key, round_id) >= MOST_IDEAS else ""
