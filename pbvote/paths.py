"""Where templates, static files and migrations lie: beside the package in a checkout, in it in a wheel."""

from pathlib import Path

import pbvote
from pbvote.domain.errors import PbvoteError

PACKAGE = Path(pbvote.__file__).resolve().parent


class FilesMissingError(PbvoteError):
    """Neither a checkout nor a complete wheel."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The folder {name} of pbvote is missing: install pbvote again.")


def checkout() -> Path | None:
    """The folder that holds pyproject.toml and the package, or None for an installed wheel."""
    folder = PACKAGE.parent
    return folder if (folder / "pyproject.toml").is_file() else None


def templates() -> Path:
    """The pages' templates."""
    return _find("templates")


def static() -> Path:
    """Style, script, fonts and pictures, served as they are."""
    return _find("static")


def migrations() -> Path:
    """Alembic's `script_location`."""
    return _find("migrations")


def catalogues() -> Path:
    """What other languages say, one .po file each; part of the package itself."""
    return PACKAGE / "catalogues"


def _find(name: str) -> Path:
    # An editable install may carry an old copy in _data: the checkout's own folder comes first.
    beside = checkout()
    folder = beside / name if beside else PACKAGE / "_data" / name
    if not folder.is_dir():
        raise FilesMissingError(name)
    return folder
