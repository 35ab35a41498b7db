"""Bring the catalogues of pbvote/catalogues up to what code and templates say now; `make catalogues` runs this.

Sorted, with the files that say a text but without lines and dates, so that a change of the code changes little here.
A text that is new waits for its translation; one that nobody says any more goes, and git remembers it.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

CHECKOUT = Path(__file__).resolve().parent.parent
CATALOGUES = CHECKOUT / "pbvote" / "catalogues"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "ngettext": (1, 2), "say": None, "say_many": (1, 2),
}  # fmt: skip
"""Functions whose literals are texts for people, with the places of those literals."""

HEAD = """\
# pbvote in another language. A text marked fuzzy is not shown before somebody who speaks the language has checked
# it and taken the mark away; docs/translating.md says how.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""

Text = str | tuple[str, ...]


def texts_of(file: Path) -> Iterator[Text]:
    """Every text of a module or a template, as gettext is asked for it."""
    with file.open("rb") as source:
        if file.suffix == ".html":
            for _line, _name, message, _comments in babel_extract(source, list(KEYWORDS), (), {}):
                yield from _said(message)
        else:
            for _line, message, _comments, _context in extract("python", source, KEYWORDS):
                yield from _said(message)


def all_texts() -> dict[Text, list[str]]:
    """Every text with the files that say it, in the order of their names."""
    found: dict[Text, list[str]] = {}
    for file in sorted([*(CHECKOUT / "templates").rglob("*.html"), *(CHECKOUT / "pbvote").rglob("*.py")]):
        if "verifier" in file.parts:  # the auditors' program speaks to programs, and reads nothing of ours
            continue
        place = file.relative_to(CHECKOUT).as_posix()
        for text in texts_of(file):
            places = found.setdefault(text, [])
            if place not in places:
                places.append(place)
    return found


def updated(old: bytes, language: str, texts: dict[Text, list[str]]) -> bytes:
    """The catalogue with exactly these texts; what was translated stays so."""
    before, after = read_po(BytesIO(old), locale=language), Catalog(locale=language, fuzzy=False)
    for text, places in texts.items():
        known = before.get(text if isinstance(text, str) else text[0])
        after.add(text, locations=[(place, 1) for place in places], **_copy(known, text))
    written = BytesIO()
    write_po(written, after, width=120, omit_header=True, sort_output=True, include_lineno=False)
    return HEAD.format(language=language, plural=after.plural_forms).encode() + written.getvalue().lstrip()


def main() -> int:
    """Update every catalogue; another language begins with an empty file named for it, as in pl.po."""
    texts = all_texts()
    for file in sorted(CATALOGUES.glob("*.po")):
        new = updated(file.read_bytes(), file.stem, texts)
        changed = new != file.read_bytes()
        file.write_bytes(new)
        print(f"{file.relative_to(CHECKOUT)}: {len(texts)} texts, {'changed' if changed else 'as before'}")
    return 0


def _said(message: str | tuple[str | None, ...] | None) -> Iterator[Text]:
    """What stands as a literal in a call: one text, or one with its plural."""
    parts = (message,) if isinstance(message, str) else tuple(part for part in message or () if part)
    if parts:
        yield parts[0] if len(parts) == 1 else parts[:2]


def _copy(known: Message | None, text: Text) -> dict[str, Any]:
    """What is kept of a text that stood in the catalogue before, unless it has a plural now and had none."""
    if known is None or isinstance(known.id, str) != isinstance(text, str):
        return {}
    return {"string": known.string, "flags": ["fuzzy"] if known.fuzzy else [], "user_comments": known.user_comments}


if __name__ == "__main__":
    sys.exit(main())
