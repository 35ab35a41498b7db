"""The JSON files of a bundle: canonical bytes and one newline, or one such line an item."""

from hashlib import sha256

from .bundle import Bundle
from .canonical import decode
from .errors import MalformedError
from .shapes import Record, Shape, check_fits


def file_hash(bundle: Bundle, path: str) -> str:
    """Give the SHA-256 of a file in hex."""
    return sha256(bundle.read(path)).hexdigest()


def read_json(bundle: Bundle, path: str) -> object:
    """Read a `.json` file."""
    raw = bundle.read(path)
    if not raw.endswith(b"\n"):
        raise MalformedError("the file does not end with a newline")
    return decode(raw[:-1])


def read_record(bundle: Bundle, path: str, shape: Shape) -> Record:
    """Read a `.json` file that is one object of this shape."""
    return check_fits(shape, read_json(bundle, path))


def read_lines(bundle: Bundle, path: str, shape: Shape) -> "list[tuple[bytes, Record]]":
    """Read a `.jsonl` file: each line's bytes without the newline, and what it says."""
    raw = bundle.read(path)
    if not raw:
        return []
    if not raw.endswith(b"\n"):
        raise MalformedError("the last line is cut: it does not end with a newline")
    return [_read_line(number, line, shape) for number, line in enumerate(raw[:-1].split(b"\n"), 1)]


def _read_line(number: int, line: bytes, shape: Shape) -> tuple[bytes, Record]:
    try:
        return line, check_fits(shape, decode(line))
    except MalformedError as error:
        raise MalformedError("line " + str(number) + ": " + str(error)) from None
