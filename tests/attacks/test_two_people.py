"""Nobody breaks a round alone: A35, and every way in which one person could play the second one."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from pbvote.domain.errors import ActIncompleteError, ActLapsedError, OwnActError, PbvoteError, UnknownOfficerError
from pbvote.domain.phase import Phase
from pbvote.domain.staff import NotYourTaskError, SecondFactorMissingError, TwoOfficersNeededError
from pbvote.services.act_list import PROTECTED_ACTS
from pbvote.services.board_acts import confirm_on_board, drop_on_board, prepare_on_board, suspend_on_board
from pbvote.services.office import office_at
from pbvote.services.protected_acts import confirm_act, drop_act, prepare_act
from pbvote.services.staff_session import StaffSeat, StaffSignIn, sign_in_staff, staff_seat
from pbvote.storage.clock import Clock
from pbvote.storage.tables import PreparedActRow, ProjectRow, RoundRow, StaffRow
from tests.attacks.at_once import at_once
from tests.attacks.database_rows import all_rows
from tests.factories import CLOSES, ORIGIN, ROUND, World, open_world
from tests.idea_world import idea_world
from tests.log_entries import entries

LATER = {"closes_at": "2027-03-15T17:00:00Z", "reason": "access"}
BOAT = {"pot": "youth", "project": "boat", "reason": "safety"}


@pytest.fixture
def world(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """An open round; on SQLite, but for what happens at the same moment."""
    world = open_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def staffed(world: World) -> World:
    """An open round whose staff can sign in."""
    world.enrol()
    return world


def signed_in(world: World, role: str) -> StaffSeat:
    """A new session of a role."""
    card = world.staff[role]
    command = StaffSignIn(card.login, card.password, world.digits(role), "192.0.2.1", "a browser")
    seat = staff_seat(world.office, sign_in_staff(world.office, command))
    assert seat is not None
    return seat


PUT_LIST = "put the list on the ballot"
"""It can only be prepared in a round that asked for ideas."""


@pytest.mark.parametrize("act", [act for act, each in PROTECTED_ACTS.items() if each.of_round and act != PUT_LIST])
def test_a35_no_act_of_a_round_is_done_by_one_person(world: World, act: str) -> None:
    """Whatever it is and whatever it names: prepared and confirmed by the same role, nothing changes."""
    given = {"extend": LATER, "withdraw a project": BOAT, "cancel": {"reason": "legal"}}
    arguments = given.get(act, dict.fromkeys(PROTECTED_ACTS[act].arguments, "1"))
    number = prepare_act(world.office, "officer-1", ROUND, act, **arguments)
    before = all_rows(world.office.database)
    with pytest.raises(OwnActError):
        confirm_act(world.office, "officer-1", number)
    assert all_rows(world.office.database) == before


def test_a35_no_list_is_put_on_the_ballot_by_one_person(tmp_path: Path, sqlite_url: str) -> None:
    """The same for the list of members' ideas."""
    world = idea_world(tmp_path / "data", sqlite_url, phase=Phase.LIST)
    number = prepare_act(world.office, "officer-1", ROUND, PUT_LIST)
    before = all_rows(world.office.database)
    with pytest.raises(OwnActError):
        confirm_act(world.office, "officer-1", number)
    assert all_rows(world.office.database) == before
    world.office.database.close()


def test_a35_an_open_round_has_no_act_that_edits_rules_or_costs(world: World) -> None:
    """Not even two officers approve or freeze again once the rules are fixed; taking out is logged."""
    for act in ("approve the schedule", "freeze", "seal the roll"):
        number = prepare_act(world.office, "officer-1", ROUND, act)
        with pytest.raises(PbvoteError):
            confirm_act(world.office, "officer-2", number)
    world.agree("withdraw a project", **BOAT)
    assert len(entries(world, "project.withdrawn")) == 1


def test_a35_a_cost_changed_in_the_database_stops_the_close_and_names_what(world: World) -> None:
    """Somebody with the database alone changes a cost after the opening."""
    with world.office.database.write() as uow:
        uow.db.get_one(ProjectRow, (ROUND, "youth", "bike")).cost = 1
        uow.commit()
    with pytest.raises(PbvoteError, match="rules, projects and costs"):
        world.close()
    assert entries(world, "round.closed") == []


def test_the_own_act_through_two_sessions_is_refused(staffed: World) -> None:
    """Two tabs, two browsers, two sessions: it is the role that counts, and it comes from the server."""
    one, two = signed_in(staffed, "officer-1"), signed_in(staffed, "officer-1")
    number = prepare_on_board(staffed.office, one, ROUND, "extend", **LATER)
    for seat in (one, two):
        with pytest.raises(OwnActError):
            confirm_on_board(staffed.office, seat, number)
    assert entries(staffed, "round.extended") == []


@pytest.mark.parametrize("role", ["officer-3", "officer-2"])
def test_a_seat_that_somebody_makes_up_confirms_nothing(staffed: World, role: str) -> None:
    """A seat without a session on the server, or with another's session, is no second person."""
    mei = signed_in(staffed, "officer-1")
    number = prepare_on_board(staffed.office, mei, ROUND, "extend", **LATER)
    for id_hash in (b"x" * 32, mei.id_hash):
        forged = StaffSeat(role, "officer", "Somebody", id_hash, mei.fresh_until, is_fresh=True)
        with pytest.raises(SecondFactorMissingError):
            confirm_on_board(staffed.office, forged, number)
    assert entries(staffed, "round.extended") == []


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_a_clerk_or_helper_is_no_second_officer(staffed: World, role: str) -> None:
    """And they prepare nothing that officers decide."""
    seat = signed_in(staffed, role)
    number = prepare_act(staffed.office, "officer-1", ROUND, "extend", **LATER)
    with pytest.raises(NotYourTaskError):
        confirm_on_board(staffed.office, seat, number)
    for act, given in (("extend", LATER), ("cancel", {"reason": "legal"}), ("print codes", {})):
        with pytest.raises(NotYourTaskError):
            prepare_on_board(staffed.office, seat, ROUND, act, **given)
    with pytest.raises(NotYourTaskError):
        suspend_on_board(staffed.office, seat, ROUND, "technical")


def test_one_lost_letter_needs_two_of_the_staff_and_all_letters_two_officers(staffed: World) -> None:
    """A helper prepares one letter and a clerk confirms it; the helper alone gets nothing."""
    helper, clerk = signed_in(staffed, "helper-1"), signed_in(staffed, "clerk-1")
    one = prepare_on_board(staffed.office, helper, ROUND, "print codes", member=staffed.members[0])
    with pytest.raises(OwnActError):
        confirm_on_board(staffed.office, helper, one)
    confirm_on_board(staffed.office, clerk, one)
    assert entries(staffed, "codes.printed")[-1]["roles"] == ["helper-1", "clerk-1"]
    everybody = prepare_act(staffed.office, "officer-1", ROUND, "print codes")
    for seat in (helper, clerk):
        with pytest.raises(NotYourTaskError):
            confirm_on_board(staffed.office, seat, everybody)


def test_two_printings_side_by_side_are_not_both_made(world: World) -> None:
    """The second would kill the letters of the first, which nobody meant."""
    numbers = [prepare_act(world.office, "officer-1", ROUND, "print codes") for _ in range(2)]
    confirm_act(world.office, "officer-2", numbers[0])
    with pytest.raises(ActLapsedError):
        confirm_act(world.office, "officer-2", numbers[1])


def test_nothing_protected_before_two_officers_can_sign_in(world: World) -> None:
    """Somebody with the console could invite the second one otherwise."""
    world.enrol()
    mei = signed_in(world, "officer-1")
    with world.office.database.write() as uow:
        for role in ("officer-2", "officer-3"):
            uow.db.get_one(StaffRow, role).password = None
        uow.commit()
    with pytest.raises(TwoOfficersNeededError):
        prepare_on_board(world.office, mei, ROUND, "extend", **LATER)
    number = prepare_act(world.office, "officer-2", ROUND, "extend", **LATER)
    with pytest.raises(TwoOfficersNeededError):
        confirm_on_board(world.office, mei, number)


def test_an_act_confirmed_twice_at_once_is_done_once(tmp_path: Path, database_url: str) -> None:
    """Two officers press at the same moment, each twice: one entry, and everybody else is told why not."""
    world = open_world(tmp_path / "data", database_url)
    number = prepare_act(world.office, "officer-1", ROUND, "extend", **LATER)
    roles = ("officer-2", "officer-3", "officer-2", "officer-3")
    answers = at_once([partial(confirm_act, world.office, role, number) for role in roles])
    assert sum(isinstance(each, ActLapsedError) for each in answers) == len(roles) - 1
    assert len(entries(world, "round.extended")) == 1
    world.office.database.close()


def test_two_processes_confirm_once(staffed: World) -> None:
    """A second office over the same database knows what the first did."""
    office = staffed.office
    url = office.database.url.render_as_string(hide_password=False)
    other = office_at(office.data, url, ORIGIN, Clock(office.clock.offset))
    number = prepare_act(office, "officer-1", ROUND, "extend", **LATER)
    confirm_act(other, "officer-2", number)
    with pytest.raises(ActLapsedError):
        confirm_act(office, "officer-3", number)
    other.database.close()


@pytest.mark.parametrize("who", ["officer-1", "officer-2"])
def test_an_act_lapses_when_a_role_ends(world: World, who: str) -> None:
    """The preparer's or the confirmer's: neither counts any more."""
    number = prepare_act(world.office, "officer-1", ROUND, "extend", **LATER)
    with world.office.database.write() as uow:
        uow.db.get_one(StaffRow, who).ended_at = world.office.clock.now(uow.db)
        uow.commit()
    with pytest.raises((ActLapsedError, UnknownOfficerError)):
        confirm_act(world.office, "officer-2", number)
    assert entries(world, "round.extended") == []


def test_an_act_that_was_given_up_stays_given_up(world: World) -> None:
    """By its preparer or by another officer, once."""
    for role in ("officer-1", "officer-3"):
        number = prepare_act(world.office, "officer-1", ROUND, "extend", **LATER)
        drop_act(world.office, role, number)
        for again in (confirm_act, drop_act):
            with pytest.raises(ActLapsedError):
                again(world.office, "officer-2", number)
    assert entries(world, "round.extended") == []


def test_a_stranger_gives_up_nothing(world: World) -> None:
    number = prepare_act(world.office, "officer-1", ROUND, "extend", **LATER)
    with pytest.raises(UnknownOfficerError):
        drop_act(world.office, "officer-9", number)
    confirm_act(world.office, "officer-2", number)


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_a_clerk_or_helper_keeps_officers_from_nothing(staffed: World, role: str) -> None:
    """Who could not confirm an act cannot give it up either; a lost code of theirs they can."""
    seat = signed_in(staffed, role)
    number = prepare_act(staffed.office, "officer-1", ROUND, "extend", **LATER)
    with pytest.raises(NotYourTaskError):
        drop_on_board(staffed.office, seat, number)
    confirm_act(staffed.office, "officer-2", number)
    lost = prepare_act(staffed.office, "officer-1", ROUND, "print codes", member=staffed.members[0])
    drop_on_board(staffed.office, seat, lost)


def test_what_no_database_takes_is_no_argument(world: World) -> None:
    with pytest.raises(ActIncompleteError):
        prepare_act(world.office, "officer-1", ROUND, "print codes", member="a\0b")


GROUNDS: dict[str, Callable[[RoundRow, ProjectRow], None]] = {
    "a title": lambda _round, bike: setattr(bike, "title", "Another shed"),
    "a cost": lambda _round, bike: setattr(bike, "cost", 800_000),
    "the long text of a project": lambda _round, bike: setattr(bike, "body", "Something else."),
    "the opening": lambda row, _bike: setattr(row, "opens_at", row.opens_at + timedelta(hours=1)),
    "the close": lambda row, _bike: setattr(row, "closes_at", row.closes_at + timedelta(hours=1)),
    "the plan that was approved": lambda row, _bike: setattr(row, "approved_plan", "0" * 64),
    "the words of the rules": lambda row, _bike: setattr(row, "rules_text", "The officers decide."),
    "whether votes may be changed": lambda row, _bike: setattr(row, "change_allowed", False),
}


@pytest.mark.parametrize("change", GROUNDS.values(), ids=GROUNDS)
def test_whatever_the_preparer_saw_is_the_ground(world: World, change: Callable[[RoundRow, ProjectRow], None]) -> None:
    """One change of it between the two people, by whatever way, and the act has to be prepared again."""
    number = prepare_act(world.office, "officer-1", ROUND, "cancel", reason="legal")
    with world.office.database.write() as uow:
        change(uow.db.get_one(RoundRow, ROUND), uow.db.get_one(ProjectRow, (ROUND, "youth", "bike")))
        uow.commit()
    with pytest.raises(ActLapsedError, match="has changed"):
        confirm_act(world.office, "officer-2", number)


def test_arguments_cannot_be_changed_after_the_first_look(world: World) -> None:
    """An act is confirmed as it was prepared; nothing comes with the confirmation. Another one has another number."""
    number = prepare_act(world.office, "officer-1", ROUND, "withdraw a project", **BOAT)
    confirm_act(world.office, "officer-2", number)
    assert entries(world, "project.withdrawn")[0]["project"] == "boat"
    with world.office.database.read() as db:
        assert json.loads(db.get_one(PreparedActRow, number).arguments) == BOAT


def test_the_close_is_not_moved_once_it_has_come(world: World) -> None:
    """Not even in the two minutes of grace."""
    number = prepare_act(world.office, "officer-1", ROUND, "extend", **LATER)
    world.move(CLOSES + timedelta(seconds=1))
    with pytest.raises(PbvoteError):
        confirm_act(world.office, "officer-2", number)
    assert entries(world, "round.extended") == []
