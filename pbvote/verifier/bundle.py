"""A bundle, as a folder or as a zip of stored members: which files it has, read only when they are safe to read."""

import os
import stat
import struct
import zipfile
from pathlib import Path
from typing import Optional

from .errors import MalformedError, UnopenableError
from .findings import Report

CHECK = "bundle"
LARGEST_FILE = 1 << 30
MOST_FILES = 200_000
LOG = "log.jsonl"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_END = _END_SIZE + 0xFFFF  # with a comment
_READ_ERRORS = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error)


class Bundle:
    """The files of a bundle by path. `notes` are oddities of a zip that leave its content whole."""

    def __init__(self, paths: "dict[str, int]", archive: Optional[zipfile.ZipFile], folder: Path) -> None:
        self.paths = paths  # path to size in bytes
        self._archive = archive
        self._folder = folder
        self.problems: list[tuple[str, str]] = []
        self.notes: list[tuple[str, str]] = []

    def has(self, path: str) -> bool:
        """Say whether there is such a file that may be read."""
        return path in self.paths

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; MalformedError when it is missing or cannot be read."""
        if path not in self.paths:
            raise MalformedError("the file is missing")
        try:
            if self._archive is not None:
                return self._archive.read(path)
            return self._folder.joinpath(path).read_bytes()
        except _READ_ERRORS as error:
            raise MalformedError("the file cannot be read: " + ascii(str(error))[:200]) from None


def open_container(path: Path) -> Bundle:
    """Open a folder or a zip, whatever is in it; UnopenableError when it is neither."""
    try:
        if not path.is_dir() and path.exists() and not path.is_file():
            raise UnopenableError(str(path) + " is neither a file nor a folder")
        return _open_folder(path) if path.is_dir() else _open_zip(path)
    except _READ_ERRORS as error:
        raise UnopenableError(str(path) + " cannot be opened: " + ascii(str(error))[:200]) from None


def open_bundle(path: Path) -> Bundle:
    """Open a folder or a zip; UnopenableError when there is neither, or no log.jsonl in it."""
    found = open_container(path)
    if not found.has(LOG) and not any(where in {LOG, ascii(LOG)} for where, _ in found.problems):
        raise UnopenableError(str(path) + " has no " + LOG + ", so it is not a bundle")
    return found


def report_bundle(report: Report, bundle: Bundle) -> None:
    """Say what is wrong with the container itself."""
    for where, what in bundle.problems:
        report.fail(CHECK, where, what)
    for where, what in bundle.notes:
        report.note(CHECK, where, what)
    if not bundle.problems:
        report.passed(CHECK, "all files", str(len(bundle.paths)) + " files can be read")


def _check_path(path: str) -> Optional[str]:
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\\" in path or ":" in path:
        return "the path leads out of the bundle or is not a plain one; it is not read"
    if not path.isascii() or not path.isprintable():
        return "the path has a character that no bundle uses; it is not read"
    return None


def _open_folder(folder: Path) -> Bundle:
    found = Bundle({}, None, folder)
    for directory, names, files in os.walk(folder):
        names.sort()
        for name in sorted(files) + [each for each in names if Path(directory, each).is_symlink()]:
            _take_file(found, folder, Path(directory, name))
    return found


def _take_file(found: Bundle, folder: Path, path: Path) -> None:
    name = path.relative_to(folder).as_posix()
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        found.problems.append((ascii(name), "it is a link or a device, not a file; it is not read"))
    else:
        _take(found, name, state.st_size, _check_path(name))


def _open_zip(path: Path) -> Bundle:
    archive = zipfile.ZipFile(path)
    found = Bundle({}, archive, path)
    members = archive.infolist()
    for member in members:
        name = member.orig_filename
        problem = _check_path(name) or _check_member(member)
        if name in found.paths:
            del found.paths[name]
            problem = "the zip has two members with this name; neither is read"
        if any(where == name for where, _ in found.problems):
            continue
        _take(found, name, member.file_size, problem)
    _note_form(found, members)
    _check_edges(found, path, archive)
    return found


def _check_edges(found: Bundle, path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse bytes that no member holds, before the first and after the end: another reader may see another zip."""
    if min((member.header_offset for member in archive.infolist()), default=0) > 0:
        found.problems.append(("the zip", "it has bytes before its first member"))
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LONGEST_END))
        tail = file.read()
    if len(tail) - tail.rfind(_END) != _END_SIZE + len(archive.comment):
        found.problems.append(("the zip", "it has bytes after its end"))
    if archive.comment:
        found.notes.append(("the zip", "it has a comment, which no bundle of pbvote has and nothing here reads"))


def _check_member(member: zipfile.ZipInfo) -> Optional[str]:
    if member.flag_bits & _ENCRYPTED:
        return "the member is encrypted; it is not read"
    if member.compress_type != zipfile.ZIP_STORED:
        return "the member is compressed, and a bundle's are stored; it is not read"
    if member.compress_size != member.file_size:
        return "the member states two sizes; it is not read"
    return None


def _take(found: Bundle, name: str, size: int, problem: Optional[str]) -> None:
    if problem is None and size > LARGEST_FILE:
        problem = "the file is larger than a gibibyte; it is not read"
    if problem is None and len(found.paths) >= MOST_FILES:
        problem = "the bundle has too many files; this one is not read"
    if problem is None:
        found.paths[name] = size
    else:
        found.problems.append((name if name.isascii() and name.isprintable() else ascii(name), problem))


def _note_form(found: Bundle, members: list[zipfile.ZipInfo]) -> None:
    names = [member.orig_filename.encode("utf-8", "replace") for member in members]
    plain = all(member.date_time == _FIXED_TIME and not member.extra for member in members)
    if names != sorted(names) or not plain:
        what = "the zip was packed by another program: its order, times or extra fields are not those of pbvote"
        found.notes.append(("the zip", what))
