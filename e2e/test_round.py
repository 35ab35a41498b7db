"""A whole round by hand: a clerk, three officers, a helper and a voter, from an empty page to the report."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e.conftest import Village, serve_world
from e2e.desk import NOBODY, sign_in
from e2e.page_rules import look_at
from e2e.voter import Voter
from pbvote.domain.round import Schedule
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.tick import tick
from pbvote.services.voter_session import voter_seat
from pbvote.storage.queries.rounds import project_rows, round_row, schedule_of
from tests.factories import new_world

ROUND = "spring-money-2027"
BOARD, POT = f"/board/rounds/{ROUND}", "young-peoples-pot"
PEOPLE = 40
PROJECTS = """title;summary;cost;kind;place
Bike repair shed;Mend your bike with free tools.;£9,000;Getting about;Millgate
Quiet room;A calm room after school.;6200;Calm;Docks
Make-a-game club;Build a game and show it.;8300;Learning;Docks
"""
MEMBERS = "name,date of birth,postcode,address\n" + "".join(
    f"Young Person {number},{1 + number % 28:02}/05/2012,ZZ1 {number % 10}AA,{number} Brook Street\n"
    for number in range(PEOPLE)
)


@pytest.fixture
def founded(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[Village]:
    """A trust whose staff can sign in, and nothing else."""
    world = new_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}")
    world.enrol()
    yield from serve_world(world, new_context)


def go_on(seat: Voter, path: str, button: str = "Save and go on", choice: str = "") -> None:
    """Open a question, take the answers that stand there (or one more), and look at the page on the way."""
    seat.open(f"{BOARD}/set-up{path}")
    look_at(seat)
    if choice:
        seat.page.get_by_label(choice).check()
    seat.press(button)
    assert seat.page.locator(".govuk-error-summary").all_inner_texts() == []


def set_up(clerk: Voter) -> None:
    """From the name of the round to the last question of its task list."""
    clerk.open("/board/rounds")
    clerk.press("Set up a new round")
    clerk.page.get_by_label("What is the round called?").fill("Spring money 2027")
    clerk.page.get_by_label("One pot for young people").check()
    clerk.press("Begin")
    clerk.sees("Set up “Spring money 2027”")
    go_on(clerk, "/changing", choice="can change their vote")
    for path in ("/words", "/dates", f"/pots/{POT}/who", f"/pots/{POT}/count"):
        go_on(clerk, path)
    go_on(clerk, f"/pots/{POT}/openness", choice="what won and why, step by step")
    clerk.open(f"{BOARD}/set-up/pots/{POT}/projects-file")
    file = {"name": "projects.csv", "mimeType": "text/csv", "buffer": PROJECTS.encode("cp1252")}
    clerk.page.get_by_label("Your file").set_input_files(file)  # type: ignore[arg-type] # a dict of just these keys
    clerk.press("Read the file")
    clerk.sees("3 projects were read")
    look_at(clerk)
    clerk.press("Put them on the list")
    clerk.sees("Projects of “Young people’s pot”")
    add_picture(clerk)
    go_on(clerk, "/rules", "These are the rules")
    clerk.open(f"{BOARD}/set-up/preview")
    expect(clerk.page.get_by_text("See 3 projects")).to_be_visible()
    look_at(clerk)


def add_picture(clerk: Voter) -> None:
    """A photograph for the first project, with the words that stand for it."""
    photo = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(photo, "PNG")
    look_at(clerk)
    clerk.page.get_by_role("link", name=re.compile("^Picture")).first.click()
    clerk.sees("A picture for “Bike repair shed”")
    look_at(clerk)
    picture = {"name": "shed.png", "mimeType": "image/png", "buffer": photo.getvalue()}
    clerk.page.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type] # as above
    clerk.page.locator("[name=alt]").fill("A green shed")
    clerk.press("Save the picture")
    clerk.sees("Projects of “Young people’s pot”")


def agree(first: Voter, second: Voter, act: str, button: str) -> None:
    """One prepares, cannot confirm it alone, and another does."""
    if act:
        first.open(f"{BOARD}/acts/{act}")
        look_at(first)
        first.press("Prepare this")
    expect(first.button(button)).to_have_count(0)
    look_at(first)
    second.open(first.page.url.removeprefix(first.site.address))
    look_at(second)
    second.press(button)


def bring_in(clerk: Voter, first: Voter, second: Voter) -> None:
    """The members come in from a file, which two officers agree to."""
    clerk.open(f"{BOARD}/members/file")
    file = {"name": "members.csv", "mimeType": "text/csv", "buffer": MEMBERS.encode()}
    clerk.page.get_by_label("Your file").set_input_files(file)  # type: ignore[arg-type] # as above
    look_at(clerk)
    clerk.press("Read the file")
    clerk.sees("What was read from the file")
    look_at(clerk)
    clerk.press("Put on today’s list")
    clerk.sees("Today’s list")
    look_at(clerk)
    first.open(clerk.page.url.removeprefix(clerk.site.address))
    first.page.get_by_role("button", name="Prepare this list for another officer").click()
    first.press("Prepare this")
    agree(first, second, "", "Make these changes")
    second.open(f"{BOARD}/members")
    expect(second.page.get_by_text(f"{PEOPLE} people are on the list of voters.")).to_be_visible()
    look_at(second)


def letters(first: Voter, second: Voter) -> dict[int, str]:
    """The code of each person by number, read from the letters that are shown once."""
    agree(first, second, "print-codes", "Make the letters")
    second.sees(f"{PEOPLE} letters with voting codes")
    second.page.wait_for_load_state()  # they come sheet by sheet
    names = second.page.locator(".pl-dear").all_text_contents()  # those below the screen are not drawn yet
    codes = second.page.locator(".pl-code").all_text_contents()
    numbers = [int("".join(each for each in name if each.isdigit())) for name in names]
    assert len(set(codes)) == PEOPLE
    return {number: " ".join(code.split()) for number, code in zip(numbers, codes, strict=True)}


def vote(voter: Voter, codes: dict[int, str], number: int) -> str:
    """From the letter to the receipt, page by page; the check code."""
    voter.open("/sign-in")
    voter.type_code(codes[number])
    voter.type_birthday(1 + number % 28, 5)
    voter.sees("Your pots")
    return voter.cast(2, POT)


def vote_elsewhere(founded: Village, codes: dict[int, str], numbers: range) -> None:
    """The others vote through the same services, on devices that nobody looks at here."""
    office = founded.world.office
    with office.database.read() as db:
        projects = [each.id for each in project_rows(db, ROUND, POT)]
    for number in numbers:
        token = sign_in_voter(office, SignInVoter(codes[number], 1 + number % 28, 5, "192.0.2.7")).token
        seat = voter_seat(office, token)
        assert seat is not None
        cast_ballot(office, seat, CastBallot(POT, tuple(projects[number % 2 :][:2]), f"vote {number}"))


def move_to(founded: Village, officer: Voter, moment: datetime) -> None:
    """Move the clock of the rehearsal on its own page, and let the jobs run."""
    officer.open("/board/clock")
    look_at(officer)
    local = moment.astimezone(ZoneInfo("Europe/London"))
    typed = {"day": local.day, "month": local.month, "year": local.year, "clock": f"{local:%H:%M}"}
    for name, value in typed.items():
        officer.page.locator(f"[name={name}]").fill(str(value))
    officer.press("Move the clock")
    expect(officer.page.get_by_role("alert")).to_have_count(0)
    tick(founded.world.office)


def schedule(founded: Village) -> Schedule:
    """When the round opens and closes."""
    with founded.world.office.database.read() as db:
        return schedule_of(round_row(db, ROUND))


def wait_for(seat: Voter, path: str, button: str) -> None:
    """Open the page again while the server is still checking the count, until it has this button."""
    for _ in range(30):
        if seat.button(button).count():
            return
        seat.page.wait_for_timeout(500)
        seat.open(path)


def night(founded: Village) -> None:
    """Closing night, from the balances to the result."""
    mei, dana = sign_in(founded, "officer-1"), sign_in(founded, "officer-3")
    closing = f"{BOARD}/closing"
    mei.open(closing)
    look_at(mei)
    mei.page.get_by_label("What was drawn").fill("4 17 23 31 40 52")
    for prepare, confirm in (
        ("Prepare the draw", "Confirm the draw"),
        ("Prepare the count", "Count now"),
        ("Prepare publishing", "Publish now"),
    ):
        wait_for(mei, closing, prepare)
        mei.press(prepare)
        look_at(mei)
        dana.open(closing)
        look_at(dana)
        dana.press(confirm)
        expect(dana.page.get_by_text("Done. Both people agreed.")).to_be_visible()
        mei.open(closing)
        if mei.button("Check now").count():
            mei.press("Check now")
            mei.open(closing)
    expect(mei.page.locator(".pb-state__word")).to_have_text("Published")
    look_at(mei)


def read(voter: Voter) -> None:
    """What everybody reads afterwards, in three depths, to the report."""
    for path in (
        "/", f"/rounds/{ROUND}", f"/rounds/{ROUND}/{POT}/results", f"/rounds/{ROUND}/{POT}/results/steps",
        f"/rounds/{ROUND}/report", f"/log?round={ROUND}",
    ):  # fmt: skip
        voter.open(path)
        look_at(voter)
    voter.open(f"/rounds/{ROUND}/{POT}/results")
    voter.page.get_by_role("link", name=re.compile("^Why")).last.click()
    look_at(voter)


def test_three_volunteers_run_a_round_from_the_first_page_to_the_last(founded: Village) -> None:
    clerk, mei, rhys = (sign_in(founded, role) for role in ("clerk-1", "officer-1", "officer-2"))
    set_up(clerk)
    agree(mei, rhys, "approve-the-schedule", "Approve the round")
    agree(mei, rhys, "freeze", "Fix them now")
    bring_in(clerk, mei, rhys)
    codes = letters(mei, rhys)
    agree(rhys, mei, "seal-the-roll", "Seal the list")
    voter = founded.seats.take(card=NOBODY)
    voter.open("/")
    look_at(voter)
    move_to(founded, mei, schedule(founded).opens_at + timedelta(hours=1))
    check_code = vote(voter, codes, 0)
    vote_elsewhere(founded, codes, range(1, PEOPLE - 4))
    move_to(founded, sign_in(founded, "officer-2"), schedule(founded).closes_at + timedelta(minutes=5))
    night(founded)
    read(voter)
    assert "counted" in voter.look_up(check_code)
