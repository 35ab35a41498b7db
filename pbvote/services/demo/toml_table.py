"""A table of a TOML file that is read strictly: each wrong or unknown key is named with its place."""

from collections.abc import Mapping
from datetime import date, datetime

from pbvote.domain.errors import PbvoteError


class ContentError(PbvoteError):
    """The demo's texts are not as they should be; the sentence names the place and the fault."""


class TomlTable:
    """One table, with the place where it stands. Every getter takes a key once; `done` refuses what is left."""

    def __init__(self, place: str, values: object) -> None:
        if not isinstance(values, Mapping):
            raise ContentError(f"{place}: expected a table. Write it as key = value lines.")
        self.place = place
        self._left: dict[str, object] = {str(key): value for key, value in values.items()}

    def fault(self, what: str) -> ContentError:
        """An error that names this place."""
        return ContentError(f"{self.place}: {what}")

    def _take(self, key: str) -> object:
        if key not in self._left:
            raise self.fault(f"“{key}” is missing. Add it.")
        return self._left.pop(key)

    def text(self, key: str) -> str:
        """A text with at least one word; lines are joined and blank lines kept as paragraph ends."""
        return self._words(key, self._take(key))

    def text_or_empty(self, key: str) -> str:
        """The same, or nothing where the key is absent."""
        return self.text(key) if key in self._left else ""

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.fault(f"“{key}” must be true or false.")
        return value

    def _words(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"“{key}” must be a text with words in it.")
        paragraphs = (" ".join(part.split()) for part in value.split("\n\n"))
        return "\n\n".join(part for part in paragraphs if part)

    def texts(self, key: str, *, least: int = 1) -> tuple[str, ...]:
        """A list of texts, no two the same."""
        words = tuple(self._words(key, value) for value in self._list(key))
        if len(words) < least:
            raise self.fault(f"“{key}” needs at least {least}, and there are {len(words)}.")
        if len(set(words)) != len(words):
            raise self.fault(f"“{key}” names the same thing twice.")
        return words

    def whole(self, key: str, *, least: int | None = None) -> int:
        """A whole number, not below `least`."""
        return self._whole(key, self._take(key), least)

    def whole_or_none(self, key: str, *, least: int | None = None) -> int | None:
        """The same, or None where the key is absent."""
        return self.whole(key, least=least) if key in self._left else None

    def _whole(self, key: str, value: object, least: int | None) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(f"“{key}” must be a whole number.")
        if least is not None and value < least:
            raise self.fault(f"“{key}” is {value}. It must be at least {least}.")
        return value

    def day(self, key: str) -> date:
        """A calendar day without a time."""
        value = self._take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(f"“{key}” must be a day, such as 2026-11-01.")
        return value

    def amounts(self, key: str) -> tuple[tuple[str, int], ...]:
        """Pairs of a text and a number above zero."""
        return tuple(self._amount(key, pair) for pair in self._list(key))

    def _amount(self, key: str, pair: object) -> tuple[str, int]:
        match pair:
            case [item, amount]:
                return self._words(key, item), self._whole(key, amount, 1)
            case _:
                raise self.fault(f"“{key}” must hold pairs of a text and a number.")

    def lines(self, key: str) -> tuple[tuple[str, int, int], ...]:
        """Lines of a bill: a text, how many, and pence for each."""
        return tuple(self._line(key, line) for line in self._list(key))

    def _line(self, key: str, line: object) -> tuple[str, int, int]:
        match line:
            case [item, number, pence]:
                return self._words(key, item), self._whole(key, number, 1), self._whole(key, pence, 0)
            case _:
                raise self.fault(f"“{key}” must hold lines of a text, a number and an amount.")

    def table(self, key: str) -> "TomlTable":
        """A table inside this one."""
        return TomlTable(f"{self.place}, {key}", self._take(key))

    def tables(self, key: str, name: str) -> "tuple[TomlTable, ...]":
        """A list of tables, each named in errors by its `id`, or by its number where it has none."""
        values = self._list(key)
        if not values:
            raise self.fault(f"“{key}” is empty. Add at least one.")
        return tuple(self._named(name, number, value) for number, value in enumerate(values, start=1))

    def _named(self, name: str, number: int, value: object) -> "TomlTable":
        known = value.get("id", f"number {number}") if isinstance(value, Mapping) else f"number {number}"
        return TomlTable(f"{self.place}, {name} {known}", value)

    def _list(self, key: str) -> list[object]:
        value = self._take(key)
        if not isinstance(value, list):
            raise self.fault(f"“{key}” must be a list.")
        return value

    def done(self) -> None:
        """Refuse keys that nobody asked for: a misspelt one would otherwise be lost without a word."""
        if self._left:
            raise self.fault(f"“{min(self._left)}” is not known here. Check its spelling or take it out.")
