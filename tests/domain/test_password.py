"""Which passwords are refused."""

import pytest

from pbvote.domain.password import PasswordRefusedError, check_password

KNOWN = ("Mei Tran", "mei.tran", "Marlbrook Young People’s Trust")


@pytest.mark.parametrize(
    "password",
    [
        "nine stones in the brook",
        "correct horse battery staple",
        "k7&fQz!2pLw9",
        "ein Reiher steht im Wasser",
        "石は川を渡るための道です、九つ",
        "x" * 4 + "9!aQ zebra lamps",
        "a heron stands in the water " * 4,
    ],
)
def test_words_of_ones_own_are_good(password: str) -> None:
    check_password(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "elevenchars",
        "a" * 12,
        "ababababababab",
        "a" * 129,
        "abcdefghijklmnop",
        "zyxwvutsrqponmlk",
        "1234567890123",
        "qwertyuiopasdf",
        "lkjhgfdsapoiuytrewq",
        "password12345678",
        "Passwort!12345",
        "meitran123456789",
        "Mei.Tran-Mei.Tran",
        "marlbrooktrust2027",
        "MARLBROOK people",
        "Ｍａｒｌｂｒｏｏｋ12345",  # noqa: RUF001 - letters of full width read the same
        "qwerty letmein abc123",
        "trust trust trust",
    ],
)
def test_what_others_can_guess_is_refused(password: str) -> None:
    """ASVS 5.0, 6.2.1, 6.2.4, 6.2.9, 6.2.11: length, common ones, at least 64 taken, words of the context."""
    with pytest.raises(PasswordRefusedError):
        check_password(password, KNOWN)


def test_nothing_about_kinds_of_signs_is_demanded() -> None:
    """ASVS 5.0, 6.2.5: no rule about capital letters, figures or signs."""
    check_password("drei kleine enten", ())
