"""What a text may be, and who reads it first."""

from pbvote.domain.phase import AFTER, BEFORE
from pbvote.domain.talk import LONGEST_COMMENT, LONGEST_REASON, fault_of_comment, fault_of_reason, is_shown_at_once


def test_what_the_young_write_is_never_shown_before_it_was_read() -> None:
    shown = [(moderation, young, is_shown_at_once(moderation, young=young)) for moderation in (BEFORE, AFTER)
             for young in (True, False)]  # fmt: skip
    assert [each for each in shown if each[2]] == [(AFTER, False, True)]


def test_a_text_says_something_and_not_too_much() -> None:
    for fault, longest in ((fault_of_comment, LONGEST_COMMENT), (fault_of_reason, LONGEST_REASON)):
        assert fault("")
        assert fault("x" * (longest + 1))
        assert fault("a\u2066b")
        assert not fault("x" * longest)
        assert not fault("Two lines,\nand a 🚲.")
