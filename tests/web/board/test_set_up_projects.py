"""Projects in the set-up: by form, by file, with pictures, in order, in conflict."""

from io import BytesIO

import pytest
from PIL import Image

from pbvote.services.keep_picture import LARGEST_FILE
from pbvote.storage.queries.rounds import pot_row, project_rows
from pbvote.storage.tables import ProjectRow
from tests.factories import World
from tests.services.drafts import ready_draft
from tests.web.staff import StaffVisitor

POT = "/board/rounds/autumn-2027/set-up/pots/youth-pot"
FILE = b"title,summary,cost\nQuiet Room,Calm.,100\nPond,Frogs.,5000\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def clerk(staffed: World) -> StaffVisitor:
    """Sam, the clerk, with a draft of one pot and two projects."""
    ready_draft(staffed)
    return StaffVisitor(staffed, "clerk-1")


def projects(clerk: StaffVisitor) -> list[ProjectRow]:
    with clerk.world.office.database.read() as db:
        return list(project_rows(db, "autumn-2027", "youth-pot"))


def titles(clerk: StaffVisitor) -> list[str]:
    return [each.title for each in projects(clerk)]


def picture(kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (600, 400), "red").save(made, kind)
    return made.getvalue()


def test_a_project_by_form_then_its_picture(clerk: StaffVisitor) -> None:
    clerk.get(f"{POT}/projects/new")
    clerk.press(f"{POT}/projects/new", title="Café", summary="Eat.", cost="£1,200.50", body="One.\r\n\r\n- two")
    assert clerk.page.path == f"{POT}/picture/cafe"
    clerk.upload(f"{POT}/picture/cafe", {"alt": "Two people eat."}, ("photo.svg", picture()))
    last = projects(clerk)[-1]
    assert (last.title, last.cost, last.body, last.picture_alt) == ("Café", 120_050, "One.\n\n- two", "Two people eat.")
    assert f"/pictures/{last.picture}" in clerk.get(f"{POT}/projects").text
    assert clerk.client.get(f"/pictures/{last.picture}").headers["content-type"] == "image/jpeg"


def test_what_was_typed_stays_when_something_is_wrong(clerk: StaffVisitor) -> None:
    clerk.get(f"{POT}/projects/new")
    clerk.press(f"{POT}/projects/new", 422, title="A pond", summary="", cost="nine", body="Frogs\u202e")
    assert {"Write one sentence that says what it is.", "hidden signs"} <= {
        each for each in ("Write one sentence that says what it is.", "hidden signs") if each in clerk.page.words
    }
    assert clerk.page.form(f"{POT}/projects/new")["title"] == ["A pond"]
    assert clerk.page.form(f"{POT}/projects/new")["cost"] == ["nine"]


def test_a_title_that_is_there_already(clerk: StaffVisitor) -> None:
    clerk.get(f"{POT}/project/quiet-room")
    page = clerk.press(f"{POT}/project/quiet-room", 422, title="Bike repair shed")
    assert "Another project of this pot has this title" in page.words


def test_a_project_changes_moves_and_goes(clerk: StaffVisitor) -> None:
    clerk.get(f"{POT}/project/quiet-room")
    clerk.press(f"{POT}/project/quiet-room", title="Calm room", cost="6,300")
    clerk.press(f"{POT}/projects", up="quiet-room")
    assert titles(clerk) == ["Calm room", "Bike repair shed"]
    clerk.press(f"{POT}/projects", down="quiet-room")
    assert titles(clerk) == ["Bike repair shed", "Calm room"]
    clerk.get(f"{POT}/remove-project/quiet-room")
    clerk.press(f"{POT}/remove-project/quiet-room")
    assert titles(clerk) == ["Bike repair shed"]


def test_a_picture_can_go_and_its_words_can_change(clerk: StaffVisitor) -> None:
    path = f"{POT}/picture/quiet-room"
    clerk.get(path)
    clerk.upload(path, {"alt": "A room."}, ("a.jpg", picture("JPEG")))
    name = projects(clerk)[1].picture
    clerk.get(path)
    clerk.upload(path, {"alt": "A calm room."}, ("", b""))
    assert (projects(clerk)[1].picture, projects(clerk)[1].picture_alt) == (name, "A calm room.")
    clerk.get(path)
    clerk.upload(path, {"none": "1"}, ("", b""))
    assert projects(clerk)[1].picture is None


@pytest.mark.parametrize(
    ("alt", "name", "content", "words"),
    [
        ("A room.", "a.png", SVG, "not a picture that we can use"),
        ("A room.", "a.png", b"GIF89a", "not a picture that we can use"),
        ("A room.", "a.png", picture()[:300], "damaged"),
        ("", "a.png", picture(), "what can be seen"),
        ("A\u202eroom", "a.png", picture(), "hidden signs"),
        ("A room.", "", b"", "Choose a picture"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a39_pictures_that_are_not_taken(clerk: StaffVisitor, alt: str, name: str, content: bytes, words: str) -> None:
    path = f"{POT}/picture/quiet-room"
    clerk.get(path)
    assert words.lower() in clerk.upload(path, {"alt": alt}, (name, content), 422).words.lower()
    assert projects(clerk)[1].picture is None


def test_a_file_that_is_too_large_is_refused_with_words(clerk: StaffVisitor) -> None:
    path = f"{POT}/picture/quiet-room"
    clerk.get(path)
    clerk.upload(path, {"alt": "A room."}, ("a.png", b"x" * (LARGEST_FILE + 1)), 413)


def test_a_file_is_shown_before_it_is_taken(clerk: StaffVisitor) -> None:
    path = f"{POT}/projects-file"
    clerk.get(path)
    page = clerk.upload(path, {}, ("projects.csv", FILE))
    assert page.heading == "2 projects were read"
    assert {"Quiet Room", "£5,000", "projects.csv"} <= {
        each for each in ("Quiet Room", "£5,000", "projects.csv") if each in page.words
    }
    assert titles(clerk) == ["Bike repair shed", "Quiet room"]
    page = clerk.press(f"{path}/check", 422, how="add")
    assert "Another project of this pot has this title" in page.words
    clerk.press(f"{path}/check", how="replace")
    assert titles(clerk) == ["Quiet Room", "Pond"]
    assert clerk.get(f"{path}/check").path == path


def test_a_file_can_be_let_go(clerk: StaffVisitor) -> None:
    path = f"{POT}/projects-file"
    clerk.get(path)
    clerk.upload(path, {}, ("projects.csv", FILE))
    clerk.press(f"{path}/check", drop="1")
    assert titles(clerk) == ["Bike repair shed", "Quiet room"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"title,summary,cost\nShed,Mend.,100\n,Frogs.,nine\n", "Line 3, cost"),
        (b"title,summary,cost\n=1+1,Frogs.,9\n", "formula"),
        (b"title,summary,cost\nShed," + b"x" * 200_000 + b",9\n", "Line 2"),
        (b"name\nSam\n", "missing: title, summary, cost"),
        (picture(), "not a text file"),
        (b"<script>alert(1)</script>,summary,cost\n", "missing: title"),
        (b"", "Choose a file"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a46_files_that_must_be_mended_first(clerk: StaffVisitor, content: bytes, words: str) -> None:
    clerk.get(f"{POT}/projects-file")
    assert words in clerk.upload(f"{POT}/projects-file", {}, ("p.csv", content), 422).words
    assert titles(clerk) == ["Bike repair shed", "Quiet room"]


def test_the_example_file_can_be_brought_in(clerk: StaffVisitor) -> None:
    clerk.get(f"{POT}/projects-file")
    example = clerk.client.get("/board/examples/projects.csv")
    assert "attachment" in example.headers["content-disposition"]
    clerk.get(f"{POT}/projects-file")
    assert clerk.upload(f"{POT}/projects-file", {}, ("p.csv", example.content)).heading == "2 projects were read"


def test_projects_that_exclude_each_other(clerk: StaffVisitor) -> None:
    path = f"{POT}/conflicts"
    clerk.get(path)
    token = clerk.page.form(path)["csrf"]
    assert "two or more" in clerk.post(path, {"csrf": token, "projects": ["quiet-room"]}, 422).words
    clerk.post(path, {"csrf": token, "projects": ["quiet-room", "bike-repair-shed"]})
    assert "At most one of these can be funded" in clerk.page.words
    clerk.post(path, {"csrf": token, "remove": "9" * 5000}, 422)
    clerk.post(path, {"csrf": token, "remove": "0"})
    with clerk.world.office.database.read() as db:
        assert pot_row(db, "autumn-2027", "youth-pot").conflicts == ()


def test_an_upload_of_another_site_changes_nothing(clerk: StaffVisitor) -> None:
    path = f"{POT}/projects-file"
    answer = clerk.client.post(path, files={"file": ("p.csv", FILE)}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_a_helper_brings_in_no_file(clerk: StaffVisitor) -> None:
    clerk.get(f"{POT}/projects-file")
    helper = StaffVisitor(clerk.world, "helper-1")
    token = {"csrf": helper.get("/board").form("/board/sign-out")["csrf"][0]}
    answer = helper.client.post(
        f"{POT}/projects-file", data=token, files={"file": ("p.csv", FILE)},
        headers={"origin": "https://testserver", "sec-fetch-site": "same-origin"},
    )  # fmt: skip
    assert answer.status_code == 403
