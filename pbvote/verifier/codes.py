"""Check codes: the first 80 bits of a commitment in Crockford's base32 and a check character."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = ALPHABET + "*~$=U"
_LETTERS = 16
_HEX_DIGITS = 20


def check_code(commitment: str) -> str:
    """Give the check code of a commitment in hex, written in groups: `K7QM-2D9X-V4TB-8NHE-5`."""
    number = int(commitment[:_HEX_DIGITS], 16)
    letters = "".join(ALPHABET[number >> 5 * (_LETTERS - 1 - i) & 31] for i in range(_LETTERS))
    groups = [letters[i : i + 4] for i in range(0, _LETTERS, 4)]
    return "-".join([*groups, CHECK_ALPHABET[number % 37]])
