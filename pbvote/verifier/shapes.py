"""Shapes: what a value read from JSON must look like before anything is done with it.

A shape is a function that takes a value and raises MalformedError when it does not fit. Shapes are
made once and used for every entry and file, so that the checks after them may rely on keys and types.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Optional

from .errors import MalformedError

Shape = Callable[[object], None]
Record = dict[str, Any]  # an object whose keys and types a shape has checked

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_LONGEST_PROJECT = 64


def shown(value: object) -> str:
    """Give a value in a form that is short and safe to print."""
    text = value if isinstance(value, str) else repr(value)
    text = text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 # the width of a line
    return ascii(text) if isinstance(value, str) else text


def matching(pattern: str, name: str) -> Shape:
    """Make the shape of a text that fits a pattern as a whole; `name` says what it is."""
    compiled = re.compile("(?:" + pattern + r")\Z", re.ASCII)

    def check(value: object) -> None:
        if not isinstance(value, str) or not compiled.match(value):
            raise MalformedError(shown(value) + " is not " + name)

    return check


def whole(least: int, most: Optional[int] = None) -> Shape:
    """Make the shape of an integer from `least` to `most`."""

    def check(value: object) -> None:
        if type(value) is not int or value < least or (most is not None and value > most):
            raise MalformedError(shown(value) + " is not a whole number in the range that is allowed")

    return check


def exactly(*allowed: object) -> Shape:
    """Make the shape of one of the values given."""

    def check(value: object) -> None:
        if not any(type(value) is type(each) and value == each for each in allowed):
            raise MalformedError(shown(value) + " is not one of " + ", ".join(map(shown, allowed)))

    return check


def or_null(shape: Shape) -> Shape:
    """Make the shape of what may also be null."""

    def check(value: object) -> None:
        if value is not None:
            shape(value)

    return check


def list_of(shape: Shape, least: int = 0, *, ascending: bool = False) -> Shape:
    """Make the shape of a list of at least so many items; `ascending` allows no repetition either."""

    def check(value: object) -> None:
        if not isinstance(value, list):
            raise MalformedError(shown(value) + " is not a list")
        if len(value) < least:
            raise MalformedError("a list of " + str(len(value)) + " items needs at least " + str(least))
        for item in value:
            shape(item)
        if ascending:
            _check_ascending(value)

    return check


def _check_ascending(items: list[Any]) -> None:
    for before, after in zip(items, items[1:]):
        if before == after:
            raise MalformedError(shown(after) + " stands twice in a list")
        if before > after:
            raise MalformedError(shown(after) + " stands out of order in a list that is sorted")


def record(fields: Mapping[str, Shape], optional: Optional[Mapping[str, Shape]] = None) -> Shape:
    """Make the shape of an object with exactly these keys, and with those that are optional or without them."""
    keys, further = fields.keys(), optional or {}
    shapes = {**fields, **further}

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise MalformedError(shown(value) + " is not an object")
        if value.keys() != keys and value.keys() - further.keys() != keys:
            raise MalformedError(_key_difference(set(value) - further.keys(), set(keys)))
        key = ""
        try:
            for key in value:  # the handler says which key it was
                shapes[key](value[key])
        except MalformedError as error:
            raise MalformedError(key + ": " + str(error)) from None

    return check


def _key_difference(found: set[str], wanted: set[str]) -> str:
    missing, extra = sorted(wanted - found), sorted(found - wanted)
    parts = []
    if missing:
        parts.append("lacks " + ", ".join(missing))
    if extra:
        parts.append("has " + ", ".join(map(shown, extra)) + ", which does not belong there")
    return "the object " + " and ".join(parts)


def check_fits(shape: Shape, value: object) -> Record:
    """Give the value as a record once the shape, which must be that of an object, has accepted it."""
    shape(value)
    if not isinstance(value, dict):
        raise MalformedError(shown(value) + " is not an object")
    return value


def text(value: object) -> None:
    """Accept any text."""
    if not isinstance(value, str):
        raise MalformedError(shown(value) + " is not a text")


def boolean(value: object) -> None:
    """Accept true and false."""
    if type(value) is not bool:
        raise MalformedError(shown(value) + " is neither true nor false")


def time(value: object) -> None:
    """Accept a time of the calendar: `YYYY-MM-DDTHH:MM:SSZ`, UTC, whole seconds."""
    if not isinstance(value, str) or not _TIME.match(value):
        raise MalformedError(shown(value) + " is not a time such as 2027-03-01T06:00:00Z")
    try:
        datetime.fromisoformat(value[:-1])
    except ValueError:
        raise MalformedError(value + " is not in the calendar") from None


def day(value: object) -> None:
    """Accept a day of the calendar, `YYYY-MM-DD`."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise MalformedError(shown(value) + " is not a day such as 2027-03-01")
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise MalformedError(value + " is not in the calendar") from None


def project(value: object) -> None:
    """Accept the id of a project: 1 to 64 characters, without comma, semicolon, controls, outer spaces."""
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_PROJECT:
        raise MalformedError(shown(value) + " is not the id of a project")
    if value != value.strip() or any(each in ",;" or unicodedata.category(each) == "Cc" for each in value):
        raise MalformedError(shown(value) + " is not the id of a project")


name = matching("[a-z][a-z0-9-]{0,39}", "a name of small letters, digits and hyphens")
hash_hex = matching("[0-9a-f]{64}", "64 hex digits")
officer = matching("officer-[1-9][0-9]{0,8}", "the role of an officer")
staff = matching("(?:officer|clerk|helper|reviewer)-[1-9][0-9]{0,8}", "the role of somebody of the staff")
keeper = matching("(?:officer|clerk|helper)-[1-9][0-9]{0,8}", "the role of an officer, a clerk or a helper")
positive = whole(1)
count = whole(0)
