"""The cookie."""

import pytest
from starlette.testclient import TestClient

from pbvote.config import Settings
from pbvote.web.app import create_app
from pbvote.web.sessions import is_plain
from tests.factories import World


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://vote.example.coop", False),
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://192.168.1.20:8000", True),
        ("http://library-pc:8000", True),
        ("http://localhost.example.com", True),
    ],
)
def test_only_plain_http_to_another_machine_gets_the_plain_cookie(address: str, plain: bool) -> None:  # noqa: FBT001 - a table
    assert is_plain(Settings.from_environment({"PBVOTE_ADDRESS": address})) is plain


def test_a_plain_site_warns_on_every_page_and_uses_another_cookie(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings.from_environment({"PBVOTE_ADDRESS": "http://library-pc:8000"})
    client = TestClient(create_app(settings, world.office), base_url="http://library-pc:8000")
    answer = client.get("/sign-in")
    assert answer.headers["set-cookie"].startswith("pbvote=guest-")
    assert "Secure" not in answer.headers["set-cookie"]
    assert "strict-transport-security" not in answer.headers
    assert "This connection is not protected." in answer.text
    assert "anyone on the network can read along" in caplog.text


def test_a_made_up_cookie_signs_nobody_in(world: World) -> None:
    client = TestClient(create_app(Settings.from_environment({}), world.office), base_url="http://localhost:8000")
    client.cookies.set("__Host-pbvote", "made-up")
    assert client.get("/vote", follow_redirects=False).status_code == 403
