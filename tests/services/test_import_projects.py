"""Projects from a file, looked at before they are taken."""

import pytest

from pbvote.domain.draft import AnswersRefusedError, NotADraftError, ProjectWords
from pbvote.formats.csv_table import CsvUnreadableError
from pbvote.services.draft_pot import change_money
from pbvote.services.draft_project import add_conflict, add_project, change_picture
from pbvote.services.drafting import PotOfDraft
from pbvote.services.import_projects import NoListWaitsError, drop_list, read_list, take_list, waiting_list
from pbvote.storage.queries.rounds import pot_row, project_rows
from pbvote.storage.tables import ProjectRow
from tests.factories import ROUND, World
from tests.services.drafts import CLERK, ready_draft

FILE = b"title,summary,cost\nQuiet Room,Calm.,100\nPond,Frogs.,5000\n"
PICTURE = f"{'a' * 64}.jpg"


@pytest.fixture
def pot(new: World) -> PotOfDraft:
    return ready_draft(new)


def projects(world: World, pot: PotOfDraft) -> list[ProjectRow]:
    with world.office.database.read() as db:
        return list(project_rows(db, pot.round_id, pot.pot_id))


def titles(world: World, pot: PotOfDraft) -> list[str]:
    return [each.title for each in projects(world, pot)]


def test_it_works(new: World, pot: PotOfDraft) -> None:
    """Nothing stands on the ballot before somebody takes the list."""
    assert read_list(new.office, pot, "projects.csv", FILE.replace(b"Quiet Room", b"Games")) == ()
    with new.office.database.read() as db:
        waiting = waiting_list(db, pot.round_id, pot.pot_id)
    assert (waiting.name, [each.title for each in waiting.projects]) == ("projects.csv", ["Games", "Pond"])
    assert titles(new, pot) == ["Bike repair shed", "Quiet room"]
    assert take_list(new.office, pot, replace=False) == 2
    assert titles(new, pot) == ["Bike repair shed", "Quiet room", "Games", "Pond"]


def test_a_list_in_place_of_what_is_there_keeps_ids_and_pictures(new: World, pot: PotOfDraft) -> None:
    change_picture(new.office, pot, "quiet-room", PICTURE, "A room.")
    add_conflict(new.office, pot, ("quiet-room", "bike-repair-shed"))
    read_list(new.office, pot, "projects.csv", FILE)
    take_list(new.office, pot, replace=True)
    first, second = projects(new, pot)
    assert (first.id, first.title, first.cost, first.picture) == ("quiet-room", "Quiet Room", 10_000, PICTURE)
    assert (second.id, second.picture) == ("pond", None)
    with new.office.database.read() as db:
        assert pot_row(db, pot.round_id, pot.pot_id).conflicts == ()


def test_a_list_beside_a_project_of_the_same_title_is_not_taken(new: World, pot: PotOfDraft) -> None:
    read_list(new.office, pot, "projects.csv", FILE)
    with pytest.raises(AnswersRefusedError, match="Another project"):
        take_list(new.office, pot, replace=False)
    assert titles(new, pot) == ["Bike repair shed", "Quiet room"]


def test_a_file_with_faults_leaves_nothing_waiting(new: World, pot: PotOfDraft) -> None:
    """Also nothing of an earlier file, which would be taken for this one."""
    read_list(new.office, pot, "good.csv", FILE)
    faults = read_list(new.office, pot, "bad.csv", b"title,summary,cost\nPond,Frogs.,nine\n")
    assert [(fault.line, fault.column) for fault in faults] == [(2, "cost")]
    with pytest.raises(NoListWaitsError):
        take_list(new.office, pot, replace=True)


def test_what_is_no_table_is_refused(new: World, pot: PotOfDraft) -> None:
    with pytest.raises(CsvUnreadableError):
        read_list(new.office, pot, "members.csv", b"name\nSam\n")


def test_a_second_file_replaces_the_first_and_a_list_is_taken_once(new: World, pot: PotOfDraft) -> None:
    read_list(new.office, pot, "one.csv", FILE)
    read_list(new.office, pot, "two.csv", b"title,summary,cost\nOak,A tree.,7\n")
    assert take_list(new.office, pot, replace=False) == 1
    with pytest.raises(NoListWaitsError):
        take_list(new.office, pot, replace=False)


def test_a_list_can_be_let_go_twice(new: World, pot: PotOfDraft) -> None:
    read_list(new.office, pot, "one.csv", FILE)
    drop_list(new.office, pot)
    drop_list(new.office, pot)
    with new.office.database.read() as db, pytest.raises(NoListWaitsError):
        waiting_list(db, pot.round_id, pot.pot_id)


def test_a_pot_that_became_too_small_meanwhile_refuses_the_list(new: World, pot: PotOfDraft) -> None:
    read_list(new.office, pot, "one.csv", b"title,summary,cost\nHall,A hall.,19000\n")
    change_money(new.office, pot, "Youth pot", 1_000_000)
    with pytest.raises(AnswersRefusedError, match="cannot cost more"):
        take_list(new.office, pot, replace=False)


def test_a_frozen_round_takes_no_list(sealed: World) -> None:
    with pytest.raises(NotADraftError):
        read_list(sealed.office, PotOfDraft(CLERK, ROUND, "youth"), "one.csv", FILE)


def test_an_old_project_takes_the_words_of_the_list(new: World, pot: PotOfDraft) -> None:
    add_project(new.office, pot, ProjectWords("Pond", "Old words.", 900))
    read_list(new.office, pot, "one.csv", FILE)
    take_list(new.office, pot, replace=True)
    assert [(each.title, each.summary, each.position) for each in projects(new, pot)] == [
        ("Quiet Room", "Calm.", 0),
        ("Pond", "Frogs.", 1),
    ]
