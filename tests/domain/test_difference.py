"""What changed between two texts: nothing is lost, nothing is invented, and no text makes it slow."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pbvote.domain.difference import MOST_PAIRS, Change, Kind, Piece, changes, difference

TEXTS = st.lists(st.sampled_from(["a", "lamp", "lamps", "\n\n", "  ", "we", "£5", "🙂"]), max_size=20).map(" ".join)


def test_words_that_came_and_went_stand_in_their_places() -> None:
    expected = (
        Piece(Kind.SAME, "Put "),
        Piece(Kind.REMOVED, "six "),
        Piece(Kind.ADDED, "eight "),
        Piece(Kind.SAME, "lamps there"),
    )
    assert expected == difference("Put six lamps there", "Put eight lamps there")


def test_the_same_text_has_no_difference() -> None:
    assert difference("Put six lamps", "Put six lamps") == (Piece(Kind.SAME, "Put six lamps"),)


def test_from_nothing_everything_is_added() -> None:
    assert difference("", "New words") == (Piece(Kind.ADDED, "New words"),)
    assert difference("Old words", "") == (Piece(Kind.REMOVED, "Old words"),)
    assert difference("", "") == ()


@settings(max_examples=30)
@given(TEXTS, TEXTS)
def test_without_what_was_added_it_is_the_earlier_text_and_without_what_was_removed_the_later(a: str, b: str) -> None:
    pieces = difference(a, b)
    assert a == "".join(each.text for each in pieces if each.kind is not Kind.ADDED)
    assert b == "".join(each.text for each in pieces if each.kind is not Kind.REMOVED)
    assert all(each.text for each in pieces)


def test_one_word_a_thousand_times_is_compared_as_a_whole() -> None:
    """Comparing each with each would take minutes of the server's time."""
    before, after = "x " + "a " * 1400 + "y", "z " + "a " * 1399 + "q"
    assert MOST_PAIRS < 1400 * 1399
    assert [each.kind for each in difference(before, after)] == [Kind.REMOVED, Kind.ADDED]


def test_only_parts_that_differ_are_changes_in_the_order_of_the_later_ones() -> None:
    found = changes({"Title": "A", "Place": "Here", "Old": "gone"}, {"Title": "A", "New": "come", "Place": "There"})
    assert [each.part for each in found] == ["New", "Place", "Old"]
    assert found[2] == Change("Old", (Piece(Kind.REMOVED, "gone"),))
