"""One idea for everybody to read: what it is, how far it has come, what happened to it, and what is said about it."""

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.shown_as import Standing
from pbvote.domain.talk import ANSWERED_IN, LONGEST_COMMENT, SUPPORTED_IN, TALKED_IN, is_shown_at_once
from pbvote.services.member_seat import MemberSeat
from pbvote.services.phases import phases_row
from pbvote.services.support_idea import support_idea, take_support_back
from pbvote.storage.queries.became import Became, became_of
from pbvote.storage.queries.idea import IdeaPage, idea_page
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.storage.queries.reviews import ReviewsView, public_reviews
from pbvote.storage.queries.standings import standing_of
from pbvote.storage.queries.talk import COMMENTS, QUESTIONS, TalkPage, talk_page
from pbvote.storage.search import FOUND
from pbvote.web.forms import Form
from pbvote.web.idea_shelf import page_in
from pbvote.web.idea_words import step_words, support_words, tag_words
from pbvote.web.member_desk import member_or_none, render_member, takes_member_form
from pbvote.web.outcome_words import panel_words, public_title
from pbvote.web.page import path_for, redirect
from pbvote.web.presenters import blocks
from pbvote.web.propose_words import theme_words
from pbvote.web.review_words import review_cards
from pbvote.web.shown import shown_words


@dataclass(frozen=True, slots=True)
class Rights:
    """What whoever looks can do here now. `read_first`: the staff read what they write before others can."""

    is_author: bool
    support: bool
    talk: bool
    answer: bool
    read_first: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An idea with everything that its page shows."""

    round: RoundView
    phase: Phase
    needed: int
    moderation: str
    idea: IdeaPage
    comments: TalkPage
    questions: TalkPage
    reviews: ReviewsView | None
    became: Became | None
    standings: dict[str, Standing]

    def shown(self, member_key: str | None) -> str:
        """How a page shows somebody who wrote here."""
        return shown_words(self.standings.get(member_key or ""))


def page(request: Request) -> Response:
    """GET /rounds/{round}/ideas/{number}."""
    seat = member_or_none(request)
    found = _found(request, seat)
    idea, rights = found.idea, _rights(found, seat)
    if idea.stage not in FOUND:
        return _closed(request, seat, found, rights)
    missing = max(0, found.needed - idea.supports)
    return render_member(
        request, seat, "ideas/idea.html", rights=rights, missing=missing,
        support_words=support_words(missing, found.phase), tag=tag_words(idea.stage, idea.outcome), blocks=blocks,
        theme_words=theme_words, most=LONGEST_COMMENT, typed={}, reviews=review_cards(found.reviews),
        became=found.became, became_title=public_title(found.became) if found.became else "",
        panel=panel_words(found.became) if found.became else "", **_frame(found),
    )  # fmt: skip


@takes_member_form
def take_support(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /rounds/{round}/ideas/{number}/support."""
    act = take_support_back if form.has("back") else support_idea
    round_id, number = request.path_params["round"], request.path_params["number"]
    act(request.app.state.office, seat, round_id, number)
    return redirect(request, "idea", "#support", round=round_id, number=number)


def to_idea(request: Request) -> Response:
    """GET of an address that only acts: back to the idea."""
    return redirect(request, "idea", round=request.path_params["round"], number=request.path_params["number"])


def _closed(request: Request, seat: MemberSeat | None, found: Found, rights: Rights) -> Response:
    """An idea that cannot be read now: those who knew it learn why; one that nobody ever saw is not there."""
    idea = found.idea
    was_public = idea.stage is not Stage.WAITING or idea.was_shown
    if idea.stage is Stage.DRAFT or not (was_public or rights.is_author):
        raise HTTPException(404)
    return render_member(request, seat, "ideas/closed.html", rights=rights, **_frame(found))


def _frame(found: Found) -> dict[str, Any]:
    steps = tuple(step_words(each) for each in found.idea.trail)
    return {"round": found.round, "idea": found.idea, "found": found, "shown": found.shown, "steps": steps}


def _found(request: Request, seat: MemberSeat | None) -> Found:
    round_id, number = request.path_params["round"], request.path_params["number"]
    member = seat.member_key if seat else None
    with request.app.state.office.database.read() as db:
        phases = phases_row(db, round_id)
        idea = idea_page(db, round_id, number, member)
        if idea is None:
            raise HTTPException(404)
        comments = talk_page(db, idea.id, COMMENTS, page_in(request.query_params, "page"), member)
        questions = talk_page(db, idea.id, QUESTIONS, page_in(request.query_params, "asked"), member)
        writers = {each.member_key for each in (*comments.texts, *questions.texts)}
        return Found(
            round_view(db, round_id), Phase(phases.phase), phases.support, phases.moderation, idea, comments,
            questions,
            public_reviews(db, idea.id), became_of(db, [idea.id]).get(idea.id),
            standing_of(db, {*idea.authors, *writers}, round_id),
        )  # fmt: skip


def _rights(found: Found, seat: MemberSeat | None) -> Rights:
    is_author = seat is not None and seat.member_key in found.idea.authors
    is_open = found.idea.stage is Stage.OPEN
    return Rights(
        is_author=is_author,
        support=is_open and found.phase in SUPPORTED_IN and not is_author,
        talk=is_open and found.phase in TALKED_IN,
        answer=is_open and is_author and found.phase in ANSWERED_IN,
        read_first=seat is not None and not is_shown_at_once(found.moderation, young=seat.young),
    )


def idea_address(request: Request, round_id: str, number: int) -> str:
    """Where an idea is read."""
    return path_for(request.app.router, "idea", round=round_id, number=str(number))
