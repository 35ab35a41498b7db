"""JSON from anywhere, read strictly: every fault is said with the path to the value, such as `$.ballots[3].times`.

A key that stands twice, a number that is not whole or has more digits than any amount, a name nobody asked for: each
is an error and never the last one wins.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbvote.domain.text import tidy
from pbvote.formats.ballot_file import BallotFileError, MisplacedError
from pbvote.formats.repairs import Repairs, shown

_MOST_DIGITS = 17


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Stands for a value that JSON has and this program does not, until its path is known."""

    what: str


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands. Every method raises BallotFileError for a value of another kind.

    `step` leads here from `parent`: a key, or a position in a list. Paths are put together only when one is asked for.
    """

    value: object
    repairs: Repairs
    step: str | int = "$"
    parent: "Node | None" = None

    @property
    def path(self) -> str:
        """The path from the root, such as `$.ballots[3].times`."""
        if self.parent is None:
            return str(self.step)
        if isinstance(self.step, int):
            return f"{self.parent.path}[{self.step}]"
        name = shown(self.step)
        is_plain = self.step.isidentifier() and self.step.isascii() and name == f"'{self.step}'"
        return self.parent.path + (f".{self.step}" if is_plain else f"[{name}]")

    def error(self, what: str) -> BallotFileError:
        """An error about this value."""
        return BallotFileError(self.path, self.value.what if isinstance(self.value, _Wrong) else what)

    def fields(self, needed: Sequence[str], allowed: Sequence[str] = ()) -> dict[str, "Node"]:
        """The values of an object that has all needed keys, and no others than the allowed ones."""
        found = dict(self.members())
        for name in needed:
            if name not in found:
                raise self.error(f"the key {shown(name)} is missing")
        for name, node in found.items():
            if name not in needed and name not in allowed:
                known = ", ".join((*needed, *allowed))
                raise node.error(f"there is no key {shown(name)} here; known are {known}")
        return found

    def members(self) -> Iterator[tuple[str, "Node"]]:
        """The keys and values of an object."""
        if not isinstance(self.value, dict):
            raise self.error(f"an object is needed here, not {_kind(self.value)}")
        for name, value in self.value.items():
            yield name, Node(value, self.repairs, name, self)

    def each(self) -> Iterator["Node"]:
        """The values of a list."""
        if not isinstance(self.value, list):
            raise self.error(f"a list is needed here, not {_kind(self.value)}")
        for number, value in enumerate(self.value):
            yield Node(value, self.repairs, number, self)

    def text(self) -> str:
        """A text without space around it, in Unicode's composed form; a repair is noted."""
        if not isinstance(self.value, str):
            raise self.error(f"a text is needed here, not {_kind(self.value)}")
        return readable(self, self.value)

    def whole(self, least: int, most: int) -> int:
        """A whole number in these bounds."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.error(f"a whole number is needed here, not {_kind(self.value)}")
        if not least <= self.value <= most:
            raise self.error(f"{self.value} is not from {least} to {most}")
        return self.value


def readable(node: Node, text: str) -> str:
    """A text or a key as it is kept."""
    if text.isascii() and text.isprintable() and not (text[:1] == " " or text[-1:] == " "):
        return text
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise node.error("the text holds a sign that is no text")
    clean = tidy(text)
    if clean != text:
        node.repairs.note("space around text was cut, or its Unicode form or line ends were made plain", node.path)
    return clean


def parse_json(text: str, repairs: Repairs) -> Node:
    """The root of a JSON text. Raises BallotFileError."""
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_no_whole,
            parse_constant=_no_whole,
        )
    except json.JSONDecodeError as error:
        raise MisplacedError(error.lineno, error.colno, f"this is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise MisplacedError(1, 1, "the lists and objects of this JSON lie too deep in each other") from error
    return Node(value, repairs)


def _object(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    return _Wrong(f"the key {shown(next(name for name in names if names.count(name) > 1))} stands here twice")


def _whole(text: str) -> object:
    return int(text) if len(text) <= _MOST_DIGITS else _Wrong(f"the number {shown(text)} has too many digits")


def _no_whole(text: str) -> object:
    return _Wrong(f"a whole number is needed here, not {shown(text)}")


def _kind(value: object) -> str:
    names: dict[type, str] = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number"}
    return names.get(type(value), "nothing")
