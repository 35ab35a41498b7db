"""Two officers: one prepares, another confirms, in the state and on the ground that both saw."""

from datetime import timedelta

import pytest

from pbvote.domain.errors import (
    ActIncompleteError,
    ActLapsedError,
    IllegalMoveError,
    OwnActError,
    UnknownOfficerError,
    UnknownRoundError,
)
from pbvote.services import protected_acts
from pbvote.services.act_list import PROTECTED_ACTS
from pbvote.services.enrol_members import enrol_members
from pbvote.services.office import Office
from pbvote.services.plan_round import plan_round
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.sign_log import sign_log
from pbvote.storage.queries.rounds import round_row, state_of
from tests.attacks.database_rows import all_rows
from tests.factories import CLOSES, OPENS, PLAN, ROUND, World, member
from tests.log_entries import entries


@pytest.fixture
def planned(new: World) -> World:
    """A draft that nobody has approved."""
    plan_round(new.office, PLAN)
    return new


def test_preparing_alone_does_nothing(planned: World) -> None:
    """Neither the round nor the log knows of it."""
    before = entries(planned)
    prepare_act(planned.office, "officer-1", ROUND, "approve the schedule")
    assert entries(planned) == before


def test_a_second_officer_lets_it_happen(planned: World) -> None:
    """The entry names both, the preparer first."""
    number = prepare_act(planned.office, "officer-3", ROUND, "approve the schedule")
    confirm_act(planned.office, "officer-1", number)
    assert entries(planned, "round.created")[0]["roles"] == ["officer-3", "officer-1"]


def test_nobody_confirms_their_own_act(planned: World) -> None:
    """One person behind both names cannot be seen by a program; one name can."""
    number = prepare_act(planned.office, "officer-1", ROUND, "approve the schedule")
    with pytest.raises(OwnActError):
        confirm_act(planned.office, "officer-1", number)
    assert entries(planned, "round.created") == []


def test_an_act_is_confirmed_once(planned: World) -> None:
    """A double click performs nothing twice."""
    number = prepare_act(planned.office, "officer-1", ROUND, "approve the schedule")
    confirm_act(planned.office, "officer-2", number)
    with pytest.raises(ActLapsedError):
        confirm_act(planned.office, "officer-2", number)
    with pytest.raises(ActLapsedError):
        confirm_act(planned.office, "officer-3", number)
    assert len(entries(planned, "round.created")) == 1


def test_an_act_lapses_after_72_hours(planned: World) -> None:
    """At 72 hours it can be confirmed, a minute later it cannot."""
    began = OPENS - timedelta(days=20)
    planned.move(began)
    late, in_time = (prepare_act(planned.office, "officer-1", ROUND, "approve the schedule") for _ in range(2))
    planned.move(began + timedelta(hours=72, minutes=1))
    with pytest.raises(ActLapsedError):
        confirm_act(planned.office, "officer-2", late)
    planned.move(began + timedelta(hours=71, minutes=59))
    confirm_act(planned.office, "officer-2", in_time)


def test_an_act_lapses_when_the_schedule_changes(world: World) -> None:
    """Who prepared it saw another close."""
    number = prepare_act(
        world.office, "officer-1", ROUND, "withdraw a project", pot="youth", project="boat", reason="safety"
    )
    world.agree("extend", closes_at="2027-03-15T17:00:00Z", reason="access")
    with pytest.raises(ActLapsedError):
        confirm_act(world.office, "officer-2", number)


def test_an_act_lapses_when_a_project_is_withdrawn(world: World) -> None:
    """Who prepared it saw another ballot."""
    number = prepare_act(world.office, "officer-1", ROUND, "extend", closes_at="2027-03-15T17:00:00Z", reason="access")
    world.agree("withdraw a project", pot="youth", project="boat", reason="safety")
    with pytest.raises(ActLapsedError):
        confirm_act(world.office, "officer-2", number)


def test_sealing_lapses_when_somebody_is_enrolled_meanwhile(planned: World) -> None:
    """Nobody slips onto the roll between the two officers."""
    planned.agree("approve the schedule")
    enrol_members(planned.office, ROUND, [member(0)])
    planned.agree("freeze")
    number = prepare_act(planned.office, "officer-1", ROUND, "seal the roll")
    enrol_members(planned.office, ROUND, [member(2)])
    with pytest.raises(ActLapsedError):
        confirm_act(planned.office, "officer-2", number)
    assert entries(planned, "roll.sealed") == []


@pytest.mark.parametrize("role", ["officer-9", "system", "console", "", "officer-1 "])
def test_only_officers_prepare_and_confirm(planned: World, role: str) -> None:
    with pytest.raises(UnknownOfficerError):
        prepare_act(planned.office, role, ROUND, "approve the schedule")
    number = prepare_act(planned.office, "officer-1", ROUND, "approve the schedule")
    with pytest.raises(UnknownOfficerError):
        confirm_act(planned.office, role, number)


def test_what_was_never_prepared_cannot_be_confirmed(planned: World) -> None:
    with pytest.raises(ActLapsedError):
        confirm_act(planned.office, "officer-2", 77)


def test_acts_and_rounds_that_do_not_exist_cannot_be_prepared(planned: World) -> None:
    with pytest.raises(IllegalMoveError):
        prepare_act(planned.office, "officer-1", ROUND, "close early")
    with pytest.raises(UnknownRoundError):
        prepare_act(planned.office, "officer-1", "autumn-2027", "freeze")


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("draw", {}),
        ("draw", {"seed": "1", "more": "2"}),
        ("extend", {"reason": "access"}),
        ("withdraw a project", {"pot": "youth", "project": "bike"}),
        ("freeze", {"member": "x"}),
    ],
)
def test_an_act_is_prepared_with_exactly_what_it_needs(planned: World, act: str, arguments: dict[str, str]) -> None:
    """The second officer confirms the whole act, not one that is filled in later."""
    with pytest.raises(ActIncompleteError):
        prepare_act(planned.office, "officer-1", ROUND, act, **arguments)


ARGUMENTS = {
    "withdraw a project": {"pot": "youth", "project": "boat", "reason": "safety"},
    "extend": {"closes_at": "2027-03-15T17:00:00Z", "reason": "access"},
    "cancel": {"reason": "legal"},
    "draw": {"seed": "4 17 23"},
}
ALLOWED = {
    "draft": {"approve the schedule"},
    "approved": {"freeze", "cancel"},
    "frozen": {"print codes", "seal the roll", "withdraw a project", "cancel"},
    "sealed": {"print codes", "withdraw a project", "cancel"},
    "open": {"print codes", "withdraw a project", "extend", "cancel"},
    "closed": {"withdraw a project", "draw"},
    "drawn": {"count"},
    "counted": {"publish"},
    "published": set(),
}

REFUSED_EARLIER = {"put the list on the ballot"}
"""Of a round that asks for no ideas it cannot even be prepared (tests/services/test_put_list.py)."""


def test_every_act_in_every_wrong_state_is_refused(planned: World) -> None:
    """From the draft to the published result: what may not be done now is refused and writes nothing."""
    steps = {
        "draft": lambda: planned.move(OPENS - timedelta(days=30)),
        "approved": lambda: planned.agree("approve the schedule"),
        "frozen": lambda: _enrol_and_freeze(planned),
        "sealed": lambda: planned.agree("seal the roll"),
        "open": lambda: planned.at(OPENS),
        "closed": lambda: planned.at(CLOSES + timedelta(minutes=3)),
        "drawn": lambda: planned.agree("draw", seed="4 17 23"),
        "counted": lambda: planned.agree("count"),
        "published": lambda: planned.agree("publish"),
    }
    for state, step in steps.items():
        step()  # type: ignore[no-untyped-call] # each a lambda
        for act in _wrong_now(planned, ALLOWED[state]):
            given = ARGUMENTS.get(act, dict.fromkeys(PROTECTED_ACTS[act].arguments, "1"))
            number = prepare_act(planned.office, "officer-1", ROUND, act, **given)
            before = all_rows(planned.office.database)
            with pytest.raises(IllegalMoveError):
                confirm_act(planned.office, "officer-2", number)
            assert all_rows(planned.office.database) == before, (state, act)


def _wrong_now(world: World, allowed: set[str]) -> set[str]:
    """The acts of a round that are not possible now, by the list above, or by the states that an act names."""
    named = set().union(*ALLOWED.values()) | {"resume"}
    with world.office.database.read() as db:
        state = state_of(round_row(db, ROUND))
    of_round = {act: protected for act, protected in PROTECTED_ACTS.items() if protected.of_round}
    unnamed = {act for act, protected in of_round.items() if act not in named and state not in protected.states}
    return (named - allowed) | (unnamed - REFUSED_EARLIER)


def _enrol_and_freeze(world: World) -> None:
    enrol_members(world.office, ROUND, [member(number) for number in range(4)])
    world.agree("freeze")


def test_an_act_right_after_another_that_is_not_signed_yet_is_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pairs of officers at the same moment: the second is not told that the history changed."""
    unsigned, calls = {2, 3}, 0  # the signature after the first act, and the look before the second

    def sign_later(office: Office) -> None:
        nonlocal calls
        calls += 1
        if calls not in unsigned:
            sign_log(office)

    monkeypatch.setattr(protected_acts, "sign_log", sign_later)
    world.agree("extend", closes_at="2027-03-15T17:00:00Z", reason="access")
    world.agree_on_staff("appoint", kind="clerk", name="Sam Adeyemi")
    assert entries(world)[-1]["role"] == "clerk-1"
    assert len(entries(world, "round.extended")) == 1
