"""The youth panel writes and signs its review by its own vote; who voted how is nobody's to read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import NotOnRollError, UnknownIdeaError
from pbvote.domain.panel import (
    NothingForPanelError,
    NotOnPanelError,
    NotYoungError,
    PanelTextMissingError,
    WriterVotesError,
)
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.review import YOUTH, ReviewWords
from pbvote.domain.review_errors import IdeaChangedError, ReviewTakenError, StaysOutError
from pbvote.services.panel import appoint_to_panel, end_on_panel, leave_panel
from pbvote.services.panel_review import pass_on, reopen_review, save_panel_review, vote_on_review
from pbvote.services.panel_table import declare_panel_interest
from pbvote.services.security_log import security_lines
from pbvote.storage.tables import MemberRow, PanelVoteRow, PhasesRow, PotRow, ProposalRow, ReviewRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.outcome_world import OURS, panel_world, place_of, sign_ours
from tests.review_world import sign, told


@pytest.fixture
def panel(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round under review with a panel of members 0, 2, 4 and 6."""
    world = panel_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def ours(world: World) -> ReviewRow | None:
    with world.office.database.read() as db:
        return db.scalars(select(ReviewRow).where(ReviewRow.area == YOUTH)).one_or_none()


def votes(world: World) -> int:
    with world.office.database.read() as db:
        return db.scalar(select(func.count()).select_from(PanelVoteRow)) or 0


def vote(world: World, number: int, *, agrees: bool = True, version: int = 1) -> bool:
    return vote_on_review(world.office, place_of(world, number), version, agrees=agrees)


def offered(world: World, number: int = 2) -> None:
    save_panel_review(world.office, place_of(world, number), OURS, offer=True)


def test_who_is_appointed_is_told(panel: World) -> None:
    assert told(panel, 2) == ["panel-asked"]


def test_appointed_twice_is_once(panel: World) -> None:
    appoint_to_panel(panel.office, "officer-1", ROUND, panel.members[2])
    assert told(panel, 2) == ["panel-asked"]


def test_an_adult_cannot_sit_on_the_panel(panel: World) -> None:
    with pytest.raises(NotYoungError):
        appoint_to_panel(panel.office, "officer-1", ROUND, panel.members[1])


def test_an_adult_of_a_class_that_a_pot_of_the_young_names_can(panel: World) -> None:
    with panel.office.database.write() as uow:
        uow.db.get_one(PotRow, (ROUND, "youth")).classes = ("young helper",)
        uow.db.get_one(MemberRow, panel.members[1]).member_class = "young helper"
        uow.commit()
    appoint_to_panel(panel.office, "officer-2", ROUND, panel.members[1])
    assert "panel-asked" in told(panel, 1)


def test_nobody_outside_the_roll_is_appointed(panel: World) -> None:
    for key in ("nobody", "\0"):
        with pytest.raises(NotOnRollError):
            appoint_to_panel(panel.office, "officer-1", ROUND, key)


def test_the_others_sign_and_the_review_is_whole_with_the_other_areas(panel: World) -> None:
    for role in ("reviewer-1", "reviewer-2"):
        sign(panel, role, 3)
    assert told(panel, 0)[-1] == "panel-asked"
    sign_ours(panel)
    row = ours(panel)
    assert row is not None
    assert (row.state, row.version) == ("signed", 1)
    assert told(panel, 0)[-1] == "review-ready"


def test_one_yes_is_not_enough(panel: World) -> None:
    offered(panel)
    assert not vote(panel, 4)


def test_a_vote_can_be_changed_until_it_is_signed(panel: World) -> None:
    offered(panel)
    vote(panel, 4, agrees=False)
    assert not vote(panel, 6)
    assert vote(panel, 4)
    with pytest.raises(NothingForPanelError):
        vote(panel, 4, agrees=False)


def test_two_who_judge_are_too_few_when_one_of_them_writes(panel: World) -> None:
    end_on_panel(panel.office, "officer-1", ROUND, panel.members[6])
    offered(panel)
    assert not vote(panel, 4)


def test_the_writer_does_not_vote(panel: World) -> None:
    offered(panel)
    with pytest.raises(WriterVotesError):
        vote(panel, 2)


def test_nobody_votes_on_a_text_that_is_still_written(panel: World) -> None:
    save_panel_review(panel.office, place_of(panel, 2), ReviewWords(reason="We think"), offer=False)
    with pytest.raises(PanelTextMissingError):
        vote(panel, 4)


def test_a_review_without_a_reason_is_not_put_to_the_vote(panel: World) -> None:
    with pytest.raises(AnswersRefusedError):
        save_panel_review(panel.office, place_of(panel, 2), replace(OURS, reason=""), offer=True)


def test_votes_on_an_earlier_text_are_gone(panel: World) -> None:
    offered(panel)
    vote(panel, 4)
    save_panel_review(panel.office, place_of(panel, 2), replace(OURS, reason="Something else."), offer=True)
    assert votes(panel) == 0


def test_an_author_stays_out(panel: World) -> None:
    with pytest.raises(StaysOutError):
        offered(panel, 0)


def test_who_has_an_interest_stays_out_and_their_vote_is_gone(panel: World) -> None:
    offered(panel)
    vote(panel, 4)
    for _ in range(2):
        declare_panel_interest(panel.office, place_of(panel, 4))
    assert votes(panel) == 0
    with pytest.raises(StaysOutError):
        vote(panel, 4)


def test_who_is_not_on_the_panel_does_nothing(panel: World) -> None:
    with pytest.raises(NotOnPanelError):
        offered(panel, 1)
    with pytest.raises(NotOnPanelError):
        leave_panel(panel.office, seat_of(panel, 1), ROUND)


def test_who_leaves_counts_no_more(panel: World) -> None:
    offered(panel)
    vote(panel, 4)
    leave_panel(panel.office, seat_of(panel, 4), ROUND)
    assert not vote(panel, 6)
    with pytest.raises(NotOnPanelError):
        vote(panel, 4)


def test_nobody_writes_over_the_writer_until_they_pass_it_on(panel: World) -> None:
    offered(panel)
    with pytest.raises(ReviewTakenError):
        offered(panel, 4)
    pass_on(panel.office, place_of(panel, 2))
    offered(panel, 4)
    row = ours(panel)
    assert row is not None
    assert row.member_key == panel.members[4]


def test_somebody_goes_on_when_the_writer_has_left(panel: World) -> None:
    offered(panel)
    leave_panel(panel.office, seat_of(panel, 2), ROUND)
    offered(panel, 4)


def test_an_idea_for_everybody_is_not_the_panels(panel: World) -> None:
    with pytest.raises(NothingForPanelError):
        save_panel_review(panel.office, place_of(panel, 2, 1), OURS, offer=True)


def test_an_idea_that_is_not_there(panel: World) -> None:
    for number in (99, 0, 2**40):
        with pytest.raises(UnknownIdeaError):
            save_panel_review(panel.office, place_of(panel, 2, number), OURS, offer=True)


def test_an_idea_that_nobody_has_read_again_is_kept_from_the_panel(panel: World) -> None:
    with panel.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 3).stage = "waiting"
        uow.commit()
    with pytest.raises(NothingForPanelError):
        offered(panel)


def test_nobody_signs_what_is_about_an_earlier_version(panel: World) -> None:
    offered(panel)
    with panel.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 3).version = 2
        uow.commit()
    for version in (1, 2):
        with pytest.raises(IdeaChangedError):
            vote(panel, 4, version=version)


def test_a_signed_review_is_opened_again_for_a_new_vote(panel: World) -> None:
    sign_ours(panel)
    reopen_review(panel.office, place_of(panel, 6))
    row = ours(panel)
    assert row is not None
    assert (row.state, row.member_key, votes(panel)) == ("draft", panel.members[6], 0)


@pytest.mark.parametrize(("phase", "error"), [(Phase.IDEAS, NotInPhaseError), (Phase.LIST, NothingForPanelError)])
def test_it_is_written_while_ideas_are_reviewed(panel: World, phase: Phase, error: type[Exception]) -> None:
    with panel.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase.value
        uow.commit()
    with pytest.raises(error):
        offered(panel)


def test_the_security_log_says_that_somebody_was_appointed_and_never_who(panel: World) -> None:
    sign_ours(panel)
    with panel.office.database.read() as db:
        lines = [(each.kind, each.detail) for each in security_lines(db, None, 50)]
    assert "panel.appointed" in {kind for kind, _ in lines}
    assert not any(key in detail for _, detail in lines for key in panel.members)
