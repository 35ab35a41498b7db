"""Closing night on one page: where we are, the seven steps, the numbers, and the plan when one is wrong."""

import re
from datetime import timedelta

import pytest

from pbvote.domain.errors import BalanceFailedError
from pbvote.services.check_count import check_count
from pbvote.services.tick import tick
from pbvote.storage.tables import CheckRunRow
from tests.attacks.database_rows import all_rows, change
from tests.factories import CLOSES, ROUND, World
from tests.log_entries import entries
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

CLOSING = f"/board/rounds/{ROUND}/closing"
DRAW = f"/board/rounds/{ROUND}/acts/draw"
SEED = "4 17 23 31 40 52"


@pytest.fixture
def mei(staffed: World) -> StaffVisitor:
    """Officer 1."""
    return StaffVisitor(staffed, "officer-1")


@pytest.fixture
def rhys(staffed: World) -> StaffVisitor:
    """Officer 2."""
    return StaffVisitor(staffed, "officer-2")


@pytest.fixture
def voted(staffed: World) -> World:
    """Three young people have voted."""
    for number in (0, 2, 4):
        staffed.cast(number, "bike", "quiet")
    return staffed


def word(visitor: StaffVisitor) -> str:
    """The one big word."""
    found = re.search(r'pb-state__word">([^<]+)<', visitor.get(CLOSING).text)
    assert found
    return found[1]


def waiting_act(visitor: StaffVisitor) -> str:
    """The address at which the act on the closing page can be confirmed."""
    found = re.search(r'action="(/board/acts/\d+)"', visitor.get(CLOSING).text)
    assert found, visitor.page.words
    return found[1]


def test_the_word_follows_the_night(voted: World, mei: StaffVisitor) -> None:
    assert word(mei) == "Open"
    voted.close()
    assert word(mei) == "Balanced"
    voted.agree("draw", seed=SEED)
    assert word(mei) == "Drawn"
    voted.agree("count")
    assert word(mei) == "Counted"
    check_count(voted.office, ROUND)
    assert word(mei) == "Checked"
    voted.agree("publish")
    check_count(voted.office, ROUND)
    assert word(mei) == "Published"


def test_while_votes_are_counted_up_it_says_closed(voted: World, mei: StaffVisitor) -> None:
    change(voted.office.database, "UPDATE round SET state = 'closing'")
    assert word(mei) == "Closed"


def test_two_officers_go_through_the_night_on_the_page(voted: World, mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """Each step is prepared by one and confirmed by the other, from this page alone."""
    voted.close()
    for act, fields in (("draw", {"seed": SEED}), ("count", {}), ("publish", {})):
        if act == "publish":
            mei.get(CLOSING)
            mei.press(f"{CLOSING}/check")
            assert "0 failed" not in mei.page.words
        mei.get(CLOSING)
        mei.press(f"/board/rounds/{ROUND}/acts/{act}", **fields)
        address = waiting_act(rhys)
        rhys.press(address)
        assert "Both people agreed" in rhys.page.words
    assert word(rhys) == "Published"
    assert entries(voted, "draw.made")[0]["seed"] == SEED
    assert entries(voted, "result.published")[0]["roles"] == ["officer-1", "officer-2"]


def test_who_prepared_sees_that_it_waits_for_another(voted: World, mei: StaffVisitor, rhys: StaffVisitor) -> None:
    voted.close()
    mei.get(CLOSING)
    mei.press(DRAW, seed=SEED)
    own, other = mei.get(CLOSING), rhys.get(CLOSING)
    assert "Waits for another officer" in own.words
    assert 'action="/board/acts/' not in own.text
    assert "Waits for you" in other.words
    assert "Confirm the draw" in other.words
    assert f"Drawn in public: {SEED}" in other.words


def test_done_steps_say_who_agreed_and_when(voted: World, mei: StaffVisitor) -> None:
    voted.close()
    voted.agree("draw", seed=SEED)
    words = mei.get(CLOSING).words
    assert "Voting closed Done 5pm" in words
    assert "Last votes put in the log Done 5:02pm 3 check codes were added" in words
    assert "The public draw Done 5:02pm" in words
    assert "Prepared by Mei Tran, 5:02pm" in words
    assert "Confirmed by Rhys Bellamy, 5:02pm" in words


def test_both_sides_of_every_balance_stand_there(voted: World, mei: StaffVisitor) -> None:
    voted.close()
    words = mei.get(CLOSING).words
    assert "Votes now = added − replaced − taken back − cancelled Yes 3 3 − 0 − 0 − 0 = 3" in words  # noqa: RUF001 - a true minus
    assert "Marked as voted = votes now Yes 3 3" in words
    assert "Votes opened = votes now Yes 3 3" in words


def test_an_empty_draw_is_asked_for_again(voted: World, mei: StaffVisitor) -> None:
    voted.close()
    mei.get(CLOSING)
    mei.press(DRAW, 422, seed="")
    assert "Fill this in" in mei.page.words


def test_the_check_and_its_findings_are_shown(voted: World, mei: StaffVisitor) -> None:
    voted.close()
    voted.agree("draw", seed=SEED)
    voted.agree("count")
    assert "Check now" in mei.get(CLOSING).words
    words = mei.press(f"{CLOSING}/check").words
    assert re.search(r"\d+ checks passed and none failed", words)
    assert "the keys come from the log itself" in words


def stop(world: World) -> None:
    """One mark too many, found at the close."""
    statement = "UPDATE mark SET marked = true WHERE pot_id = 'youth' AND member_key = :key"
    change(world.office.database, statement, key=world.members[6])
    with pytest.raises(BalanceFailedError):
        world.close()


def test_a_number_that_is_wrong_is_a_plan(voted: World, mei: StaffVisitor) -> None:
    stop(voted)
    assert word(mei) == "Stopped"
    words = mei.page.words
    assert "People marked as voted: 4. Votes: 3." in words
    assert "One vote is missing, or one mark is too many." in words
    assert "No, 1 apart 4 3" in words
    for step in ("Keep a copy of everything", "Call two auditors", "Look here first", "Tell residents", "run again"):
        assert step in words
    incident = entries(voted)[-1]
    assert incident["class"] == "balance-failed"
    assert f"/log?entry={len(entries(voted)) - 1}" in mei.page.text
    assert "Stopped" in mei.get("/board").words


def test_the_copy_is_kept_and_said(voted: World, mei: StaffVisitor) -> None:
    stop(voted)
    mei.get(CLOSING)
    words = mei.press(f"{CLOSING}/copy").words
    assert "Kept at 5:02pm on 14 March 2027" in words
    [kept] = (voted.office.data / "copies").iterdir()
    assert kept.name in words


def test_two_officers_let_it_run_again(voted: World, mei: StaffVisitor, rhys: StaffVisitor) -> None:
    stop(voted)
    change(voted.office.database, "UPDATE mark SET marked = false WHERE member_key = :key", key=voted.members[6])
    mei.get(CLOSING)
    mei.press(f"/board/rounds/{ROUND}/acts/close-again")
    assert word(mei) == "Stopped"
    rhys.press(waiting_act(rhys))
    tick(voted.office)
    assert word(rhys) == "Balanced"


def test_a_cause_without_numbers_is_said_in_words(voted: World, mei: StaffVisitor) -> None:
    change(voted.office.database, "UPDATE project SET cost = cost + 1 WHERE id = 'bike'")
    with pytest.raises(BalanceFailedError):
        voted.close()
    assert "not those that were fixed before voting" in mei.get(CLOSING).words


def test_a_ballot_that_goes_after_the_close_stops_the_page(voted: World, mei: StaffVisitor) -> None:
    """The count would refuse; nobody has to find out by pressing."""
    voted.close()
    change(voted.office.database, "DELETE FROM ballot WHERE commitment = (SELECT min(commitment) FROM ballot)")
    assert word(mei) == "Stopped"
    assert "3 votes must be opened. 2 can be. One is missing." in mei.page.words
    assert DRAW not in mei.page.text


def test_a_failed_check_stops_the_page_and_can_be_repeated(voted: World, mei: StaffVisitor) -> None:
    voted.close()
    voted.agree("draw", seed=SEED)
    voted.agree("count")
    with voted.office.database.write() as uow:
        found = b'[{"state": "FAIL", "check": "count", "where": "pot youth", "what": "another result"}]'
        now = voted.office.clock.now(uow.db)
        uow.db.add(CheckRunRow(round_id=ROUND, at=now, ok=False, manifest="0" * 64, findings=found))
        uow.commit()
    assert word(mei) == "Stopped"
    assert "count, pot youth: another result" in mei.page.words
    mei.press(f"{CLOSING}/check")
    assert word(mei) == "Checked"


def test_the_menu_leads_to_the_round_that_needs_somebody(voted: World, mei: StaffVisitor) -> None:
    voted.close()
    assert mei.get("/board/closing").path == CLOSING


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_come_here(voted: World, role: str) -> None:
    visitor = StaffVisitor(voted, role)
    for path in (CLOSING, "/board/closing"):
        visitor.get(path, 403)
    own = visitor.get("/board").form("/board/sign-out")["csrf"]
    before = len(list(voted.office.data.iterdir()))
    for act in ("copy", "check"):
        visitor.post(f"{CLOSING}/{act}", {"csrf": own}, 403)
    assert len(list(voted.office.data.iterdir())) == before


def test_nobody_else_does(voted: World) -> None:
    assert Visitor(voted).get(CLOSING).path == "/board/sign-in"


def test_a_form_from_another_site_keeps_no_copy(voted: World, mei: StaffVisitor) -> None:
    mei.get(CLOSING)
    answer = mei.client.post(f"{CLOSING}/copy", data={}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    mei.post(f"{CLOSING}/copy", {"csrf": "0" * 64}, 403)
    assert not (voted.office.data / "copies").exists()


def test_an_unknown_round_is_not_found(mei: StaffVisitor) -> None:
    mei.get("/board/rounds/none/closing", 404)


def test_a31_no_ranking_and_no_partial_total_stands_there_before_publishing(voted: World, mei: StaffVisitor) -> None:
    """Not even officers read who is ahead."""
    voted.close()
    voted.agree("draw", seed=SEED)
    voted.agree("count")
    check_count(voted.office, ROUND)
    text = mei.get(CLOSING).text
    assert "Bike repair shed" not in text
    assert "bike" not in text


def test_looking_changes_nothing(voted: World, mei: StaffVisitor) -> None:
    voted.move(CLOSES + timedelta(hours=1))
    before = {table: rows for table, rows in all_rows(voted.office.database).items() if table != "staff_session"}
    mei.get(CLOSING)
    after = {table: rows for table, rows in all_rows(voted.office.database).items() if table != "staff_session"}
    assert after == before
