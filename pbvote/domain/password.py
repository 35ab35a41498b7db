"""Passwords that are refused, and why (ASVS 5.0, 6.2): length counts, and nothing that stands on a public page."""

import unicodedata
from collections.abc import Iterable

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say

SHORTEST, LONGEST = 12, 128
"""Characters."""

_FEWEST_LETTERS = 5
_FAMOUS = ("password", "passwort", "letmein", "welcome", "qwerty", "abc123", "iloveyou", "monkey", "dragon", "admin")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789", "1qaz2wsx3edc4rfv5tgb6yhn")
_SHORTEST_PART = 3  # “of” stands in many words
_LEAST_OWN = 8
"""Characters that must be left when everything is taken away that others can guess."""


class PasswordRefusedError(PbvoteError):
    """A password that is too short, too long or too easy; its text says what to do."""


def check_password(password: str, known: Iterable[str], shortest: int = SHORTEST) -> None:
    """Raises PasswordRefusedError.

    ``known``: texts that anybody can connect with the person, such as their name, their login and the trust's name.
    """
    if len(password) < shortest:
        raise PasswordRefusedError(
            say("Use at least %(shortest)s characters. Three or four words of your own are good.", shortest=SHORTEST)
        )
    if len(password) > LONGEST:
        raise PasswordRefusedError(say("Use at most %(longest)s characters.", longest=LONGEST))
    if len(set(password)) < _FEWEST_LETTERS:
        raise PasswordRefusedError(say("This repeats the same few signs. Use three or four words of your own."))
    rest = _without(_plain(password), [part for text in known for part in _plain_words(text)])
    if len(rest) < _LEAST_OWN:
        raise PasswordRefusedError(
            say(
                "Others could guess this: it is made of names, keys in a row or a well-known password. "
                "Use three or four words of your own."
            )
        )


def _without(text: str, parts: Iterable[str]) -> str:
    for part in sorted({*parts, *_FAMOUS}, key=len, reverse=True):
        text = text.replace(part, "\n")
    for row in _ROWS:
        for line in (row, row[::-1]):
            text = _without_runs(text, line)
    return text.replace("\n", "")


def _without_runs(text: str, row: str, least: int = 4) -> str:
    """``text`` without stretches of ``least`` or more that stand side by side in ``row``."""
    start = 0
    while start + least <= len(text):
        length = least
        if text[start : start + least] not in row:
            start += 1
            continue
        while start + length < len(text) and text[start : start + length + 1] in row:
            length += 1
        text = f"{text[:start]}\n{text[start + length :]}"
        start += 1
    return text


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if not letter.isspace())


def _plain_words(text: str) -> list[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFKC", text).casefold())
    return [word for word in words.split() if len(word) >= _SHORTEST_PART]
