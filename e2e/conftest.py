"""The browser of the journeys: which program, at which address. The installation it visits: e2e/installation.py."""

import pytest

from e2e.browser import launch_arguments


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Debian's Chromium by its path; asking Playwright by channel would want a download."""
    return {**browser_type_launch_args, **launch_arguments()}
