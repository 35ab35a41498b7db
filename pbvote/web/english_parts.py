"""What is shown in English on a page of another language says so (WCAG 3.1.2): a reader's voice then speaks it rightly.

Texts are marked while a template draws them, where nobody knows yet whether they stand in a sentence or in an
attribute. When the page is drawn, marks between tags become `<span lang="en">`, and all others are taken out.
"""

import re
import secrets
from collections.abc import Iterable, Iterator

from markupsafe import Markup

_SECRET = secrets.token_hex(8)  # nobody can write these marks into an idea
_BEGIN, _END = f"\ue000{_SECRET}\ue001", f"\ue002{_SECRET}\ue003"

_TOKEN = re.compile(rf"""<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>|{_BEGIN}|{_END}""", re.DOTALL)
_TEXT_ONLY = re.compile(r"<(/?)(title|option|textarea|svg)\b")
"""Elements that take no span."""


def mark_english(text: Markup) -> Markup:
    """`text` with marks around it."""
    return Markup(_BEGIN) + text + Markup(_END)  # noqa: S704 - marks of ours


def name_english_parts(pieces: Iterable[str]) -> Iterator[str]:
    """The page piece by piece, with its English parts named; a tag may be cut between two pieces."""
    reader, rest = _Reader(), ""
    for piece in pieces:
        text = rest + piece
        last = text.rfind("<")
        whole = last < 0 or _TOKEN.match(text, last) is not None
        ready, rest = (text, "") if whole else (text[:last], text[last:])
        yield reader.read(ready)
    yield reader.read(rest)


class _Reader:
    """Where in a page we are: inside how many marks, and inside which element that takes text alone."""

    def __init__(self) -> None:
        self.depth = 0
        self.text_only = ""

    def read(self, text: str) -> str:
        """The next stretch, which ends between two tags."""
        return _TOKEN.sub(self._token, text)

    def _token(self, found: re.Match[str]) -> str:
        token = found[0]
        if token == _BEGIN:
            self.depth += 1
            return '<span lang="en">' if self.depth == 1 and not self.text_only else ""
        if token == _END:
            self.depth -= 1
            return "</span>" if self.depth == 0 and not self.text_only else ""
        self._enter_or_leave(token)
        return token.replace(_BEGIN, "").replace(_END, "")

    def _enter_or_leave(self, tag: str) -> None:
        found = _TEXT_ONLY.match(tag)
        if found is None:
            return
        if not self.text_only and not found[1]:
            self.text_only = found[2]
        elif found[1] and found[2] == self.text_only:
            self.text_only = ""
