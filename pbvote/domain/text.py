"""Text that people write and other people read: its stored form, and signs that would mislead its readers."""

from unicodedata import category, normalize

from pbvote.domain.sentence import say

TURNING = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Signs that turn the direction of what follows: with them a name can be made to look like another (attack A39)."""

_NO_TEXT = frozenset({"Cc", "Cs"})
"""Unicode's categories of control signs and of halves of signs."""

_SHOWN = 80
"""Characters of a refused text that a sentence repeats."""


def tidy(text: str) -> str:
    """The text as it is kept: in Unicode's composed form, lines ended by one newline, no space around it."""
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fault_in(text: str, *, lines: bool = False) -> str | None:
    """Why a text cannot stand on a page or in the log, as a sentence; None when it can.

    `lines`: whether it may have more than one. A text that `tidy` returned is in the composed form already.
    """
    if TURNING & set(text):
        return say("It holds hidden signs that turn the direction of writing. Type it again instead of pasting it.")
    if any(category(sign) in _NO_TEXT and not (lines and sign == "\n") for sign in text):
        return say("It holds signs that are not text. Type it again instead of pasting it.")
    if normalize("NFC", text) != text:
        return say("It holds signs in an unusual form. Type it again.")
    return None


def printable(text: str) -> str:
    """The beginning of a text that cannot stand, for a sentence that says so."""
    return "".join(sign for sign in text[:_SHOWN] if sign not in TURNING and category(sign) not in _NO_TEXT)
