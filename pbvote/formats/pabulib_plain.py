"""The rows of a large Pabulib section at once, where no row needs a second look; else they are read one by one.

A real vote has tens of thousands of rows without a quotation mark, a loose space or a repair. Cutting those into cells
by the positions of semicolons and line ends is many times faster than looking at each, and says the same.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SURELY_PLAIN = b"\n" + bytes(set(range(0x20, 0x7F)) - {0x22}) + bytes(range(0x80, 0xC0)) + b"\xc3\xc4\xc5"
"""Bytes of text whose signs are all below U+0180, composed, and no spaces but the one of the keyboard."""

_WHITE = re.compile(r'["\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]')
_LOOSE = (b" ;", b"; ", b"\n ", b" \n", b", ", b" ,", b"\n\n")
_SEMICOLON, _LINE_END = 0x3B, 0x0A


class NotPlainError(Exception):
    """Something needs a second look: read the file row by row, which finds the place and says what it is."""


@dataclass(frozen=True, slots=True, eq=False)
class PlainRows:
    """Rows of one width. `begins` and `ends` of shape (rows, cells): where each cell stands in `raw`."""

    first_line: int
    raw: bytes
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.begins)

    def column(self, position: int) -> list[bytes]:
        """The cells of a column."""
        raw = self.raw
        bounds = zip(self.begins[:, position].tolist(), self.ends[:, position].tolist(), strict=True)
        return [raw[begin:end] for begin, end in bounds]

    def row(self, number: int) -> list[str]:
        """The cells of a row."""
        bounds = zip(self.begins[number].tolist(), self.ends[number].tolist(), strict=True)
        return [self.raw[begin:end].decode() for begin, end in bounds]


def plain_rows(raw: bytes, first_line: int, width: int) -> PlainRows:
    """The rows of this part of a file that begin on `first_line`. Raises NotPlainError.

    `raw` is UTF-8 and its lines end with one sign.
    """
    raw = raw.rstrip(b"\n")
    if not raw:
        empty = np.zeros((0, width), dtype=np.int64)
        return PlainRows(first_line, raw, empty, empty)
    if not _is_plain(raw):
        raise NotPlainError
    signs = np.frombuffer(raw, dtype=np.uint8)
    line_ends = np.append(np.flatnonzero(signs == _LINE_END), len(raw))
    cuts = np.flatnonzero(signs == _SEMICOLON)
    if len(cuts) != len(line_ends) * (width - 1):
        raise NotPlainError
    ends = np.column_stack([cuts.reshape(len(line_ends), width - 1), line_ends])
    begins = np.empty_like(ends)
    begins[:, 1:] = ends[:, :-1] + 1
    begins[0, 0] = 0
    begins[1:, 0] = line_ends[:-1] + 1
    if (begins > ends).any():  # a row with more cells stands beside one with fewer
        raise NotPlainError
    return PlainRows(first_line, raw, begins, ends)


def _is_plain(raw: bytes) -> bool:
    if any(loose in raw for loose in _LOOSE) or raw[0] in b" \n" or raw[-1] == b" "[0]:
        return False
    if not raw.translate(None, _SURELY_PLAIN):
        return True
    text = raw.decode()
    return _WHITE.search(text) is None and unicodedata.is_normalized("NFC", text)
