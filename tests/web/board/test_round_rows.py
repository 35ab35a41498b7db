"""What two officers see before they approve a round or fix it."""

import pytest

from pbvote.services.draft_round import change_dates
from pbvote.services.protected_acts import prepare_act
from pbvote.storage.queries.rounds import round_row
from tests.factories import World
from tests.services.drafts import ready_draft
from tests.web.board.test_set_up import LATER
from tests.web.staff import StaffVisitor

ROUND = "autumn-2027"


@pytest.fixture
def drafted(staffed: World) -> World:
    """A draft that is ready."""
    change_dates(staffed.office, ready_draft(staffed).role, ROUND, LATER)
    return staffed


def test_it_works_for_the_approval(drafted: World) -> None:
    """The dates, the money and the voters stand where the second officer confirms."""
    officer = StaffVisitor(drafted, "officer-1")
    assert (
        f"/board/rounds/{ROUND}/set-up/preview"
        in officer.get(f"/board/rounds/{ROUND}/acts/approve-the-schedule").links()
    )
    officer.press(f"/board/rounds/{ROUND}/acts/approve-the-schedule")
    second = StaffVisitor(drafted, "officer-2")
    number = prepare_act(drafted.office, "officer-1", ROUND, "approve the schedule")
    page = second.get(f"/board/acts/{number}")
    for words in ("Wednesday 1 September 2027, 9am", "£20,000, 2 projects", "11 to 19 years old", "allowed until"):
        assert words in page.words
    assert f"/board/rounds/{ROUND}/set-up/preview" in page.links()


def test_the_fingerprint_is_the_same_before_and_after_the_freeze(drafted: World) -> None:
    drafted.agree("approve the schedule", ROUND)
    number = prepare_act(drafted.office, "officer-1", ROUND, "freeze")
    officer = StaffVisitor(drafted, "officer-2")
    before = officer.get(f"/board/acts/{number}").words
    officer.press(f"/board/acts/{number}")
    with drafted.office.database.read() as db:
        frozen = round_row(db, ROUND).frozen or ""
    shown = " ".join(frozen[start : start + 8] for start in range(0, 64, 8))
    assert shown in before
    assert shown in officer.get(f"/board/acts/{number}").words


def test_a_draft_that_became_incomplete_shows_no_fingerprint(drafted: World) -> None:
    drafted.agree("approve the schedule", ROUND)
    number = prepare_act(drafted.office, "officer-1", ROUND, "freeze")
    clerk = StaffVisitor(drafted, "clerk-1")
    for project in ("quiet-room", "bike-repair-shed"):
        clerk.get(f"/board/rounds/{ROUND}/set-up/pots/youth-pot/remove-project/{project}")
        clerk.press(f"/board/rounds/{ROUND}/set-up/pots/youth-pot/remove-project/{project}")
    StaffVisitor(drafted, "officer-2").get("/board")
    page = StaffVisitor(drafted, "officer-3").get(f"/board/acts/{number}")
    assert "has changed since it was prepared" in page.words
    assert "Fingerprint" not in page.words
