"""The check page without script, and the list that the script looks in."""

from pbvote.services.withdraw_ballot import withdraw_ballot
from tests.factories import World
from tests.web.visitor import Visitor


def test_it_works(visitor: Visitor) -> None:
    page = visitor.get("/check")
    assert page.heading == "Check that your vote is in"
    assert "Yours will be there by 5pm on 22 March 2027." in page.words
    assert 'data-absent="not-yet"' in page.text


def test_after_the_close_an_absent_code_is_not_found(finished: World) -> None:
    assert 'data-absent="not-found"' in Visitor(finished).get("/check").text


def test_there_is_one_list_and_no_way_to_ask_for_a_part(finished: World) -> None:
    """A44: the server never learns which code is looked up."""
    visitor = Visitor(finished)
    whole = visitor.client.get("/check/codes.txt").text
    assert visitor.client.get("/check/codes.txt?code=K7QM").text == whole
    assert visitor.client.get("/check/codes/K7QM").status_code == 404
    assert visitor.client.post("/check", data={"check": "K7QM"}).status_code == 405


def test_the_list_is_sorted_and_says_what_became_of_each(finished: World) -> None:
    lines = Visitor(finished).client.get("/check/codes.txt").text.splitlines()
    assert len(lines) == 43
    assert lines == sorted(lines)
    assert {line.split()[1] for line in lines} == {"counted"}
    assert {line.split()[2] for line in lines} == {"2027-03-14"}


def test_a_replaced_and_a_taken_back_vote_are_told_apart(world: World) -> None:
    """A61: whoever looks up a code that was swapped sees “replaced”."""
    codes = {"replaced": world.cast(0, "bike").check_code, "withdrawn": world.cast(2, "bike").check_code}
    codes["recorded"] = world.cast(0, "games", key="another").check_code
    withdraw_ballot(world.office, world.seat(2), "youth")
    world.close()
    visitor = Visitor(world)
    lines = visitor.client.get("/check/codes.txt").text.splitlines()
    assert {line.split()[1]: line.split()[0] for line in lines} == codes
    words = visitor.get("/check/codes").words
    for heading in ("In the log, not counted yet", "Replaced by a later vote", "Taken back"):
        assert heading in words


def test_the_plain_list_holds_every_code(finished: World) -> None:
    visitor = Visitor(finished)
    words = visitor.get("/check/codes").words
    for line in visitor.client.get("/check/codes.txt").text.splitlines():
        assert line.split()[0] in words


def test_before_the_first_batch_the_list_says_that_it_is_empty(visitor: Visitor) -> None:
    assert "No codes are published yet." in visitor.get("/check/codes").words


def test_the_list_is_made_anew_when_the_log_grows(world: World) -> None:
    visitor = Visitor(world)
    world.cast(0, "bike")
    assert visitor.client.get("/check/codes.txt").text == ""
    world.close()
    first = visitor.client.get("/check/codes.txt").text
    assert first.split()[1] == "recorded"
    world.publish()
    assert visitor.client.get("/check/codes.txt").text.split()[1] == "counted"


def test_the_page_holds_the_answer_to_an_empty_field(visitor: Visitor) -> None:
    page = visitor.get("/check")
    assert 'data-answer="empty"' in page.text
    assert "Nothing is typed yet." in page.text
