"""The projects of a draft."""

from dataclasses import replace

import pytest

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import RoundSetUpError, UnknownProjectError, UnknownRoundError
from pbvote.services import draft_project
from pbvote.services.draft_project import (
    add_conflict,
    add_project,
    change_picture,
    change_project,
    move_project,
    remove_conflict,
    remove_project,
)
from pbvote.services.drafting import PotOfDraft
from pbvote.storage.queries.rounds import pot_row, project_rows
from pbvote.storage.tables import ProjectRow
from tests.factories import World
from tests.services.drafts import CLERK, ROOM, SHED, ready_draft

GAMES = replace(ROOM, title="Games", theme="Play", ward="Docks", body="One.\n\n- two", proposer="a resident")


@pytest.fixture
def pot(new: World) -> PotOfDraft:
    return ready_draft(new)


def projects(world: World, pot: PotOfDraft) -> list[ProjectRow]:
    with world.office.database.read() as db:
        return list(project_rows(db, pot.round_id, pot.pot_id))


def ids(world: World, pot: PotOfDraft) -> list[str]:
    return [each.id for each in projects(world, pot)]


def test_it_works(new: World, pot: PotOfDraft) -> None:
    assert add_project(new.office, pot, GAMES) == "games"
    change_project(new.office, pot, "games", replace(GAMES, title="Board games", cost=1000))
    last = projects(new, pot)[-1]
    assert (last.id, last.title, last.cost, last.theme, last.body) == ("games", "Board games", 1000, "Play", GAMES.body)


def test_the_same_title_twice(new: World, pot: PotOfDraft) -> None:
    with pytest.raises(AnswersRefusedError, match="Another project"):
        add_project(new.office, pot, replace(SHED, title="BIKE repair SHED"))
    with pytest.raises(AnswersRefusedError, match="Another project"):
        change_project(new.office, pot, "quiet-room", SHED)
    change_project(new.office, pot, "quiet-room", replace(ROOM, title="QUIET room"))


@pytest.mark.parametrize("cost", [0, -1, 2_000_001])
def test_a_cost_that_the_pot_cannot_pay(new: World, pot: PotOfDraft, cost: int) -> None:
    with pytest.raises(AnswersRefusedError) as refused:
        add_project(new.office, pot, replace(GAMES, cost=cost))
    assert list(refused.value.faults) == ["cost"]


def test_a39_hidden_signs_are_refused_everywhere(new: World, pot: PotOfDraft) -> None:
    wrong = replace(GAMES, title="G\u202eames", summary="A\u2066", theme="\u2067", ward="\u202a", proposer="\u2069")
    with pytest.raises(AnswersRefusedError) as refused:
        add_project(new.office, pot, wrong)
    assert set(refused.value.faults) == {"title", "summary", "theme", "ward", "proposer"}


def test_projects_move_and_stop_at_the_ends(new: World, pot: PotOfDraft) -> None:
    add_project(new.office, pot, GAMES)
    move_project(new.office, pot, "games", -1)
    assert ids(new, pot) == ["bike-repair-shed", "games", "quiet-room"]
    move_project(new.office, pot, "games", 7)
    move_project(new.office, pot, "bike-repair-shed", -1)
    assert ids(new, pot) == ["bike-repair-shed", "quiet-room", "games"]


def test_a_project_that_goes_leaves_its_conflicts(new: World, pot: PotOfDraft) -> None:
    add_project(new.office, pot, GAMES)
    add_conflict(new.office, pot, ("games", "quiet-room"))
    add_conflict(new.office, pot, ("games", "quiet-room", "bike-repair-shed"))
    remove_project(new.office, pot, "games")
    with new.office.database.read() as db:
        assert pot_row(db, pot.round_id, pot.pot_id).conflicts == (("bike-repair-shed", "quiet-room"),)


@pytest.mark.parametrize("named", [(), ("quiet-room",), ("quiet-room", "nope"), ("quiet-room", "quiet-room")])
def test_a_conflict_needs_two_projects_of_the_pot(new: World, pot: PotOfDraft, named: tuple[str, ...]) -> None:
    with pytest.raises(AnswersRefusedError, match="two or more"):
        add_conflict(new.office, pot, named)


def test_a_conflict_stands_once_and_can_go(new: World, pot: PotOfDraft) -> None:
    add_conflict(new.office, pot, ("quiet-room", "bike-repair-shed"))
    with pytest.raises(AnswersRefusedError, match="already"):
        add_conflict(new.office, pot, ("bike-repair-shed", "quiet-room"))
    remove_conflict(new.office, pot, 7)
    remove_conflict(new.office, pot, 0)
    with new.office.database.read() as db:
        assert pot_row(db, pot.round_id, pot.pot_id).conflicts == ()


def test_a_picture_goes_with_its_words(new: World, pot: PotOfDraft) -> None:
    change_picture(new.office, pot, "quiet-room", f"{'a' * 64}.jpg", "A room.")
    change_picture(new.office, pot, "quiet-room", None, "A room.")
    assert (projects(new, pot)[1].picture, projects(new, pot)[1].picture_alt) == (None, "")


def test_what_is_not_there(new: World, pot: PotOfDraft) -> None:
    with pytest.raises(UnknownProjectError):
        remove_project(new.office, pot, "nope")
    with pytest.raises(UnknownProjectError):
        move_project(new.office, pot, "a\0b", 1)
    with pytest.raises(UnknownRoundError):
        add_project(new.office, PotOfDraft(CLERK, pot.round_id, "nope"), GAMES)


def test_there_is_an_end_to_projects(new: World, pot: PotOfDraft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_project, "MOST_PROJECTS", 3)
    add_project(new.office, pot, GAMES)
    with pytest.raises(RoundSetUpError, match="at most"):
        add_project(new.office, pot, replace(GAMES, title="One more"))
