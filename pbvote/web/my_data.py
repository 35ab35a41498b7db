"""A member's data: to see, to take along, to erase; and what is kept until when."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.member_access import NotFreshError
from pbvote.services.account import require_own_screen
from pbvote.services.erase_member import erase_member
from pbvote.services.export_member import Export, export_member
from pbvote.services.member_seat import MemberSeat
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_cookie import drop_member_cookie
from pbvote.web.member_desk import render_member
from pbvote.web.my_account import to_new_sign_in
from pbvote.web.my_data_words import field_words, part_words, value_words
from pbvote.web.page import redirect

Pairs = list[tuple[str, str]]


def on_own_screen(handler: Callable[..., Response]) -> Callable[..., Response]:
    """Only after a sign-in of just now, and never on a tablet that others use: a file would stay there."""

    @wraps(handler)
    def open_page(request: Request, seat: MemberSeat, *form: Form) -> Response:
        try:
            require_own_screen(request.app.state.office, seat)
        except NotFreshError:
            return to_new_sign_in(request, "my_data")
        return handler(request, seat, *form)

    return open_page


@on_own_screen
def page(request: Request, seat: MemberSeat) -> Response:
    """GET /my/data: the same as the file, to read."""
    export = export_member(request.app.state.office, seat)
    return render_member(request, seat, "my/data.html", parts=readable(export))


@on_own_screen
def export(request: Request, seat: MemberSeat) -> Response:
    """GET /my/data/all.json."""
    text = export_member(request.app.state.office, seat).to_json()
    return Response(
        text, media_type="application/json", headers={"content-disposition": 'attachment; filename="my-data.json"'}
    )


@on_own_screen
def erase(request: Request, seat: MemberSeat) -> Response:
    """GET /my/data/erase: what goes, what stays and why, before the button."""
    return render_member(request, seat, "my/erase.html")


@on_own_screen
def take_erase(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/data/erase: only with the tick, so that no slip does it."""
    if form.get("sure") != "yes":
        errors = {"sure": _("Tick the box if you want to erase your data.")}
        return render_member(request, seat, "my/erase.html", status=422, errors=errors)
    erase_member(request.app.state.office, seat)
    response = redirect(request, "member_erased")
    drop_member_cookie(request, response)
    return response


def erased(request: Request) -> Response:
    """GET /members/erased."""
    return render_member(request, None, "members/erased.html")


def readable(export: Export) -> list[tuple[str, list[Pairs]]]:
    """The parts that hold something, each with its heading and its facts in words."""
    return [(part_words(name), [_pairs(row) for row in rows]) for name, rows in export.parts.items() if rows]


def _pairs(row: dict[str, Any]) -> Pairs:
    return [(field_words(name), value_words(name, value)) for name, value in row.items() if value not in (None, "", ())]
