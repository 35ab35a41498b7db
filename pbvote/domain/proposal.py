"""An idea as its authors write it: its parts, how long they may be, and what is still missing before it is sent."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from pbvote.domain.draft import fault_of_text

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_HELP = 80, 3000, 160, 1000
MOST_ITEMS, MOST_PICTURES, MOST_AUTHORS = 40, 4, 8
LONGEST_ITEM, LONGEST_ALT = 80, 250
MOST_PENCE = 100_000_000_00
"""A cost above this is a slip of the pen: a hundred million pounds."""

MOST_NUMBER = 10_000
"""Of one item."""


class Stage(StrEnum):
    """Where an idea is. WAITING: submitted, and nobody of the staff has read it yet. DECIDED: it has its outcome."""

    DRAFT = "draft"
    WAITING = "waiting"
    OPEN = "open"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DECIDED = "decided"


class Outcome(StrEnum):
    """What became of an idea, as the log counts it."""

    ON_BALLOT = "on-ballot"
    NOT_FEASIBLE = "not-feasible"
    TOO_FEW_SUPPORTERS = "too-few-supporters"
    NOT_CHOSEN = "not-chosen"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class CostItem:
    """One line of the costs: so many of a thing at `price` pence each, and `yearly` pence each to keep it a year.

    `price_id` is that of the trust's price list when it was chosen from there.
    """

    name: str
    number: int
    price: int
    yearly: int = 0
    price_id: int | None = None

    @property
    def once(self) -> int:
        """What it costs to get, in pence."""
        return self.number * self.price

    @property
    def each_year(self) -> int:
        """What it costs to keep for a year, in pence."""
        return self.number * self.yearly


@dataclass(frozen=True, slots=True)
class IdeaPicture:
    """A kept picture by its name, with words for who cannot see it."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class IdeaWords:
    """An idea: everything that its authors say, as far as they have got. Costs in pence, of the items alone."""

    title: str = ""
    what: str = ""
    why: str = ""
    helps: str = ""
    pot_id: str = ""
    theme: str = ""
    ward: str = ""
    place: str = ""
    question_id: int | None = None
    items: tuple[CostItem, ...] = ()
    pictures: tuple[IdeaPicture, ...] = ()
    help_needed: str = ""

    @property
    def cost(self) -> int:
        """What it costs to get, in pence."""
        return sum(each.once for each in self.items)

    @property
    def yearly(self) -> int:
        """What it costs to keep for a year, in pence."""
        return sum(each.each_year for each in self.items)

    def with_part(self, **parts: Any) -> "IdeaWords":  # noqa: ANN401 - a part may be any of the fields above
        """The same with other parts."""
        return replace(self, **parts)

    def to_json(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def parse_idea(stored: str) -> IdeaWords:
    """The idea that `to_json` stored; an empty text is an empty idea."""
    if not stored:
        return IdeaWords()
    parts = json.loads(stored)
    parts["items"] = tuple(CostItem(**each) for each in parts["items"])
    parts["pictures"] = tuple(IdeaPicture(**each) for each in parts["pictures"])
    return IdeaWords(**parts)


LENGTHS = {
    "title": LONGEST_TITLE, "what": LONGEST_TEXT, "why": LONGEST_TEXT, "helps": LONGEST_TEXT, "place": LONGEST_PLACE,
    "help_needed": LONGEST_HELP, "theme": LONGEST_PLACE, "ward": LONGEST_PLACE,
}  # fmt: skip
LINED = frozenset({"what", "why", "helps", "help_needed"})
"""Parts of several lines."""

PARTS = {
    "title": ("title",), "what": ("what", "why"), "helps": ("helps",), "where": ("ward", "place"), "pot": ("pot_id",),
    "question": ("question_id",), "kind": ("theme",), "cost": ("items",), "help": ("help_needed",),
    "pictures": ("pictures",),
}  # fmt: skip
"""What is asked on a page of its own, in this order, and the fields of IdeaWords that it fills."""

NEEDED = {"title": ("title",), "what": ("what", "why"), "helps": ("helps",), "where": ("place",), "pot": ("pot_id",)}
"""Parts without which no idea can be sent, and the fields that must hold something."""

THEMES = (
    "Play and sport", "Music and arts", "Learning and work", "Feeling well", "Green places", "Safe streets",
    "Places to meet", "Help for people", "Something else",
)  # fmt: skip
"""Kinds of ideas, for those who look through many."""


def fault_of_part(name: str, text: str) -> str:
    """Why a text cannot stand in a field of an idea, as a sentence; empty when it can."""
    return fault_of_text(text, LENGTHS[name], lines=name in LINED)


def mark_of(words: IdeaWords, fields: Iterable[str]) -> str:
    """A short mark of what some fields say: a form carries it, so that nobody saves over words they never saw."""
    everything = json.loads(words.to_json())
    said = json.dumps({name: everything[name] for name in sorted(fields)}, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:16]


def missing_parts(words: IdeaWords, *, asks_questions: bool) -> tuple[str, ...]:
    """The parts without which an idea cannot be sent, of PARTS and in their order."""
    missing = {part for part, fields in NEEDED.items() if not all(getattr(words, name) for name in fields)}
    if asks_questions and words.question_id is None:
        missing.add("question")
    if not words.cost:
        missing.add("cost")
    return tuple(part for part in PARTS if part in missing)


def done_parts(words: IdeaWords) -> frozenset[str]:
    """The parts that hold what they need, or, where nothing is needed, anything."""
    empty = IdeaWords()
    said = {name for name in IdeaWords.__dataclass_fields__ if getattr(words, name) != getattr(empty, name)}
    needed = {part for part, fields in NEEDED.items() if said.issuperset(fields)}
    free = {part for part, fields in PARTS.items() if part not in NEEDED and said.intersection(fields)}
    return frozenset(needed | free) - ({"cost"} if not words.cost else set())
