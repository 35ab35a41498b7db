"""The addresses of members who take part: signing in, and their own pages."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pbvote.web import member_mail, member_signin, my_account, my_data, my_notices, my_page
from pbvote.web.forms import Form
from pbvote.web.member_desk import for_member, read_member_form, takes_member_form


def takes_guest_form(handler: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A handler for POST before anybody is signed in: it looks at the token itself."""

    async def read_then_handle(request: Request) -> Response:
        form = await read_member_form(request)
        return await run_in_threadpool(handler, request, form)

    read_then_handle.__name__, read_then_handle.__doc__ = handler.__name__, handler.__doc__
    return read_then_handle


MEMBER_ROUTES = (
    Route("/members/sign-in", member_signin.sign_in, name="member_signin"),
    Route("/members/sign-in", takes_guest_form(member_signin.take_sign_in), methods=["POST"]),
    Route("/members/sign-in/e-mail", member_mail.by_mail, name="member_mail"),
    Route("/members/sign-in/e-mail", takes_guest_form(member_mail.take_mail), methods=["POST"]),
    Route("/members/sign-in/sent", member_mail.mail_sent, name="member_mail_sent"),
    Route("/members/sign-in/password", member_mail.by_password, name="member_password"),
    Route("/members/sign-in/password", takes_guest_form(member_mail.take_password), methods=["POST"]),
    Route("/members/link/{token}", member_mail.link, name="member_link"),
    Route("/members/link/{token}", takes_guest_form(member_mail.take_link), methods=["POST"]),
    Route("/members/confirmed", member_mail.confirmed, name="member_confirmed"),
    Route("/members/sign-out", takes_guest_form(member_signin.sign_out), name="member_signout", methods=["POST"]),
    Route("/members/signed-out", member_signin.signed_out, name="member_signed_out"),
    Route("/members/erased", my_data.erased, name="member_erased"),
    Route("/my", for_member(my_page.page), name="my_page"),
    Route("/my/shown", for_member(my_account.shown), name="my_shown"),
    Route("/my/shown", takes_member_form(my_account.take_shown), methods=["POST"]),
    Route("/my/e-mail", for_member(my_account.email), name="my_email"),
    Route("/my/e-mail", takes_member_form(my_account.take_email), methods=["POST"]),
    Route("/my/e-mail/sent", for_member(my_account.email_sent), name="my_email_sent"),
    Route("/my/password", for_member(my_account.password), name="my_password"),
    Route("/my/password", takes_member_form(my_account.take_password), methods=["POST"]),
    Route("/my/language", for_member(my_account.language), name="my_language"),
    Route("/my/language", takes_member_form(my_account.take_language), methods=["POST"]),
    Route(
        "/my/sign-out-everywhere", takes_member_form(my_account.sign_out_of_all), name="my_signout", methods=["POST"]
    ),
    Route("/my/data", for_member(my_data.page), name="my_data"),
    Route("/my/data/all.json", for_member(my_data.export), name="my_export"),
    Route("/my/data/erase", for_member(my_data.erase), name="my_erase"),
    Route("/my/data/erase", takes_member_form(my_data.take_erase), methods=["POST"]),
    Route("/my/notices", for_member(my_notices.page), name="my_notices"),
    Route("/my/notices", takes_member_form(my_notices.take_choices), methods=["POST"]),
    Route("/my/notices/read", takes_member_form(my_notices.take_read), name="my_notices_read", methods=["POST"]),
)
"""Every address of a member's own pages but those of ideas."""
