"""Messages as officers see them: what did not leave and why, without an address, and trying again."""

import pytest

from pbvote.services.outbox import queue_mail
from pbvote.services.send_outbox import send_outbox
from pbvote.services.tell import tell
from pbvote.storage.tables import AccountRow, OutboxRow, SecurityEventRow
from pbvote.web.board.messages import mask
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor


def fail(world: World, state: str = "failed", error: str = "550", tries: int = 8) -> None:
    """Let a notice to member 1 be one that did not leave."""
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[1], email="ann.lee@example.org", joined_at=now))
        tell(uow.db, now, [world.members[1]], "outcome", round=ROUND, number=7, title="Secret shed")
        uow.db.flush()
        for row in uow.db.query(OutboxRow):
            row.state, row.error, row.tries = state, error, tries
        uow.commit()


def test_what_failed_is_said_with_its_reason_and_without_an_address(staffed: World) -> None:
    fail(staffed)
    page = StaffVisitor(staffed, "officer-1").get("/board/messages")
    assert "What became of your idea" in page.words
    assert "a…@example.org" in page.words
    assert "there is no such address" in page.words
    assert "ann.lee" not in page.text
    assert "Secret shed" not in page.text


def test_the_first_page_of_an_officer_says_that_messages_failed(staffed: World) -> None:
    officer = StaffVisitor(staffed, "officer-1")
    assert "could not be sent" not in officer.get("/board").words
    fail(staffed)
    assert "One message to a member could not be sent." in officer.get("/board").words
    assert "could not be sent" not in StaffVisitor(staffed, "clerk-1").get("/board").words


def test_trying_again_makes_it_due_at_once_and_is_logged(staffed: World) -> None:
    fail(staffed)
    officer = StaffVisitor(staffed, "officer-1")
    officer.get("/board/messages")
    page = officer.press("/board/messages")
    assert "They are tried again now." in page.words
    assert send_outbox(staffed.office) == 1
    with staffed.office.database.read() as db:
        (line,) = db.query(SecurityEventRow).filter_by(kind="messages.tried-again")
        assert (line.role, line.detail) == ("officer-1", '{"number": "1"}')
    assert "Try all of these again" not in officer.get("/board/messages").words


def test_a_message_that_waits_for_another_try_is_listed_apart(staffed: World) -> None:
    fail(staffed, "waiting", "gaierror", 2)
    page = StaffVisitor(staffed, "officer-1").get("/board/messages")
    assert "Waiting for another try" in page.words
    assert "no machine with the name of the mail server" in page.words
    assert "Given up" not in page.words.split("Waiting for another try", maxsplit=1)[1]


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_see_it(staffed: World, role: str) -> None:
    StaffVisitor(staffed, role).get("/board/messages", 403)


def test_a_rehearsal_shows_what_would_have_been_sent(staffed: World) -> None:
    with staffed.office.database.write() as uow:
        now = staffed.office.clock.now(uow.db)
        queue_mail(uow.db, now, None, "ann.lee@example.org", "Sign in <b>", "Your link </pre><script>")
        uow.commit()
    send_outbox(staffed.office)
    page = StaffVisitor(staffed, "officer-1").get("/board/messages")
    assert "1: Sign in <b>" in page.words
    assert "Your link </pre><script>" in page.words
    assert "ann.lee@" not in page.text


@pytest.mark.parametrize(
    ("address", "masked"),
    [("ann@example.org", "a…@example.org"), ("07700900123", "…23"), ("", ""), ("@example.org", "…@example.org")],
)
def test_no_address_is_shown_in_full(address: str, masked: str) -> None:
    assert mask(address) == masked
