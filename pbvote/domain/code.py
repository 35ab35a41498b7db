"""Codes that people type: Crockford base32 with a check character, in groups.

Source: Douglas Crockford, "Base 32" (crockford.com/base32.html): no I, L, O, U; small letters count as
capital ones, O is read as 0, I and L as 1; the check character is the number modulo 37. A wrong character, or
two neighbours that changed places, always gives another one, since 37 is prime and greater than 32.

Five of the 37 check characters (``*~$=U``) are hard to print, say or type, so a code that would end in one is
never given out: whoever draws the number draws again (security.md, auditlog.md §3).
"""

import secrets
from collections.abc import Callable

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The 32 symbols, each worth its place."""

SIGN_IN_SYMBOLS = 12
"""A sign-in code carries 60 random bits, 5 a symbol."""

CHECK_CODE_SYMBOLS = 16
"""A check code carries the first 80 bits of a commitment."""

GROUP = 4
"""Symbols between two separators; the check character stands alone in the last group."""

_BITS = 5
_MODULUS = 37
_FORGIVEN = str.maketrans("abcdefghjkmnpqrstvwxyzOoIiLl", "ABCDEFGHJKMNPQRSTVWXYZ001111")
# Phones turn a hyphen into a longer dash, and copying from print brings strange spaces along.
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")


class CodeError(PbvoteError):
    """What was typed is not a code that was ever given out. Every error of this module is one of these."""


class MalformedCodeError(CodeError):
    """The wrong number of characters, or a character that no code holds."""


class WrongCheckCharacterError(CodeError):
    """Every character could stand in a code, but not together: one is mistyped, or two changed places."""


def has_plain_check(number: int) -> bool:
    """Whether the check character of ``number`` (0 <= number) is a letter or digit that codes may end in."""
    return number % _MODULUS < len(ALPHABET)


def code_of(number: int, symbols: int, separator: str) -> str:
    """``number`` as ``symbols`` symbols and the check character, in groups of four set off by ``separator``.

    0 <= number < 32**symbols, and has_plain_check(number).
    """
    if not (0 <= number < 1 << _BITS * symbols and has_plain_check(number)):
        raise ValueError(number)
    plain = "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(symbols)))
    return _in_groups(plain + ALPHABET[number % _MODULUS], separator)


def number_of(text: str, symbols: int, separator: str = " ") -> int:
    """The number whose code was typed; forgives case, spaces, dashes, O for 0, and I or L for 1.

    Raises MalformedCodeError or WrongCheckCharacterError; ``separator`` shows only in their sentences.
    """
    typed = "".join(each for each in text if not each.isspace() and each not in _DASHES).translate(_FORGIVEN)
    strange = next((each for each in typed if each not in ALPHABET), "")
    if strange:
        raise MalformedCodeError(say("A code never holds %(sign)s. Look again at that character.", sign=ascii(strange)))
    if len(typed) != symbols + 1:
        example = _in_groups("0" * (symbols + 1), separator)
        raise MalformedCodeError(
            say(
                "This code has %(symbols)s letters and digits, like %(example)s; you typed %(typed)s.",
                symbols=symbols + 1,
                example=example,
                typed=len(typed),
            )
        )
    number = 0
    for each in typed[:-1]:
        number = number << _BITS | ALPHABET.index(each)
    if number % _MODULUS != ALPHABET.index(typed[-1]):
        raise WrongCheckCharacterError(
            say("This code is mistyped: a character is wrong, or two changed places. Compare it with your paper.")
        )
    return number


def draw_sign_in_code(draw: Callable[[int], int] = secrets.randbits) -> str:
    """A new sign-in code such as ``7H3K QW9M 2XRD T``; ``draw(60)`` gives 60 random bits."""
    number = draw(_BITS * SIGN_IN_SYMBOLS)
    while not has_plain_check(number):
        number = draw(_BITS * SIGN_IN_SYMBOLS)
    return code_of(number, SIGN_IN_SYMBOLS, " ")


def parse_sign_in_code(text: str) -> str:
    """The sign-in code that was typed, spelt as draw_sign_in_code spells it. Raises a CodeError."""
    return code_of(number_of(text, SIGN_IN_SYMBOLS), SIGN_IN_SYMBOLS, " ")


def parse_check_code(text: str) -> str:
    """The check code that was typed, spelt like ``K7QM-2D9X-V4TB-8NHE-5``. Raises a CodeError."""
    return code_of(number_of(text, CHECK_CODE_SYMBOLS, "-"), CHECK_CODE_SYMBOLS, "-")


def _in_groups(plain: str, separator: str) -> str:
    return separator.join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))
