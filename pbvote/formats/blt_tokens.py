"""The words of a BLT file with their places. A comment goes from # to the end of its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbvote.formats.ballot_file import MisplacedError
from pbvote.formats.file_text import misplaced
from pbvote.formats.repairs import shown

NOTE = "# pbvote {"
"""The beginning of a comment line that tells what BLT has no place for."""

_WORD = re.compile(
    r"""\s*(?:
        \#[^\n]*                                            # a comment
        | "(?P<quoted>(?:[^"\\\n]|\\.)*)"(?=\s|\#|$)        # in quotation marks, others inside behind a backslash
        | "(?P<loose>[^\n]*)"[ \t]*(?=\n|$)                 # a whole line in quotation marks, with others inside
        | \((?P<label>[^()\n]*)\)
        | (?P<bare>[^\s"\#()]+)
    )""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it begins, and whether it stands in quotation marks or, as a label, in parentheses."""

    text: str
    at: int
    line: int
    is_quoted: bool = False
    is_label: bool = False


@dataclass(slots=True)
class Words:
    """Takes the words of a text one after the other. Raises MisplacedError."""

    text: str
    _ahead: Word | None
    _rest: Iterator[Word]

    @classmethod
    def of(cls, text: str) -> "Words":
        """All words of a text."""
        rest = _words(text)
        return cls(text, next(rest, None), rest)

    @property
    def ahead(self) -> Word | None:
        """The next word; None at the end."""
        return self._ahead

    def take(self, what: str) -> Word:
        """The next word, which must be there; `what` says what it should be."""
        word = self._ahead
        if word is None:
            raise misplaced(self.text, len(self.text), f"the file ends where {what} is expected")
        self._ahead = next(self._rest, None)
        return word

    def number(self, what: str) -> int:
        """The next word as a whole number of 0 or more."""
        word = self.take(what)
        if word.is_quoted or not is_number(word.text):
            raise self.error(word, f"expected {what}, not {shown(word.text)}")
        return int(word.text)

    def error(self, word: Word, what: str) -> MisplacedError:
        """An error at a word."""
        return misplaced(self.text, word.at, what)


def is_number(text: str) -> bool:
    """Whether this is a whole number of 0 or more, and not longer than any file needs."""
    return text.isascii() and text.isdigit() and len(text) <= 9  # noqa: PLR2004 - no election is larger


def _words(text: str) -> Iterator[Word]:
    at, line = 0, 1
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None:
            rest = text[at:].lstrip()
            if not rest:
                return
            what = f"a quotation mark or parenthesis is not closed: {shown(rest)}"
            raise misplaced(text, len(text) - len(rest), what)
        kind = found.lastgroup
        if kind is not None:
            begin = found.start(kind)
            line += text.count("\n", at, begin)
            word = _ESCAPED.sub(r"\1", found[kind]) if kind == "quoted" else found[kind]
            yield Word(word, begin, line, is_quoted=kind in ("quoted", "loose"), is_label=kind == "label")
            line += text.count("\n", begin, found.end())
        else:
            line += text.count("\n", at, found.end())
        at = found.end()
