"""A member's own page: what they take part in, and what they gave about themselves."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.domain.shown_as import Standing
from pbvote.services.account import read_account
from pbvote.services.member_seat import MemberSeat
from pbvote.storage.queries.merging import offers_of
from pbvote.storage.queries.my_rounds import MyRound, my_counts, my_rounds
from pbvote.storage.queries.notices import unread_count
from pbvote.storage.queries.own_ideas import own_ideas
from pbvote.storage.queries.reviews import waiting_reviews
from pbvote.storage.queries.standings import standing_of
from pbvote.web.language import NAMES, _
from pbvote.web.member_desk import render_member
from pbvote.web.page import path_for
from pbvote.web.phase_words import phase_state
from pbvote.web.propose_words import stage_words
from pbvote.web.shown import shown_words

MOST_IDEAS = 3
"""Ideas that stand on the page itself; the rest is a press away."""


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round as its member sees it: where it is, and the one thing to do now."""

    round: MyRound
    state: str
    href: str
    act: str


def page(request: Request, seat: MemberSeat) -> Response:
    """GET /my."""
    with request.app.state.office.database.read() as db:
        rounds, ideas = my_rounds(db, seat.member_key), own_ideas(db, seat.member_key)
        offers = offers_of(db, seat.member_key)
        reviews = waiting_reviews(db, seat.member_key, request.app.state.office.clock.now(db))
        counts, unread = my_counts(db, seat.member_key), unread_count(db, seat.member_key)
        standings = standing_of(db, [seat.member_key], seat.round_id or (rounds[0].id if rounds else ""))
    return render_member(
        request, seat, "my/page.html", rounds=[card_of(request, each) for each in rounds],
        ideas=ideas[:MOST_IDEAS], idea_count=len(ideas), stage_words=stage_words, counts=counts, unread=unread,
        reviews=reviews, offers=[each for each in offers if each.own is None],
        account=read_account(request.app.state.office, seat), language_names=NAMES,
        shown=shown_words(standings.get(seat.member_key, Standing(young=seat.young))),
        saved=request.query_params.get("saved") == "yes",
    )  # fmt: skip


def card_of(request: Request, mine: MyRound) -> RoundCard:
    """What a round offers its member now."""
    state, name, act = _words(mine)
    parts = {} if name == "signin" else {"round": mine.id}
    return RoundCard(mine, state, path_for(request.app.router, name, **parts), act)


def _words(mine: MyRound) -> tuple[str, str, str]:
    """Where it is, the route of what can be done, and what its button says."""
    if mine.state is RoundState.DRAFT and mine.phase is not None:
        name, act = {
            Phase.WAITING: ("round", _("See when it begins")),
            Phase.QUESTIONS: ("questions", _("Put and support questions")),
            Phase.IDEAS: ("ideas", _("See ideas, or add yours")),
            Phase.REVIEW: ("ideas", _("See the ideas")),
            Phase.LIST: ("ideas", _("See the ideas")),
        }[mine.phase]
        return phase_state(mine.phase), name, act
    if mine.state in {RoundState.OPEN, RoundState.SUSPENDED}:
        return _("Voting is open"), "signin", _("Sign in to vote")
    if mine.state is RoundState.PUBLISHED:
        return _("The result is out"), "round", _("See the result")
    if mine.state in {RoundState.FROZEN, RoundState.SEALED}:
        return _("Voting opens soon"), "round", _("See the projects")
    return _("Votes are being counted"), "round", _("See the round")
