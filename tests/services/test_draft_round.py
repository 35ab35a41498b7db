"""A draft from its first word to its freeze: what can be changed, by whom it is approved, what stops it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.draft import NotADraftError
from pbvote.domain.errors import ActLapsedError, IllegalMoveError, RoundSetUpError, UnknownRoundError
from pbvote.services.draft_check import PAST, SetUp, set_up_of
from pbvote.services.draft_pot import PotCount, change_count, change_money
from pbvote.services.draft_project import add_project, remove_project
from pbvote.services.draft_round import allow_changes, change_dates, change_rules_text, change_words
from pbvote.services.drafting import PotOfDraft
from pbvote.services.plan_round import read_plan
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import LogEntryRow, RoundRow, SecurityEventRow
from tests.factories import CLOSES, OPENS, ROUND, World
from tests.services.drafts import CLERK, DATES, ROOM, ready_draft


@pytest.fixture
def pot(new: World) -> PotOfDraft:
    return ready_draft(new)


def the_round(world: World, round_id: str) -> RoundRow:
    with world.office.database.read() as db:
        return round_row(db, round_id)


def set_up(world: World, round_id: str) -> SetUp:
    with world.office.database.read() as db:
        return set_up_of(db, round_row(db, round_id), world.office.clock.now(db))


def kinds(world: World) -> list[str]:
    with world.office.database.read() as db:
        return [json.loads(line)["kind"] for line in db.scalars(select(LogEntryRow.line).order_by(LogEntryRow.index))]


def test_it_works(new: World, pot: PotOfDraft) -> None:
    """A draft that is answered everywhere is approved and frozen by two officers."""
    assert set_up(new, pot.round_id).ready
    new.agree("approve the schedule", pot.round_id)
    new.agree("freeze", pot.round_id)
    assert kinds(new)[-2:] == ["round.created", "projects.frozen"]
    assert the_round(new, pot.round_id).frozen


def test_the_title_and_the_sentence_change_and_the_address_stays(new: World, pot: PotOfDraft) -> None:
    change_words(new.office, CLERK, pot.round_id, "Winter 2027", "One pot.")
    row = the_round(new, "autumn-2027")
    assert (row.title, row.summary) == ("Winter 2027", "One pot.")


def test_the_agreed_close_goes_with_the_dates(new: World, pot: PotOfDraft) -> None:
    later = replace(DATES, closes_at=CLOSES + timedelta(days=1), latest_close=CLOSES + timedelta(days=3))
    change_dates(new.office, CLERK, pot.round_id, later)
    with new.office.database.read() as db:
        assert read_plan(db, round_row(db, pot.round_id)).schedule == later


def test_the_words_of_the_rules_follow_the_rules(new: World, pot: PotOfDraft) -> None:
    change_count(new.office, pot, PotCount("points-greedy", "none", 2))
    assert "most points" in the_round(new, pot.round_id).rules_text
    allow_changes(new.office, CLERK, pot.round_id, allowed=False)
    assert "cannot be changed" in the_round(new, pot.round_id).rules_text
    assert set_up(new, pot.round_id).ready


def test_rewritten_rules_stay_and_are_looked_at_again(new: World, pot: PotOfDraft) -> None:
    change_rules_text(new.office, CLERK, pot.round_id, "Our own words.")
    assert set_up(new, pot.round_id).ready
    change_count(new.office, pot, PotCount("points-greedy", "none", 2))
    assert the_round(new, pot.round_id).rules_text == "Our own words.\n"
    assert [task.name for task in set_up(new, pot.round_id).tasks if not task.done] == ["rules"]
    change_rules_text(new.office, CLERK, pot.round_id, "")
    assert "most points" in the_round(new, pot.round_id).rules_text


def test_a_draft_changed_after_its_approval_is_approved_again(new: World, pot: PotOfDraft) -> None:
    """The log says so, and until then it cannot be frozen."""
    new.agree("approve the schedule", pot.round_id)
    change_money(new.office, pot, "Youth pot", 1_900_000)
    with pytest.raises(IllegalMoveError, match="changed since it was approved"):
        new.agree("freeze", pot.round_id)
    new.agree("approve the schedule", pot.round_id)
    new.agree("freeze", pot.round_id)
    assert kinds(new)[-3:] == ["round.created", "round.amended", "projects.frozen"]


def test_projects_may_change_between_approval_and_freeze(new: World, pot: PotOfDraft) -> None:
    new.agree("approve the schedule", pot.round_id)
    remove_project(new.office, pot, "quiet-room")
    new.agree("freeze", pot.round_id)
    assert kinds(new)[-1] == "projects.frozen"


def test_nothing_new_is_not_approved_twice(new: World, pot: PotOfDraft) -> None:
    new.agree("approve the schedule", pot.round_id)
    with pytest.raises(IllegalMoveError, match="approved already"):
        new.agree("approve the schedule", pot.round_id)


@pytest.mark.parametrize("act", ["approve the schedule", "freeze"])
def test_a35_what_changes_after_it_was_prepared_lapses(new: World, pot: PotOfDraft, act: str) -> None:
    """Nobody confirms a cost that the other has never seen."""
    if act == "freeze":
        new.agree("approve the schedule", pot.round_id)
    number = prepare_act(new.office, "officer-1", pot.round_id, act)
    add_project(new.office, pot, replace(ROOM, title="Another room"))
    with pytest.raises(ActLapsedError, match="changed since"):
        confirm_act(new.office, "officer-2", number)


def test_a_draft_in_the_past_cannot_be_approved(new: World, pot: PotOfDraft) -> None:
    new.move(OPENS)
    with pytest.raises(RoundSetUpError, match="in the past"):
        new.agree("approve the schedule", pot.round_id)
    assert PAST in {task.problem for task in set_up(new, pot.round_id).tasks}


def test_an_approved_draft_whose_opening_has_passed_cannot_be_frozen(new: World, pot: PotOfDraft) -> None:
    """It would open at once, with nobody having had a letter."""
    new.agree("approve the schedule", pot.round_id)
    new.move(OPENS)
    with pytest.raises(RoundSetUpError, match="in the past"):
        new.agree("freeze", pot.round_id)


def test_a_question_that_nobody_answered_stops_the_approval(new: World, pot: PotOfDraft) -> None:
    with new.office.database.write() as uow:
        round_row(uow.db, pot.round_id).answered = ("dates", "rules")
        uow.commit()
    with pytest.raises(RoundSetUpError, match="task list"):
        new.agree("approve the schedule", pot.round_id)


def test_a35_a_frozen_round_cannot_be_changed(sealed: World) -> None:
    pot = PotOfDraft(CLERK, ROUND, "youth")
    with pytest.raises(NotADraftError):
        change_words(sealed.office, CLERK, ROUND, "Other", "")
    with pytest.raises(NotADraftError):
        change_dates(sealed.office, CLERK, ROUND, DATES)
    with pytest.raises(NotADraftError):
        add_project(sealed.office, pot, ROOM)


def test_a_round_that_is_not_there(new: World) -> None:
    with pytest.raises(UnknownRoundError):
        change_words(new.office, CLERK, "nope", "Other", "")


def test_who_changed_what_stands_in_the_private_log(new: World, pot: PotOfDraft) -> None:
    change_words(new.office, CLERK, pot.round_id, "Secret title", "")
    with new.office.database.read() as db:
        last = db.scalars(select(SecurityEventRow).order_by(SecurityEventRow.id.desc())).first()
    assert last is not None
    assert (last.kind, last.role) == ("draft.changed", CLERK)
    assert json.loads(last.detail) == {"round": "autumn-2027", "what": "words"}
