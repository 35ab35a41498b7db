"""The page on which the board compares the rules: who reads it, when, and what it says of whose votes."""

import re

import pytest

from pbvote.domain import withheld_comparison
from pbvote.domain.round import RoundState
from tests.attacks.database_rows import change
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

COMPARE = f"/board/rounds/{ROUND}/compare"
FORM = f"{COMPARE}?pot=youth&people=60&seed=one"


@pytest.fixture
def mei(staffed: World) -> StaffVisitor:
    """Officer 1."""
    return StaffVisitor(staffed, "officer-1")


def put_into(world: World, state: RoundState) -> None:
    change(world.office.database, "UPDATE round SET state = :state", state=state.value)


def published(world: World) -> World:
    """Forty young people voted, and the result is out."""
    for number in range(0, 80, 2):
        world.cast(number, *(("bike", "quiet") if number % 3 else ("games", "bike", "quiet")))
    world.close()
    world.publish()
    return world


def test_invented_votes_are_compared_before_a_round(staffed: World, mei: StaffVisitor) -> None:
    put_into(staffed, RoundState.SEALED)
    page = mei.get(FORM)
    assert page.heading == "Compare the rules"
    assert "These votes are invented" in page.words
    assert "60 practice votes share out £20,000" in page.words
    assert "The rule of this pot" in page.words
    for rule in ("Equal shares, by your order", "Most points first", "Most votes first", "Equal shares, by points"):
        assert rule in page.words
    for word in ("Projects funded", "Money spent", "Middle cost", "Voters with a first choice funded"):
        assert word in page.words
    assert re.search(r"Here (equal shares|both) fund \d, with a middle cost of £", page.words)
    assert "Boat" in page.words or "boat" in page.words


def test_a_what_if_of_invented_votes_takes_any_amount_and_minimum(staffed: World, mei: StaffVisitor) -> None:
    put_into(staffed, RoundState.FROZEN)
    page = mei.get(f"{FORM}&budget=£60,000&minimum=3")
    assert "60 practice votes share out £60,000" in page.words
    assert 'value="£60,000"' in page.text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("people=0", "Write a number from 1 to 5000"),
        ("people=5001", "Write a number from 1 to 5000"),
        ("people=many", "Write a number from 1 to 5000"),
        ("people=", "Write how many people to invent"),
        ("seed=", "Write a word"),
        ("budget=much", "Write an amount such as 20,000"),
        ("budget=-5", "Write an amount such as 20,000"),
        ("budget=0", "Write an amount such as 20,000"),
        ("minimum=-1", "Write a number from 0 to 5000"),
        ("minimum=1.5", "Write a number from 0 to 5000"),
    ],
)
def test_what_cannot_be_counted_is_said_at_its_field(staffed: World, mei: StaffVisitor, query: str, told: str) -> None:
    put_into(staffed, RoundState.DRAFT)
    page = mei.get(f"{COMPARE}?{query}", 422)
    assert told in page.words
    assert "There is a problem" in page.words
    assert "practice votes share out" not in page.words


def test_real_votes_are_compared_after_the_result(staffed: World, mei: StaffVisitor) -> None:
    published(staffed)
    page = mei.get(COMPARE)
    assert "These votes are invented" not in page.words
    assert "The same 40 votes, and £20,000 to share out" in page.words
    assert "About 40 of 40" in page.words
    assert "What if" not in page.words, "forty votes are too few for it"
    assert "only what won is shown" in mei.get(f"{COMPARE}?pot=everybody").words


def test_real_votes_can_be_asked_what_the_page_offers(
    staffed: World, mei: StaffVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(withheld_comparison, "FEWEST", 40)
    published(staffed)
    text = mei.get(COMPARE).text
    assert "Half as much" in text
    for query in re.findall(r'name="(?:budget|minimum)" type="radio" value="[^"]+"', text):
        assert query.split('"')[5] in {"same", "1000000", "4000000", "20"}
    assert "£40,000 to share out" in mei.get(f"{COMPARE}?pot=youth&budget=4000000&minimum=20").words
    assert "This cannot be asked of real votes" in mei.get(f"{COMPARE}?budget=same&minimum=9", 422).words
    assert "There is a problem" in mei.page.words


@pytest.mark.parametrize("query", ["minimum=20", "minimum=1", "budget=1000000", "budget=7", "minimum=x", "budget="])
def test_a_what_if_that_is_not_offered_is_refused_in_the_address_too(
    staffed: World, mei: StaffVisitor, query: str
) -> None:
    published(staffed)
    page = mei.get(f"{COMPARE}?{query}", 422)
    assert "This cannot be asked of real votes" in page.words


@pytest.mark.parametrize("state", sorted(set(RoundState) - {"draft", "frozen", "sealed", "published"}))
def test_in_between_the_address_says_when(staffed: World, mei: StaffVisitor, state: RoundState) -> None:
    put_into(staffed, state)
    for path in (COMPARE, FORM, f"{COMPARE}?pot=everybody"):
        words = mei.get(path, 409).words
        assert "bike" not in words.lower()
        assert ("was cancelled" if state is RoundState.CANCELLED else "not even officers") in words
    assert COMPARE not in mei.get("/board/rounds").links()


@pytest.mark.parametrize(("role", "status"), [("officer-1", 200), ("clerk-1", 200), ("helper-1", 403)])
def test_officers_and_clerks_read_it_and_helpers_do_not(staffed: World, role: str, status: int) -> None:
    put_into(staffed, RoundState.SEALED)
    visitor = StaffVisitor(staffed, role)
    visitor.get(FORM, status)
    assert (COMPARE in visitor.get("/board/rounds").links()) == (status == 200)
    assert (COMPARE in visitor.get(f"/board/rounds/{ROUND}/running").links()) == (status == 200)


def test_it_needs_no_fresh_second_factor(staffed: World, mei: StaffVisitor) -> None:
    put_into(staffed, RoundState.SEALED)
    mei.grow_stale()
    mei.get(FORM)


def test_nobody_else_reads_it(staffed: World) -> None:
    put_into(staffed, RoundState.SEALED)
    assert Visitor(staffed).get(COMPARE).path == "/board/sign-in"


def test_an_unknown_round_and_an_unknown_pot(staffed: World, mei: StaffVisitor) -> None:
    put_into(staffed, RoundState.SEALED)
    mei.get("/board/rounds/none/compare", 404)
    assert "Young people" in mei.get(f"{COMPARE}?pot=none").words


def test_closing_night_leads_to_it_once_the_result_is_out(staffed: World, mei: StaffVisitor) -> None:
    published(staffed)
    assert COMPARE in mei.get(f"/board/rounds/{ROUND}/closing").links()
