"""Catalogues of other languages (gettext's .po files), and what in them a person has checked.

A text counts as checked when it is translated and not marked `fuzzy`: nothing else is shown to people as theirs.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as PoMessage
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pbvote import paths

SOURCE = "en"
"""The language in which pbvote is written; it has no catalogue."""


class State(StrEnum):
    """How far a text is."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Message:
    """A text in English with its state; `plural` is empty for most; `places` are the files that say it."""

    text: str
    plural: str
    places: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language: all texts with their states, and translations with and without the unchecked ones."""

    code: str
    messages: tuple[Message, ...]
    checked: NullTranslations
    with_unchecked: NullTranslations

    def count(self, state: State) -> int:
        """How many texts are that far."""
        return sum(message.state is state for message in self.messages)


def languages() -> tuple[str, ...]:
    """Every language that can be shown: the source, then those with a catalogue."""
    return (SOURCE, *sorted(file.stem for file in paths.catalogues().glob("*.po")))


@cache
def catalogue_of(code: str) -> Catalogue:
    """The catalogue of a language among `languages()`; read once a process."""
    return read_catalogue(paths.catalogues() / f"{code}.po")


def read_catalogue(file: Path) -> Catalogue:
    """A catalogue from its file, which is named for its language."""
    with file.open("rb") as source:
        po = read_po(source, locale=file.stem)
    messages = tuple(_message(each, po.num_plurals) for each in po if each.id)
    return Catalogue(file.stem, messages, _translations(po, fuzzy=False), _translations(po, fuzzy=True))


def _message(message: PoMessage, forms: int) -> Message:
    text, plural = message.id if isinstance(message.id, (tuple, list)) else (message.id, "")
    return Message(text, plural, tuple(sorted({place for place, _line in message.locations})), _state(message, forms))


def _state(message: PoMessage, forms: int) -> State:
    if isinstance(message.string, (tuple, list)):
        whole = len(message.string) == forms and all(message.string)
    else:
        whole = bool(message.string)
    if not whole:
        return State.WAITING
    return State.UNCHECKED if message.fuzzy else State.CHECKED


def _translations(po: Catalog, *, fuzzy: bool) -> NullTranslations:
    """What gettext asks; a text with a form missing is left out as a whole."""
    shown = {State.CHECKED, State.UNCHECKED} if fuzzy else {State.CHECKED}
    finished = Catalog(locale=po.locale, fuzzy=False)
    for each in po:
        if each.id and _state(each, po.num_plurals) in shown:
            finished.add(each.id, each.string)
    packed = BytesIO()
    write_mo(packed, finished)
    packed.seek(0)
    return GNUTranslations(packed)
