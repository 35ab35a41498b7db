"""Protected acts on pages: prepared by one, looked at and confirmed by another, or given up."""

import pytest
from sqlalchemy import select

from pbvote.services.protected_acts import prepare_act
from pbvote.storage.tables import SecurityEventRow
from tests.factories import ROUND, World
from tests.log_entries import entries
from tests.web.staff import StaffVisitor

EXTEND = f"/board/rounds/{ROUND}/acts/extend"
LATER = {"day": "15", "month": "3", "year": "2027", "clock": "17:00", "reason": "access"}


@pytest.fixture
def mei(staffed: World) -> StaffVisitor:
    """Officer 1."""
    return StaffVisitor(staffed, "officer-1")


@pytest.fixture
def rhys(staffed: World) -> StaffVisitor:
    """Officer 2."""
    return StaffVisitor(staffed, "officer-2")


def prepared(visitor: StaffVisitor) -> str:
    """Let somebody prepare a later close by its page; the address at which it waits."""
    visitor.get(EXTEND)
    visitor.press(EXTEND, **LATER)
    return visitor.page.path


def token(visitor: StaffVisitor) -> dict[str, str | list[str]]:
    """What a form of this browser must carry, for one that somebody makes up."""
    return {"csrf": visitor.get("/board").form("/board/sign-out")["csrf"]}


def test_one_prepares_and_another_confirms(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """It happens at the second press, and both names stand in the log."""
    address = prepared(mei)
    assert entries(mei.world, "round.extended") == []
    assert "5pm on 15 March 2027" in rhys.get(address).words
    rhys.press(address)
    assert "Both people agreed" in rhys.page.words
    [entry] = entries(mei.world, "round.extended")
    assert (entry["roles"], entry["closes_at"]) == (["officer-1", "officer-2"], "2027-03-15T17:00:00Z")


def test_the_preparer_is_told_who_must_confirm(mei: StaffVisitor) -> None:
    """There is no button to confirm one's own act, only one to take it back."""
    address = prepared(mei)
    assert "somebody else must confirm it" in mei.page.words
    assert f'action="{address}"' not in mei.page.text


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_a_clerk_or_helper_looks_and_presses_nothing(mei: StaffVisitor, staffed: World, role: str) -> None:
    """Neither is offered what only officers decide, and a form that somebody makes up gives nothing up."""
    address, other = prepared(mei), StaffVisitor(staffed, role)
    assert f'action="{address}' not in other.get(address).text
    for path in (address, f"{address}/drop"):
        other.post(path, token(other), 403)
    assert "somebody else must confirm it" in mei.get(address).words


def test_an_act_that_somebody_gives_up_cannot_be_confirmed(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """It stays to be seen, with who gave it up."""
    address = prepared(mei)
    form = token(rhys)
    rhys.get(address)
    rhys.press(f"{address}/drop")
    assert "Rhys Bellamy gave this up" in rhys.page.words
    third = StaffVisitor(mei.world, "officer-3")
    third.get(address)
    rhys.post(address, form, 409)
    assert entries(mei.world, "round.extended") == []


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_prepare_what_officers_decide(staffed: World, role: str) -> None:
    """Neither by the page nor by a form that they make up."""
    visitor = StaffVisitor(staffed, role)
    visitor.get(EXTEND, 403)
    visitor.post(EXTEND, {**token(visitor), **LATER}, 403)


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_confirm_what_officers_decide(mei: StaffVisitor, role: str) -> None:
    """They may look at it."""
    address = prepared(mei)
    visitor = StaffVisitor(mei.world, role)
    visitor.get(address)
    assert "An officer must confirm this" in visitor.page.words
    visitor.post(address, token(visitor), 403)
    assert entries(mei.world, "round.extended") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "32"}, "Type a day such as"),
        ({"day": "-1"}, "Type a day such as"),
        ({"year": "99999999999999999999"}, "Type a day such as"),
        ({"year": "1"}, "later than the present one"),
        ({"clock": "5pm"}, "Type a day such as"),
        ({"day": "13"}, "later than the present one"),
        ({"month": "4"}, "within the latest close"),
        ({"reason": ""}, "Choose a reason"),
        ({"day": "28", "clock": "01:30"}, "no clock shows that time"),
    ],
)
def test_a_close_that_cannot_be_is_told_at_its_field(mei: StaffVisitor, typed: dict[str, str], said: str) -> None:
    """What was typed stays in the fields."""
    mei.get(EXTEND)
    mei.press(EXTEND, 422, **{**LATER, **typed})
    assert said in mei.page.words
    assert f'value="{typed.get("clock", "17:00")}"' in mei.page.text


def test_a_reason_that_is_not_on_the_list_does_nothing(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """A crafted code is refused when it would be performed."""
    mei.get(EXTEND)
    mei.press(EXTEND, **{**LATER, "reason": "spite"})
    address = mei.page.path
    rhys.get(address)
    rhys.press(address, 409)
    assert entries(mei.world, "round.extended") == []


@pytest.mark.parametrize(
    "path",
    [
        f"/board/rounds/{ROUND}/acts/close-early",
        "/board/rounds/autumn/acts/extend",
        "/board/acts/new/extend",
        f"/board/rounds/{ROUND}/acts/appoint",
        "/board/acts/77",
        "/board/acts/99999999999999999999999",
    ],
)
def test_what_does_not_exist_is_not_found(mei: StaffVisitor, path: str) -> None:
    mei.get(path, 404)


def test_an_act_that_does_not_fit_the_state_is_not_prepared(mei: StaffVisitor) -> None:
    """An open round cannot be frozen again."""
    mei.get(f"/board/rounds/{ROUND}/acts/freeze", 409)
    mei.post(f"/board/rounds/{ROUND}/acts/freeze", token(mei), 409)


def test_a_stale_second_factor_is_asked_before_anything_happens(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """Preparing and confirming ask for six digits; wrong ones do nothing."""
    address = prepared(mei)
    rhys.get(address)
    rhys.grow_stale()
    rhys.press(address)
    assert "Show that it is you" in rhys.page.heading
    rhys.press(address, 403, second_factor="000000")
    assert entries(mei.world, "round.extended") == []
    rhys.press(address, second_factor=rhys.digits())
    assert len(entries(mei.world, "round.extended")) == 1


def test_every_step_leaves_a_line_in_the_security_log(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """Prepared, refused, confirmed, each with the role."""
    address = prepared(mei)
    mei.post(address, token(mei), 409)
    rhys.get(address)
    rhys.press(address)
    with mei.world.office.database.read() as db:
        rows = db.scalars(select(SecurityEventRow).where(SecurityEventRow.kind.startswith("act.")))
        found = [(row.kind, row.role) for row in rows]
    assert found == [("act.prepared", "officer-1"), ("act.refused", "officer-1"), ("act.confirmed", "officer-2")]


def test_a_changed_ground_is_said_with_the_way_to_prepare_it_again(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """Between the two, a project was taken out."""
    address = prepared(mei)
    mei.world.agree("withdraw a project", pot="youth", project="boat", reason="safety")
    rhys.get(address)
    assert "what it rests on has changed" in rhys.page.words
    assert EXTEND in rhys.page.links()
    rhys.post(address, token(rhys), 409)
    assert entries(mei.world, "round.extended") == []


def test_letters_come_once_to_whoever_confirms(mei: StaffVisitor, rhys: StaffVisitor) -> None:
    """A printing is in the answer to the second person; a reload makes nothing again."""
    number = prepare_act(mei.world.office, "officer-1", ROUND, "print codes", member=mei.world.members[0])
    address = f"/board/acts/{number}"
    form = token(rhys)
    rhys.get(address)
    rhys.press(address)
    assert rhys.page.headers["cache-control"] == "no-store"
    assert "Member 0" in rhys.page.text
    rhys.post(address, form, 409)
