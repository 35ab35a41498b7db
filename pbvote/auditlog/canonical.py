"""Canonical bytes: the one way to write a value that is hashed, signed or sealed.

Source: RFC 8785 (JSON Canonicalization Scheme), narrowed by the profile of docs/log-format.md: objects,
arrays, strings, booleans, null and integers within ±(2^53 - 1); keys match ``[a-z][a-z0-9_.]*``; strings are
in NFC and hold neither lone surrogates nor U+0000. Inside the profile all keys are ASCII, so sorting by code
point is the UTF-16 order of the RFC, and ``json.dumps`` writes exactly its bytes.
"""

import json
import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from pbvote.domain.errors import PbvoteError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value: TypeAlias = "bool | int | str | Sequence[Value] | Mapping[str, Value] | None"
"""What can be written canonically; tuples are written as arrays, and read back as lists."""

LARGEST_INTEGER = 2**53 - 1
"""The largest integer, of either sign, that every JSON reader keeps exactly."""

DEEPEST = 32
"""So many arrays and objects may stand inside one another, the outermost counted."""

_KEY = re.compile(r"[a-z][a-z0-9_.]*")


class CanonicalError(PbvoteError):
    """A value, or bytes, that have no place in the log. Every error of this module is one of these."""


class NotJsonError(CanonicalError):
    """The bytes are not UTF-8 or not JSON."""


class NotCanonicalError(CanonicalError):
    """The bytes are JSON inside the profile, but not the one way to write it: order, spaces, escapes, -0."""


class DuplicateKeyError(CanonicalError):
    """An object names a key twice, so that two readers could see two values."""


class ForbiddenKeyError(CanonicalError):
    """A key that does not match ``[a-z][a-z0-9_.]*``."""


class ForbiddenNumberError(CanonicalError):
    """An integer beyond ±(2^53 - 1)."""


class ForbiddenTextError(CanonicalError):
    """A string that is not in NFC, or holds a lone surrogate or U+0000."""


class ForbiddenTypeError(CanonicalError):
    """Something else than object, array, string, boolean, null or integer; a fraction, for example."""


class NestedTooDeeplyError(CanonicalError):
    """More than 32 arrays and objects inside one another."""


def canonical_bytes(value: Value) -> bytes:
    """The canonical bytes of ``value``: UTF-8, without a newline. Raises a CanonicalError that says where."""
    _check(value, "$", DEEPEST)
    return _ENCODER.encode(value).encode("utf-8")


def parse_canonical(raw: bytes) -> Value:
    """The value that ``raw`` is the canonical bytes of; for all accepted raw, canonical_bytes(value) == raw.

    Raises a CanonicalError. Nothing is repaired: a reader that repairs would hash other bytes than it shows.
    """
    try:
        value: Value = _DECODER.decode(raw.decode("utf-8"))
    except RecursionError:
        raise NestedTooDeeplyError("The line is nested too deeply to read; it cannot be an entry.") from None
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are both of this kind
        raise NotJsonError(f"The bytes are not JSON in UTF-8: {error}. Ask for them again.") from error
    encoded = canonical_bytes(value)
    if encoded != raw:
        raise NotCanonicalError(
            f"From byte {_first_difference(raw, encoded)} on, the line differs from its canonical form; "
            "write it with sorted keys, without spaces, and with the shortest escapes."
        )
    return value


def parse_canonical_object(raw: bytes) -> dict[str, Value]:
    """Like parse_canonical, for bytes that must be an object; otherwise raises ForbiddenTypeError."""
    value = parse_canonical(raw)
    if not isinstance(value, dict):
        raise ForbiddenTypeError("$ must be an object, written between { and }.")
    return value


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = min(key for key in keys if keys.count(key) > 1)
        raise DuplicateKeyError(f"The key {twice!a} stands twice in one object; keep one of them.")
    return found


# Kept, since making them anew takes longer than to write the few bytes that bind an envelope to its place.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_DECODER = json.JSONDecoder(object_pairs_hook=_object)


def _check(value: object, where: str, room: int) -> None:
    # Exact types: a bool is an int to isinstance, and an enum would be written by its base type unseen.
    kind = type(value)
    if kind is str:
        _check_text(str(value), where)
    elif isinstance(value, int) and kind is int:
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise ForbiddenNumberError(f"{where} lies beyond ±(2^53 - 1); write it as a string.")
    elif isinstance(value, list | tuple | dict) and room == 0:
        raise NestedTooDeeplyError(f"{where} lies inside {DEEPEST} arrays and objects; flatten the value.")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _check(item, f"{where}[{index}]", room - 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_key(key, where)
            _check(item, f"{where}.{key}", room - 1)
    elif value is not None and kind is not bool:
        raise ForbiddenTypeError(
            f"{where} is of type {kind.__name__}; only objects, arrays, strings, booleans, null and integers "
            "can be written."
        )


def _check_key(key: object, where: str) -> None:
    if type(key) is not str or not _KEY.fullmatch(key):
        raise ForbiddenKeyError(f"{where} holds the key {key!a}; keys must match [a-z][a-z0-9_.]*.")


def _check_text(text: str, where: str) -> None:
    if text.isascii():
        wrong = "U+0000" if "\0" in text else ""
    elif any("\ud800" <= character <= "\udfff" for character in text):
        wrong = "a lone surrogate"
    elif not unicodedata.is_normalized("NFC", text):
        wrong = "text that is not in Unicode form NFC"
    else:
        wrong = "U+0000" if "\0" in text else ""
    if wrong:
        raise ForbiddenTextError(f"{where} holds {wrong}; write it without.")


def _first_difference(left: bytes, right: bytes) -> int:
    pairs = zip(left, right, strict=False)  # one of them may be the shorter one
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))
