"""Officers at the console: the first three at once, everything later slowly and in the open."""

from datetime import date, timedelta

import pytest

from pbvote.domain.errors import IllegalMoveError, UnknownOfficerError
from pbvote.domain.staff import LinkTooEarlyError, LinkUselessError, StaffNameError, TwoOfficersNeededError
from pbvote.services.appoint_staff import AppointmentRefusedError
from pbvote.services.console_staff import has_officers, invite_first_officers, invite_officer, renew_at_console
from pbvote.services.invite_staff import LASTS
from pbvote.services.join_staff import ChosenPassword, choose_password, read_invitation
from pbvote.services.staff import require_two_enrolled
from pbvote.services.staff_session import StaffSignIn, sign_in_staff, staff_seat
from pbvote.storage.queries.trust import officers, staff
from tests.factories import World
from tests.log_entries import entries

DAY = timedelta(hours=24)


def later(world: World, by: timedelta) -> None:
    with world.office.database.read() as db:
        now = world.office.clock.now(db)
    world.move(now + by)


def require(world: World) -> None:
    with world.office.database.read() as db:
        require_two_enrolled(db)


def test_three_officers_get_a_link_each(bare: World) -> None:
    assert not has_officers(bare.office)
    links = invite_first_officers(bare.office, ["Mei Tran", "Rhys Bellamy", "Dana Okafor"])
    assert [link.role for link in links] == ["officer-1", "officer-2", "officer-3"]
    assert read_invitation(bare.office, links[2].token).name == "Dana Okafor"
    assert has_officers(bare.office)


@pytest.mark.parametrize("names", [[], ["Mei"], ["Mei", "Rhys"], ["Mei", "Rhys", "Mei "], ["A", "B", "C", "D"]])
def test_fewer_than_three_different_people_are_refused(bare: World, names: list[str]) -> None:
    with pytest.raises(IllegalMoveError):
        invite_first_officers(bare.office, names)
    assert not has_officers(bare.office)


def test_a_name_that_cannot_be_read_is_refused(bare: World) -> None:
    with pytest.raises(StaffNameError):
        invite_first_officers(bare.office, ["Mei", "Rhys", "\u202eanaD"])


def test_the_first_officers_are_invited_once(new: World) -> None:
    with pytest.raises(IllegalMoveError):
        invite_first_officers(new.office, ["A", "B", "C"])


def test_nothing_protected_works_before_two_have_enrolled(new: World) -> None:
    links = [renew_at_console(new.office, f"officer-{number}") for number in (1, 2)]
    with pytest.raises(TwoOfficersNeededError):
        require(new)
    new.join("officer-1", links[0].token)
    with pytest.raises(TwoOfficersNeededError):
        require(new)
    new.join("officer-2", links[1].token)
    require(new)


def test_a_lost_first_link_is_replaced_at_once_while_nobody_is_there(new: World) -> None:
    old, fresh = (renew_at_console(new.office, "officer-1") for _ in range(2))
    assert not fresh.is_delayed
    with pytest.raises(LinkUselessError):
        read_invitation(new.office, old.token)
    new.join("officer-1", fresh.token)
    assert entries(new, "incident.recorded") == []


def test_later_the_console_waits_a_day_and_says_so(new: World) -> None:
    new.enrol()
    link = invite_officer(new.office, "Ines Sol")
    incident = entries(new, "incident.recorded")[-1]
    assert (incident["class"], incident["role"], incident["round"]) == ("console-invite", "console", None)
    later(new, DAY - timedelta(seconds=5))
    with pytest.raises(LinkTooEarlyError):
        new.join(link.role, link.token)
    with new.office.database.read() as db:
        assert "Ines Sol" not in [row.name for row in staff(db)]
    later(new, timedelta(seconds=10))
    new.join(link.role, link.token)
    appointed = entries(new, "officer.acted")[-1]
    assert (appointed["act"], appointed["role"], appointed["roles"]) == ("appointed", "officer-4", ["console"])
    with new.office.database.read() as db:
        assert [row.name for row in officers(db)][-1] == "Ines Sol"


def test_a_reset_at_the_console_waits_a_day_and_says_so(new: World) -> None:
    new.enrol()
    link = renew_at_console(new.office, "officer-2")
    assert link.is_delayed
    assert entries(new, "incident.recorded")[-1]["class"] == "console-reset"
    with pytest.raises(LinkTooEarlyError):
        new.join("officer-2", link.token)
    require(new)  # the old sign-in goes on, so that the officer can object
    later(new, DAY + timedelta(seconds=5))
    new.join("officer-2", link.token)
    assert entries(new, "officer.acted")[-1]["act"] == "renewed"


def test_a37_a_stolen_cookie_ends_with_the_sign_in_that_the_console_replaces(new: World) -> None:
    """It is good for as long as the old sign-in is, and not a moment longer."""
    new.enrol()
    card = new.staff["officer-2"]
    stolen = sign_in_staff(new.office, StaffSignIn(card.login, card.password, new.digits("officer-2"), "::1", "x"))
    link = renew_at_console(new.office, "officer-2")
    later(new, DAY + timedelta(seconds=5))
    assert staff_seat(new.office, stolen) is not None
    new.join("officer-2", link.token)
    assert staff_seat(new.office, stolen) is None


def test_the_third_officers_lost_link_is_not_for_the_console_alone(new: World) -> None:
    """Once two can sign in, whoever runs the machine could otherwise become the third officer unseen."""
    links = [renew_at_console(new.office, f"officer-{number}") for number in (1, 2)]
    for link in links:
        new.join(link.role, link.token)
    assert renew_at_console(new.office, "officer-3").is_delayed


def test_each_announcement_serves_one_act(new: World) -> None:
    new.enrol()
    for _ in range(2):
        renew_at_console(new.office, "officer-2")
    assert len(entries(new, "incident.recorded")) == 2


@pytest.mark.parametrize("role", ["clerk-1", "officer-9", "console", ""])
def test_only_an_officer_is_renewed_at_the_console(new: World, role: str) -> None:
    new.enrol()
    with pytest.raises(UnknownOfficerError):
        renew_at_console(new.office, role)


def test_nobody_is_invited_twice(new: World) -> None:
    with pytest.raises(AppointmentRefusedError):
        invite_officer(new.office, "Mei Tran")


def test_a_link_ends_after_a_week(new: World) -> None:
    link = renew_at_console(new.office, "officer-1")
    later(new, LASTS + timedelta(seconds=1))
    with pytest.raises(LinkUselessError):
        choose_password(new.office, link.token, ChosenPassword("mei", "nine stones in a row", date(1980, 1, 1)))
