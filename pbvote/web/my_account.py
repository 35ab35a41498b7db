"""The pages on which a member changes what they gave about themselves: one thing a page."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pbvote.domain.member_access import NoAddressError, NotFreshError, NotToBeShownError
from pbvote.domain.password import PasswordRefusedError
from pbvote.domain.shown_as import NAME, NICKNAME, NICKNAMES
from pbvote.domain.staff import TooManyAtOnceError
from pbvote.services.account import (
    ask_for_email,
    choose_language,
    choose_shown,
    read_account,
    remove_email,
    remove_password,
    set_password,
    sign_out_everywhere,
)
from pbvote.services.member_seat import MemberSeat
from pbvote.services.member_session import is_fresh
from pbvote.services.outbox import MailAddressError
from pbvote.storage.queries.my_rounds import my_rounds
from pbvote.storage.queries.standings import standing_of
from pbvote.web.chosen_language import send_language
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import NAMES, SOURCE
from pbvote.web.member_cookie import drop_member_cookie
from pbvote.web.member_desk import render_member
from pbvote.web.page import path_for, redirect
from pbvote.web.shown import shown_words

SAVED = "?saved=yes"


def shown(request: Request, seat: MemberSeat) -> Response:
    """GET /my/shown."""
    return _shown(request, seat, read_account(request.app.state.office, seat).shown_as)


def take_shown(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/shown: nothing, a nickname from the list, or for adults their name."""
    how = form.get("how")
    chosen = f"{NICKNAME}{form.get('nickname')}" if how == "nickname" else how
    try:
        choose_shown(request.app.state.office, seat, chosen)
    except NotToBeShownError as error:
        field = "nickname" if how == "nickname" else "how"
        return _shown(request, seat, chosen, {field: str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(request, "my_page", SAVED)


def email(request: Request, seat: MemberSeat) -> Response:
    """GET /my/e-mail."""
    return _own(request, seat, "my/email.html", typed={})


def take_email(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/e-mail: a link goes to the address; nothing is changed before its button is pressed."""
    office, typed = request.app.state.office, form.get("email")
    if form.has("remove"):
        return _unless_stale(request, seat, lambda: remove_email(office, seat))
    try:
        ask_for_email(office, seat, typed)
    except NotFreshError:
        return to_new_sign_in(request, "my_email")
    except MailAddressError as error:
        return _own(request, seat, "my/email.html", 422, typed={"email": typed}, errors={"email": str(error)})
    return redirect(request, "my_email_sent")


def email_sent(request: Request, seat: MemberSeat) -> Response:
    """GET /my/e-mail/sent."""
    return render_member(request, seat, "my/email_sent.html")


def password(request: Request, seat: MemberSeat) -> Response:
    """GET /my/password."""
    return _own(request, seat, "my/password.html")


def take_password(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/password."""
    office = request.app.state.office
    if form.has("remove"):
        return _unless_stale(request, seat, lambda: remove_password(office, seat))
    try:
        set_password(office, seat, next(iter(form.all("password")), ""))  # a password is never trimmed
    except NotFreshError:
        return to_new_sign_in(request, "my_password")
    except (PasswordRefusedError, NoAddressError, TooManyAtOnceError) as error:
        status = 422 if isinstance(error, PasswordRefusedError) else status_of(error)
        return _own(request, seat, "my/password.html", status, errors={"password": str(error)})
    return redirect(request, "my_page", SAVED)


def language(request: Request, seat: MemberSeat) -> Response:
    """GET /my/language."""
    chosen = read_account(request.app.state.office, seat).language
    return render_member(request, seat, "my/language.html", offered=_languages(request), chosen=chosen or SOURCE)


def take_language(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST /my/language: for the pages in this browser, and for messages."""
    code = form.get("language")
    if code not in _languages(request):
        return redirect(request, "my_language")
    choose_language(request.app.state.office, seat, code)
    response = redirect(request, "my_page", SAVED)
    send_language(request, response, code)
    return response


def sign_out_of_all(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST /my/sign-out-everywhere."""
    sign_out_everywhere(request.app.state.office, seat)
    response = redirect(request, "member_signed_out")
    drop_member_cookie(request, response)
    return response


def _shown(
    request: Request, seat: MemberSeat, chosen: str, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    is_nickname = chosen.startswith(NICKNAME)
    return render_member(
        request, seat, "my/shown.html", status=status, errors=errors or {}, nicknames=NICKNAMES,
        how="nickname" if is_nickname else chosen, nickname=chosen.removeprefix(NICKNAME) if is_nickname else "",
        name=read_account(request.app.state.office, seat).name, as_name=NAME, unnamed=_unnamed(request, seat),
    )  # fmt: skip


def _unnamed(request: Request, seat: MemberSeat) -> str:
    """How a member who chose nothing is shown in the newest of their rounds."""
    with request.app.state.office.database.read() as db:
        rounds = my_rounds(db, seat.member_key)
        found = standing_of(db, [seat.member_key], rounds[0].id if rounds else "")
    return shown_words(replace(found[seat.member_key], chosen=""))


def _own(request: Request, seat: MemberSeat, template: str, status: int = 200, **values: object) -> Response:
    """A page that opens the account for good: it says at once when it needs a sign-in of just now."""
    office = request.app.state.office
    return render_member(
        request, seat, template, status=status, account=read_account(office, seat),
        fresh=is_fresh(office, seat), shared=seat.tablet_id is not None, **values,
    )  # fmt: skip


def _unless_stale(request: Request, _seat: MemberSeat, act: Callable[[], None]) -> Response:
    try:
        act()
    except NotFreshError:
        return to_new_sign_in(request, "my_page")
    return redirect(request, "my_page", SAVED)


def to_new_sign_in(request: Request, name: str) -> Response:
    """To a new sign-in, and after it to the page of this route."""
    router = request.app.router
    return RedirectResponse(f"{path_for(router, 'member_signin')}?again=yes&return={path_for(router, name)}", 303)


def _languages(request: Request) -> dict[str, str]:
    """Those that the installation speaks, each as it calls itself."""
    return {code: NAMES.get(code, code) for code in request.app.state.speeches}
