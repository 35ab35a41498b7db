"""A language that nobody speaks: every text that goes through gettext is accented, longer and in brackets.

What still reads as English on such a page did not come through gettext, or was written by people.
"""

import re
import sqlite3
from gettext import NullTranslations
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from pbvote.web.language import Speech
from tests.factories import World
from tests.web.page_rules import X

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćđéƒǵĥíĵķĺɱñóþɋŕśťúṽŵӿýžÁƁĆĐÉƑǴĤÍĴĶĹṀÑÓÞɊŔŚŤÚṼŴӾÝŽ"
_TURNED = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(%\(\w+\)[sd]|<[^>]*>|&\w+;)")
_WORD = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(
    r"\b[0-9A-Z]{4}\b|https?://\S+|\b(?:__Host-)?pbvote[a-z-]*|[0-9a-f]{16,}|\b[a-z0-9]{5}-[a-z0-9]{5}\b"
)
"""Check codes, in groups of four, codes of cards, hashes, addresses and cookies: no words."""
_EMPTY = {"meta", "link", "input", "img", "br", "hr", "wbr", "col"}
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-module-text")


def pseudo(text: str) -> str:
    """`text` accented and its words two fifths longer; what is filled in stays."""
    said = "".join(part if _KEPT.fullmatch(part) else _WORD.sub(_longer, part) for part in _KEPT.split(text))
    return f"⟦{said}⟧"


def _longer(word: re.Match[str]) -> str:
    return word[0].translate(_TURNED) + "~" * (len(word[0]) * 2 // 5)


class Pseudo(NullTranslations):
    """The catalogue of this language: it holds everything."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


PSEUDO = Speech("cy", Pseudo())
"""It stands in the place of Welsh."""


class _Tree(HTMLParser):
    """Elements of a page, quickly: other tests look at each page strictly (tests/web/page_rules.py)."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.builder.start(f"{X}page", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(X + tag, {name: value or "" for name, value in attrs})
        if tag in _EMPTY:
            self.builder.end(X + tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(X + tag, {name: value or "" for name, value in attrs})
        self.builder.end(X + tag)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(X + tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def tree_of(page: str) -> Element:
    """The elements of a page."""
    tree = _Tree()
    tree.feed(page)
    tree.builder.end(f"{X}page")
    return tree.builder.close()


def english_on(document: Element, known: frozenset[str]) -> list[str]:
    """What can be read or heard on a page, is not of this language, and was not written by people."""
    texts = [*_spoken(document), _outside("".join(_read(document)))]
    left = [piece for text in texts for piece in _outside(text).split("\n")]
    return sorted(
        {piece.strip() for piece in left if not {word.lower() for word in _WORD.findall(_CODE.sub("", piece))} <= known}
    )


def words_of(world: World) -> frozenset[str]:
    """Every word that stands in the database of a world, in small letters: people's own words, names and ids."""
    file = world.office.keys.folder.parent / "pbvote.db"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        cells = [cell for table in tables for row in db.execute(f'SELECT * FROM "{table}"') for cell in row]  # noqa: S608 - names of our own tables
    texts = [cell.decode("utf-8", "ignore") if isinstance(cell, bytes) else str(cell) for cell in cells]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _outside(text: str) -> str:
    """`text` without what stands in brackets, which may stand in each other."""
    depth, kept = 0, []
    for sign in text:
        depth += sign == "⟦"
        if depth == 0:
            kept.append(sign)
        depth -= sign == "⟧"
    assert depth == 0, text
    return "".join(kept)


def _read(element: Element) -> list[str]:
    """The texts of an element in the order of reading, one line for each that stands in an element of its own.

    Code is the same in every language, and what says that it is English may be.
    """
    if element.tag in {f"{X}{name}" for name in ("script", "style", "code", "pre")} or element.get("lang") == "en":
        return []
    texts = [element.text or ""]
    for child in element:
        texts += ["\n", *_read(child), "\n", child.tail or ""]
    return texts


def _spoken(document: Element) -> list[str]:
    return [text for each in document.iter() for name in _SPOKEN if (text := each.get(name))]
