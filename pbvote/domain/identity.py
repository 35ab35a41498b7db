"""Who is the same person: names and postcodes as keys, so that spelling, marks and look-alike letters do not matter.

The same child in two files is one member with one ballot (attacks A46, A47). Nothing here is kept in plain: services
put the keys into a keyed hash, together with the date of birth.
"""

from types import MappingProxyType
from unicodedata import category, name, normalize

_LOOKALIKES = MappingProxyType(
    str.maketrans(
        # Cyrillic and Greek letters whose capitals look like Latin ones, those Latin ones, and the dotless i. By
        # capitals, so that a name has one key in either case; a small nu for v is left to is_mixed_script.
        "авекмнорстухіјѕһԁԛԝӏ" + "αβεζηικμνορτυχ" + "\u0131",
        "abekmhopctyxijshdqwl" + "abezhikmnoptyx" + "i",
    )
)

_ACCENTS = range(0x0300, 0x0370)
"""Marks over and under Latin, Greek and Cyrillic letters. The vowel signs of other scripts are no ornament."""

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts whose letters look alike; a name in more than one of them deserves a second look."""


def name_key(text: str) -> str:
    """A name without what differs between two spellings of it: case, accents, punctuation, space and look-alikes.

    Two names that a reader takes for one have one key; two people may share a key, as they may share a name.
    """
    plain = normalize("NFKD", normalize("NFKC", text).casefold())
    return "".join(sign for sign in plain if _counts(sign)).translate(_LOOKALIKES)


def postcode_key(text: str) -> str:
    """A postcode without space and punctuation, in small letters: "SE1 7PB" and "se17pb" are one."""
    return name_key(text)


def is_mixed_script(text: str) -> bool:
    """Whether a name has letters of more than one of the scripts that look alike: Latin, Cyrillic and Greek."""
    return len({script for sign in text if (script := _script(sign))}) > 1


def _counts(sign: str) -> bool:
    return category(sign)[0] in "LMN" and ord(sign) not in _ACCENTS


def _script(sign: str) -> str:
    first = name(sign, "").partition(" ")[0] if category(sign)[0] == "L" else ""
    return first if first in _SCRIPTS else ""
