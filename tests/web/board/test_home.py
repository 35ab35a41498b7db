"""The first page of the board: what waits for me, and where the rounds are."""

import pytest

from pbvote.services.protected_acts import confirm_act, drop_act, prepare_act
from pbvote.services.roll_lists import list_removal
from pbvote.services.suspend_round import suspend_round
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor


def test_nothing_waits(staffed: World) -> None:
    """The name and the time of the day, and the round with how many have voted."""
    staffed.cast(0, "bike")
    page = StaffVisitor(staffed, "officer-1").get("/board")
    assert page.heading == "Good morning, Mei. Nothing waits for you"
    assert "Voting is open" in page.words
    assert "Have voted: Young people’s pot1 of 40" in page.words.replace("pot 1", "pot1")


def test_an_act_waits_for_the_others_and_not_for_its_preparer(staffed: World) -> None:
    """Its preparer sees that it waits for somebody else."""
    number = prepare_act(staffed.office, "officer-1", ROUND, "cancel", reason="legal")
    mei, rhys = StaffVisitor(staffed, "officer-1").get("/board"), StaffVisitor(staffed, "officer-2").get("/board")
    assert "Nothing waits for you" in mei.heading
    assert "waits for somebody else" in mei.words
    assert "One thing waits for you" in rhys.heading
    assert f"/board/acts/{number}" in rhys.links()


def test_several_acts_are_counted(staffed: World) -> None:
    for project in ("boat", "bike"):
        given = {"pot": "youth", "project": project, "reason": "safety"}
        prepare_act(staffed.office, "officer-1", ROUND, "withdraw a project", **given)
    assert "Two things wait for you" in StaffVisitor(staffed, "officer-3").get("/board").heading


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_what_officers_decide_does_not_wait_for_others(staffed: World, role: str) -> None:
    prepare_act(staffed.office, "officer-1", ROUND, "cancel", reason="legal")
    assert "Nothing waits for you" in StaffVisitor(staffed, role).get("/board").heading


def test_a_lost_letter_waits_for_everybody_of_the_staff(staffed: World) -> None:
    """A helper prepared it; a clerk may be the second person, the helper may not."""
    prepare_act(staffed.office, "helper-1", ROUND, "print codes", member=staffed.members[3])
    assert "One thing waits" in StaffVisitor(staffed, "clerk-1").get("/board").heading
    assert "Nothing waits" in StaffVisitor(staffed, "helper-1").get("/board").heading


def test_what_was_given_up_does_not_wait(staffed: World) -> None:
    number = prepare_act(staffed.office, "officer-1", ROUND, "cancel", reason="legal")
    drop_act(staffed.office, "officer-2", number)
    assert "Nothing waits" in StaffVisitor(staffed, "officer-3").get("/board").heading


def test_what_lapsed_is_told_to_its_preparer_alone(staffed: World) -> None:
    """Another change of the round came first."""
    prepare_act(staffed.office, "officer-1", ROUND, "cancel", reason="legal")
    staffed.agree("withdraw a project", pot="youth", project="boat", reason="safety")
    assert "can no longer be confirmed" in StaffVisitor(staffed, "officer-1").get("/board").words
    assert "Nothing waits" in StaffVisitor(staffed, "officer-2").get("/board").heading


def test_nobody_sees_it_without_signing_in(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    assert visitor.get("/board").path == "/board/sign-in"


def test_each_step_of_closing_night_waits_for_officers_until_it_is_prepared(staffed: World) -> None:
    """The draw, the count and publishing; not for clerks, who do none of them, and not twice."""
    staffed.cast(0, "bike")
    staffed.close()
    for act, title, given in (
        ("draw", "The public draw", {"seed": "4 17 23"}),
        ("count", "Count the votes", {}),
        ("publish", "Publish the result", {}),
    ):
        page = StaffVisitor(staffed, "officer-1").get("/board")
        assert "One thing waits for you" in page.heading
        assert title in page.words
        assert f"/board/rounds/{ROUND}/closing" in page.links()
        assert "Nothing waits" in StaffVisitor(staffed, "clerk-1").get("/board").heading
        if act == "publish":
            staffed.pass_check()
        number = prepare_act(staffed.office, "officer-1", ROUND, act, **given)
        assert "Nothing waits" in StaffVisitor(staffed, "officer-1").get("/board").heading
        confirm_act(staffed.office, "officer-2", number)
    assert "Nothing waits" in StaffVisitor(staffed, "officer-1").get("/board").heading


def test_a_pause_waits_for_officers(staffed: World) -> None:
    suspend_round(staffed.office, "officer-3", ROUND, "technical")
    assert "Voting is paused: Spring 2027" in StaffVisitor(staffed, "officer-1").get("/board").words


def test_a_list_of_voters_waits_for_officers(staffed: World) -> None:
    list_removal(staffed.office, "clerk-1", ROUND, staffed.members[1], "moved-away")
    assert "Today’s list of voters: Spring 2027" in StaffVisitor(staffed, "officer-2").get("/board").words
