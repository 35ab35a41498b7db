"""Attacks of security.md that only a real browser can prove to fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from e2e.server import serving
from e2e.voter import Voter

ANOTHER_HOST = "asked another host"
OTHER_SITES = ["localhost", "127.0.0.1"]
"""By another port of the same host the cookie goes along; by another host not even that."""


@contextmanager
def foreign_page(html: str, host: str) -> Iterator[str]:
    """The address of a page that is not ours."""
    page = HTMLResponse(f"<!doctype html><title>Win a prize</title>{html}")
    with serving(lambda _address: Starlette(routes=[Route("/", lambda _request: page)])) as address:
        yield address.replace("localhost", host)


def fields_of_cast(page: Page) -> dict[str, str]:
    """All that the form for casting sends, with its token: an attacker who knows even that."""
    fields = page.locator("form[action$='/cast'] input[type=hidden]").all()
    return {each.get_attribute("name") or "": each.get_attribute("value") or "" for each in fields}


@pytest.fixture
def victim(voter: Voter) -> Voter:
    """Signed in, about to cast."""
    voter.watch.forgiven.append(ANOTHER_HOST)
    voter.arrive()
    voter.choose(1)
    voter.open("/vote/youth/check")
    return voter


@pytest.mark.parametrize("host", OTHER_SITES)
def test_a38_a_form_on_a_foreign_page_casts_nothing(victim: Voter, host: str) -> None:
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields_of_cast(victim.page).items()
    )
    form = f'<form method="post" action="{victim.site.address}/vote/youth/cast">{inputs}<button>Win</button></form>'
    with foreign_page(form, host) as address:
        victim.page.goto(address)
        with victim.page.expect_response("**/vote/youth/cast") as answer:
            victim.press("Win")
    assert answer.value.status == 403
    expect(victim.page.get_by_text("This did not come from one of our pages, so nothing was saved.")).to_be_visible()
    assert victim.held_code() == ""


@pytest.mark.parametrize("host", OTHER_SITES)
def test_a38_a_script_on_a_foreign_page_casts_nothing(victim: Voter, host: str) -> None:
    """As a simple request, which asks nobody first: with the form's own type, and as text that reads as JSON."""
    victim.watch.forgiven.append("ERR_BLOCKED_BY_RESPONSE")  # the browser keeps our answer from the page
    with foreign_page("<p>Win</p>", host) as address:
        fields = fields_of_cast(victim.page)
        victim.page.goto(address)
        for kind in ("application/x-www-form-urlencoded", "text/plain"):
            with victim.page.expect_request("**/vote/youth/cast"):
                heard = victim.page.evaluate(SEND, [f"{victim.site.address}/vote/youth/cast", fields, kind])
            assert heard == "refused"
    assert victim.held_code() == ""


SEND = """([url, fields, kind]) => {
  const body = kind === "text/plain" ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return fetch(url, {method: "POST", mode: "no-cors", credentials: "include", headers: {"content-type": kind}, body})
    .then(() => "sent", () => "refused");
}"""


def test_a38_the_same_form_on_our_own_page_is_a_vote(victim: Voter) -> None:
    """What the two tests above send is refused for where it comes from, not for what it is."""
    victim.press("Cast my vote")
    victim.sees("You have voted")
    assert victim.held_code()


@pytest.mark.parametrize("host", OTHER_SITES)
def test_a40_the_page_for_casting_cannot_be_laid_under_another(victim: Voter, host: str) -> None:
    victim.watch.forgiven += ["frame-ancestors", "refused to connect", "ERR_BLOCKED_BY_RESPONSE"]
    frame = f'<iframe src="{victim.site.address}/vote/youth/check" width="300" height="600"></iframe>'
    with foreign_page(frame, host) as address:
        victim.page.goto(address)
        inside = victim.page.frames[1]
        inside.wait_for_load_state()
        assert urlsplit(inside.url).netloc != urlsplit(victim.site.address).netloc
        assert "Cast my vote" not in inside.content()
