"""Which program this is: the hashes that stand in the log, so that anyone can tell what ran."""

from hashlib import sha256
from pathlib import Path

from pbvote import __version__, paths
from pbvote.cli.verifier import archive_bytes
from pbvote.services.install import Release

_KINDS = {".py", ".html", ".css", ".js", ".toml", ".mako", ".po"}


def installed_release() -> Release:
    """Version, hash over the program's files, hash of the verifier as one file."""
    return Release(__version__, files_hash(), sha256(archive_bytes()).hexdigest())


def files_hash() -> str:
    """SHA-256 over the lines `<sha256 of the file>  <path>` of package, templates, static and migrations, sorted."""
    folders = {"pbvote": paths.PACKAGE} | {
        name: getattr(paths, name)() for name in ("templates", "static", "migrations")
    }
    lines = sorted(line for name, folder in folders.items() for line in _lines(name, folder))
    return sha256("".join(lines).encode()).hexdigest()


def _lines(name: str, folder: Path) -> list[str]:
    files = (each for each in folder.rglob("*") if each.suffix in _KINDS and "_data" not in each.parts)
    return [
        f"{sha256(each.read_bytes()).hexdigest()}  {name}/{each.relative_to(folder).as_posix()}\n" for each in files
    ]
