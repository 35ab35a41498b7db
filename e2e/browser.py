"""Which Chromium drives the browser tests, and with which arguments. `python -m e2e.browser` prints the program."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",  # refuses to start as root otherwise
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class ChromiumMissingError(RuntimeError):
    """No browser was found: a test run without one must not look like a success."""

    def __init__(self) -> None:
        super().__init__(
            "The browser tests need Chromium, and none was found. "
            "As root: apt-get install -y --no-install-recommends chromium; "
            "or: .venv/bin/playwright install --with-deps chromium; or set PBVOTE_CHROMIUM to yours."
        )


def find_chromium() -> str:
    """The path of a Chromium that starts: the one that PBVOTE_CHROMIUM names, Debian's, Playwright's own."""
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise ChromiumMissingError


def launch_arguments() -> dict[str, object]:
    """What Playwright's `launch` takes."""
    return {"executable_path": find_chromium(), "args": ARGUMENTS}


def _candidates() -> Iterator[str]:
    if named := os.environ.get("PBVOTE_CHROMIUM"):
        yield named
        return
    yield "/usr/bin/chromium"
    yield shutil.which("chromium") or ""
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(program: str) -> bool:
    # Ubuntu's /usr/bin/chromium may be a script that only asks for a snap: existing is not enough.
    if not Path(program).is_file():
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{find_chromium()}\n")
    except ChromiumMissingError as error:
        sys.exit(str(error))
