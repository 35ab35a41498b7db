"""The tools of the journeys themselves: the right browser, and a server that comes and goes."""

from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from e2e.browser import ChromiumMissingError, find_chromium
from e2e.server import serving


def application(address: str) -> Starlette:
    return Starlette(routes=[Route("/", lambda _: PlainTextResponse(f"You are at {address}"))])


def test_the_browser_reaches_an_application_on_a_port_of_its_own(browser: Browser) -> None:
    with serving(application) as address:
        page = browser.new_page()
        page.goto(address)
        assert page.inner_text("body") == f"You are at {address}"
        page.close()
    with pytest.raises(URLError):
        urlopen(address)  # noqa: S310 - our own address


def test_without_a_browser_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PBVOTE_CHROMIUM", str(tmp_path / "chromium"))
    with pytest.raises(ChromiumMissingError, match="apt-get install"):
        find_chromium()


def test_a_browser_that_only_asks_for_a_snap_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ubuntu's package is such a script."""
    script = tmp_path / "chromium"
    script.write_text("#!/bin/sh\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setenv("PBVOTE_CHROMIUM", str(script))
    with pytest.raises(ChromiumMissingError):
        find_chromium()
