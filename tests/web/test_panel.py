"""The youth panel's pages: only its members open them, and nothing on them says who voted how."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.domain.phase import Phase
from pbvote.services.panel_review import save_panel_review
from pbvote.storage.tables import PanelSayRow
from tests.factories import ROUND, World
from tests.ideas import set_phase
from tests.outcome_world import OURS, listed_world, panel_world, place_of, sign_ours
from tests.web.sitting import seated

AT = f"/my/panel/{ROUND}"
IDEA = f"{AT}/3"
TYPED = {"verdict": "feasible", "cost": "3,000", "reason": "We need it.", "change": "", "worth": "Many ride."}


@pytest.fixture
def panel(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = panel_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def listed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = listed_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def offered(world: World) -> None:
    save_panel_review(world.office, place_of(world, 2), OURS, offer=True)


def test_what_waits_stands_first(panel: World) -> None:
    page = seated(panel, 2).get(AT)
    assert "Waiting for you Bike repair shed Nobody has begun to write" in page.words


def test_before_the_review_begins_nothing_is_called_done(panel: World) -> None:
    set_phase(panel, Phase.IDEAS)
    visitor = seated(panel, 2)
    assert "Bike repair shed It can be reviewed when ideas have closed" in visitor.get(AT).words
    page = visitor.get(IDEA)
    assert "It can be reviewed when ideas have closed" in page.words
    assert f'action="{IDEA}' not in page.text, "nothing can be sent"


def test_an_author_sees_that_they_stay_out(panel: World) -> None:
    visitor = seated(panel, 0)
    assert "The other ideas Bike repair shed You stay out" in visitor.get(AT).words
    page = visitor.get(IDEA)
    assert "You stay out of this idea." in page.words
    assert "action" not in {link for link in page.links() if "review" in link}


def test_nobody_else_opens_the_pages(panel: World) -> None:
    visitor = seated(panel, 1)
    for path in (AT, IDEA):
        assert "You are not on it now." in visitor.get(path, 403).words


def test_who_is_not_signed_in_goes_to_the_sign_in(panel: World) -> None:
    visitor = seated(panel, 2)
    visitor.client.cookies.clear()
    assert visitor.get(IDEA).path == "/members/sign-in"


def test_an_idea_that_is_not_the_panels_is_not_there(panel: World) -> None:
    visitor = seated(panel, 2)
    for number in (1, 99, 2**40):
        visitor.get(f"{AT}/{number}", 404)


def test_one_writes_and_the_others_sign(panel: World) -> None:
    writer = seated(panel, 2)
    writer.get(IDEA)
    assert "The others can vote on your text now." in writer.press(f"{IDEA}/review", **TYPED, offer="yes").words
    for number in (4, 6):
        visitor = seated(panel, number)
        assert "We need it." in visitor.get(IDEA).words
        page = visitor.press(f"{IDEA}/vote", vote="yes")
    assert "The panel’s review is signed." in page.words
    assert "The panel signed this by its vote. Yes: 2. No: 0." in writer.get(IDEA).words


def test_what_is_missing_is_said_and_what_was_typed_stays(panel: World) -> None:
    visitor = seated(panel, 2)
    visitor.get(IDEA)
    page = visitor.press(f"{IDEA}/review", 422, **{**TYPED, "verdict": "", "cost": "lots"}, offer="yes")
    assert "Many ride." in page.text
    assert page.text.count("govuk-error-summary__list") == 1
    page = visitor.press(f"{IDEA}/review", 422, **{**TYPED, "reason": ""}, offer="yes")
    assert "Write the reason in plain words." in page.words


def test_a_novel_is_not_lost(panel: World) -> None:
    visitor = seated(panel, 2)
    visitor.get(IDEA)
    page = visitor.press(f"{IDEA}/review", 422, **{**TYPED, "reason": "Long. " * 30_000}, save="yes")
    assert page.text.count("Long. ") >= 29_999


def test_while_it_is_open_only_how_many_voted_is_shown(panel: World) -> None:
    offered(panel)
    visitor = seated(panel, 4)
    visitor.get(IDEA)
    visitor.press(f"{IDEA}/vote", vote="no")
    for number in (2, 6):
        page = seated(panel, number).get(IDEA)
        assert "1 of 2 has voted." in page.words
        assert "No: 1" not in page.words
        assert "checked" not in page.text or number == 2


def test_ones_own_vote_is_there_to_be_changed(panel: World) -> None:
    offered(panel)
    visitor = seated(panel, 4)
    visitor.get(IDEA)
    visitor.press(f"{IDEA}/vote", vote="no")
    page = visitor.get(IDEA)
    assert "Change my vote" in page.words
    assert page.form(f"{IDEA}/vote")["version"] == ["1"]


def test_a_vote_must_be_chosen(panel: World) -> None:
    offered(panel)
    visitor = seated(panel, 4)
    visitor.get(IDEA)
    assert (
        "Choose one of the two."
        in visitor.post(f"{IDEA}/vote", {"csrf": visitor.page.form(f"{IDEA}/vote")["csrf"], "version": "1"}, 422).words
    )


def test_a_vote_on_another_version_is_refused_with_words(panel: World) -> None:
    offered(panel)
    visitor = seated(panel, 4)
    visitor.get(IDEA)
    assert "The authors have changed the idea" in visitor.press(f"{IDEA}/vote", 422, vote="yes", version="7").words


def test_somebody_else_is_writing(panel: World) -> None:
    save_panel_review(panel.office, place_of(panel, 2), OURS, offer=False)
    visitor = seated(panel, 4)
    assert "Another member of the panel writes the review." in visitor.get(IDEA).words
    assert OURS.reason not in visitor.page.text


def test_who_stays_out_says_so_and_sees_no_form(panel: World) -> None:
    visitor = seated(panel, 4)
    visitor.get(IDEA)
    assert "You stay out of this idea. Thank you" in visitor.press(f"{IDEA}/interest").words
    assert "Stay out of this idea" not in visitor.get(IDEA).words.replace("You stay out", "")


def test_leaving_wants_a_tick(panel: World) -> None:
    visitor = seated(panel, 4)
    visitor.get(AT)
    assert "tick the box first" in visitor.post(f"{AT}/leave", {"csrf": visitor.page.form(f"{AT}/leave")["csrf"]}).words
    assert visitor.press(f"{AT}/leave", sure="yes").path == "/my"
    visitor.get(AT, 403)


def test_the_panel_is_asked_about_a_no_of_the_council(listed: World) -> None:
    visitor = seated(listed, 2)
    assert "Somebody said no. Do you agree?" in visitor.get(AT).words
    assert "The ground floods every winter." in visitor.get(IDEA).words
    page = visitor.press(f"{IDEA}/say", 422, say="no", why="")
    assert "Write the reason in plain words." in page.words
    assert "Your vote is kept." in visitor.press(f"{IDEA}/say", say="no", why="It is dry.").words
    other = seated(listed, 4)
    assert "Why the panel may say no It is dry." in other.get(IDEA).words
    assert "The panel has had its say." in other.press(f"{IDEA}/say", say="no").words
    with listed.office.database.read() as db:
        assert db.get_one(PanelSayRow, 3).agrees is False


def test_a_signed_review_can_be_written_anew(panel: World) -> None:
    sign_ours(panel)
    visitor = seated(panel, 6)
    visitor.get(IDEA)
    assert "You are writing" in visitor.press(f"{IDEA}/reopen").words


def test_addresses_that_take_forms_lead_back(panel: World) -> None:
    visitor = seated(panel, 2)
    for path in ("review", "vote", "say", "interest", "reopen"):
        assert visitor.client.get(f"{IDEA}/{path}").headers["location"] == IDEA


def test_only_a_members_own_session_votes(panel: World) -> None:
    offered(panel)
    visitor = seated(panel, 4)
    form = visitor.get(IDEA)
    token = form.form(f"{IDEA}/vote")["csrf"]
    visitor.client.cookies.clear()
    visitor.post(f"{IDEA}/vote", {"csrf": token, "version": "1", "vote": "yes"}, 403)
