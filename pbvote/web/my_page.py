"""A member's own page."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.member_seat import MemberSeat
from pbvote.web.member_desk import render_member


def page(request: Request, seat: MemberSeat) -> Response:
    """GET /my."""
    return render_member(request, seat, "my/page.html")
