"""Canonical JSON: RFC 8785 output, restricted to the profile of the log.

Objects, arrays, strings, booleans, null and integers within 2^53 - 1 either way; keys match
`[a-z][a-z0-9_.]*`; strings are NFC without lone surrogates or NUL; at most 32
levels deep (docs/log-format.md, section 1). A reader hashes raw bytes, so
this module's work is to refuse every other spelling of the same content.
"""

import json
import re
import unicodedata

from .errors import MalformedError

LARGEST = 2**53 - 1
KEY = re.compile(r"[a-z][a-z0-9_.]*\Z")
_DEEPEST = 32
_LONGEST_NUMBER = 17


def _parse_number(digits: str) -> int:
    # A number of a million digits would keep an old Python busy for minutes.
    if len(digits) > _LONGEST_NUMBER:
        raise MalformedError("a number lies outside the safe range of 2^53 - 1")
    return int(digits)


_DECODER = json.JSONDecoder(parse_int=_parse_number)
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def encode(value: object) -> bytes:
    """Give the canonical bytes of a value inside the profile, without a newline at the end."""
    check_profile(value)
    return _ENCODER.encode(value).encode("utf-8")


def decode(raw: bytes) -> object:
    """Give the value of canonical bytes; MalformedError for any other bytes."""
    try:
        value: object = _DECODER.decode(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise MalformedError("the bytes are not UTF-8") from None
    except RecursionError:
        raise MalformedError("the brackets are nested too deeply") from None
    except ValueError as error:
        raise MalformedError("not JSON: " + str(error)) from None
    check_profile(value)
    if _ENCODER.encode(value).encode("utf-8") != raw:
        raise MalformedError("the bytes are not the canonical form of what they say")
    return value


def check_profile(value: object, depth: int = 0) -> None:
    """Refuse what the profile leaves out: fractions, large numbers, other keys, text that is not NFC."""
    kind = type(value)
    if kind is str:
        _check_text(value)  # type: ignore[arg-type] # `kind` says that it is a str
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:  # type: ignore[operator] # `kind` says that it is an int
            raise MalformedError("a number lies outside the safe range of 2^53 - 1")
    elif isinstance(value, dict):
        _check_object(value, depth + 1)
    elif isinstance(value, list):
        _check_depth(depth + 1)
        for item in value:
            check_profile(item, depth + 1)
    elif value is not None and kind is not bool:
        raise MalformedError("a number is not a whole number")


def _check_object(value: dict[object, object], depth: int) -> None:
    _check_depth(depth)
    for key, item in value.items():
        if not isinstance(key, str) or not KEY.match(key):
            raise MalformedError("the key " + ascii(key)[:80] + " has a form that is not allowed")
        check_profile(item, depth)


def _check_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise MalformedError("the brackets are nested too deeply")


def _check_text(text: str) -> None:
    if "\0" in text:
        raise MalformedError("a text has a NUL character")
    if text.isascii():
        return
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise MalformedError("a text has half a surrogate pair")
    if not unicodedata.is_normalized("NFC", text):
        raise MalformedError("the text " + ascii(text)[:80] + " is not in the NFC form")
