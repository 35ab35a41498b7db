"""What changed between two texts, word by word, so that people can read it: what stayed, what came, what went.

The words are compared by the longest runs that both texts share (J. W. Ratcliff, D. Metzener, Dr. Dobb's Journal,
July 1988, as in Python's difflib).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PAIRS = 100_000
"""So many pairs of equal words are looked at; texts with more (one word a thousand times) are shown as a whole."""

_WORD = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the spaces after them; the pieces that are not ADDED, joined, are the earlier text."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part that differs, by its name."""

    part: str
    pieces: tuple[Piece, ...]


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The later text with what was removed from the earlier one in its place; no piece is empty."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = _pieces(old[head : len(old) - tail], new[head : len(new) - tail])
    ends = ("".join(new[:head]), "".join(new[len(new) - tail :]))
    first, last = (Piece(Kind.SAME, text) for text in ends)
    return tuple(piece for piece in (first, *middle, last) if piece.text)


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """What differs between two sets of parts, in the order of the later one; a part that is missing is empty."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Change(name, difference(old, new)) for name, old, new in pairs if old != new)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    most = min(len(one), len(other))
    return next((place for place in range(most) if one[place] != other[place]), most)


def _pieces(old: list[str], new: list[str]) -> list[Piece]:
    if _pairs(old, new) > MOST_PAIRS:
        return [Piece(Kind.REMOVED, "".join(old)), Piece(Kind.ADDED, "".join(new))]
    found: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(Kind.SAME, "".join(new[new_from:new_to])))
            continue
        found.append(Piece(Kind.REMOVED, "".join(old[old_from:old_to])))
        found.append(Piece(Kind.ADDED, "".join(new[new_from:new_to])))
    return found


def _pairs(old: list[str], new: list[str]) -> int:
    in_new = Counter(new)
    return sum(in_new[word] for word in old)
