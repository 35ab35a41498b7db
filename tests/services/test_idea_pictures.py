"""Pictures of ideas: rewritten, with words, few, and gone when nothing shows them."""

from io import BytesIO

import pytest
from PIL import Image

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.proposal import MOST_PICTURES
from pbvote.services.idea_pictures import add_picture, remove_picture
from pbvote.services.keep_picture import PictureRefusedError, picture_file
from pbvote.services.withdraw_idea import throw_away
from tests.factories import World
from tests.idea_world import seat_of
from tests.ideas import draft_by, submit, words_now


def png(red: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (220, 220), (red, 0, 0)).save(made, "PNG")
    return made.getvalue()


def add(world: World, proposal_id: int, red: int = 1, alt: str = "A path", number: int = 1) -> str:
    add_picture(world.office, seat_of(world, number), proposal_id, png(red), alt)
    return words_now(world, 1, proposal_id).pictures[-1].name


def test_it_works(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    name = add(ideas, proposal_id)
    assert picture_file(ideas.office, name)
    assert [each.alt for each in words_now(ideas, 1, proposal_id).pictures] == ["A path"]


def test_the_same_picture_again_is_one_with_the_newer_words(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    add(ideas, proposal_id)
    add(ideas, proposal_id, alt="A dark path")
    assert [each.alt for each in words_now(ideas, 1, proposal_id).pictures] == ["A dark path"]


def test_there_are_few(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    for red in range(MOST_PICTURES):
        add(ideas, proposal_id, red * 50)
    with pytest.raises(AnswersRefusedError):
        add(ideas, proposal_id, 250)
    assert len(list((ideas.office.data / "pictures").iterdir())) == MOST_PICTURES


def test_nobody_puts_one_into_the_idea_of_others_nor_on_our_disk(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    with pytest.raises(UnknownIdeaError):
        add(ideas, proposal_id, number=3)
    with pytest.raises(UnknownIdeaError):
        remove_picture(ideas.office, seat_of(ideas, 3), proposal_id, "x")
    assert not (ideas.office.data / "pictures").exists()


def test_what_is_no_picture_is_refused(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    with pytest.raises(PictureRefusedError):
        add_picture(ideas.office, seat_of(ideas, 1), proposal_id, b"<svg onload='alert(1)'/>", "x")
    assert words_now(ideas, 1, proposal_id).pictures == ()


def test_one_that_was_taken_out_of_a_draft_is_gone_from_the_disk(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    name = add(ideas, proposal_id)
    remove_picture(ideas.office, seat_of(ideas, 1), proposal_id, name)
    remove_picture(ideas.office, seat_of(ideas, 1), proposal_id, name)
    assert picture_file(ideas.office, name) is None


def test_one_that_another_idea_shows_stays(ideas: World) -> None:
    first, second = draft_by(ideas, 1), draft_by(ideas, 1)
    name = add(ideas, first)
    add(ideas, second)
    remove_picture(ideas.office, seat_of(ideas, 1), first, name)
    assert picture_file(ideas.office, name)


def test_one_of_a_version_that_was_sent_stays_with_it(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    name = add(ideas, proposal_id)
    submit(ideas, 1, proposal_id)
    remove_picture(ideas.office, seat_of(ideas, 1), proposal_id, name)
    assert picture_file(ideas.office, name)


def test_pictures_go_with_a_draft_that_is_thrown_away(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    name = add(ideas, proposal_id)
    throw_away(ideas.office, seat_of(ideas, 1), proposal_id)
    assert picture_file(ideas.office, name) is None


@pytest.mark.parametrize("name", ["%", "_" * 68, "../keys/a", "a" * 64 + ".jpg"])
def test_a_made_up_name_takes_nothing_away(ideas: World, name: str) -> None:
    proposal_id = draft_by(ideas, 1)
    kept = add(ideas, proposal_id)
    remove_picture(ideas.office, seat_of(ideas, 1), proposal_id, name)
    assert picture_file(ideas.office, kept)
