"""What every answer carries, good or bad."""

import pytest

from pbvote.web.headers import CONTENT_SECURITY_POLICY
from tests.web.visitor import Visitor

ANSWERS = ["/", "/nope", "/vote", "/sign-in", "/check/codes.txt", "/log.jsonl", "/log/checkpoint", "/static/x/pb.js"]


def test_the_policy_is_the_one_that_was_agreed() -> None:
    assert CONTENT_SECURITY_POLICY == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_it(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"] == "max-age=63072000"  # ours alone, not the names below it
    assert "server" not in headers


def test_no_page_may_be_framed(visitor: Visitor) -> None:
    """A40: the button that casts cannot be laid under another page."""
    visitor.sign_in(0)
    visitor.choose("bike")
    page = visitor.get("/vote/youth/check")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_what_is_personal_is_stored_nowhere(visitor: Visitor) -> None:
    visitor.sign_in(0)
    for path in ("/vote", "/vote/youth/choose", "/vote/everybody/blank"):
        assert visitor.get(path).headers["cache-control"] == "no-store"


def test_another_host_name_is_refused(visitor: Visitor) -> None:
    assert visitor.client.get("/", headers={"host": "evil.example"}).status_code == 400
