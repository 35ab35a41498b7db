"""Where a draft comes from: nothing, an example, or an earlier round."""

import pytest

from pbvote.domain.draft import NotADraftError, RollBegunError
from pbvote.domain.errors import UnknownRoundError
from pbvote.services.draft_check import NO_POT, set_up_of
from pbvote.services.draft_project import add_conflict, change_picture
from pbvote.services.draft_shares import change_shares
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import enrol_members
from pbvote.services.plan_round import plan_round, read_plan
from pbvote.services.start_round import EXAMPLES, copy_round, remove_draft, start_round
from pbvote.storage.queries.rounds import pot_row, pot_rows, project_rows, round_row
from tests.factories import OPENS, ROUND, World, member
from tests.services.drafts import CLERK, ready_draft
from tests.services.parted import IDS, PARTED_PLAN, SHARES


def test_it_works_from_nothing(new: World) -> None:
    round_id = start_round(new.office, CLERK, "Autumn 2027")
    assert round_id == "autumn-2027"
    with new.office.database.read() as db:
        row = round_row(db, round_id)
        set_up = set_up_of(db, row, new.office.clock.now(db))
    assert (row.state, row.approved) == ("draft", False)
    assert set_up.problem == NO_POT
    assert [task.name for task in set_up.tasks if not task.done] == ["dates", "changing", "rules"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_asked_about_like_anything_else(new: World, example: str) -> None:
    round_id = start_round(new.office, CLERK, "Autumn", example)
    with new.office.database.read() as db:
        set_up = set_up_of(db, round_row(db, round_id), new.office.clock.now(db))
        text = round_row(db, round_id).rules_text
    assert len(set_up.pots) == len(EXAMPLES[example])
    assert not set_up.ready
    done = [[task.name for task in pot.tasks if task.done] for pot in set_up.pots]
    assert done == [["money", "parts"]] * len(set_up.pots)
    assert "equal share" in text


@pytest.mark.parametrize(
    ("title", "name"), [("Autumn 2027", "autumn-2027-2"), ("new", "new-2"), ("2028", "round-2028")]
)
def test_addresses_are_free_and_never_those_of_pages(new: World, title: str, name: str) -> None:
    start_round(new.office, CLERK, "Autumn 2027")
    assert start_round(new.office, CLERK, title) == name


def test_a_copy_has_everything_but_what_was_taken_out_and_asks_everything_again(sealed: World) -> None:
    sealed.agree("withdraw a project", pot="youth", project="boat", reason="author")
    round_id = copy_round(sealed.office, CLERK, ROUND, "Spring 2028")
    with sealed.office.database.read() as db:
        row, source = round_row(db, round_id), round_row(db, ROUND)
        copied, original = read_plan(db, row), read_plan(db, source)
        now = sealed.office.clock.now(db)
        set_up = set_up_of(db, row, now)
    assert [pot.id for pot in copied.pots] == ["youth", "everybody"]
    assert copied.pots[0].projects == original.pots[0].projects[:3]
    assert copied.pots[1] == original.pots[1]
    assert copied.rules_text == original.rules_text
    assert row.opens_at > now
    assert not set_up.ready
    assert (row.frozen, row.approved, row.number) == (None, False, source.number + 1)


def test_a_copy_has_the_pictures_and_the_conflicts(new: World) -> None:
    pot = ready_draft(new)
    change_picture(new.office, pot, "quiet-room", f"{'a' * 64}.jpg", "A room.")
    add_conflict(new.office, pot, ("quiet-room", "bike-repair-shed"))
    round_id = copy_round(new.office, CLERK, pot.round_id, "Next")
    with new.office.database.read() as db:
        (copied,) = pot_rows(db, round_id)
        projects = project_rows(db, round_id, copied.id)
    assert [each.picture for each in projects] == [None, f"{'a' * 64}.jpg"]
    assert copied.conflicts == (("bike-repair-shed", "quiet-room"),)


def test_a_copy_of_nothing(new: World) -> None:
    with pytest.raises(UnknownRoundError):
        copy_round(new.office, CLERK, "nope", "Next")


def test_a_draft_can_be_thrown_away(new: World) -> None:
    pot = ready_draft(new)
    remove_draft(new.office, CLERK, pot.round_id)
    with new.office.database.read() as db, pytest.raises(UnknownRoundError):
        round_row(db, pot.round_id)


def test_what_two_officers_approved_cannot_be_thrown_away(new: World) -> None:
    """Its entry stands in the log, so its round must be there to read."""
    pot = ready_draft(new)
    new.agree("approve the schedule", pot.round_id)
    with pytest.raises(NotADraftError):
        remove_draft(new.office, CLERK, pot.round_id)


def test_a_draft_with_members_cannot_be_thrown_away(new: World) -> None:
    pot = ready_draft(new)
    enrol_members(new.office, pot.round_id, [member(0)])
    with pytest.raises(RollBegunError):
        remove_draft(new.office, CLERK, pot.round_id)


def test_other_drafts_stay(new: World) -> None:
    kept = PotOfDraft(CLERK, start_round(new.office, CLERK, "Kept", "youth"), "young-peoples-pot")
    remove_draft(new.office, CLERK, start_round(new.office, CLERK, "Gone", "youth"))
    with new.office.database.read() as db:
        assert [each.id for each in pot_rows(db, kept.round_id)] == [kept.pot_id]


def test_groups_are_copied_and_asked_once_more(new: World) -> None:
    """Their parts and the day on which ages count cannot be right a second time unseen."""
    plan_round(new.office, PARTED_PLAN)
    round_id = copy_round(new.office, CLERK, ROUND, "Next")
    with new.office.database.read() as db:
        row, pot = round_row(db, round_id), pot_row(db, round_id, "everybody")
        assert (pot.shares, pot.groups) == (SHARES, IDS)
        tasks = {(each.id, task.name): task.done for each in set_up_of(db, row, OPENS).pots for task in each.tasks}
    assert (tasks["everybody", "parts"], tasks["youth", "parts"]) == (False, True)
    change_shares(new.office, PotOfDraft(CLERK, round_id, "everybody"), SHARES, OPENS.date())
    with new.office.database.read() as db:
        [task] = [each for each in set_up_of(db, row, OPENS).pots[1].tasks if each.name == "parts"]
    assert task.done
