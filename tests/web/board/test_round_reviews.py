"""How far the review of a round is, for its officers and clerks; giving ideas, reading answers, publishing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.phase import Phase
from pbvote.services.answer_review import answer_review
from pbvote.services.declare_interest import declare_interest
from pbvote.services.panel import appoint_to_panel
from pbvote.storage.tables import AnswerRow, AssignmentRow, PhasesRow
from tests.factories import ROUND, World
from tests.idea_world import BEGINS, seat_of
from tests.outcome_world import sign_ours
from tests.review_world import sign, sign_all, staff_seat_of
from tests.web.staff import StaffVisitor

PAGE = f"/board/rounds/{ROUND}/reviews"


@pytest.fixture
def mei(reviewing: World) -> StaffVisitor:
    """Officer 1."""
    return StaffVisitor(reviewing, "officer-1")


def test_the_overview_says_how_far_it_is(mei: StaffVisitor) -> None:
    sign(mei.world, "reviewer-1", 1)
    page = mei.get(PAGE)
    assert "2 ideas have no signed review of the council." in page.words
    assert "The council: signed by Ines Sol" in page.words
    assert "3 ideas are reviewed" in page.words
    assert PAGE in mei.get("/board/reviews").links()


TITLES = ("A garden for everybody", "Lamps on the brook path", "Bike repair shed")
NARROWED = {"free": TITLES[1:], "answering": TITLES[:1], "begun": (), "ready": (), "unread": (), "nonsense": TITLES}


def test_the_list_can_be_narrowed(mei: StaffVisitor) -> None:
    for role in ("reviewer-1", "reviewer-2"):
        sign(mei.world, role, 1)
    for show, titles in NARROWED.items():
        words = mei.get(f"{PAGE}?show={show}&page=7").words
        assert tuple(each for each in TITLES if each in words) == titles


@pytest.mark.parametrize("role", ["officer-1", "clerk-1"])
def test_officers_and_clerks_give_an_idea_to_a_reviewer(reviewing: World, role: str) -> None:
    visitor = StaffVisitor(reviewing, role)
    visitor.get(f"{PAGE}/2")
    page = visitor.press(f"{PAGE}/2", role="reviewer-3")
    assert "The council with Ola Berg" in page.words.replace("The councilwith", "The council with")
    with reviewing.office.database.read() as db:
        row = db.scalars(select(AssignmentRow)).one()
    assert (row.role, row.given_by, row.area) == ("reviewer-3", role, "council")
    assert "Yours to write" in StaffVisitor(reviewing, "reviewer-3").get("/board/reviews").words


def test_who_stays_out_is_not_offered_and_not_taken(mei: StaffVisitor) -> None:
    declare_interest(mei.world.office, staff_seat_of(mei.world, "reviewer-1"), 1)
    page = mei.get(f"{PAGE}/1")
    assert "Said that they have an interest, and stay out: Ines Sol" in page.words
    assert 'value="reviewer-1"' not in page.text
    mei.press(f"{PAGE}/1", 422, role="reviewer-1")
    mei.press(f"{PAGE}/1", 422, role="")


@pytest.mark.parametrize("role", ["helper-1", "reviewer-1"])
def test_others_of_the_staff_do_not_see_it(reviewing: World, role: str) -> None:
    visitor = StaffVisitor(reviewing, role)
    for path in (PAGE, f"{PAGE}/1"):
        assert visitor.client.get(path).status_code == 403


@pytest.mark.parametrize("path", [f"{PAGE}/4", f"{PAGE}/99999999999999999999", "/board/rounds/nothing/reviews"])
def test_what_is_not_reviewed_has_no_page(mei: StaffVisitor, path: str) -> None:
    mei.get(path, 404)


def test_before_the_review_there_is_no_page(mei: StaffVisitor) -> None:
    with mei.world.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = "ideas"
        uow.commit()
    mei.get(PAGE, 404)


def test_an_officer_publishes_when_nothing_is_missing(mei: StaffVisitor) -> None:
    assert "Publish all reviews" not in mei.get(PAGE).words
    sign_all(mei.world)
    mei.world.move(BEGINS[Phase.REVIEW] + timedelta(days=8))
    clerk = StaffVisitor(mei.world, "clerk-1")
    assert "An officer can publish the reviews." in clerk.get(PAGE).words
    mei = StaffVisitor(mei.world, "officer-1")
    assert "Publish the reviews: Spring 2027" in mei.get("/board").words
    mei.get(PAGE)
    page = mei.press(PAGE)
    assert "Everybody can read the reviews now, and the authors have been told." in page.words


def test_publishing_too_early_says_what_is_missing(mei: StaffVisitor) -> None:
    sign_all(mei.world)
    token = mei.get("/board").form("/board/sign-out")["csrf"]
    page = mei.post(PAGE, {"csrf": token}, 409)
    assert "The authors of 3 ideas can still answer." in page.words


def test_an_answer_of_the_young_is_read_before_it_is_shown(mei: StaffVisitor) -> None:
    for role in ("reviewer-1", "reviewer-2"):
        sign(mei.world, role, 3)
    answer_review(mei.world.office, seat_of(mei.world, 0), 3, "Come to our street.")
    assert "One answer of authors waits to be read by staff." in mei.get(PAGE).words
    assert "Bike repair shed" in mei.get(f"{PAGE}?show=unread").words
    page = mei.get(f"{PAGE}/3")
    assert "Come to our street." in page.words
    mei.press(f"{PAGE}/3/answer", 422, hide="yes")
    page = mei.press(f"{PAGE}/3/answer", hide="yes", reason="It says where you live.")
    assert "This is hidden. The authors were told why: It says where you live." in page.words
    page = mei.press(f"{PAGE}/3/answer", show="yes")
    assert "Everybody will read it with the reviews." in page.words
    with mei.world.office.database.read() as db:
        assert db.get_one(AnswerRow, 3).state == "shown"


def test_what_the_panel_signed_is_read_before_it_is_shown(mei: StaffVisitor) -> None:
    for number in (0, 2, 4, 6):
        appoint_to_panel(mei.world.office, "officer-1", ROUND, mei.world.members[number])
    sign_ours(mei.world)
    page = mei.get(f"{PAGE}/3")
    assert "The panel’s review waits to be read" in page.words
    assert "We need it. Bikes break all the time." in page.words
    mei.press(f"{PAGE}/3/panel", 422, back="yes")
    page = mei.press(f"{PAGE}/3/panel", **{"pass": "yes"})
    assert "waits to be read" not in page.words
