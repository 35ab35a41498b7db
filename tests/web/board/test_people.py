"""Who works for the trust, on the board's page."""

import pytest

from pbvote.services.console_staff import invite_officer
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor


def test_it_works(staffed: World) -> None:
    page = StaffVisitor(staffed, "officer-1").get("/board/people")
    for name in ("Mei Tran", "Rhys Bellamy", "Dana Okafor", "Sam Adeyemi", "Priya Nair"):
        assert name in page.words
    assert page.words.count("Can sign in") == 5


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_find_what_changes_it(staffed: World, role: str) -> None:
    page = StaffVisitor(staffed, role).get("/board/people")
    assert "Mei Tran" in page.words
    assert "Appoint somebody" not in page.words
    assert "End the role" not in page.words


def test_nobody_is_led_to_act_on_their_own_role(staffed: World) -> None:
    page = StaffVisitor(staffed, "officer-2").get("/board/people")
    assert "/board/acts/new/end-a-role?role=officer-1" in page.links()
    assert "/board/acts/new/end-a-role?role=officer-2" not in page.links()


def test_what_the_console_announced_is_seen_in_time(staffed: World) -> None:
    invite_officer(staffed.office, "Ines Sol")
    page = StaffVisitor(staffed, "officer-1").get("/board/people")
    assert "Ines Sol Officer 4 Announced by the console The link works from" in page.words


def test_a_role_that_ended_is_kept_in_the_list(staffed: World) -> None:
    staffed.agree_on_staff("end a role", role="helper-1")
    page = StaffVisitor(staffed, "officer-1").get("/board/people")
    assert "Roles that have ended Priya Nair, Helper 1. Ended on" in page.words


def test_two_officers_appoint_on_the_pages(staffed: World) -> None:
    first, second = StaffVisitor(staffed, "officer-1"), StaffVisitor(staffed, "officer-2")
    first.get("/board/acts/new/appoint")
    first.press("/board/acts/new/appoint", kind="clerk", name="Ines Sol")
    act = first.page.path
    assert "Ines Sol" in first.page.words
    second.get(act)
    page = second.press(act)
    assert "https://testserver/board/join/" in page.words
    link = next(word for word in page.words.split() if "/board/join/" in word).removeprefix("https://testserver")
    assert StaffVisitor(staffed, "officer-3").get(link).heading == "Set up your sign-in, Ines Sol"
    assert link not in second.get(act).text, "the link is shown once"


def test_two_officers_appoint_a_reviewer_whose_pages_hold_no_voters(staffed: World) -> None:
    first, second = StaffVisitor(staffed, "officer-1"), StaffVisitor(staffed, "officer-2")
    first.get("/board/acts/new/appoint")
    first.press("/board/acts/new/appoint", kind="reviewer/front-line", name="Ines Sol")
    assert "BecomesReviewer from the front line" in first.page.words
    second.get(first.page.path)
    page = second.press(first.page.path)
    staffed.join("reviewer-1", next(word for word in page.words.split() if "/join/" in word).rpartition("/")[2])
    third = StaffVisitor(staffed, "reviewer-1")
    assert "Reviewer 1" in third.get("/board/people").words
    assert [link for link in third.get("/board").links() if "codes" in link or "members" in link] == []
    for path in (f"/board/rounds/{ROUND}/codes", f"/board/rounds/{ROUND}/members", "/board/assist", "/board/texts"):
        assert third.client.get(path).status_code == 403


@pytest.mark.parametrize(("act", "role"), [("end-a-role", "helper-1"), ("renew-a-sign-in", "officer-3")])
def test_two_officers_end_and_renew_on_the_pages(staffed: World, act: str, role: str) -> None:
    first, second = StaffVisitor(staffed, "officer-1"), StaffVisitor(staffed, "officer-2")
    third = StaffVisitor(staffed, role)
    first.get(f"/board/acts/new/{act}?role={role}")
    first.post(f"/board/acts/new/{act}", {"csrf": first.page.form(f"/board/acts/new/{act}")["csrf"], "role": role})
    second.get(first.page.path)
    second.press(first.page.path)
    assert third.get("/board").path == "/board/sign-in"


@pytest.mark.parametrize("role", ["", "officer-9", "nobody\x00", "officer-1"])
def test_an_act_about_nobody_or_oneself_is_refused(staffed: World, role: str) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    csrf = visitor.get("/board/acts/new/end-a-role").form("/board/acts/new/end-a-role")["csrf"]
    answer = visitor.client.post(
        "/board/acts/new/end-a-role", data={"csrf": csrf, "role": role}, headers={"sec-fetch-site": "same-origin"}
    )
    assert answer.status_code in {403, 409, 422}
