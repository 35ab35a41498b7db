"""“Not feasible” on the young people's money: the panel agrees, or it is the officers' with both reasons public."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.outcome import OutcomeWords, PanelNotAskedError, PanelReasonHiddenError
from pbvote.domain.panel import NothingForPanelError
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome
from pbvote.domain.review_errors import StaysOutError
from pbvote.domain.staff import NotYourTaskError
from pbvote.services.decide_outcome import decide_outcome
from pbvote.services.panel_say import say_on_not_feasible, show_panel_reason
from pbvote.storage.tables import DecisionRow, PanelSayRow, TrailRow
from tests.factories import ROUND, World
from tests.idea_world import BEGINS
from tests.outcome_world import NOT_FEASIBLE, listed_world, panel_world, place_of, sign_ours
from tests.review_world import sign, told

NO = OutcomeWords(Outcome.NOT_FEASIBLE, "The ground floods, so nothing can stand there.")
WHY = "We looked. It is dry there."


@pytest.fixture
def listed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Reviews are public; the council found idea 3 not feasible, and the panel has not said anything to that."""
    world = listed_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def say(world: World, number: int, *, agrees: bool, reason: str = WHY) -> bool | None:
    return say_on_not_feasible(world.office, place_of(world, number), reason, agrees=agrees)


def said(world: World) -> PanelSayRow:
    with world.office.database.read() as db:
        return db.scalars(select(PanelSayRow)).one()


def refuse(world: World, role: str = "officer-1") -> None:
    decide_outcome(world.office, role, ROUND, 3, NO)


def outcome(world: World) -> str | None:
    with world.office.database.read() as db:
        row = db.get(DecisionRow, 3)
        return row.outcome if row else None


def soon(world: World) -> None:
    """Be within the panel's days to answer."""
    world.move(BEGINS[Phase.REVIEW] + timedelta(days=2))


def test_the_panel_is_told_once_the_reviews_are_whole(listed: World) -> None:
    assert told(listed, 2) == ["panel-asked", "panel-asked"]


def test_not_feasible_waits_for_the_panel(listed: World) -> None:
    soon(listed)
    with pytest.raises(PanelNotAskedError):
        refuse(listed)


def test_the_panel_agrees_and_then_it_can_be_said(listed: World) -> None:
    assert say(listed, 2, agrees=True) is None
    assert say(listed, 4, agrees=True) is True
    refuse(listed, "clerk-1")
    assert outcome(listed) == "not-feasible"


def test_the_panel_disagrees_and_its_reason_is_public_before_officers_decide(listed: World) -> None:
    for number in (2, 4):
        say(listed, number, agrees=False)
    with pytest.raises(PanelReasonHiddenError):
        refuse(listed)
    for _ in range(2):
        show_panel_reason(listed.office, "officer-2", ROUND, 3)
    with pytest.raises(NotYourTaskError):
        refuse(listed, "clerk-1")
    refuse(listed)
    assert (said(listed).reason, outcome(listed)) == (WHY, "not-feasible")
    with listed.office.database.read() as db:
        assert [row.details for row in db.scalars(select(TrailRow).filter_by(kind="panel-said"))] == ['{"agrees": 0}']


def test_a_panel_that_does_not_answer_in_its_days_is_not_waited_for(listed: World) -> None:
    with pytest.raises(NotYourTaskError):
        refuse(listed, "clerk-1")
    refuse(listed)
    assert outcome(listed) == "not-feasible"


def test_who_disagrees_says_why(listed: World) -> None:
    with pytest.raises(AnswersRefusedError):
        say(listed, 2, agrees=False, reason="")


def test_nobody_changes_the_reason_that_another_voted_for(listed: World) -> None:
    say(listed, 2, agrees=False)
    say(listed, 4, agrees=False, reason="Something else.")
    assert (said(listed).reason, said(listed).agrees) == (WHY, False)


def test_without_anybody_who_disagrees_the_reason_is_gone(listed: World) -> None:
    say(listed, 2, agrees=False)
    say(listed, 2, agrees=True)
    assert said(listed).reason == ""


def test_once_settled_no_vote_changes_it(listed: World) -> None:
    for number in (2, 4):
        say(listed, number, agrees=True)
    with pytest.raises(NothingForPanelError):
        say(listed, 6, agrees=False)


def test_the_author_has_no_say(listed: World) -> None:
    with pytest.raises(StaysOutError):
        say(listed, 0, agrees=False)


def test_the_reason_of_a_panel_that_agrees_is_not_shown(listed: World) -> None:
    for number in (2, 4):
        say(listed, number, agrees=True)
    with pytest.raises(NothingForPanelError):
        show_panel_reason(listed.office, "officer-2", ROUND, 3)


def test_a_panel_that_found_the_same_itself_has_agreed(tmp_path: Path, sqlite_url: str) -> None:
    world = panel_world(tmp_path / "data", sqlite_url)
    sign_ours(world, NOT_FEASIBLE)
    sign(world, "reviewer-2", 3)
    sign(world, "reviewer-1", 3, NOT_FEASIBLE)
    assert (said(world).agrees, told(world, 2)) == (True, ["panel-asked"])
    world.office.database.close()


def test_an_idea_for_everybodys_money_needs_no_panel(listed: World) -> None:
    decide_outcome(listed.office, "clerk-1", ROUND, 1, NO)
