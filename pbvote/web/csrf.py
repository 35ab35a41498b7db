"""Only our own pages may send forms.

Two checks, either of which stops a forged request: what the browser says about where it comes from (Sec-Fetch-Site,
else Origin; W3C Fetch Metadata, RFC 6454), and a token in every form. ASVS 5.0, 3.5.1.

The token is a hash of the session cookie: nobody else can make it, since the cookie is random and HttpOnly, and the
server has nothing to keep.
"""

import hmac
from hashlib import sha256

from starlette.requests import Request

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.web.sessions import cookie_of, ensure_cookie

FIELD = "csrf"


class ForeignRequestError(PbvoteError):
    """A form that does not come from one of our pages."""

    def __init__(self) -> None:
        super().__init__(
            say("This did not come from one of our pages, so nothing was saved. Open the page again here.")
        )


class StaleFormError(PbvoteError):
    """One of our forms, but of an earlier session or another browser."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This page is out of date, so nothing was saved. Open it again. "
                "If this comes back, allow cookies for this site."
            )
        )


def verify_origin(request: Request) -> None:
    """Raises ForeignRequestError unless the browser says that the request comes from us."""
    if not is_same_origin(request):
        raise ForeignRequestError


def is_same_origin(request: Request) -> bool:
    """Whether the browser vouches for it. A request that says nothing at all is refused: no browser needs that."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin") in {f"{scheme}://{request.url.netloc}" for scheme in _schemes(request)}


def csrf_token(request: Request) -> str:
    """The token for the forms of the page that is being drawn."""
    return token_of(ensure_cookie(request))


def verify_token(request: Request, sent: str) -> None:
    """Raises StaleFormError unless `sent` belongs to the cookie."""
    verify_token_of(cookie_of(request), sent)


def verify_token_of(cookie: str, sent: str) -> None:
    """Raises StaleFormError unless `sent` belongs to this cookie; the staff's has another name (web/board)."""
    if not cookie or not hmac.compare_digest(token_of(cookie).encode(), sent.encode()):
        raise StaleFormError


def token_of(cookie: str) -> str:
    """The token that goes with a cookie."""
    return sha256(b"pbvote/v1/form\0" + cookie.encode()).hexdigest()


def _schemes(request: Request) -> set[str]:
    # Behind a proxy that ends TLS and is not named in the settings we see http, while the browser says https.
    return {request.url.scheme, "https" if request.app.state.settings.is_secure else "http"}
