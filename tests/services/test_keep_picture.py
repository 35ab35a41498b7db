"""Pictures: what is kept of them, and what never becomes one."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from pbvote.domain.errors import DatabaseBusyError
from pbvote.services import keep_picture as keeping
from pbvote.services.keep_picture import (
    LARGEST_FILE,
    LONGEST_SIDE,
    PLACES,
    PictureRefusedError,
    is_kept,
    keep_picture,
    picture_file,
)
from pbvote.services.office import Office, office_at
from tests.factories import ORIGIN


@pytest.fixture
def office(tmp_path: Path, sqlite_url: str) -> Iterator[Office]:
    made = office_at(tmp_path / "data", sqlite_url, ORIGIN)
    yield made
    made.database.close()


def picture(kind: str, size: tuple[int, int] = (600, 400), mode: str = "RGB", **options: object) -> bytes:
    made = BytesIO()
    Image.new(mode, size, (200, 30, 40, 128)[: len(mode)]).save(made, kind, **options)
    return made.getvalue()


def kept(office: Office, name: str) -> Image.Image:
    path = picture_file(office, name)
    assert path is not None
    with Image.open(path) as opened:
        opened.load()
        return opened


def photo_with_place() -> bytes:
    """A picture as a phone writes it: lying on its side, with the camera, the place and a comment."""
    exif = Image.Exif()
    exif[Base.Make] = "Marlphone"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (51.0, 30.0, 26.0)
    return picture("JPEG", exif=exif, comment=b"secret words")


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def animation(kind: str) -> bytes:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    made = BytesIO()
    frames[0].save(made, kind, save_all=True, append_images=frames[1:])
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_works(office: Office, kind: str) -> None:
    name = keep_picture(office, picture(kind))
    assert is_kept(name)
    assert (kept(office, name).format, kept(office, name).size) == ("JPEG", (600, 400))


def test_the_same_picture_is_kept_once_and_no_part_of_a_file_stays(office: Office) -> None:
    assert keep_picture(office, picture("PNG")) == keep_picture(office, picture("PNG"))
    assert len(list((office.data / "pictures").iterdir())) == 1


def test_a_large_picture_is_made_small(office: Office) -> None:
    assert max(kept(office, keep_picture(office, picture("JPEG", (4000, 3000)))).size) == LONGEST_SIDE


def test_camera_place_and_comment_are_gone_and_it_stands_upright(office: Office) -> None:
    content = photo_with_place()
    assert b"Marlphone" in content
    name = keep_picture(office, content)
    path = picture_file(office, name)
    assert path is not None
    written = path.read_bytes()
    assert b"Marlphone" not in written
    assert b"secret words" not in written
    assert b"Exif" not in written
    assert kept(office, name).size == (400, 600)
    assert not dict(kept(office, name).getexif())


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1", "CMYK"])
def test_pictures_of_other_modes_become_plain_ones(office: Office, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).convert("RGB" if mode == "CMYK" else mode).convert(mode).save(
        made, kind
    )
    assert kept(office, keep_picture(office, made.getvalue())).mode == "RGB"


def test_what_can_be_seen_through_is_white(office: Office) -> None:
    shown = kept(office, keep_picture(office, picture("PNG", mode="RGBA")))
    red, green, blue = shown.convert("RGB").getpixel((10, 10))  # type: ignore[misc] # three numbers of an RGB picture
    assert red > green > 120
    assert blue > 120


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture"),
        (b"<?xml version='1.0'?><svg><script>alert(1)</script></svg>", "not a picture"),
        (b"GIF89a<script>alert(1)</script>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"title,summary,cost\n", "not a picture"),
        (picture("BMP"), "not a picture"),
        (picture("TIFF"), "not a picture"),
        (picture("GIF"), "not a picture"),
        (picture("ICO", (256, 256)), "not a picture"),
        (picture("PNG")[:400], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "damaged|not a picture"),
        (picture("PNG", (199, 400)), "too small"),
        (picture("PNG", (1700, 400)), "long and thin"),
        (animation("WEBP"), "moves"),
        (animation("PNG"), "moves"),
        (b"\0" * (LARGEST_FILE + 1), "larger than 8 MB"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a39_what_never_becomes_a_picture(office: Office, content: bytes, words: str) -> None:
    with pytest.raises(PictureRefusedError, match=words):
        keep_picture(office, content)
    assert not (office.data / "pictures").exists()


@pytest.mark.parametrize("size", [(8000, 7000), (30000, 30000), (60000, 60000)])
def test_a_small_file_that_unpacks_to_very_much_is_refused_before_it_does(
    office: Office, size: tuple[int, int]
) -> None:
    content = png_that_claims(*size)
    assert len(content) < 1000
    with pytest.raises(PictureRefusedError, match="too many pixels"):
        keep_picture(office, content)


def test_what_stands_behind_a_picture_is_not_kept(office: Office) -> None:
    """A file that is a picture and a page at once."""
    name = keep_picture(office, picture("JPEG") + b"<script>alert(1)</script>")
    path = picture_file(office, name)
    assert path is not None
    assert b"<script>" not in path.read_bytes()


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../keys/secret.key", "a.jpg", "A" * 64 + ".jpg", "a" * 64 + ".svg", "a" * 64 + ".jpg\n"]
)
def test_a58_only_names_of_kept_pictures_lead_to_a_file(office: Office, name: str) -> None:
    assert picture_file(office, name) is None
    assert not is_kept(name)


def test_a_disk_that_is_full_leaves_no_half_picture(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_picture(office, picture("PNG"))
    assert not [each for each in (office.data / "pictures").iterdir() if each.suffix == ".jpg"]


SEEDS = [picture("JPEG", (220, 220)), picture("PNG", (220, 220)), picture("WEBP", (220, 220))]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_is_kept_as_a_picture_or_refused(office: Office, seed: bytes, at: int, bad: bytes) -> None:
    at = min(at, len(seed) - 1)
    try:
        name = keep_picture(office, seed[:at] + bad + seed[at + len(bad) :])
    except PictureRefusedError:
        return
    assert kept(office, name).format == "JPEG"


def test_a_flood_of_pictures_waits_in_a_short_line_and_the_rest_come_again(office: Office) -> None:
    """Each may take 200 MB: a class that sends forty at once must not take the machine."""
    with ExitStack() as line:
        for _ in range(PLACES):
            line.enter_context(keeping._places)  # noqa: SLF001 - the line that is full
        with pytest.raises(DatabaseBusyError):
            keep_picture(office, picture("PNG"))
    assert keep_picture(office, picture("PNG"))
    with pytest.raises(PictureRefusedError):
        keep_picture(office, b"no picture")
    assert keeping._places.acquire(blocking=False)  # noqa: SLF001 - what was refused keeps no place
    keeping._places.release()  # noqa: SLF001 - as above
