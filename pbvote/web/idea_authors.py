"""Writing together: who the authors are, a link for one more, joining by it, and leaving."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.idea_errors import (
    IdeaClosedError,
    InvitationUselessError,
    LastAuthorError,
    NotOnRollError,
    TooManyAuthorsError,
)
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.proposal import MOST_AUTHORS
from pbvote.services.co_authors import (
    invite_author,
    join_idea,
    leave_idea,
    live_invitations,
    look_at_invitation,
    stop_invitations,
)
from pbvote.services.member_seat import MemberSeat
from pbvote.services.own_idea import author_keys
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.storage.queries.standings import standing_of
from pbvote.web.forms import Form
from pbvote.web.idea_check import sentence
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import path_for, redirect
from pbvote.web.propose import the_idea
from pbvote.web.shown import shown_words


@for_member
def authors(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/authors."""
    return _page(request, seat, the_idea(request, seat))


@takes_member_form
def take_authors(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: make a link, which is shown this once; stop all links; or leave."""
    found, office = the_idea(request, seat), request.app.state.office
    try:
        if form.has("leave"):
            leave_idea(office, seat, found.id)
            return redirect(request, "my_ideas")
        if form.has("stop"):
            stop_invitations(office, seat, found.id)
            return redirect(request, "my_idea_authors", id=str(found.id))
        token = invite_author(office, seat, found.id)
    except (IdeaClosedError, LastAuthorError, NotInPhaseError, TooManyAuthorsError) as refusal:
        return _page(request, seat, found, fault=sentence(refusal))
    return _page(request, seat, found, link=_address(request, token))


@for_member
def invitation(request: Request, seat: MemberSeat) -> Response:
    """GET /my/invitations/{token}: which idea it is; nothing happens before the button."""
    token, office = request.path_params["token"], request.app.state.office
    try:
        found = look_at_invitation(office, seat, token)
    except (InvitationUselessError, NotOnRollError) as refusal:
        return render_member(request, seat, "propose/no_invitation.html", status=404, why=sentence(refusal))
    if found.is_author:
        return redirect(request, "my_idea", id=str(found.proposal_id))
    return render_member(request, seat, "propose/invitation.html", found=found, token=token)


@takes_member_form
def take_invitation(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST: join."""
    try:
        joined = join_idea(request.app.state.office, seat, request.path_params["token"])
    except (InvitationUselessError, NotOnRollError, TooManyAuthorsError, IdeaClosedError, NotInPhaseError) as refusal:
        return render_member(request, seat, "propose/no_invitation.html", status=409, why=sentence(refusal))
    return redirect(request, "my_idea", id=str(joined))


def _address(request: Request, token: str) -> str:
    base: str = request.app.state.settings.address
    return base.rstrip("/") + path_for(request.app.router, "my_invitation", token=token)


def _page(request: Request, seat: MemberSeat, found: OwnIdea, *, link: str = "", fault: str = "") -> Response:
    with request.app.state.office.database.read() as db:
        keys = author_keys(db, found.id)
        known = standing_of(db, keys, found.round_id)
        waiting = live_invitations(request.app.state.office, db, found.id)
    shown = [(shown_words(known.get(key)), key == seat.member_key) for key in keys]
    return render_member(
        request, seat, "propose/authors.html", status=409 if fault else 200, idea=found, authors=shown, address=link,
        errors={"invite": fault} if fault else {}, waiting=waiting, most=MOST_AUTHORS,
    )  # fmt: skip
