"""The desk: who may open a page of the board, how its forms and uploads are read, how its pages are drawn.

A handler behind a desk gets whoever is signed in; their role comes from the session on the server, never from a form.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pbvote.domain.staff import NotYourTaskError, SecondFactorRefusedError, StaffRefusedError
from pbvote.services.staff_session import StaffSeat, refresh_second_factor, staff_seat
from pbvote.web import csrf
from pbvote.web.board.clear_screen import require_clear_screen
from pbvote.web.board.menu import menu
from pbvote.web.board.staff_cookie import has_staff_session, send_made_cookie, staff_cookie, staff_csrf_token
from pbvote.web.body_limit import BodyTooLargeError, allow_body
from pbvote.web.forms import MOST_FIELDS, Form
from pbvote.web.kept_form import KeptForm, kept_form
from pbvote.web.page import path_for
from pbvote.web.uploads import ENVELOPE, Upload, read_upload

SECOND_FACTOR = "second_factor"
"""The field of a form that holds six digits or a recovery code."""

LONGEST_RETURN = 500

LONGEST_FORM = 256 * 1024
"""Bytes of a form with texts: a pasted novel arrives, so that the page can say that it is too long."""

Page = Callable[[Request, StaffSeat], Response]
Act = Callable[[Request, StaffSeat, Form], Response]
Wrapped = TypeVar("Wrapped", bound=Callable[..., object])


UploadAct = Callable[[Request, StaffSeat, Form, Upload], Response]


def for_staff(*kinds: str) -> Callable[[Page], Callable[[Request], Response]]:
    """A page for some kinds of staff, or for all of them. Who is not signed in goes to the sign-in and comes back."""

    def behind_desk(handler: Page) -> Callable[[Request], Response]:
        def open_page(request: Request) -> Response:
            seat = seat_at_desk(request)
            if seat is None:
                return to_sign_in(request)
            _require_kind(seat, kinds)
            return handler(request, seat)

        return _named_as(handler, open_page)

    return behind_desk


def takes_staff_form(*kinds: str, keeps: bool = False) -> Callable[[Act], Callable[[Request], Awaitable[Response]]]:
    """A handler for POST: it gets the fields only if the form is one of ours, of this session, and of these kinds.

    `keeps`: the form holds texts that hurt to lose. One that comes after its session is shown, to be sent again.
    """

    def behind_desk(handler: Act) -> Callable[[Request], Awaitable[Response]]:
        async def read_then_handle(request: Request) -> Response:
            form = await (_read_long_form(request) if keeps else _read_form(request))
            return await run_in_threadpool(_handle, request, form)

        def _handle(request: Request, form: Form) -> Response:
            seat = seat_at_desk(request)
            if keeps and (seat is None or not _has_right_token(request, form)):
                return signed_out(request, seat, kept_form(request.url.path, form))
            if seat is None:
                return signed_out(request)
            _require_kind(seat, kinds)
            try:
                return handler(request, seat, form)
            except StaffRefusedError as refusal:
                return _ask_second_factor(request, seat, form, refusal)

        return _named_as(handler, read_then_handle)

    return behind_desk


def takes_guest_form(handler: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The same before anybody is signed in: the token belongs to the staff cookie of this browser."""

    async def read_then_handle(request: Request) -> Response:
        form = await _read_form(request)
        return await run_in_threadpool(handler, request, form)

    return _named_as(handler, read_then_handle)


def takes_staff_upload(*kinds: str, limit: int) -> Callable[[UploadAct], Callable[[Request], Awaitable[Response]]]:
    """The same for a form with one file of at most `limit` bytes, which stays in memory and never lies on a disk.

    Only after the session and the kind are known may a body be larger than any form.
    """

    def behind_desk(handler: UploadAct) -> Callable[[Request], Awaitable[Response]]:
        async def read_then_handle(request: Request) -> Response:
            csrf.verify_origin(request)
            seat = await run_in_threadpool(seat_at_desk, request)
            if seat is None:
                return await run_in_threadpool(signed_out, request)
            _require_kind(seat, kinds)
            allow_body(request, limit + ENVELOPE)
            form, upload = await read_upload(request, limit)
            if upload.too_large:
                raise BodyTooLargeError
            csrf.verify_token_of(staff_cookie(request), form.get(csrf.FIELD))
            return await run_in_threadpool(handler, request, seat, form, upload)

        return _named_as(handler, read_then_handle)

    return behind_desk


def step_up(request: Request, seat: StaffSeat, form: Form) -> None:
    """Call it first in the handler of a protected act: nothing when the second factor is fresh, else it is asked.

    Raises StaffRefusedError, TooManyTriesError; what was typed into the form is kept on the page that asks again.
    """
    if not seat.is_fresh:
        refresh_second_factor(request.app.state.office, seat, form.get(SECOND_FACTOR), source_of(request))


def render_board(
    request: Request,
    seat: StaffSeat | None,
    name: str,
    /,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - a template takes any value
) -> HTMLResponse:
    """The page `name` of the board as an answer; `place` names the route that the menu marks."""
    router = request.app.router
    frame = {
        "seat": seat,
        "csrf_token": partial(staff_csrf_token, request),
        "board_menu": menu(router, str(values.get("place", "")), seat.kind if seat else ""),
    }
    html = request.app.state.pages.html(request, name, {**frame, **values})
    response = HTMLResponse(html, status)
    send_made_cookie(request, response)
    return response


def seat_at_desk(request: Request) -> StaffSeat | None:
    """Who of the staff is signed in with this browser. Raises VoterAtScreenError while a voter is helped in it."""
    seat = staff_seat(request.app.state.office, staff_cookie(request)) if has_staff_session(request) else None
    if seat is not None:
        require_clear_screen(request)
    return seat


def source_of(request: Request) -> str:
    """The address that a request comes from, for the throttle."""
    return request.client.host if request.client else ""


def to_sign_in(request: Request) -> Response:
    """To the sign-in, and after it back to this page."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{path_for(request.app.router, 'board_signin')}?return={quote(here, safe='')}", 303)


def way_back(request: Request, asked: str) -> str:
    """Where to go after the sign-in: a page of the board, never another site, never a page that acts."""
    board = path_for(request.app.router, "board")
    parts = urlsplit(asked) if len(asked) <= LONGEST_RETURN and asked.isprintable() and "\\" not in asked else None
    is_ours = parts is not None and not parts.scheme and not parts.netloc and ".." not in asked
    return asked if is_ours and (asked == board or asked.startswith(f"{board}/")) else board


def signed_out(request: Request, seat: StaffSeat | None = None, kept: KeptForm | None = None) -> Response:
    """For a form that came after its session had ended, with what was typed if it is `kept`; `seat`: in again since."""
    return render_board(request, seat, "board/signin/ended.html", status=403, kept=kept)


async def _read_form(request: Request) -> Form:
    form = await _read_long_form(request, ENVELOPE)
    csrf.verify_token_of(staff_cookie(request), form.get(csrf.FIELD))
    return form


async def _read_long_form(request: Request, most: int = LONGEST_FORM) -> Form:
    """The fields of a form of our pages; whoever reads it looks at its token."""
    csrf.verify_origin(request)
    allow_body(request, most)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:  # closes what the parser opened
        return Form(tuple((name, value) for name, value in sent.multi_items() if isinstance(value, str)))


def _has_right_token(request: Request, form: Form) -> bool:
    try:
        csrf.verify_token_of(staff_cookie(request), form.get(csrf.FIELD))
    except csrf.StaleFormError:
        return False
    return True


def _ask_second_factor(request: Request, seat: StaffSeat, form: Form, refusal: StaffRefusedError) -> Response:
    """The same form once more, with the field that was missing or wrong; nothing that was typed is lost."""
    kept = [(name, value) for name, value in form.fields if name not in {csrf.FIELD, SECOND_FACTOR}]
    errors = {SECOND_FACTOR: str(refusal)} if isinstance(refusal, SecondFactorRefusedError) else {}
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return render_board(
        request, seat, "board/step_up.html", status=403 if errors else 200,
        errors=errors, kept=kept, address=address, why=str(refusal),
    )  # fmt: skip


def _require_kind(seat: StaffSeat, kinds: tuple[str, ...]) -> None:
    if kinds and seat.kind not in kinds:
        raise NotYourTaskError


def _named_as(handler: Callable[..., object], wrapped: Wrapped) -> Wrapped:
    wrapped.__name__, wrapped.__doc__ = handler.__name__, handler.__doc__
    return wrapped
