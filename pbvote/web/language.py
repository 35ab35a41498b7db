"""The language of a page. English is the source; a catalogue of another language is put in here when there is one."""

from gettext import NullTranslations

SOURCE = "en"

_translations = NullTranslations()


def gettext(text: str) -> str:
    """`text` in the language of the page."""
    return _translations.gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """`one` or `many` in the language of the page, as `number` asks for."""
    return _translations.ngettext(one, many, number)


_ = gettext
