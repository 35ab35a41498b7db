"""Appointing, ending and renewing: two others agree, and what stopped stays stopped."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.errors import ActLapsedError, OwnActError, UnknownOfficerError
from pbvote.domain.staff import LinkUselessError, OwnRoleError, StaffAuditsError, StaffNameError, StaffRefusedError
from pbvote.services.appoint_staff import AppointmentRefusedError
from pbvote.services.console_staff import invite_officer, renew_at_console
from pbvote.services.join_staff import read_invitation
from pbvote.services.protected_acts import confirm_act, drop_act, prepare_act
from pbvote.services.staff_session import StaffSignIn, sign_in_staff, staff_seat
from pbvote.storage.queries.trust import staff
from pbvote.storage.tables import AuditorLinkRow, ReviewerRow, StaffRow
from tests.factories import OPENS, World
from tests.log_entries import entries
from tests.services.verified import verified


def signed_in(world: World, role: str) -> str:
    card = world.staff[role]
    return sign_in_staff(world.office, StaffSignIn(card.login, card.password, world.digits(role), "192.0.2.1", "test"))


def names(world: World) -> list[str]:
    with world.office.database.read() as db:
        return [row.name for row in staff(db)]


def test_two_officers_appoint_a_clerk(new: World) -> None:
    new.enrol()
    assert names(new)[-2:] == ["Sam Adeyemi", "Priya Nair"]
    appointed = entries(new, "officer.acted")[-2]
    assert (appointed["act"], appointed["role"], appointed["roles"]) == (
        "appointed",
        "clerk-1",
        ["officer-1", "officer-2"],
    )
    assert staff_seat(new.office, signed_in(new, "clerk-1")) is not None


@pytest.mark.parametrize(
    ("kind", "name", "refusal"),
    [
        ("auditor", "Ines Sol", AppointmentRefusedError),
        ("clerk", "", StaffNameError),
        ("clerk", "a" * 81, StaffNameError),
        ("clerk", "Ines \u202eloS", StaffNameError),
        ("clerk", "Ines\x00Sol", StaffNameError),
        ("officer", "Mei Tran", AppointmentRefusedError),
        ("officer", "  MEI   tran ", AppointmentRefusedError),
        ("officer", "Méi Tran", AppointmentRefusedError),
    ],
)
def test_nobody_is_appointed_who_cannot_be(new: World, kind: str, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        prepare_act(new.office, "officer-1", None, "appoint", kind=kind, name=name)


def test_two_officers_appoint_reviewers_each_for_an_area(new: World) -> None:
    new.enrol()
    for area, name in (("council", "Ines Sol"), ("front-line", "Omar Khan")):
        role = "reviewer-1" if area == "council" else "reviewer-2"
        new.join(role, new.agree_on_staff("appoint", kind="reviewer", name=name, area=area))
        assert staff_seat(new.office, signed_in(new, role)) is not None
    with new.office.database.read() as db:
        assert {row.role: row.area for row in db.scalars(select(ReviewerRow))} == {
            "reviewer-1": "council",
            "reviewer-2": "front-line",
        }
    assert [each["role"] for each in entries(new, "officer.acted")[-2:]] == ["reviewer-1", "reviewer-2"]


@pytest.mark.parametrize(("kind", "area"), [("reviewer", ""), ("reviewer", "youth"), ("clerk", "council")])
def test_an_area_belongs_to_a_reviewer_and_a_reviewer_to_an_area(new: World, kind: str, area: str) -> None:
    with pytest.raises(AppointmentRefusedError, match="front-line"):
        prepare_act(new.office, "officer-1", None, "appoint", kind=kind, name="Ines Sol", area=area)


def test_a48_an_auditor_gets_no_other_role(world: World) -> None:
    with world.office.database.write() as uow:
        link = AuditorLinkRow(
            token_hash=b"x" * 32, round_id="spring-2027", name="Ines Sol", made_at=OPENS, ends_at=OPENS
        )
        uow.db.add(link)
        uow.commit()
    with pytest.raises(AppointmentRefusedError, match="audits this trust"):
        world.appoint("helper", "Ines Sol")


@pytest.mark.parametrize("name", ["Mei Tran", "mei  TRAN", "Sam Adeyemi"])
def test_a48_nobody_of_the_staff_audits(world: World, name: str) -> None:
    world.enrol()
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="4 17")
    world.agree("count")
    with pytest.raises(StaffAuditsError):
        world.agree("hand out the bundle", name=name)


def test_the_verifier_accepts_a_round_in_which_the_staff_changed(world: World, tmp_path: Path) -> None:
    """Appointed, renewed, ended, and announced by the console: a reader who trusts nobody finds each in order."""
    world.enrol()
    invited, reset = invite_officer(world.office, "Ines Sol"), renew_at_console(world.office, "officer-3")
    world.agree_on_staff("renew a sign-in", role="clerk-1")
    world.agree_on_staff("end a role", role="helper-1")
    world.move(OPENS + timedelta(hours=30))
    world.join(invited.role, invited.token)
    world.join("officer-3", reset.token)
    world.cast(0, "bike")
    world.close()
    world.publish()
    verified(world, tmp_path / "bundles")


@pytest.mark.parametrize("role", ["clerk-1", "helper-1", "officer-9", ""])
def test_only_officers_appoint(new: World, role: str) -> None:
    new.enrol()
    with pytest.raises(UnknownOfficerError):
        prepare_act(new.office, role, None, "appoint", kind="clerk", name="Ines Sol")
    number = prepare_act(new.office, "officer-1", None, "appoint", kind="clerk", name="Ines Sol")
    with pytest.raises(UnknownOfficerError):
        confirm_act(new.office, role, number)


def test_one_officer_alone_appoints_nobody(new: World) -> None:
    number = prepare_act(new.office, "officer-1", None, "appoint", kind="officer", name="Ines Sol")
    with pytest.raises(OwnActError):
        confirm_act(new.office, "officer-1", number)
    assert "Ines Sol" not in names(new)


def test_two_appointments_of_one_person_do_not_both_count(new: World) -> None:
    first = prepare_act(new.office, "officer-1", None, "appoint", kind="clerk", name="Ines Sol")
    second = prepare_act(new.office, "officer-3", None, "appoint", kind="helper", name="Ines Sol")
    confirm_act(new.office, "officer-2", first)
    with pytest.raises(ActLapsedError):
        confirm_act(new.office, "officer-2", second)


def test_a_role_that_ended_can_do_nothing(new: World) -> None:
    new.enrol()
    token = signed_in(new, "officer-3")
    waiting = prepare_act(new.office, "officer-3", None, "appoint", kind="clerk", name="Ines Sol")
    new.agree_on_staff("end a role", role="officer-3")
    assert staff_seat(new.office, token) is None
    with pytest.raises(StaffRefusedError):
        signed_in(new, "officer-3")
    with pytest.raises(ActLapsedError):
        confirm_act(new.office, "officer-1", waiting)
    with pytest.raises(UnknownOfficerError):
        prepare_act(new.office, "officer-3", None, "appoint", kind="clerk", name="Ines Sol")
    ended = entries(new, "officer.acted")[-1]
    assert (ended["act"], ended["role"], ended["roles"]) == ("ended", "officer-3", ["officer-1", "officer-2"])


def test_a_role_is_never_used_again(new: World) -> None:
    new.enrol()
    new.agree_on_staff("end a role", role="clerk-1")
    new.appoint("clerk", "Sam Adeyemi")
    assert entries(new, "officer.acted")[-1]["role"] == "clerk-2"
    with pytest.raises(UnknownOfficerError):
        new.agree_on_staff("end a role", role="clerk-1")


@pytest.mark.parametrize("act", ["end a role", "renew a sign-in"])
@pytest.mark.parametrize("role", ["officer-1", "officer-2"])
def test_nobody_decides_about_themselves(new: World, act: str, role: str) -> None:
    new.enrol()
    with pytest.raises(OwnRoleError):
        new.agree_on_staff(act, role=role)
    assert staff_seat(new.office, signed_in(new, role)) is not None


def test_a37_a_renewed_sign_in_stops_the_old_one_at_once(new: World) -> None:
    """The phone may be in wrong hands: cookie, password, app and recovery codes stop before the link is used."""
    new.enrol()
    card, token = new.staff["officer-3"], signed_in(new, "officer-3")
    link = new.agree_on_staff("renew a sign-in", role="officer-3")
    assert staff_seat(new.office, token) is None
    for code in (new.digits("officer-3"), card.recovery[0]):
        with pytest.raises(StaffRefusedError):
            sign_in_staff(new.office, StaffSignIn(card.login, card.password, code, "192.0.2.1", ""))
    new.join("officer-3", link)
    assert new.staff["officer-3"].secret != card.secret
    assert staff_seat(new.office, signed_in(new, "officer-3")) is not None
    with pytest.raises(LinkUselessError):
        read_invitation(new.office, link)
    assert entries(new, "officer.acted")[-1]["act"] == "renewed"


def test_officers_end_what_the_console_announced(new: World) -> None:
    """An officer whom nobody knows is stopped in the day before the link works; the log never named one."""
    new.enrol()
    link = invite_officer(new.office, "Ines Sol")
    before = len(entries(new, "officer.acted"))
    new.agree_on_staff("end a role", role=link.role)
    with pytest.raises(LinkUselessError):
        read_invitation(new.office, link.token)
    assert len(entries(new, "officer.acted")) == before


def test_a_dropped_appointment_appoints_nobody(new: World) -> None:
    number = prepare_act(new.office, "officer-1", None, "appoint", kind="clerk", name="Ines Sol")
    drop_act(new.office, "officer-2", number)
    with pytest.raises(ActLapsedError):
        confirm_act(new.office, "officer-2", number)
    with new.office.database.read() as db:
        assert db.get(StaffRow, "clerk-1") is None
