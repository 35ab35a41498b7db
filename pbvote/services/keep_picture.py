"""Keeping a picture: whatever was sent is opened, shrunk and written anew, and only what we wrote is ever served.

Nothing of the file that came survives: no camera, no place where it was taken, no second picture inside, no script
of an SVG. What is kept is named by its own hash (attacks A39, A58).
"""

import os
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore

from PIL import Image, ImageOps, UnidentifiedImageError

from pbvote.domain.errors import DatabaseBusyError, PbvoteError
from pbvote.domain.sentence import say
from pbvote.services.office import Office

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes: what a phone takes."""

MOST_PIXELS = 50_000_000
SMALLEST, LONGEST_SIDE = 200, 1200
"""Pixels: with fewer a picture is only a smear on a card; none is kept with more."""

MOST_ASPECT = 4

_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "WEBP")
_NAME = re.compile(r"[0-9a-f]{64}\.jpg")


AT_ONCE, PLACES = 2, 8
"""Pictures opened at a time, and with those that wait: each can take 250 MB and two seconds, however small its file."""

_turns, _places = BoundedSemaphore(AT_ONCE), BoundedSemaphore(PLACES)


class PictureRefusedError(PbvoteError):
    """A file that cannot become a picture on our pages."""


def keep_picture(office: Office, content: bytes) -> str:
    """Keep a JPEG, PNG or WebP picture, whatever its file is called; the name under which it is served.

    Raises PictureRefusedError; DatabaseBusyError while so many pictures come in that one more would only wait.
    """
    if len(content) > LARGEST_FILE:
        raise PictureRefusedError(say("The picture is larger than 8 MB. Choose a smaller one."))
    with _turn():
        written = _rewritten(content)
    name = f"{sha256(written).hexdigest()}.jpg"
    _store(_folder(office), name, written)
    return name


def picture_file(office: Office, name: str) -> Path | None:
    """The file of a kept picture; None for any other name."""
    path = _folder(office) / name
    return path if _NAME.fullmatch(name) and path.is_file() else None


def is_kept(name: str | None) -> bool:
    """Whether a picture's name is that of a kept one, and not of one that comes with the program."""
    return name is not None and _NAME.fullmatch(name) is not None


@contextmanager
def _turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise DatabaseBusyError  # its words fit: nothing was lost, press again
    try:
        with _turns:
            yield
    finally:
        _places.release()


def _rewritten(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encoded(_opened(content))
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefusedError(_why(error)) from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError) as error:
        # what Pillow's readers raise for a file that breaks off or lies about itself
        raise PictureRefusedError(say("The picture is damaged. Open it on your computer and save it anew.")) from error


def _why(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return say("This is not a picture that we can use. Choose a JPEG, PNG or WebP picture.")
    return say("The picture has too many pixels. Make it smaller.")


def _opened(content: bytes) -> Image.Image:
    """The picture, decoded only after its head has said that it is not too large."""
    picture = Image.open(BytesIO(content), formats=_FORMATS)
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise PictureRefusedError(say("The picture has too many pixels. Make it smaller."))
    if min(width, height) < SMALLEST:
        raise PictureRefusedError(
            say("The picture is too small. Each side needs %(smallest)s pixels or more.", smallest=SMALLEST)
        )
    if max(width, height) > MOST_ASPECT * min(width, height):
        raise PictureRefusedError(say("The picture is too long and thin. Cut it so that it fits on a card."))
    if getattr(picture, "is_animated", False):
        raise PictureRefusedError(say("The picture moves. Choose one that stands still."))
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded at half or a quarter of its size
    picture.load()
    return picture


def _encoded(picture: Image.Image) -> bytes:
    if picture.mode in {"1", "P"}:  # few colours do not shrink well
        picture = picture.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first of all: every copy of a large one takes 200 MB more
    upright = ImageOps.exif_transpose(picture)
    with_alpha = upright.convert("RGBA")
    plain = Image.new("RGB", upright.size, "white")  # a new picture: nothing is carried over but what is seen
    plain.paste(with_alpha, mask=with_alpha.getchannel("A"))
    written = BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _store(folder: Path, name: str, content: bytes) -> None:
    """Write it whole or not at all: a picture that is half there would be kept by browsers for a year."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / name).exists():
        return
    handle, draft = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(folder / name)


def _folder(office: Office) -> Path:
    return office.data / "pictures"
