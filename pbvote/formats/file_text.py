"""The text of a ballot file: UTF-8, or what a spreadsheet marks as UTF-16; anything else is refused with its place."""

import codecs

from pbvote.formats.ballot_file import MisplacedError
from pbvote.formats.repairs import Repairs

_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", codecs.BOM_UTF8: "utf-8"}


def decoded(raw: bytes, repairs: Repairs) -> str:
    """The text, its lines ended by one sign. Raises MisplacedError for another encoding and for NUL."""
    mark = next(filter(raw.startswith, _MARKS), b"")
    encoding = _MARKS.get(mark, "utf-8")
    raw = raw[len(mark) :]
    if mark and encoding == "utf-8":
        repairs.note("a byte order mark was skipped", 1)
    elif mark:
        repairs.note("the file was read as UTF-16; UTF-8 is better", 1)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace")
        raise misplaced(before, len(before), "the file is not in UTF-8; save it in UTF-8") from error
    if "\0" in text:
        raise misplaced(text, text.index("\0"), "the file holds a NUL character; save it as plain text")
    return text.replace("\r\n", "\n")


def misplaced(text: str, at: int, what: str) -> MisplacedError:
    """An error at a position of a text; the column counts characters."""
    return MisplacedError(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), what)
