"""Setting up a round in a browser: every question and its errors on a phone and at a desk, with script and without."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.desk import sign_in
from e2e.page_rules import look_at
from e2e.voter import Voter

AT = "/board/rounds/autumn-vote/set-up"
POT = f"{AT}/pots/whole-area-pot"
FILE = b"title,summary,cost\nA pond,For frogs.,5000\nSwings,For the small ones.,2000\n"


@pytest.fixture
def desk(village: Village) -> Village:
    """The village with its staff, who can sign in."""
    village.world.enrol()
    return village


@pytest.fixture
def clerk(desk: Village) -> Voter:
    """Sam, the clerk, in a browser with script."""
    return sign_in(desk, "clerk-1")


def begin(clerk: Voter) -> None:
    clerk.open("/board/rounds/new")
    clerk.page.get_by_label("What is the round called?").fill("Autumn vote")
    clerk.page.get_by_label("One pot for everybody").check()
    clerk.press("Begin")
    clerk.sees("Set up “Autumn vote”")


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(made, "JPEG")
    return made.getvalue()


def test_every_question_stands_on_a_phone_and_at_a_desk(clerk: Voter) -> None:
    clerk.open("/board/rounds")
    look_at(clerk)
    begin(clerk)
    look_at(clerk)
    pages = [f"{AT}/{name}" for name in ("words", "dates", "changing", "rules", "remove", "pots/new", "preview")]
    pages += [
        f"{POT}/{name}"
        for name in (
            "money",
            "who",
            "count",
            "parts",
            "parts/ages",
            "parts/kinds",
            "openness",
            "remove",
            "projects",
            "projects/new",
        )
    ]
    for page in (*pages, f"{POT}/projects-file", "/board/rounds/new"):
        clerk.open(page)
        look_at(clerk)


def bring_in(clerk: Voter, folder: Path, name: str, content: bytes) -> None:
    """Choose a file of projects and let it be read."""
    (folder / name).write_bytes(content)
    clerk.page.get_by_label("Your file").set_input_files(folder / name)
    clerk.press("Read the file")


def test_a_list_from_a_file_without_script(desk: Village, tmp_path: Path) -> None:
    clerk = sign_in(desk, "clerk-1", script=False)
    begin(clerk)
    clerk.open(f"{POT}/projects-file")
    bring_in(clerk, tmp_path, "good.csv", FILE)
    clerk.press("Put them on the list")
    clerk.press("Move down: A pond")
    expect(clerk.page.locator(".pb-rank__title").first).to_have_text("Swings")


def test_a_list_from_a_file_and_a_picture(clerk: Voter, tmp_path: Path) -> None:
    begin(clerk)
    clerk.open(f"{POT}/projects-file")
    bring_in(clerk, tmp_path, "bad.csv", FILE.replace(b"5000", b"five"))
    expect(clerk.page.get_by_text("Line 2, cost")).to_be_visible()
    look_at(clerk)
    bring_in(clerk, tmp_path, "good.csv", FILE)
    clerk.sees("2 projects were read")
    look_at(clerk)
    clerk.press("Put them on the list")
    clerk.sees("Projects of “Whole area pot”")
    look_at(clerk)
    clerk.open(f"{POT}/picture/a-pond")
    (tmp_path / "a.jpg").write_bytes(photo())
    clerk.page.locator("#file").set_input_files(tmp_path / "a.jpg")
    clerk.page.get_by_label("What can be seen in it?").fill("A pond with frogs.")
    clerk.press("Save the picture")
    clerk.open(f"{AT}/preview/whole-area-pot")
    expect(clerk.page.get_by_alt_text("A pond with frogs.")).to_be_visible()
    for page in ("project/a-pond", "picture/a-pond", "remove-project/a-pond", "conflicts"):
        clerk.open(f"{POT}/{page}")
        look_at(clerk)
    for page in ("preview/whole-area-pot", "preview/whole-area-pot/a-pond"):
        clerk.open(f"{AT}/{page}")
        look_at(clerk)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_groups_get_parts_of_the_voting_money(desk: Village, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Look first, then save; what one voter would have comes into sight."""
    clerk = sign_in(desk, "clerk-1", script=script)
    begin(clerk)
    clerk.open(f"{POT}/parts")
    clerk.page.get_by_label("No, groups by age have parts of it").check()
    clerk.press("Save and go on")
    clerk.sees("Which groups share the voting money?")
    for field, typed in {"title-1": "Under 18", "upto-1": "17", "part-1": "50%", "voters-1": "20"}.items():
        clerk.page.locator(f"#{field}").fill(typed)
    for field, typed in {"title-2": "18 and over", "part-2": "40%", "voters-2": "300"}.items():
        clerk.page.locator(f"#{field}").fill(typed)
    clerk.press("Show what one voter would have")
    expect(clerk.page.get_by_text("Together the parts are 90%.").first).to_be_visible()
    clerk.page.locator("#part-2").fill("50%")
    clerk.press("Show what one voter would have")
    expect(clerk.page.get_by_role("heading", name="What one voter would have")).to_be_in_viewport()
    if script:
        look_at(clerk)
    clerk.press("Save and go on")
    expect(clerk.page.get_by_text("Under 18: 50%, 18 and over: 50%").first).to_be_visible()
    clerk.open(f"{AT}/preview")
    expect(clerk.page.get_by_text("Under 18 (17 or younger): 50%").first).to_be_visible()
    if script:
        look_at(clerk)


def test_what_is_wrong_stands_first_and_at_its_field(clerk: Voter) -> None:
    begin(clerk)
    clerk.open(f"{POT}/projects/new")
    clerk.press("Save and go on")
    clerk.page.get_by_role("link", name="Write a title.").click()
    expect(clerk.page.locator("#title")).to_be_focused()
    look_at(clerk)
    clerk.open(f"{AT}/dates")
    clerk.page.locator("#opens").fill("31")
    clerk.page.locator("#opens-month").fill("2")
    clerk.press("Save and go on")
    clerk.page.get_by_role("link", name="Write a day").click()
    look_at(clerk)
