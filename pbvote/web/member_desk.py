"""The members' desk: who may open a page of taking part, how its forms and uploads are read, how it is drawn.

A handler behind it gets whoever is signed in; who that is comes from the session on the server, never from a form. A
form that comes too late is never lost: it is shown with what was typed, to be sent again after the sign-in.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pbvote.services.member_seat import MemberSeat
from pbvote.services.member_session import is_known_session, member_seat
from pbvote.web import csrf
from pbvote.web.body_limit import allow_body
from pbvote.web.forms import MOST_FIELDS, Form
from pbvote.web.kept_form import MULTIPART, KeptForm, kept_form
from pbvote.web.member_cookie import has_member_session, member_cookie, member_csrf_token, send_made_cookie
from pbvote.web.page import path_for, redirect
from pbvote.web.tablet_cookie import tablet_cookie
from pbvote.web.uploads import ENVELOPE, Upload, read_upload

LONGEST_FORM = 256 * 1024
"""Bytes: a pasted novel arrives, so that the page can say that it is too long with the text still there."""

Page = Callable[[Request, MemberSeat], Response]
Act = Callable[[Request, MemberSeat, Form], Response]
UploadAct = Callable[[Request, MemberSeat, Form, Upload], Response]
Wrapped = TypeVar("Wrapped", bound=Callable[..., object])


def for_member(handler: Page) -> Callable[[Request], Response]:
    """A page for members. Who is not signed in goes to the sign-in and comes back."""

    def open_page(request: Request) -> Response:
        seat = member_or_none(request)
        return to_member_sign_in(request) if seat is None else handler(request, seat)

    return _named_as(handler, open_page)


def takes_member_form(handler: Act) -> Callable[[Request], Awaitable[Response]]:
    """A handler for POST: it gets the fields only if the form is one of ours and of this session."""

    async def read_then_handle(request: Request) -> Response:
        form = await read_member_form(request)
        return await run_in_threadpool(_handle, request, form)

    def _handle(request: Request, form: Form) -> Response:
        seat = member_or_none(request)
        if seat is None or not has_right_token(request, form):
            return keep_typed(request, seat, kept_form(_address(request), form))
        return handler(request, seat, form)

    return _named_as(handler, read_then_handle)


def takes_member_upload(*, limit: int) -> Callable[[UploadAct], Callable[[Request], Awaitable[Response]]]:
    """The same for a form with one file of at most `limit` bytes, which stays in memory and never lies on a disk.

    A file that is larger arrives as an Upload that says `too_large` and is empty; the fields before it are kept. Only
    of who is signed in, or was a while ago, may a body be larger than any form.
    """

    def behind_desk(handler: UploadAct) -> Callable[[Request], Awaitable[Response]]:
        async def read_then_handle(request: Request) -> Response:
            csrf.verify_origin(request)
            is_known = await run_in_threadpool(_is_known, request)
            allow_body(request, limit + ENVELOPE if is_known else LONGEST_FORM)
            if request.headers.get("content-type", "").startswith(MULTIPART):
                form, upload = await read_upload(request, limit, lets_by=is_known)
            else:  # no browser sends our form like this
                form, upload = await read_member_form(request), Upload("", b"")
            return await run_in_threadpool(_handle, request, form, upload)

        def _handle(request: Request, form: Form, upload: Upload) -> Response:
            seat = member_or_none(request)
            if seat is None or not has_right_token(request, form):
                return keep_typed(request, seat, kept_form(_address(request), form, is_multipart=True))
            return handler(request, seat, form, upload)

        return _named_as(handler, read_then_handle)

    return behind_desk


def render_member(
    request: Request,
    seat: MemberSeat | None,
    name: str,
    /,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - a template takes any value
) -> HTMLResponse:
    """The page `name` as an answer, as `member` sees it; None is anybody, on a public page."""
    frame = {"member": seat, "csrf_token": partial(member_csrf_token, request)}
    html = request.app.state.pages.html(request, name, {**frame, **values})
    response = HTMLResponse(html, status)
    send_made_cookie(request, response)
    return response


def member_or_none(request: Request) -> MemberSeat | None:
    """Who takes part with this browser, for public pages too."""
    return member_seat(request.app.state.office, member_cookie(request)) if has_member_session(request) else None


def to_member_sign_in(request: Request) -> Response:
    """To the sign-in, and after it back to this page."""
    here = quote(_address(request), safe="")
    return RedirectResponse(f"{path_for(request.app.router, 'member_signin')}?return={here}", HTTPStatus.SEE_OTHER)


async def read_member_form(request: Request) -> Form:
    """The fields of a form that comes from one of our pages; its token is looked at by whoever knows the session."""
    csrf.verify_origin(request)
    allow_body(request, LONGEST_FORM)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:  # closes what the parser opened
        return Form(tuple((name, value) for name, value in sent.multi_items() if isinstance(value, str)))


def has_right_token(request: Request, form: Form) -> bool:
    """Whether the form was drawn for the cookie that came with it."""
    try:
        csrf.verify_token_of(member_cookie(request), form.get(csrf.FIELD))
    except csrf.StaleFormError:
        return False
    return True


def require_right_token(request: Request, form: Form) -> None:
    """For a form before anybody is signed in, in which little is typed. Raises StaleFormError."""
    csrf.verify_token_of(member_cookie(request), form.get(csrf.FIELD))


def keep_typed(request: Request, seat: MemberSeat | None, kept: KeptForm) -> Response:
    """For a form that came after its session had ended, or of an earlier one: sign in if need be, then send it."""
    if seat is None and tablet_cookie(request):
        return redirect(request, "tablet")  # never the last person's words on a screen that the next one uses
    template = "members/ended.html" if seat is None else "members/again.html"
    return render_member(request, seat, template, status=HTTPStatus.FORBIDDEN, kept=kept, typed={}, signed_in_now=False)


def _is_known(request: Request) -> bool:
    return has_member_session(request) and is_known_session(request.app.state.office, member_cookie(request))


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _named_as(handler: Callable[..., object], wrapped: Wrapped) -> Wrapped:
    wrapped.__name__, wrapped.__doc__ = handler.__name__, handler.__doc__
    return wrapped
