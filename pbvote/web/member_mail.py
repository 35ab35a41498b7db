"""Signing in to take part without the letter: by a link in an e-mail, or by a password that the member set."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import PbvoteError, TooManyTriesError
from pbvote.domain.member_access import AddressTakenError, MailLinkOverError, PasswordWrongError
from pbvote.domain.staff import TooManyAtOnceError
from pbvote.services.mail_link import CONFIRM, ask_for_link, confirm_by_link, read_link, sign_in_by_link
from pbvote.services.outbox import MailAddressError
from pbvote.services.sign_in_by_password import SignInByPassword, sign_in_by_password
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_desk import render_member, require_right_token
from pbvote.web.member_signin import device_of, let_in, source_of
from pbvote.web.own_path import is_own_path
from pbvote.web.page import redirect


def by_mail(request: Request) -> Response:
    """GET /members/sign-in/e-mail."""
    return render_member(request, None, "members/by_mail.html", typed={})


def take_mail(request: Request, form: Form) -> Response:
    """POST /members/sign-in/e-mail: the same answer whether or not a member has the address."""
    require_right_token(request, form)
    typed = form.get("email")
    try:
        ask_for_link(request.app.state.office, typed, source_of(request))
    except (MailAddressError, TooManyTriesError) as error:
        status = 422 if isinstance(error, MailAddressError) else status_of(error)
        return render_member(
            request, None, "members/by_mail.html", status=status, typed={"email": typed}, errors={"email": str(error)}
        )
    return redirect(request, "member_mail_sent")


def mail_sent(request: Request) -> Response:
    """GET /members/sign-in/sent: it names no address, since anybody can open it."""
    return render_member(request, None, "members/mail_sent.html")


def link(request: Request) -> Response:
    """GET /members/link/{token}: a page with a button. Opening it uses nothing up: mail scanners do that too."""
    try:
        found = read_link(request.app.state.office, request.path_params["token"])
    except MailLinkOverError as error:
        return _link_over(request, error, HTTPStatus.NOT_FOUND)
    template = "members/confirm.html" if found.purpose == CONFIRM else "members/link.html"
    return render_member(request, None, template, email=found.email, token=request.path_params["token"])


def take_link(request: Request, form: Form) -> Response:
    """POST /members/link/{token}: use it, once."""
    require_right_token(request, form)
    office, token = request.app.state.office, request.path_params["token"]
    try:
        if read_link(office, token).purpose == CONFIRM:
            confirm_by_link(office, token)
            return redirect(request, "member_confirmed")
        return let_in(request, sign_in_by_link(office, token, device_of(request)), form)
    except (MailLinkOverError, AddressTakenError) as error:
        return _link_over(request, error, status_of(error))


def confirmed(request: Request) -> Response:
    """GET /members/confirmed: an address was confirmed; whoever did need not be signed in here."""
    return render_member(request, None, "members/confirmed.html")


def by_password(request: Request) -> Response:
    """GET /members/sign-in/password."""
    asked = request.query_params.get("return", "")
    way_back = asked if is_own_path(asked) else ""
    return render_member(request, None, "members/by_password.html", typed={}, way_back=way_back)


def take_password(request: Request, form: Form) -> Response:
    """POST /members/sign-in/password: one answer for an unknown address and for a wrong password."""
    require_right_token(request, form)
    email, password = form.get("email"), next(iter(form.all("password")), "")  # a password is never trimmed
    command = SignInByPassword(email, password, source_of(request), device_of(request))
    try:
        token = sign_in_by_password(request.app.state.office, command)
    except (PasswordWrongError, TooManyTriesError, TooManyAtOnceError) as error:
        message = str(error)
        if isinstance(error, TooManyTriesError):
            message = _("Wait 5 minutes, then try again. The code from your letter works at once.")
        return render_member(
            request, None, "members/by_password.html", status=status_of(error),
            typed={"email": email}, errors={"email": message}, way_back=form.get("return"),
        )  # fmt: skip
    return let_in(request, token, form)


def _link_over(request: Request, error: PbvoteError, status: int) -> Response:
    return render_member(request, None, "members/link_over.html", status=status, why=error)
