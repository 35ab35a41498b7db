"""The phases of a round: set, approved by two officers, moved by dates or by one officer, never back."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pbvote.domain.draft import RollBegunError
from pbvote.domain.errors import (
    IllegalMoveError,
    RoundSetUpError,
    ScheduleError,
    UnknownOfficerError,
    UnknownRoundError,
)
from pbvote.domain.phase import Phase, PhaseDates, PhaseMoveError
from pbvote.domain.times import format_time
from pbvote.services.approve_phases import PhasesNotReadyError
from pbvote.services.draft_pot import add_pot
from pbvote.services.draft_project import remove_project
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import enrol_members
from pbvote.services.import_roll import ImportRoll, import_roll
from pbvote.services.logged_round import round_entries
from pbvote.services.move_phase import ReviewsMissingError, move_phase
from pbvote.services.plan_round import plan_round
from pbvote.services.print_codes import Printing
from pbvote.services.roll_lists import put_on_todays_list
from pbvote.services.set_phases import (
    PhasesApprovedError,
    PhaseSettings,
    PhaseSettingsError,
    leave_out_phases,
    proposed_dates,
    set_phases,
)
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import AccountRow, CodeRow, NoticeRow, PhasesRow, RollRow
from tests.factories import OPENS, PLAN, ROUND, World, member
from tests.idea_world import IDEAS_AT, LIST_AT, QUESTIONS_AT, REVIEW_AT

DATES = PhaseDates(QUESTIONS_AT, IDEAS_AT, REVIEW_AT, LIST_AT)
SETTINGS = PhaseSettings(DATES, support=2, answer_days=7, moderation="after")
CSV = b"name,date_of_birth,ward,address,postcode\nAnn Lee,2010-05-04,Millgate,1 Mill Lane,MB1 1AA\n"


@pytest.fixture
def draft(new: World) -> World:
    """A draft without projects, well before its first phase."""
    new.move(QUESTIONS_AT - timedelta(days=9))
    plan_round(new.office, PLAN)
    for pot in PLAN.pots:
        for project in pot.projects:
            remove_project(new.office, PotOfDraft("officer-1", ROUND, pot.id), project.id)
    return new


@pytest.fixture
def asked(draft: World) -> World:
    """The same with approved phases."""
    set_phases(draft.office, "officer-1", ROUND, SETTINGS)
    draft.agree("approve the phases")
    return draft


def phase_of(world: World) -> str:
    with world.office.database.read() as db:
        return db.get_one(PhasesRow, ROUND).phase


def said(world: World) -> list[dict[str, Any]]:
    """The entries about the round."""
    with world.office.database.read() as db:
        return [json.loads(json.dumps(each)) for each in round_entries(db, ROUND)]


def test_two_officers_approve_and_the_log_says_so(asked: World) -> None:
    entry = said(asked)[0]
    assert entry["kind"] == "phases.approved"
    assert (entry["support"], entry["answer_days"], entry["moderation"]) == (2, 7, "after")
    assert entry["roles"] == ["officer-1", "officer-2"]


def test_phases_are_approved_once(asked: World) -> None:
    with pytest.raises(IllegalMoveError):
        asked.agree("approve the phases")


def test_approved_phases_do_not_change(asked: World) -> None:
    with pytest.raises(PhasesApprovedError):
        set_phases(asked.office, "officer-1", ROUND, replace(SETTINGS, support=3))
    with pytest.raises(PhasesApprovedError):
        leave_out_phases(asked.office, "officer-1", ROUND)


def test_nothing_is_approved_that_nobody_set(draft: World) -> None:
    with pytest.raises(PhasesNotReadyError, match="Say first"):
        draft.agree("approve the phases")


def test_what_was_left_out_again_is_not_approved(draft: World) -> None:
    set_phases(draft.office, "officer-1", ROUND, SETTINGS)
    leave_out_phases(draft.office, "officer-1", ROUND)
    with pytest.raises(PhasesNotReadyError):
        draft.agree("approve the phases")


def test_a_first_date_that_is_past_is_not_approved(draft: World) -> None:
    set_phases(draft.office, "officer-1", ROUND, SETTINGS)
    draft.move(QUESTIONS_AT + timedelta(seconds=1))
    with pytest.raises(PhasesNotReadyError, match="future"):
        draft.agree("approve the phases")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"support": -1}, "members"),
        ({"support": 10_001}, "members"),
        ({"answer_days": 0}, "days"),
        ({"answer_days": 61}, "days"),
        ({"moderation": "never"}, "before or after"),
    ],
)
def test_settings_that_cannot_stand_are_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(PhaseSettingsError, match=says):
        replace(SETTINGS, **changes)


def test_phases_of_less_than_a_day_are_refused() -> None:
    with pytest.raises(ScheduleError):
        PhaseDates(None, IDEAS_AT, IDEAS_AT + timedelta(hours=23), LIST_AT)


def test_the_ballot_is_put_together_before_voting_opens(draft: World) -> None:
    with pytest.raises(PhaseSettingsError, match="before voting opens"):
        set_phases(draft.office, "officer-1", ROUND, replace(SETTINGS, dates=replace(DATES, list=OPENS)))


def test_a_round_whose_schedule_stands_asks_for_no_ideas(new: World) -> None:
    new.move(QUESTIONS_AT - timedelta(days=9))
    plan_round(new.office, PLAN)
    new.agree("approve the schedule")
    with pytest.raises(PhaseSettingsError, match="approved already"):
        set_phases(new.office, "officer-1", ROUND, SETTINGS)


def test_the_proposed_dates_stand(draft: World) -> None:
    with draft.office.database.read() as db:
        row = round_row(db, ROUND)
        dates = proposed_dates(row, OPENS - timedelta(days=300))
    assert dates.list < OPENS
    assert dates.ideas.hour in {8, 9}


def test_dates_move_the_round_on_and_not_past_the_reviews(asked: World) -> None:
    seen = [phase_of(asked)]
    for moment in (QUESTIONS_AT, IDEAS_AT, REVIEW_AT, LIST_AT):
        asked.at(moment - timedelta(seconds=1))
        seen.append(phase_of(asked))
        asked.at(moment)
        seen.append(phase_of(asked))
    assert seen == [
        "waiting", "waiting", "questions", "questions", "ideas", "ideas", "review", "review", "review"
    ]  # fmt: skip


def test_a_server_that_was_off_catches_up_phase_by_phase(asked: World) -> None:
    asked.at(REVIEW_AT + timedelta(days=2))
    kinds = [(each["kind"], each.get("phase")) for each in said(asked)[1:]]
    assert kinds == [
        ("phase.moved", "questions"), ("phase.moved", "ideas"), ("ideas.submitted", None), ("phase.moved", "review")
    ]  # fmt: skip


def test_phases_that_nobody_approved_do_not_begin(draft: World) -> None:
    set_phases(draft.office, "officer-1", ROUND, SETTINGS)
    draft.at(IDEAS_AT)
    assert phase_of(draft) == "waiting"


def test_questions_that_are_left_out_are_skipped(draft: World) -> None:
    set_phases(draft.office, "officer-1", ROUND, replace(SETTINGS, dates=replace(DATES, questions=None)))
    draft.agree("approve the phases")
    draft.at(IDEAS_AT)
    assert phase_of(draft) == "ideas"


def test_an_officer_moves_it_earlier_and_the_log_says_who(asked: World) -> None:
    move_phase(asked.office, "officer-2", ROUND, Phase.QUESTIONS)
    assert said(asked)[-1]["roles"] == ["officer-2"]


@pytest.mark.parametrize("wanted", [Phase.WAITING, Phase.IDEAS, Phase.REVIEW, Phase.LIST])
def test_no_phase_is_skipped_and_none_comes_back(asked: World, wanted: Phase) -> None:
    with pytest.raises(PhaseMoveError):
        move_phase(asked.office, "officer-1", ROUND, wanted)


def test_a_clerk_moves_no_round(asked: World) -> None:
    with pytest.raises(UnknownOfficerError):
        move_phase(asked.office, "clerk-1", ROUND, Phase.QUESTIONS)


def test_the_list_waits_for_the_reviews(asked: World) -> None:
    asked.at(REVIEW_AT)
    with pytest.raises(ReviewsMissingError):
        move_phase(asked.office, "officer-1", ROUND, Phase.LIST)


def test_a_round_without_phases_is_not_moved(draft: World) -> None:
    with pytest.raises(UnknownRoundError):
        move_phase(draft.office, "officer-1", ROUND, Phase.QUESTIONS)


def test_the_schedule_waits_for_the_phases(asked: World) -> None:
    with pytest.raises(RoundSetUpError, match="Members put their ideas first"):
        asked.agree("approve the schedule")


def test_members_come_onto_the_roll_and_get_codes_in_the_phases(asked: World) -> None:
    read = import_roll(asked.office, "officer-1", ImportRoll(ROUND, "members.csv", CSV))
    assert read.number is not None, read.faults
    asked.agree("change the roll", list=str(put_on_todays_list(asked.office, "officer-1", read.number)))
    printing = asked.agree("print codes")
    assert isinstance(printing, Printing)
    again = asked.agree("print codes")
    assert isinstance(again, Printing)
    with asked.office.database.read() as db:
        assert db.query(RollRow).count() == 1
        assert sorted(each.state for each in db.query(CodeRow)) == ["live", "replaced"]
    with pytest.raises(RollBegunError):
        add_pot(asked.office, "officer-1", ROUND, "Another pot", 100)


@pytest.mark.parametrize("act", ["print codes"])
def test_a_draft_that_asks_for_no_ideas_has_neither_roll_nor_codes(draft: World, act: str) -> None:
    with pytest.raises(IllegalMoveError):
        import_roll(draft.office, "officer-1", ImportRoll(ROUND, "members.csv", CSV))
    with pytest.raises(IllegalMoveError):
        draft.agree(act)


def test_a_round_can_be_called_off_in_its_phases(asked: World) -> None:
    asked.agree("cancel", reason="other")
    assert said(asked)[-1]["kind"] == "round.cancelled"
    asked.at(IDEAS_AT)
    assert phase_of(asked) == "waiting"


def test_members_with_an_account_are_told_when_ideas_open_and_until_when(asked: World) -> None:
    one, _other, left = enrol_members(asked.office, ROUND, [member(number) for number in (1, 2, 3)])
    with asked.office.database.write() as uow:
        now = asked.office.clock.now(uow.db)
        uow.db.add_all(AccountRow(member_key=key, joined_at=now) for key in (one, left))
        uow.db.get_one(RollRow, (ROUND, left)).removed = True
        uow.commit()
    asked.at(IDEAS_AT)
    with asked.office.database.read() as db:
        told = [(row.member_key, row.kind, json.loads(row.details)) for row in db.query(NoticeRow)]
    details = {"round": ROUND, "round_title": "Spring 2027", "until": format_time(REVIEW_AT)}
    assert told == [(one, "phase-ideas", details)]
