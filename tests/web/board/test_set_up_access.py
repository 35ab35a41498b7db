"""Who may see a draft and who may change it, and what never happens on its pages."""

import pytest

from pbvote.services.draft_round import change_dates
from tests.factories import World
from tests.services.drafts import ready_draft
from tests.web.board.test_set_up import AT, LATER, NEW, POT, fill, the_round
from tests.web.staff import StaffVisitor


@pytest.fixture
def clerk(staffed: World) -> StaffVisitor:
    """Sam, the clerk, with a draft of one pot."""
    change_dates(staffed.office, ready_draft(staffed).role, "autumn-2027", LATER)
    return StaffVisitor(staffed, "clerk-1")


QUESTIONS = [
    AT, f"{AT}/words", f"{AT}/dates", f"{AT}/changing", f"{AT}/rules", f"{AT}/remove", f"{AT}/pots/new",
    f"{POT}/money", f"{POT}/who", f"{POT}/count", f"{POT}/openness", f"{POT}/remove", f"{POT}/projects",
    f"{POT}/projects/new", f"{POT}/projects-file", f"{POT}/conflicts", f"{POT}/project/quiet-room",
    f"{POT}/picture/quiet-room", f"{POT}/remove-project/quiet-room", f"{AT}/preview", f"{AT}/preview/youth-pot",
    f"{AT}/preview/youth-pot/quiet-room", NEW,
]  # fmt: skip


@pytest.mark.parametrize("path", QUESTIONS)
def test_every_page_is_for_the_staff_alone(clerk: StaffVisitor, path: str) -> None:
    clerk.get(path)
    stranger = StaffVisitor(clerk.world, "clerk-1", signed_in=False)
    assert stranger.client.get(path).headers["location"].startswith("/board/sign-in?return=")


@pytest.mark.parametrize("path", [each for each in QUESTIONS if each != AT and "preview" not in each])
def test_a_helper_sets_up_nothing(clerk: StaffVisitor, path: str) -> None:
    helper = StaffVisitor(clerk.world, "helper-1")
    helper.get(path, 403)
    helper.get(AT)
    assert path == NEW or path not in helper.page.links()


PUBLIC = ["", "/frozen.json", "/youth-pot", "/youth-pot/projects.json", "/youth-pot/projects/quiet-room"]


@pytest.mark.parametrize("page", PUBLIC)
def test_residents_see_nothing_of_a_draft_not_even_of_an_approved_one(clerk: StaffVisitor, page: str) -> None:
    path = f"/rounds/autumn-2027{page}"
    assert clerk.client.get(path).status_code == 404
    clerk.world.agree("approve the schedule", "autumn-2027")
    assert clerk.client.get(path).status_code == 404
    assert "Autumn 2027" not in clerk.get("/").words


def test_a_frozen_round_can_only_be_looked_at(clerk: StaffVisitor) -> None:
    clerk.world.agree("approve the schedule", "autumn-2027")
    assert "Two officers have approved" in clerk.get(AT).words
    fill(clerk, f"{POT}/money", title="Other", budget="18,000")
    assert "approve it again" in clerk.page.words
    clerk.world.agree("approve the schedule", "autumn-2027")
    clerk.world.agree("freeze", "autumn-2027")
    assert "nobody can change it" in clerk.get(AT).words
    clerk.get(f"{AT}/words", 409)
    clerk.get(f"{AT}/preview")


@pytest.mark.parametrize("path", ["/board/rounds/nope/set-up", f"{AT}/pots/nope/money", f"{POT}/project/nope"])
def test_what_is_not_there(clerk: StaffVisitor, path: str) -> None:
    clerk.get(path, 404)


def test_a38_a_form_of_another_site_changes_nothing(clerk: StaffVisitor) -> None:
    answer = clerk.client.post(f"{AT}/words", data={"title": "Evil"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert the_round(clerk).title == "Autumn 2027"


def test_a39_what_the_staff_types_is_text_too(clerk: StaffVisitor) -> None:
    evil = "<script>alert(1)</script>"
    fill(clerk, f"{AT}/words", title=evil, summary=evil)
    fill(clerk, f"{POT}/money", title=evil, budget="20,000")
    fill(clerk, f"{AT}/rules", rules=f"{evil}\n\n[a](javascript:alert(1))")
    for path in QUESTIONS:
        assert "<script>alert" not in clerk.get(path).text
        assert 'href="javascript:' not in clerk.page.text
