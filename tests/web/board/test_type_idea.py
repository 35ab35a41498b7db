"""Typing a paper form in: found by name on the roll, typed as it stands, sent once; nothing typed is lost."""

import pytest
from sqlalchemy import select

from pbvote.domain.phase import Phase
from pbvote.storage.tables import ProposalRow
from tests.factories import ROUND, World
from tests.ideas import set_phase, words_now
from tests.services.talk_world import notices
from tests.web.quick import quick_post
from tests.web.staff import StaffVisitor

HERE = f"/board/rounds/{ROUND}/ideas/type"
PAPER: dict[str, str] = {
    "title": "Swings", "what": "Two swings.", "why": "There are none.", "helps": "Children.", "ward": "Millgate",
    "place": "In the park", "pot_id": "youth", "name-1": "Swing", "number-1": "2", "price-1": "£1,200.50", "send": "1",
}  # fmt: skip


@pytest.fixture
def helper(talking: World) -> StaffVisitor:
    """Helper 1 with the form of member 4 in front of them."""
    visitor = StaffVisitor(talking, "helper-1")
    visitor.get(HERE)
    visitor.press(HERE, search="Member 4")
    visitor.press(HERE, member=talking.members[4])
    return visitor


def ideas(world: World) -> list[ProposalRow]:
    with world.office.database.read() as db:
        return list(db.scalars(select(ProposalRow).where(ProposalRow.typed_by.is_not(None))))


def test_a_helper_types_it_and_the_member_is_told(helper: StaffVisitor, talking: World) -> None:
    assert helper.page.heading == "The idea of Member 4"
    helper.press(HERE, **PAPER)
    assert "It is idea number 2. The member is told and can change it." in helper.page.words
    (row,) = ideas(talking)
    assert (row.author_key, row.typed_by, row.stage) == (talking.members[4], "helper-1", "waiting")
    assert words_now(talking, 4, row.id).cost == 240_100
    assert [kind for kind, _ in notices(talking, 4)] == ["idea-typed"]


def test_sent_twice_it_is_one_idea(helper: StaffVisitor, talking: World) -> None:
    form = {name: values[0] for name, values in helper.page.form(HERE).items()}
    for _ in range(2):
        helper.post(HERE, {**form, **PAPER})
    assert len(ideas(talking)) == 1


def test_every_fault_is_said_at_once_and_everything_typed_stays(helper: StaffVisitor, talking: World) -> None:
    bad = {"title": "", "what": "x" * 3001, "price-1": "lots", "number-1": "many", "place": "a\u202eb", "pot_id": "x"}
    page = helper.press(HERE, 422, **{**PAPER, **bad})
    for words in (
        "Write a title.", "3,001 characters", "Write the price in figures", "Write how many in figures",
        "hidden signs", "Choose one of the pots.",
    ):  # fmt: skip
        assert words in page.words
    assert 'value="lots"' in page.text
    assert "x" * 3001 in page.text
    assert ideas(talking) == []
    page = helper.press(HERE, 422, **{**PAPER, "name-1": "", "number-1": "", "price-1": ""})
    assert "Type at least one line of costs." in page.words
    page = helper.press(HERE, 422, **{**PAPER, "price-1": "20,001", "number-1": "1"})
    assert "The pot holds £20,000" in page.words


def test_nobody_is_typed_for_who_is_not_on_the_roll(helper: StaffVisitor, talking: World) -> None:
    for key in ("helper-1", "nobody", "\x00"):
        quick_post(helper, HERE, {"member": key}, 403)
        quick_post(helper, HERE, {**PAPER, "member": key}, 403)
    assert ideas(talking) == []


def test_a_search_is_needed_and_finds_by_name(talking: World) -> None:
    visitor = StaffVisitor(talking, "clerk-1")
    visitor.get(HERE)
    assert "at least three letters" in visitor.press(HERE, 422, search="M").words
    assert "Nobody was found." in visitor.press(HERE, search="Nobody here").words
    visitor.press(HERE, search="Member")
    assert "Choose whose form it is." in visitor.press(HERE, 422, search="Member", chosen="1", member="").words


def test_only_helpers_and_clerks_and_only_while_ideas_are_open(helper: StaffVisitor, talking: World) -> None:
    StaffVisitor(talking, "officer-1").get(HERE, 403)
    set_phase(talking, Phase.REVIEW)
    page = helper.press(HERE, 422, **PAPER)
    assert "That is not now." in page.words
    assert "Two swings." in page.text
    assert ideas(talking) == []


def test_the_first_page_of_the_board_leads_there(talking: World) -> None:
    for role, is_there in (("helper-1", True), ("clerk-1", True), ("officer-1", False)):
        links = StaffVisitor(talking, role).get("/board").links()
        assert (HERE in links) == is_there
        assert ("/board/prices" in links) == (role != "helper-1")
