"""Pictures of an idea: what is sent badly, a clear page, and the words that were typed still there."""

from io import BytesIO

import pytest
from PIL import Image

from pbvote.services.keep_picture import LARGEST_FILE, picture_file
from tests.factories import World
from tests.ideas import draft_by, sent_by, words_now
from tests.services.test_keep_picture import animation, photo_with_place, png_that_claims
from tests.web.talker import Talker
from tests.web.visitor import OUR_PAGE, Page, Visitor

HERE = "/my/ideas/2/pictures"


@pytest.fixture
def author(talking: World) -> Talker:
    """Member 3 at the pictures of draft 2."""
    draft_by(talking, 3)
    visitor = Talker(talking, 3)
    visitor.get(HERE)
    return visitor


def send(visitor: Talker, content: bytes, status: int = 200, name: str = "photo.jpg", **fields: str) -> Page:
    """Send the form with a file, as the page does: the words come before the file."""
    hidden = {key: values[0] for key, values in visitor.page.form(HERE).items() if key != "file"}
    files = {"file": (name, content)}
    answer = visitor.client.post(HERE, data={**hidden, "add": "1", **fields}, files=files, headers=OUR_PAGE)
    return visitor._arrive(answer, status)  # noqa: SLF001 - the visitor's own way of checking an answer


def without(visitor: Talker, **fields: str) -> Page:
    """Press a button of the form when no file is chosen: browsers send an empty one."""
    hidden = {key: values[0] for key, values in visitor.page.form(HERE).items() if key != "file"}
    answer = visitor.client.post(HERE, data={**hidden, **fields}, files={"file": ("", b"")}, headers=OUR_PAGE)
    return visitor._arrive(answer, 200)  # noqa: SLF001 - as above


def png(red: int = 1) -> bytes:
    made = BytesIO()
    Image.new("RGB", (220, 220), (red, 0, 0)).save(made, "PNG")
    return made.getvalue()


def test_a_picture_is_kept_with_its_words_and_without_the_place_where_it_was_taken(
    author: Talker, talking: World
) -> None:
    send(author, photo_with_place(), alt="A dark path")
    (picture,) = words_now(talking, 3, 2).pictures
    assert picture.alt == "A dark path"
    assert 'alt="A dark path"' in author.page.text
    file = picture_file(talking.office, picture.name)
    assert file is not None
    assert b"Marlphone" not in file.read_bytes()
    without(author, remove=picture.name)
    assert words_now(talking, 3, 2).pictures == ()


BAD = (
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing.png", "not a picture that we can use"),
    (b"<svg/>", "photo.jpg", "not a picture that we can use"),
    (png_that_claims(30_000, 30_000), "bomb.png", "too many pixels"),
    (png()[:300], "broken.png", "damaged"),
    (animation("PNG"), "moves.png", "The picture moves"),
    (b"hello", "photo.jpg", "not a picture that we can use"),
    (b"", "", "Choose a picture on your phone or computer."),
)


def test_a39_what_is_no_picture_is_said_and_the_words_stay(author: Talker, talking: World) -> None:
    for content, name, words in BAD:
        page = send(author, content, 422, name, alt="A dark path between hedges")
        assert words in page.words, name
        assert 'value="A dark path between hedges"' in page.text
    assert words_now(talking, 3, 2).pictures == ()


def test_a_picture_that_is_too_large_is_said_so_and_the_words_stay(author: Talker) -> None:
    """How 50 MB arrive in many pieces is tested where forms are read (test_uploads)."""
    page = send(author, b"\xff\xd8\xff" + b"\0" * LARGEST_FILE, 422, alt="A dark path between hedges")
    assert "The picture is larger than 8 MB. Choose a smaller one." in page.words
    assert 'value="A dark path between hedges"' in page.text


def test_a_picture_needs_words_for_who_cannot_see_it(author: Talker, talking: World) -> None:
    for alt, words in (("", "Say what can be seen"), ("x" * 251, "251 characters"), ("a\u202eb", "hidden signs")):
        page = send(author, png(), 422, alt=alt)
        assert words in page.words
        assert "Then choose the picture once more." in page.words, "a browser empties the field of a file"
    assert words_now(talking, 3, 2).pictures == ()
    assert not (talking.office.data / "pictures").exists()


def test_there_is_no_fifth(author: Talker) -> None:
    for red in (0, 60, 120, 180):
        send(author, png(red), alt="A wall")
    assert "You have four pictures." in author.page.words
    assert "at most 4 pictures" in send(author, png(240), 422, alt="A wall").words


def test_one_can_go_on_without(author: Talker) -> None:
    assert without(author, go="1").path == "/my/ideas/2"


def test_a_picture_of_the_young_is_shown_to_nobody_before_it_was_read(talking: World) -> None:
    proposal_id = draft_by(talking, 2)
    visitor = Talker(talking, 2)
    visitor.get(HERE)
    send(visitor, png(), alt="Me and my friends")
    visitor.get(f"/my/ideas/{proposal_id}/check")
    visitor.press(f"/my/ideas/{proposal_id}/check")
    name = words_now(talking, 2, proposal_id).pictures[0].name
    for address in ("/rounds/spring-2027/ideas", "/rounds/spring-2027/ideas.json", "/rounds/spring-2027", "/"):
        page = Visitor(talking).get(address)
        assert name not in page.text
        assert "Me and my friends" not in page.text
    Visitor(talking).get("/rounds/spring-2027/ideas/2", 404)
    Visitor(talking).get("/rounds/spring-2027/ideas/2/versions", 404)


def test_nobody_puts_a_picture_into_the_idea_of_others(talking: World, author: Talker) -> None:
    sent_by(talking, 5)
    form = author.page.form(HERE)
    other = Talker(talking, 5)
    other.get("/my/ideas/3/pictures")
    token = other.page.form("/my/ideas/3/pictures")["csrf"][0]
    typed = {"csrf": token, "alt": "x"}
    answer = other.client.post(HERE, data={**form, **typed}, files={"file": ("a.png", png())}, headers=OUR_PAGE)
    assert answer.status_code == 404
    assert not (talking.office.data / "pictures").exists()
