"""The language of a page, one per request. English is the source; other languages come from pbvote/catalogues.

What a catalogue lacks is said in English and remembered as such, so that a page can mark it (english_parts.py).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from markupsafe import Markup

from pbvote.domain.sentence import Sentence
from pbvote.formats import catalogue
from pbvote.formats.catalogue import State, catalogue_of
from pbvote.web.english_parts import mark_english

NAMES = {"en": "English", "cy": "Cymraeg"}
"""Each language as it calls itself."""


class EnglishText(str):
    """A text on a page of another language that its catalogue lacks."""

    __slots__ = ()

    def __mod__(self, values: object) -> "EnglishText":
        """Filled in it is still English."""
        return EnglishText(super().__mod__(values))

    def __html__(self) -> Markup:
        """Escaped, and marked for english_parts.py."""
        return mark_english(Markup.escape(str(self)))


class Lacking(NullTranslations):
    """Stands behind a catalogue."""

    def gettext(self, message: str) -> str:
        """The English text."""
        return EnglishText(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The English text for a number."""
        return EnglishText(msgid1 if n == 1 else msgid2)


@dataclass(frozen=True, slots=True)
class Speech:
    """A language as an installation speaks it.

    `unfinished`: some texts are shown in English; `unchecked`: some are shown that nobody has checked who speaks it.
    """

    code: str
    translations: NullTranslations
    unfinished: bool = False
    unchecked: bool = False


ENGLISH = Speech(catalogue.SOURCE, NullTranslations())
SOURCE = ENGLISH.code
_speech = ContextVar("speech", default=ENGLISH)


@cache
def speech_of(code: str, *, show_unchecked: bool) -> Speech:
    """A language with its catalogue."""
    if code == SOURCE:
        return ENGLISH
    texts = catalogue_of(code)
    translations = texts.with_unchecked if show_unchecked else texts.checked
    translations.add_fallback(Lacking())
    unchecked = texts.count(State.UNCHECKED)
    waiting = texts.count(State.WAITING) + (0 if show_unchecked else unchecked)
    return Speech(code, translations, unfinished=waiting > 0, unchecked=show_unchecked and unchecked > 0)


def current() -> Speech:
    """The language of this request."""
    return _speech.get()


def speak(speech: Speech) -> None:
    """From here on, in this request: threads that Starlette starts for it inherit this."""
    _speech.set(speech)


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """For a file that is the same for everybody, or a letter to somebody else."""
    before = _speech.set(speech)
    try:
        yield
    finally:
        _speech.reset(before)


def gettext(text: str) -> str:
    """`text` in the language of the page."""
    return current().translations.gettext(text) if text else ""  # to an empty text a catalogue answers with its head


def ngettext(one: str, many: str, number: int) -> str:
    """`one` or `many` in the language of the page, as `number` asks for."""
    return current().translations.ngettext(one, many, number)


def translated(value: object) -> object:
    """A sentence of the domain in the language of the page; anything else as it is. Templates pass all through it."""
    if not isinstance(value, Sentence):
        return value
    text = ngettext(value.text, value.plural, value.number) if value.plural else gettext(value.text)
    return text % _said(value.values) if value.values else text


def told(text: str) -> str:
    """The same for a handler that puts a sentence of the domain into another text."""
    return str(translated(text))


def published(text: str) -> str:
    """A sentence of a published result, which stays as it was published; on another language's page it is marked."""
    return text if current().code == SOURCE else EnglishText(text)


def template_gettext(text: str) -> str:
    """For templates, where our own texts are trusted: what is English is marked at once."""
    said = gettext(text)
    return mark_english(Markup(said)) if isinstance(said, EnglishText) else said  # noqa: S704 - a text of ours


def template_ngettext(one: str, many: str, number: int) -> str:
    """The same for numbers."""
    said = ngettext(one, many, number)
    return mark_english(Markup(said)) if isinstance(said, EnglishText) else said  # noqa: S704 - a text of ours


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {name: translated(value) for name, value in values.items()}


_ = gettext
