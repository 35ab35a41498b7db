"""The phases of a round and the questions of its members on the board's pages."""

from datetime import timedelta

import pytest

from pbvote.domain.phase import Phase
from pbvote.services.draft_round import change_dates
from pbvote.services.put_question import put_question
from pbvote.storage.tables import PhasesRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, LIST_AT, REVIEW_AT, seat_of
from tests.ideas import set_phase
from tests.log_entries import entries
from tests.services.drafts import ready_draft
from tests.web.board.test_set_up import LATER
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

AT = f"/board/rounds/{ROUND}"
SET_UP = "/board/rounds/autumn-2027/set-up"


def filled(**changes: str) -> dict[str, str]:
    """The form of the set-up as somebody fills it in."""
    days = {"questions": ("5", "4"), "ideas": ("19", "4"), "review": ("17", "5"), "list": ("14", "6")}
    fields = {
        f"{name}-{part}": value
        for name, (day, month) in days.items()
        for part, value in (("day", day), ("month", month), ("year", "2027"))
    }
    said = {
        "who": "members",
        "asks": "yes",
        "clock": "9am",
        "support": "15",
        "answer-days": "7",
        "moderation": "before",
    }
    return {**fields, **said, **{name.replace("_", "-"): value for name, value in changes.items()}}


@pytest.fixture
def officer(asking: World) -> StaffVisitor:
    """Officer 1 of a round that asks for questions."""
    return StaffVisitor(asking, "officer-1")


@pytest.fixture
def draft(staffed: World) -> StaffVisitor:
    """Officer 1 with a draft that is ready in all but its phases."""
    change_dates(staffed.office, ready_draft(staffed).role, "autumn-2027", LATER)
    return StaffVisitor(staffed, "officer-1")


def phase_of(world: World) -> str:
    with world.office.database.read() as db:
        return db.get_one(PhasesRow, ROUND).phase


def test_the_set_up_works_to_the_approval_of_two(draft: StaffVisitor) -> None:
    draft.get(f"{SET_UP}/phases")
    page = draft.press(f"{SET_UP}/phases", **filled())
    assert "Two officers have to approve when members can put their ideas." in page.words
    act = "/board/rounds/autumn-2027/acts/approve-the-phases"
    assert act in page.links()
    draft.get(act)
    draft.press(act, second_factor=draft.digits())
    number = draft.page.path.rpartition("/")[2]
    other = StaffVisitor(draft.world, "officer-2")
    page = other.get(f"/board/acts/{number}")
    assert "Monday 5 April 2027, 9am" in page.words
    assert "£20,000" in page.words
    page = other.press(f"/board/acts/{number}", second_factor=other.digits())
    assert "/board/rounds/autumn-2027/phases" in page.links()
    assert Visitor(draft.world).get("/rounds/autumn-2027").status == 200
    assert draft.get(f"{SET_UP}/phases").path == "/board/rounds/autumn-2027/phases"


def test_a_round_may_leave_the_ideas_out(draft: StaffVisitor) -> None:
    draft.get(f"{SET_UP}/phases")
    draft.press(f"{SET_UP}/phases", **filled(who="officers", support="many"))
    assert "approve-the-phases" not in " ".join(draft.page.links())
    draft.get(f"{SET_UP}/phases")
    assert 'value="officers" checked' in draft.page.text


def test_questions_may_be_left_out(draft: StaffVisitor) -> None:
    draft.get(f"{SET_UP}/phases")
    draft.press(f"{SET_UP}/phases", **filled(asks="no", **{"questions-day": ""}))
    with draft.world.office.database.read() as db:
        assert db.get_one(PhasesRow, "autumn-2027").questions_at is None


def test_the_page_proposes_dates_that_stand(draft: StaffVisitor) -> None:
    assert f"{SET_UP}/dates" in draft.get(f"{SET_UP}/phases").links()  # too soon? then those come first
    form = {name: values[0] for name, values in draft.page.form(f"{SET_UP}/phases").items()}
    said = {"who": "members", "asks": "yes", "moderation": "before"}
    assert draft.press(f"{SET_UP}/phases", **{**form, **said}).path in {f"{SET_UP}/phases", SET_UP}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"who": ""}, "Choose who says"),
        ({"asks": "perhaps"}, "Choose whether members"),
        ({"support": ""}, "Write a number."),
        ({"support": "lots"}, "Write a number from 0 to 10,000"),
        ({"support": "10001"}, "Write a number from 0"),
        ({"answer_days": "0"}, "Write a number from 1 to 60"),
        ({"moderation": ""}, "Choose when staff"),
        ({"clock": "morning"}, "Write a time"),
        ({"ideas_day": "31"}, "Write a day"),
        ({"ideas_day": "5"}, "at least a day"),
        ({"list_month": "12"}, "before voting opens"),
        ({"questions_year": "2026"}, "in the future"),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_is_lost(draft: StaffVisitor, changes: dict[str, str], says: str) -> None:
    draft.get(f"{SET_UP}/phases")
    page = draft.press(f"{SET_UP}/phases", 422, **filled(**changes))
    assert says.replace("10,000", "10000") in page.words.replace("10,000", "10000")
    kept = page.form(f"{SET_UP}/phases")
    assert kept["answer-days"] == [changes.get("answer_days", "7")]


def test_an_officer_moves_the_round_on_early(officer: StaffVisitor, asking: World) -> None:
    page = officer.get(f"{AT}/phases")
    assert "Where we are Questions" in page.words
    officer.get(f"{AT}/phases/next")
    assert "a round never goes back" in officer.page.words
    officer.press(f"{AT}/phases/next", second_factor=officer.digits())
    assert phase_of(asking) == "ideas"
    assert entries(asking, "phase.moved")[-1]["roles"] == ["officer-1"]


def test_a_stale_second_factor_moves_nothing(officer: StaffVisitor, asking: World) -> None:
    officer.get(f"{AT}/phases/next")
    officer.grow_stale()
    officer.press(f"{AT}/phases/next")
    assert phase_of(asking) == "questions"


def test_two_officers_do_not_move_it_twice(officer: StaffVisitor, asking: World) -> None:
    officer.get(f"{AT}/phases/next")
    asking.at(IDEAS_AT)
    officer.press(f"{AT}/phases/next", 409, second_factor=officer.digits())
    assert phase_of(asking) == "ideas"


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_an_officer_moves_it(asking: World, role: str) -> None:
    staff = StaffVisitor(asking, role)
    assert "/phases/next" not in " ".join(staff.get(f"{AT}/phases").links())
    staff.get(f"{AT}/phases/next", 403)


def test_to_the_list_nobody_moves_it_by_hand(officer: StaffVisitor, asking: World) -> None:
    for moment in (IDEAS_AT, REVIEW_AT, LIST_AT):
        asking.at(moment + timedelta(minutes=1))
    assert officer.get(f"{AT}/phases/next").path == f"{AT}/phases"
    assert phase_of(asking) == "review"


def test_questions_are_read_answered_and_published(officer: StaffVisitor, asking: World) -> None:
    put_question(asking.office, seat_of(asking, 1), ROUND, "Where is it dark?")
    put_question(asking.office, seat_of(asking, 2), ROUND, "Where can we sit?")
    page = officer.get(f"{AT}/phases")
    assert "One question waits to be read" in page.words
    assert f"{AT}/questions" in page.links()
    officer.get(f"{AT}/questions/2")
    officer.press(f"{AT}/questions/2", choice="show")
    assert "2 questions still need your answer." in officer.page.words
    for number, choice in (("1", "yes"), ("2", "no")):
        officer.get(f"{AT}/questions/{number}")
        officer.press(f"{AT}/questions/{number}", choice=choice, why="It fits the money.")
    assert "One question will head the ideas." in officer.page.words
    officer.press(f"{AT}/questions", second_factor=officer.digits())
    assert "The choice is published." in officer.page.words
    assert entries(asking, "questions.chosen")[0]["chosen"] == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"choice": "", "why": "Yes."}, "Choose one of these."),
        ({"choice": "yes"}, "Say why."),
        ({"choice": "hide", "why": "  "}, "Say why."),
        ({"choice": "yes", "why": "x" * 501}, "Use 500 or fewer"),
        ({"choice": "show", "why": "Yes."}, "Choose one of these."),
    ],
)
def test_an_answer_without_a_reason_is_not_kept(
    officer: StaffVisitor, asking: World, fields: dict[str, str], says: str
) -> None:
    put_question(asking.office, seat_of(asking, 1), ROUND, "Where is it dark?")
    officer.get(f"{AT}/questions/1")
    assert says in officer.press(f"{AT}/questions/1", 422, **fields).words


def test_without_a_choice_only_the_choice_is_asked_for(officer: StaffVisitor, asking: World) -> None:
    put_question(asking.office, seat_of(asking, 2), ROUND, "Where can we sit?")
    officer.get(f"{AT}/questions/1")
    page = officer.press(f"{AT}/questions/1", 422, choice="")
    assert "Choose one of these." in page.words
    assert "Say why." not in page.words, "to show it needs no reason"


def test_nothing_is_published_while_a_question_waits(officer: StaffVisitor, asking: World) -> None:
    put_question(asking.office, seat_of(asking, 1), ROUND, "Where is it dark?")
    officer.get(f"{AT}/questions/1")
    officer.press(f"{AT}/questions/1", choice="yes", why="Yes.")
    put_question(asking.office, seat_of(asking, 2), ROUND, "Where can we sit?")
    page = officer.press(f"{AT}/questions", 422, second_factor=officer.digits())
    assert "1 not read yet" in page.words
    assert entries(asking, "questions.chosen") == []


@pytest.mark.parametrize("path", [f"{AT}/questions", f"{AT}/questions/1"])
def test_questions_are_no_task_of_helpers(asking: World, path: str) -> None:
    StaffVisitor(asking, "helper-1").get(path, 403)


@pytest.mark.parametrize(
    "path", ["/board/rounds/nowhere/phases", "/board/rounds/nowhere/questions", f"{AT}/questions/9"]
)
def test_what_is_not_there_is_not_found(officer: StaffVisitor, path: str) -> None:
    officer.get(path, 404)


def test_while_ideas_come_the_set_up_asks_for_no_project_and_does_not_claim_to_be_secret(officer: StaffVisitor) -> None:
    page = officer.get(f"{AT}/set-up")
    assert "Members put their ideas first." in page.words
    assert "They come from the ideas of members." in page.words
    assert "Add at least one project." not in page.words
    assert "Residents see nothing of this yet." not in page.words


def test_reviews_have_no_link_before_they_begin_and_no_date_that_ends_them(talking: World) -> None:
    officer = StaffVisitor(talking, "officer-1")
    page = officer.get(f"{AT}/phases")
    assert f"{AT}/reviews" not in page.text
    assert "moves on by itself" in page.words
    set_phase(talking, Phase.REVIEW)
    page = officer.get(f"{AT}/phases")
    assert f'href="{AT}/reviews"' in page.text
    assert "moves on by itself" not in page.words
