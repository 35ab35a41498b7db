"""The card that says that texts wait."""

import pytest

from tests.factories import World
from tests.web.staff import StaffVisitor
from tests.web.talker import say


@pytest.mark.parametrize(("role", "sees"), [("officer-1", True), ("clerk-1", True), ("helper-1", False)])
def test_who_reads_texts_sees_that_some_wait(talking: World, role: str, sees: bool) -> None:  # noqa: FBT001 - a table
    visitor = StaffVisitor(talking, role)
    assert "One text of a member waits to be read" not in visitor.get("/board").words
    say(talking, 2)
    assert ("One text of a member waits to be read" in visitor.get("/board").words) == sees
