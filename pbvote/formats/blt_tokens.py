"""The words of a BLT file with their places. A comment goes from # to the end of its line."""

import re
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
_BALLOT = re.compile(
    r"\s*([1-9][0-9]{0,8})((?:[ \t]+[1-9][0-9]{0,8}(?:=[1-9][0-9]{0,8})*)*)[ \t]+0[ \t]*(?=\n)", re.ASCII
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


class Words:
    """Takes the words of a text one after the other. Raises MisplacedError."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at, self._line = 0, 1
        self._looked = False
        self._ahead: Word | None = None

    @property
    def ahead(self) -> Word | None:
        """The next word; None at the end."""
        if not self._looked:
            self._ahead, self._looked = self._next(), True
        return self._ahead

    def take(self, what: str) -> Word:
        """The next word, which must be there; `what` says what it should be."""
        word = self.ahead
        if word is None:
            raise misplaced(self.text, len(self.text), f"the file ends where {what} is expected")
        self._looked = False
        return word

    def number(self, what: str) -> int:
        """The next word as a whole number of 0 or more."""
        word = self.take(what)
        if word.is_quoted or not is_number(word.text):
            raise self.error(word, f"expected {what}, not {shown(word.text)}")
        return int(word.text)

    def plain_ballot(self) -> tuple[Word, int, str] | None:
        """A ballot that is a line of its own without anything special: its place, its weight, and its places as text.

        None where the next ballot must be taken word by word. Real files have a million of these.
        """
        found = None if self._looked else _BALLOT.match(self.text, self._at)
        if found is None:
            return None
        line = self._line + self.text.count("\n", self._at, found.start(1))
        self._at, self._line = found.end(), line
        return Word(found[1], found.start(1), line), int(found[1]), found[2]

    def error(self, word: Word, what: str) -> MisplacedError:
        """An error at a word."""
        return misplaced(self.text, word.at, what)

    def _next(self) -> Word | None:
        while self._at < len(self.text):
            found = _WORD.match(self.text, self._at)
            if found is None:
                self._check_end()
                return None
            kind, begin = found.lastgroup, found.start(found.lastgroup or 0)
            line = self._line + self.text.count("\n", self._at, begin)
            self._line += self.text.count("\n", self._at, found.end())
            self._at = found.end()
            if kind is not None:
                text = _ESCAPED.sub(r"\1", found[kind]) if kind == "quoted" else found[kind]
                shell = int(kind != "bare")  # a quotation mark or parenthesis before it
                return Word(text, begin - shell, line, is_quoted=kind in ("quoted", "loose"), is_label=kind == "label")
        return None

    def _check_end(self) -> None:
        rest = self.text[self._at :].lstrip()
        if rest:
            what = f"a quotation mark or parenthesis is not closed: {shown(rest)}"
            raise misplaced(self.text, len(self.text) - len(rest), what)
        self._at = len(self.text)


def is_number(text: str) -> bool:
    """Whether this is a whole number of 0 or more, and not longer than any file needs."""
    return text.isascii() and text.isdigit() and len(text) <= 9  # noqa: PLR2004 - no election is larger
