"""Officers see every idea with its verdicts and figures, decide, and put the list on the ballot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.services.panel_say import say_on_not_feasible
from pbvote.storage.tables import DecisionRow, ProposalRow, StaffRow
from tests.factories import ROUND, World
from tests.outcome_world import BALLOT, decide_all, listed_world, panel_world, place_of
from tests.web.sitting import at_desk, seated

AT = f"/board/rounds/{ROUND}/ideas"
PUT = f"/board/rounds/{ROUND}/acts/put-the-list-on-the-ballot"
TYPED = {"title": BALLOT.title, "summary": BALLOT.summary, "cost": "3,300", "theme": "Bikes", "ward": "Millgate"}


@pytest.fixture
def listed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = listed_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def decision(world: World, number: int) -> DecisionRow | None:
    with world.office.database.read() as db:
        return db.get(DecisionRow, number)


def let_sign_in(world: World) -> None:
    """Let two officers count as enrolled."""
    with world.office.database.write() as uow:
        for role in ("officer-1", "officer-2"):
            row = uow.db.get_one(StaffRow, role)
            row.enrolled_at, row.password, row.totp_secret = row.appointed_at, "set", b"set"
        uow.commit()


def test_the_list_shows_verdicts_figures_and_supporters(listed: World) -> None:
    page = at_desk(listed, "clerk-1").get(AT)
    assert "Ideas that were sent4Still to decide4" in page.words
    assert "3. Bike repair shed Still to decide Young people’s pot. 2 members support it." in page.words
    assert "The authors’ figure£3,300The councilIt cannot be done" in page.words
    assert "The young people’s panelIt can be done, for £3,000" in page.words


def test_the_list_can_be_narrowed(listed: World) -> None:
    visitor = at_desk(listed, "officer-1")
    cases: tuple[tuple[str, set[int]], ...] = (
        ("?what=not-feasible", {3}), ("?what=few", {4}), ("?what=ballot", set()), ("?pot=youth", {3}),
        ("?words=GARDEN", {1}), ("?words=2", {2}), ("?what=nonsense", {1, 2, 3, 4}), ("?page=99", {1, 2, 3, 4}),
        ("?page=x&words=%00", {1, 2, 3, 4}), ("?words=nothing", set()),
    )  # fmt: skip
    for query, found in cases:
        links = visitor.get(AT + query).links()
        assert {number for number in range(1, 5) if f"{AT}/{number}" in links} == found, query


def test_reviewers_do_not_decide(listed: World) -> None:
    visitor = at_desk(listed, "reviewer-1")
    for path in (AT, f"{AT}/3", f"/board/rounds/{ROUND}/panel"):
        visitor.get(path, 403)


def test_an_idea_that_is_not_there(listed: World) -> None:
    visitor = at_desk(listed, "officer-1")
    for path in ("99", "99999999999"):
        visitor.get(f"{AT}/{path}", 404)


def test_an_idea_is_decided_with_a_figure_that_stands_beside_the_others(listed: World) -> None:
    visitor = at_desk(listed, "officer-1")
    page = visitor.get(f"{AT}/3")
    assert page.form(f"{AT}/3")["cost"] == ["4,000"]
    page = visitor.press(f"{AT}/3", outcome="on-ballot", reason="We want it.", **TYPED)
    assert "Nobody else can see it before two officers put the list on the ballot." in page.words
    row = decision(listed, 3)
    assert row is not None
    assert (row.outcome, row.cost, row.decided_by) == ("on-ballot", 330_000, "officer-1")


def test_what_was_typed_stays_when_something_is_wrong(listed: World) -> None:
    visitor = at_desk(listed, "officer-1")
    visitor.get(f"{AT}/3")
    page = visitor.press(f"{AT}/3", 422, outcome="on-ballot", reason="A reason.", **{**TYPED, "cost": "lots"})
    assert "A reason." in page.text
    assert decision(listed, 3) is None
    assert "Write the reason" in visitor.press(f"{AT}/3", 422, outcome="not-chosen", reason="", **TYPED).words


def test_the_reason_of_the_panel_is_read_and_shown_first(listed: World) -> None:
    for number in (2, 4):
        say_on_not_feasible(listed.office, place_of(listed, number), "It is dry there.", agrees=False)
    visitor = at_desk(listed, "officer-1")
    page = visitor.get(f"{AT}/3")
    assert "The panel does not agree. It says why: It is dry there." in page.words
    page = visitor.press(f"{AT}/3", 422, outcome="not-feasible", reason="It floods.", **TYPED)
    assert "Show its reason to everybody" in page.words
    visitor.press(f"{AT}/3/panel")
    assert at_desk(listed, "clerk-1").get(f"{AT}/3").status == 200
    visitor.get(f"{AT}/3")
    visitor.press(f"{AT}/3", outcome="not-feasible", reason="It floods.", **TYPED)
    row = decision(listed, 3)
    assert row is not None
    assert row.outcome == "not-feasible"


def test_one_reason_for_all_with_too_few_supporters(listed: World) -> None:
    visitor = at_desk(listed, "clerk-1")
    assert "1 idea has fewer than 2 supporters" in visitor.get(AT).words
    assert "Write the reason" in visitor.press(AT, 422, reason="").words
    assert "1 idea has fewer" not in visitor.press(AT, reason="Please try again next year.").words


def test_before_the_reviews_are_public_there_is_nothing_to_decide(tmp_path: Path, sqlite_url: str) -> None:
    world = panel_world(tmp_path / "data", sqlite_url)
    visitor = at_desk(world, "officer-1")
    assert "You decide about the ideas once their reviews are published." in visitor.get(AT).words
    assert "What becomes of it" not in visitor.get(f"{AT}/3").words
    world.office.database.close()


def test_two_officers_put_the_list_and_everybody_reads_why(listed: World) -> None:
    decide_all(listed)
    let_sign_in(listed)
    visitor = at_desk(listed, "officer-1")
    assert PUT in visitor.get(AT).links()
    visitor.get(PUT)
    page = visitor.press(PUT)
    assert "Project: Bike repair shed£3,300" in page.words
    act = page.path
    other = at_desk(listed, "officer-2")
    other.get(act)
    assert "Done. Both people agreed." in other.press(act).words
    assert "The list is on the ballot." in visitor.get(AT).words
    words = seated(listed, 1).get(f"/rounds/{ROUND}/ideas/1").words
    assert "This idea is not on the ballot this time. Why Two gardens are enough." in words
    assert "Your idea goes on the ballot." in seated(listed, 0).get("/my/ideas/3").words


def test_a_list_that_is_not_whole_says_what_is_missing(listed: World) -> None:
    let_sign_in(listed)
    visitor = at_desk(listed, "officer-1")
    page = visitor.get(AT)
    assert "Ideas that have no outcome yet: 4." in page.words
    assert PUT not in page.links()
    visitor.get(PUT)
    assert "The list cannot go on the ballot yet." in visitor.press(PUT, 409).words


def test_nothing_of_a_decision_is_public_before(listed: World) -> None:
    decide_all(listed)
    for path in (f"/rounds/{ROUND}/ideas/1", f"/rounds/{ROUND}/ideas"):
        text = seated(listed, 1).get(path).text
        assert "Two gardens are enough." not in text
        assert "Not on the ballot" not in text


def test_an_idea_that_nobody_read_leads_to_reading_it(listed: World) -> None:
    with listed.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = "waiting"
        uow.commit()
    assert "Read it first, then decide." in at_desk(listed, "clerk-1").get(f"{AT}/1").words


def test_addresses_that_take_forms_lead_back(listed: World) -> None:
    visitor = at_desk(listed, "officer-1")
    assert visitor.get(f"{AT}/3/panel").path == f"{AT}/3"


def test_after_the_list_the_board_leads_on_to_the_vote_and_the_set_up_says_so(listed: World) -> None:
    decide_all(listed)
    officer = at_desk(listed, "officer-1")
    assert "Decide about the ideas" in officer.get("/board").words
    listed.agree("put the list on the ballot")
    for path in ("/board", f"/board/rounds/{ROUND}/phases"):
        page = officer.get(path)
        assert "Get the vote ready" in page.words
        assert "Decide about the ideas" not in page.words
    page = officer.get(f"/board/rounds/{ROUND}/set-up")
    assert "The ideas that were chosen are on the ballot." in page.words
    assert "Residents see nothing of this yet." not in page.words
