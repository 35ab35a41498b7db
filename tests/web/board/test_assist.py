"""Helping somebody to vote: their own code, a promise, a banner, and nothing left on the screen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.code import draw_sign_in_code
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.voter_session import ASSISTED_IDLE
from pbvote.storage.tables import AssistanceRow, LogEntryRow, SecurityEventRow, VoterSessionRow
from tests.factories import CLOSES, World
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

PROMISED = {"promise": "yes", "born-day": "14", "born-month": "2"}


def begin(world: World, number: int = 4) -> StaffVisitor:
    """A helper with member `number` at the screen."""
    assert world.codes is not None
    visitor = StaffVisitor(world, "helper-1")
    visitor.get("/board/assist")
    visitor.press("/board/assist", code=world.codes[world.members[number]], **PROMISED)
    return visitor


def test_a_helper_signs_a_voter_in_with_the_voters_own_code(staffed: World) -> None:
    visitor = begin(staffed)
    assert visitor.page.heading == "Your pots"
    assert visitor.cast("bike", "quiet").heading == "You have voted"


def test_every_page_of_the_voter_says_who_sits_by(staffed: World) -> None:
    visitor = begin(staffed)
    for path in ("/vote", "/vote/youth/choose"):
        assert "Helper 1 is helping you." in visitor.get(path).text
    done = visitor.cast("bike")
    assert "Helper 1 is helping you." in done.text
    assert "Write the check code on your card" in done.words


def test_nobody_else_is_told_of_a_helper(staffed: World) -> None:
    begin(staffed)
    other = Visitor(staffed)
    other.sign_in(6)
    assert "is helping you" not in other.get("/vote").text


def test_finish_and_clear_comes_back_to_the_helper_who_sees_nothing(staffed: World) -> None:
    visitor = begin(staffed)
    visitor.cast("bike", "quiet")
    old = visitor.client.cookies["__Host-pbvote"]
    page = visitor.press("/sign-out")
    assert (page.path, page.heading) == ("/board/assist", "Help somebody to vote")
    assert "this screen is clear" in page.words
    assert "Bike" not in page.text
    assert visitor.get("/vote/youth/done").path == "/sign-in"
    visitor.client.cookies.set("__Host-pbvote", old, domain="testserver.local")
    assert visitor.get("/vote/youth/done", 403).heading == "You have been signed out"


def test_without_the_promise_nothing_begins(staffed: World) -> None:
    assert staffed.codes is not None
    visitor = StaffVisitor(staffed, "helper-1")
    visitor.get("/board/assist")
    page = visitor.post(
        "/board/assist",
        {
            "csrf": visitor.page.form("/board/assist")["csrf"],
            "code": staffed.codes[staffed.members[4]],
            "born-day": "14",
            "born-month": "2",
        },
        422,
    )
    assert "You can only help after you have promised this." in page.words
    with staffed.office.database.read() as db:
        assert db.query(VoterSessionRow).count() == 0


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"code": ""}, 422),
        ({"code": "7H3K"}, 422),
        ({"born-day": "32"}, 422),
        ({"born-day": "31", "born-month": "2"}, 422),
        ({"born-day": "15"}, 409),
        ({"code": draw_sign_in_code()}, 409),
    ],
)
def test_what_does_not_fit_is_told_and_nobody_is_signed_in(staffed: World, typed: dict[str, str], status: int) -> None:
    assert staffed.codes is not None
    visitor = StaffVisitor(staffed, "helper-1")
    visitor.get("/board/assist")
    fields = {"code": staffed.codes[staffed.members[4]], **PROMISED, **typed}
    assert "There is a problem" in visitor.press("/board/assist", status, **fields).words
    with staffed.office.database.read() as db:
        assert db.query(VoterSessionRow).count() == 0


def test_a44_a_helper_who_guesses_is_slowed_down(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "helper-1")
    for _ in range(10):
        visitor.get("/board/assist")
        visitor.press("/board/assist", 409, code=draw_sign_in_code(), **PROMISED)
    visitor.get("/board/assist")
    visitor.press("/board/assist", 429, code=draw_sign_in_code(), **PROMISED)


@pytest.mark.parametrize("role", ["officer-1", "clerk-1"])
def test_only_helpers_help(staffed: World, role: str) -> None:
    visitor = StaffVisitor(staffed, role)
    visitor.get("/board/assist", 403)
    hidden = visitor.get("/board").form("/board/sign-out")
    visitor.post("/board/assist", {**hidden, "code": "x", **PROMISED}, 403)


def test_the_board_is_shut_while_a_voter_sits_there(staffed: World) -> None:
    """A child at a helper's tablet finds no names and addresses of members."""
    visitor = begin(staffed)
    for path in ("/board", "/board/assist", "/board/rounds/spring-2027/codes"):
        page = visitor.get(path, 409)
        assert "press “Finish and clear” first" in page.words
    visitor.get("/vote")
    visitor.press("/sign-out")
    assert visitor.get("/board").status == 200


def test_what_is_kept_is_the_day_and_never_a_time_or_a_choice(staffed: World) -> None:
    for number in (4, 6, 4):
        begin(staffed, number).cast("bike", "quiet")
    with staffed.office.database.read() as db:
        kept = {(row.role, row.member_key, row.day.isoformat()) for row in db.scalars(select(AssistanceRow))}
        (line,) = db.scalars(select(SecurityEventRow).where(SecurityEventRow.kind == "assistance"))
        public = b" ".join(row.line for row in db.scalars(select(LogEntryRow)))
        assert kept == {("helper-1", staffed.members[number], "2027-03-01") for number in (4, 6)}
        assert (line.role, line.at.isoformat()) == ("helper-1", "2027-03-01T00:00:00+00:00")
        assert not any(key in line.detail for key in staffed.members)
    assert b"helper-1" not in public.replace(b'"role":"helper-1"', b"")


def test_signing_in_anew_at_the_same_screen_is_still_helped(staffed: World) -> None:
    """To change a vote the code is asked for again: that must not take the helper out of the record."""
    visitor = begin(staffed)
    visitor.cast("bike")
    assert visitor.get("/vote/youth/change").path == "/sign-in"
    visitor.sign_in(4)
    assert "Helper 1 is helping you." in visitor.get("/vote").text


def test_a_session_at_a_helpers_screen_ends_soon_also_in_the_last_hour(staffed: World) -> None:
    staffed.move(CLOSES - timedelta(minutes=50))
    visitor, at_home = begin(staffed), Visitor(staffed)
    at_home.sign_in(6)
    staffed.move(CLOSES - timedelta(minutes=50) + ASSISTED_IDLE + timedelta(minutes=2))
    assert visitor.get("/vote", 403).heading == "You have been signed out"
    assert at_home.get("/vote").heading == "Your pots"


def test_a_helper_whose_role_ended_helps_nobody(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "helper-1")
    visitor.get("/board/assist")
    number = prepare_act(staffed.office, "officer-1", None, "end a role", role="helper-1")
    confirm_act(staffed.office, "officer-2", number)
    assert visitor.get("/board/assist").path == "/board/sign-in"
